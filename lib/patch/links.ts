/** Hosts of archives whose links hold Message-IDs: public-inbox servers, patchwork, and the short forms of kernel.org. */
const archiveHost =
  /^(?:(?:.*\.)?kernel\.org|(?:.*\.)?msgid\.link|msgid\.link|(?:.*\.)?public-inbox\.org|yhbt\.net|(?:.*\.)?sourceware\.org|patchwork\..*|patchew\.org|mid\.(?:mail-archive\.com|gmane\.org)|marc\.info|inbox\..*|lists\..*|lore\..*)$/i;

const url = /https?:\/\/([A-Za-z0-9.-]{4,100})(?::\d{1,5})?\/([^\s<>"'\\^`{|}]{1,1000})/g;

/** Message-ID in a path or query: something on both sides of "@", no slash. */
const messageId = /^[^\s@/<>]{1,250}@[^\s@/<>]{1,250}$/;

/**
 * The Message-IDs that links to list archives name, in order, each once, percent signs decoded and brackets off:
 * lore.kernel.org/LIST/ID/, /r/ID, /all/ID/T/#u, lkml.kernel.org/r/ID, patch.msgid.link/ID, patchwork and
 * other public-inbox servers. Links that name no Message-ID are left out.
 */
export function archiveLinks(text: string): readonly string[] {
  const found = new Set<string>();
  if (!text.includes('://')) return [];
  for (const match of text.matchAll(url)) {
    if (!archiveHost.test(match[1] ?? '')) continue;
    const id = idInPath(match[2] ?? '');
    if (id !== undefined) found.add(id);
  }
  return [...found];
}

function idInPath(path: string): string | undefined {
  for (const part of path.replace(/#.*$/, '').split(/[/?&]/)) {
    if (!/@|%40/i.test(part)) continue;
    const id = decode(part.replace(/^(?:i|mid|q|id)=/, ''))
      .replace(/^[<(]/, '')
      .replace(/[>)\].,;:*]{1,9}$/, '');
    if (messageId.test(id)) return id;
  }
  return undefined;
}

/** Percent decoding that leaves alone what is not valid: a link cut in the middle is data. */
function decode(part: string): string {
  return part.replace(/(?:%[0-9a-f]{2})+/gi, (run) => {
    const bytes = Uint8Array.from(run.slice(1).split('%'), (pair) => Number.parseInt(pair, 16));
    return new TextDecoder().decode(bytes);
  });
}

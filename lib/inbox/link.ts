import { parseMessageId, type MessageId } from '../mail/index';

/** What a person pasted, understood: one mail, and the list it was seen in when the link names one. */
export interface ArchiveLink {
  readonly kind: 'link';
  readonly messageId: MessageId;
  /** The list of the URL ("linux-iommu"); undefined for /all/, /r/ and bare ids. */
  readonly list: string | undefined;
}

/** What was pasted is no link to a mail in a configured archive. `why` is a sentence for the person who pasted it. */
export interface LinkProblem {
  readonly kind: 'problem';
  readonly why: string;
}

/**
 * Hosts whose links name a Message-ID and are what people paste, also where a mirror or an archive of one's own is
 * configured: lore, and the redirectors to it. Their links are read; who is asked is what is configured.
 */
const wellKnown = new Set([
  'lore.kernel.org',
  'lkml.kernel.org',
  'patch.msgid.link',
  'msgid.link',
  'www.msgid.link',
]);

/** Pages of a public-inbox that hang off a Message-ID: /ID/raw, /ID/T/, /ID/t.mbox.gz ... */
const pageSuffix = /\/(?:raw|[Tt]|t\.mbox(?:\.gz)?|t\.atom|[a-z]+|#.*)?\/?$/;

/** First word of a path that is no list: "all" is every list, "r" the redirect of lore. */
const notLists = new Set(['all', 'r']);

const longestLink = 2000;

/**
 * Reads a link in any form people paste: an archive URL (with list, /all/ or /r/; ending in /T/#u, /t/, /raw,
 * /t.mbox.gz, #m...), such a URL inside a line of text or angle brackets, `Message-ID: <...>`, `<...>`, or a
 * bare Message-ID.
 *
 * @param origins Origins of the configured archives, such as "https://lore.kernel.org".
 */
export function parseLink(text: string, origins: readonly string[]): ArchiveLink | LinkProblem {
  const pasted = text.trim();
  if (pasted === '') return problem('Nothing was entered. Paste a link to a mail, or its Message-ID.');
  if (pasted.length > longestLink) {
    return problem(
      `This is ${pasted.length} characters long; a link or Message-ID has at most ${longestLink}.`,
    );
  }
  const hosts = new Set(origins.map((origin) => new URL(origin).host));
  const url = findUrl(pasted, hosts);
  return url ? readUrl(url, hosts) : readBareId(pasted, hosts);
}

function problem(why: string): LinkProblem {
  return { kind: 'problem', why };
}

function findUrl(pasted: string, hosts: ReadonlySet<string>): URL | undefined {
  const written = /https?:\/\/[^\s<>"]+/i.exec(pasted)?.[0];
  if (written) return parseUrl(written.replace(/[).,;'\]]+$/, ''));
  const bare = pasted.replace(/^<|>$/g, '');
  const host = bare.slice(0, Math.max(0, bare.indexOf('/'))).toLowerCase();
  return hosts.has(host) || wellKnown.has(host) ? parseUrl(`https://${bare}`) : undefined;
}

function parseUrl(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

function readUrl(url: URL, hosts: ReadonlySet<string>): ArchiveLink | LinkProblem {
  if (!hosts.has(url.host) && !wellKnown.has(url.host)) {
    return problem(
      `${url.host} is no archive that is configured here: links to ${readHosts(hosts)} are read. Paste the mail's Message-ID instead.`,
    );
  }
  const path = url.pathname.replace(/^\/+/, '');
  if (path === '' && url.search === '')
    return problem(
      'This link leads to the archive itself, not to a mail. Open a mail there and paste its link.',
    );
  const words = path.replace(pageSuffix, '').split('/');
  const idAt = words.findIndex((word) => decode(word).includes('@'));
  if (idAt < 0) {
    const what = url.searchParams.has('q') ? 'a search' : 'a list';
    return problem(`This link leads to ${what}, not to a mail. Open a mail there and paste its link.`);
  }
  const messageId = parseMessageId(decode(words.slice(idAt).join('/')));
  if (!messageId) return problem(`"${words.slice(idAt).join('/')}" in this link is no Message-ID.`);
  const list = idAt > 0 ? words[0] : undefined;
  return { kind: 'link', messageId, list: list !== undefined && !notLists.has(list) ? list : undefined };
}

function readBareId(pasted: string, hosts: ReadonlySet<string>): ArchiveLink | LinkProblem {
  const id = pasted.replace(/^(?:message-id|msgid|mid|id)\s*:\s*/i, '');
  const bracketed = /<([^<>\s]+@[^<>\s]+)>/.exec(id)?.[1];
  const messageId =
    /\s/.test(bracketed ?? id) || !(bracketed ?? id).includes('@')
      ? undefined
      : parseMessageId(bracketed ?? id);
  return messageId
    ? { kind: 'link', messageId, list: undefined }
    : problem(
        `This is neither a link to a mail at ${readHosts(hosts)} nor a Message-ID such as 20240904-name-v1-0-abc@example.com.`,
      );
}

/** Hosts of which links are read, for a sentence: lore's redirectors go without saying. */
function readHosts(hosts: ReadonlySet<string>): string {
  return [...new Set([...hosts, 'lore.kernel.org'])].join(' or ');
}

/** Percent-decodes; text with a broken escape is taken as it stands. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** What a link to a forge leads to, as its address says; nothing was asked. */
export interface ForgePlace {
  /** Lower case, without "www.". */
  readonly host: string;
  /** "SamsungDS/libvfn"; on other forges the path that names the repository, as written. */
  readonly repository: string;
  /** `pull` is a pull or merge request; `other` a page of the forge that is none of these. */
  readonly kind: 'repository' | 'branch' | 'file' | 'commit' | 'pull' | 'issue' | 'release' | 'other';
  /**
   * Which: a branch, or a branch and a folder ("main/src", which the address does not tell apart); a branch and a path of a
   * file; a hash; a number; a tag. '' for a repository.
   */
  readonly what: string;
}

/** A link to code as it stands in a text. */
export interface ForgeLink extends ForgePlace {
  readonly url: string;
  /** The sentence it stands in; of a footnote the sentence that refers to it. */
  readonly sentence: string;
  /** Where in the sentence it stands, or what leads to it does. */
  readonly at: number;
}

const url =
  /\b(?:https?|git|ssh):\/\/(?:[\w.-]{1,40}@)?([A-Za-z0-9.-]{4,100})(?::\d{1,5})?\/([^\s<>"'\\^`{|}]{1,1000})/g;

/** Hosts that serve code by their name; archives of mail and download servers are none. */
const forgeHost =
  /^(?:github\.|gitlab\.|codeberg\.org$|(?:git\.)?sr\.ht$|bitbucket\.|gitea\.|git\.|cgit\.|anongit\.|salsa\.debian\.org$|raw\.githubusercontent\.com$|[\w.-]{1,80}\.googlesource\.com$|source\.denx\.de$|invent\.kde\.org$|repo\.or\.cz$)/;

/** Pages of GitHub whose first word is no owner. */
const noOwners = new Set(
  'about apps collections contact customer-stories enterprise explore features issues join login logout marketplace new notifications organizations orgs pricing pulls search security sessions settings signup site sponsors stars team topics trending users'.split(
    ' ',
  ),
);

/** Links of one text beyond this are left out: a list of hundreds is a report. */
const mostLinks = 100;

/**
 * The links to forges in a text, in order: GitHub, GitLab, kernel.org's and other servers of git. What is quoted ("> ")
 * is left out, for it was said in another mail.
 */
export function forgeLinks(text: string): readonly ForgeLink[] {
  if (!text.includes('://')) return [];
  const lines = text.split('\n');
  const found: ForgeLink[] = [];
  lines.forEach((line, at) => {
    if (!line.includes('://') || isQuoted(line)) return;
    for (const match of line.matchAll(url)) {
      if (found.length >= mostLinks) return;
      const written = withoutEnd(match[0]);
      const place = forgePlace(written);
      if (place) found.push({ ...place, url: written, ...sentenceOf(lines, at, written) });
    }
  });
  return found;
}

/** What stands behind an address in running text and is none of it. */
function withoutEnd(address: string): string {
  const bare = address.replace(/[.,;:!?*'\]]{1,20}$/, '');
  return bare.endsWith(')') && !bare.includes('(') ? withoutEnd(bare.slice(0, -1)) : bare;
}

/** Reads an address; undefined when it leads to no forge, or to no repository of one. */
export function forgePlace(address: string): ForgePlace | undefined {
  if (!URL.canParse(address)) return undefined;
  const parsed = new URL(address);
  const host = parsed.hostname.toLowerCase().replace(/^www\./, '');
  if (!forgeHost.test(host)) return undefined;
  const parts = parsed.pathname
    .split('/')
    .filter((part) => part !== '')
    .map(decoded);
  if (host === 'raw.githubusercontent.com') return rawPlace(parts);
  if (host.startsWith('github.')) return githubPlace(host, parts);
  return otherPlace(host, parts, parsed.searchParams);
}

function githubPlace(host: string, parts: readonly string[]): ForgePlace | undefined {
  const [owner = '', name = '', verb, ...rest] = parts;
  const repo = name.replace(/\.git$/, '');
  if (!/^[A-Za-z0-9][A-Za-z0-9-]{0,38}$/.test(owner) || noOwners.has(owner.toLowerCase())) return undefined;
  if (!/^[\w.-]{1,100}$/.test(repo) || /^\.{1,2}$/.test(repo)) return undefined;
  return { host, repository: `${owner}/${repo}`, ...thingOf(verb, rest) };
}

function rawPlace([owner = '', repo = '', ...rest]: readonly string[]): ForgePlace | undefined {
  const place = githubPlace('github.com', [
    owner,
    repo,
    'blob',
    ...rest.filter((part, at) => at > 1 || !/^(?:refs|heads)$/.test(part)),
  ]);
  return place?.kind === 'file' ? place : undefined;
}

type Thing = Pick<ForgePlace, 'kind' | 'what'>;

/** What stands behind the name of a repository, as GitHub writes it; GitLab and Gitea write much the same. */
function thingOf(verb: string | undefined, rest: readonly string[]): Thing {
  const [first = ''] = rest;
  const all = rest.join('/');
  switch (verb) {
    case undefined:
      return { kind: 'repository', what: '' };
    case 'tree':
    case 'commits':
      return all === '' ? { kind: 'repository', what: '' } : { kind: 'branch', what: all };
    case 'blob':
    case 'blame':
    case 'raw':
      if (rest.length > 1) return { kind: 'file', what: all };
      break;
    case 'commit':
      if (/^[0-9a-f]{7,64}(?:\.patch|\.diff)?$/i.test(first))
        return { kind: 'commit', what: first.replace(/\..*$/, '').toLowerCase() };
      break;
    case 'pull':
    case 'pulls':
    case 'merge_requests':
      if (isNumber(first)) return { kind: 'pull', what: first };
      break;
    case 'issues':
      if (isNumber(first)) return { kind: 'issue', what: first };
      break;
    case 'releases':
      if (first === 'tag' && rest.length > 1) return { kind: 'release', what: rest.slice(1).join('/') };
      break;
  }
  return { kind: 'other', what: [verb, ...rest].join('/') };
}

/** GitLab puts "-" between a repository and its things, cgit ends its name in ".git"; of others the path is all that is known. */
function otherPlace(host: string, parts: readonly string[], asked: URLSearchParams): ForgePlace | undefined {
  if (parts.length === 0) return undefined;
  const dash = parts.indexOf('-');
  const [verb, ...rest] = dash > 0 ? parts.slice(dash + 1) : [];
  if (dash > 0) return { host, repository: parts.slice(0, dash).join('/'), ...thingOf(verb, rest) };
  const end = parts.findIndex((part) => part.endsWith('.git')) + 1;
  const repository = parts.slice(0, end === 0 ? undefined : end).join('/');
  const [id, head] = [asked.get('id') ?? '', asked.get('h') ?? ''];
  if (parts[end] === 'commit' && /^[0-9a-f]{7,64}$/i.test(id))
    return { host, repository, kind: 'commit', what: id.toLowerCase() };
  if (head !== '') return { host, repository, kind: 'branch', what: head };
  if (end > 0 && parts.length > end)
    return { host, repository, kind: 'other', what: parts.slice(end).join('/') };
  return { host, repository, kind: 'repository', what: '' };
}

function isNumber(text: string): boolean {
  return /^[1-9]\d{0,9}$/.test(text);
}

/** Percent decoding that leaves alone what is not valid: a link cut in the middle is data. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function isQuoted(line: string): boolean {
  return /^\s{0,3}>/.test(line);
}

/** A line that begins something of its own: an item of a list, a footnote, a trailer. */
const beginning = /^\s*(?:[-*+•]\s|\d{1,2}[.)]\s|\[\w{1,3}\]|[A-Z][A-Za-z-]{1,30}:\s)/;
const footnote = /^\s*\[(\w{1,3})\]:?\s*/;
/** Lines of a paragraph looked at on either side. */
const mostLines = 12;
/** A longer sentence is cut, around the link. */
const longest = 300;

type Said = Pick<ForgeLink, 'sentence' | 'at'>;

function sentenceOf(lines: readonly string[], at: number, link: string): Said {
  const own = sentenceAround(lines, at, link);
  const mark = footnote.exec(lines[at] ?? '')?.[1];
  const isBare =
    own.sentence
      .replace(link, '')
      .replace(footnote, '')
      .replace(/[\s<>().,:;*-]/g, '') === '';
  if (mark !== undefined && isBare) {
    const sign = `[${mark}]`;
    const where = lines.findIndex(
      (line, index) => index !== at && line.replace(footnote, '').includes(sign) && !isQuoted(line),
    );
    if (where >= 0) return sentenceAround(lines, where, sign);
  }
  if (!isBare) return own;
  // "The tree is at:", and the link below it.
  let above = at - 1;
  while (above >= 0 && above > at - mostLines && (lines[above] ?? '').trim() === '') above--;
  const before = lines[above] ?? '';
  return /:\s*$/.test(before) && !isQuoted(before) ? sentenceAround(lines, above, before.trim()) : own;
}

/** The sentence of a paragraph that holds a piece of the line. */
function sentenceAround(lines: readonly string[], at: number, piece: string): Said {
  const isEnd = (line: string | undefined) => line === undefined || line.trim() === '' || isQuoted(line);
  let start = at;
  while (
    start > 0 &&
    at - start < mostLines &&
    !beginning.test(lines[start] ?? '') &&
    !isEnd(lines[start - 1])
  )
    start--;
  let end = at + 1;
  while (end - at < mostLines && !isEnd(lines[end]) && !beginning.test(lines[end] ?? '')) end++;
  const before = lines
    .slice(start, at)
    .map((line) => line.trim())
    .join(' ');
  const text = lines
    .slice(start, end)
    .map((line) => line.trim())
    .join(' ');
  const place = text.indexOf(piece, Math.max(0, before.length - 1));
  let from = 0;
  let to = text.length;
  for (const stop of text.matchAll(/[.!?]\)?\s+(?=[A-Z0-9"'(])/g)) {
    const next = stop.index + stop[0].length;
    if (next <= place) from = next;
    else if (stop.index >= place + piece.length) {
      to = stop.index + 1;
      break;
    }
  }
  const bare = text
    .slice(from, to)
    .trim()
    .replace(/^(?:[-*+•]|\d{1,2}[.)])\s+/, '');
  const sentence = clipped(bare, piece);
  return { sentence, at: sentence.indexOf(piece) };
}

function clipped(sentence: string, piece: string): string {
  if (sentence.length <= longest) return sentence;
  const middle = sentence.indexOf(piece) + piece.length / 2;
  const from = Math.max(0, Math.min(Math.round(middle - longest / 2), sentence.length - longest));
  return `${from > 0 ? '…' : ''}${sentence.slice(from, from + longest).trim()}${from + longest < sentence.length ? '…' : ''}`;
}

/** Paths of files that a sentence names, addresses left out ("see examples/iopf.c"), and where each stands first. */
export function namedFiles(sentence: string): readonly { readonly path: string; readonly at: number }[] {
  const found = new Map<string, number>();
  for (const { 0: word, index } of sentence.matchAll(/[^\s()<>[\]{}"'`,;]+/g)) {
    const path = word.replace(/[.:!?]{1,9}$/, '');
    if (
      /^(?:[\w+-][\w.+-]{0,100}\/){1,12}[\w+-][\w.+-]{0,100}\.[A-Za-z]{1,4}$/.test(path) &&
      !found.has(path)
    )
      found.set(path, index);
  }
  return [...found].map(([path, at]) => ({ path, at }));
}

import { foldSpaces, type Patch } from '../patch/index';

/** One entry of a changelog. */
export interface ChangelogEntry {
  /** First body line, counted from 1. */
  readonly line: number;
  readonly text: string;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** "v2", "V2.1", "RFC", "RFC v2", "version 3", "patch v3". */
const label = String.raw`(?:(?:patch ?)?(?:rfc[ -]?)?(?:patch ?)?v(?:ersion)? ?\d{1,3}(?:\.\d{1,3})?|rfc(?: preview)?)`;
const changes = String.raw`(?:list of )?(?:main |major |notable |significant )?(?:change ?s?|change ?-?log|changed|differences?|diff|history|updates?|updated|what's (?:new|changed)|new|modifications?)`;
const opener = String.raw`^[\s\-*#=+o•~[(]{0,12}`;

/** Heads of a changelog, the surest first. `from` and `to` are the versions between which things changed. */
const heads: readonly RegExp[] = [
  // "v2 -> v3:", "Changes v1..v2", "RFC => v1", "from v1 to v2"
  new RegExp(
    String.raw`${opener}(?:${changes}\W{0,3} ?(?:from |in |between )?|from |between )?(?<from>${label})\s*(?:-+>|=+>|→|\.\.\.?|–>|to|and)\s*(?<to>${label})\b(?<rest>.*)$`,
    'i',
  ),
  // "v3 <- v2", "v3..v2" is written by few and read as said
  new RegExp(String.raw`${opener}(?<to>${label})\s*<[-=]+\s*(?<from>${label})\b(?<rest>.*)$`, 'i'),
  // "Changes in v3 since v2:", "v3 changes from v2"
  new RegExp(
    String.raw`${opener}(?:${changes}\W{0,3} ?(?:in|for|with|of|of the)? ?)?(?<to>${label})(?: ${changes})?,? (?:\(?changes )?(?:since|from|against|over|vs\.?|compared (?:to|with)) (?:the )?(?<from>${label})\b(?<rest>.*)$`,
    'i',
  ),
  // "Changes since v1:", "Change from v1", "diff to v1"
  new RegExp(
    String.raw`${opener}${changes}(?: made)? (?:since|from|against|over|vs\.?|relative to|compared (?:to|with)|to|after|w\.?r\.?t\.?)(?: the)?(?: previous(?:ly)?| last| earlier| initial)?(?: version| posting)?,? ?\(?(?<from>${label})\b(?<rest>.*)$`,
    'i',
  ),
  // "Since v1:", "since RFC", "from v2:"
  new RegExp(String.raw`${opener}(?:since|from|after) (?:the )?(?<from>${label})\b(?<rest>.*)$`, 'i'),
  // "Changes in v3:", "Changelog v3", "new in v3", "changes for v2"
  new RegExp(
    String.raw`${opener}${changes}\W{0,3} ?(?:in|for|with|on|of|at)?(?: this| the)? ?\(?(?<to>${label})\b(?<rest>.*)$`,
    'i',
  ),
  // "v3 changes:", "v3 changelog"
  new RegExp(String.raw`${opener}(?<to>${label}) (?:${changes})\b(?<rest>.*)$`, 'i'),
  // "v3:", "* v3", "- v3: text", "V2 (2024-01-01):", "[v3]"
  new RegExp(
    String.raw`${opener}(?<to>${label})\s?(?:\([^()]{0,40}\)|\[[^\]]{0,40}\])?[)\]]{0,2}\s*(?:$|(?=[:\-–—=,.]))(?<rest>.*)$`,
    'i',
  ),
  // "Changelog:", "Changes:" without a version
  new RegExp(
    String.raw`${opener}(?:change ?-?log|changes?|(?:change |revision |version )?history|changes since (?:the )?(?:last|previous) (?:version|posting|revision))\s*(?:$|:)(?<rest>.*)$`,
    'i',
  ),
];

const bullet = /^(\s*)(?:[-*+•~>]|o(?=\s)|\(?\d{1,2}[.)]|\(?[a-z]\))\s+(?=\S)/;
/** "PATCH 2/6: drop the cast" begins an entry as a bullet does; the number stays, it says which patch is meant. */
const numberedEntry = /^\s*\[?patch(?:es)?\s*#?\d{1,3}(?:\/\d{1,3})?\]?\s*:\s*\S/i;
const linkOnly =
  /^(?:(?:link|links?|url|lore|patch(?:work)?|previous|v\d+|rfc|version)\b[^:]{0,40}:?\s*)?(?:\[\d+\]:?\s*)?<?https?:\/\/\S+>?$/i;

const sinceOnly = new RegExp(String.raw`^\(?changes (?:from|since) (${label})(?:, ?v\d+)*\)?[.:]?$`, 'i');

/** A changelog's lines are read as far as this; a longer one is no changelog. */
const MOST_ENTRIES = 400;

/**
 * The entries of all changelogs in a mail, in order: in its notes under "---", in its message, and behind it. Text
 * without a bullet is one entry a paragraph. A text without a head that names changes has none.
 */
export function readChangelog(text: string, patch: Patch): readonly ChangelogEntry[] {
  const lines = text.split('\n');
  const trailers = new Set(patch.trailers.map(({ line }) => line));
  const entries: ChangelogEntry[] = [];
  for (const section of patch.sections) {
    if (section.kind !== 'message' && section.kind !== 'notes') continue;
    const reader = new ChangelogReader(section.kind === 'notes');
    for (let number = section.start; number < section.end && entries.length < MOST_ENTRIES; number++) {
      const line = trailers.has(number) ? '' : (lines[number - 1] ?? '').trimEnd();
      reader.take(line, number);
    }
    entries.push(...reader.end());
  }
  return entries.slice(0, MOST_ENTRIES);
}

/**
 * "v2 of the series adds a check" is a sentence: behind a head stands a colon, a dash, or nothing but a date, a footnote
 * or a bracket.
 */
const headEnd = /^[\])]*\s*(?:\([^()]{0,60}\)\s*|\[[^[\]]{0,60}\]\s*){0,2}(?:[:\-–—=.,>]+|[\])*]*$)/;

interface Head {
  readonly from: string | undefined;
  readonly to: string | undefined;
  /** Text of the head's own line behind it: "v3: fix the thing". */
  readonly rest: string;
  readonly hasVersion: boolean;
}

function readHead(line: string): Head | undefined {
  if (line.length > 200 || /https?:\/\/\S+$/.test(line)) return undefined;
  for (const head of heads) {
    const groups = head.exec(line)?.groups;
    if (!groups) continue;
    const rest = (groups['rest'] ?? '').trim();
    const closed = headEnd.exec(rest);
    // "version 1" alone on a line is some program's output.
    if (!closed || (closed[0] === '' && /^\W*version/i.test(line))) continue;
    const text = rest.slice(closed[0].length).trim();
    // "v2: (changes from v1)" says what the entries below are against.
    const since = sinceOnly.exec(text)?.[1];
    return {
      from: labelOf(groups['from'] ?? since),
      to: labelOf(groups['to']),
      rest: since === undefined ? text : '',
      hasVersion: groups['from'] !== undefined || groups['to'] !== undefined,
    };
  }
  return undefined;
}

/** "V2" is "v2", "rfc-v2" is "RFC v2". */
function labelOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const number = /v(?:ersion)? ?(\d{1,3}(?:\.\d{1,3})?)/i.exec(text)?.[1];
  const isRfc = /rfc/i.test(text);
  if (number === undefined) return isRfc ? 'RFC' : undefined;
  return isRfc ? `RFC v${number}` : `v${number}`;
}

/** Takes the lines of one section and keeps the entries under heads. */
class ChangelogReader {
  private readonly entries: ChangelogEntry[] = [];
  private head: Head | undefined;
  private open: { line: number; text: string; indent: number } | undefined;
  private wasBlank = false;
  private hasEntries = false;
  private hasBullets = false;

  constructor(private readonly isNotes: boolean) {}

  take(line: string, number: number): void {
    if (line.trim() === '') {
      this.close();
      this.wasBlank = true;
      return;
    }
    const head = readHead(line);
    if (head) {
      this.close();
      // "Changes in v3:" below "Changelog:", or the next version of the same list.
      this.head = head;
      this.hasEntries = this.hasBullets = false;
      if (head.rest !== '') this.open = { line: number, text: head.rest, indent: indentOf(line) };
    } else if (this.head) this.takeBelowHead(line, number);
    this.wasBlank = false;
  }

  end(): readonly ChangelogEntry[] {
    this.close();
    return this.entries;
  }

  private takeBelowHead(line: string, number: number): void {
    if (linkOnly.test(line.trim())) return this.close();
    const mark = bullet.exec(line);
    if (mark) {
      this.close();
      this.hasBullets = true;
      this.open = { line: number, text: line.slice(mark[0].length), indent: indentOf(line) };
    } else if (numberedEntry.test(line)) {
      this.close();
      this.open = { line: number, text: line.trim(), indent: indentOf(line) };
    } else if (/^\s*(?:[-=_*]{3,}|\.\.\.)\s*$/.test(line)) {
      this.close();
      this.head = undefined;
    } else if (this.open) this.open.text += ` ${line.trim()}`;
    else if (this.wasBlank && this.hasEntries && !/^\s/.test(line) && (this.hasBullets || !this.isNotes))
      this.head = undefined;
    else if (this.wasBlank && !this.hasEntries && !this.isNotes && this.head?.hasVersion === false)
      this.head = undefined;
    else this.open = { line: number, text: line.trim(), indent: indentOf(line) };
  }

  private close(): void {
    const { open, head } = this;
    this.open = undefined;
    if (!open || !head) return;
    const text = foldSpaces(open.text);
    if (!/[\p{L}\p{N}]{2}/u.test(text) || linkOnly.test(text)) return;
    this.hasEntries = true;
    this.entries.push({ line: open.line, text, from: head.from, to: head.to });
  }
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

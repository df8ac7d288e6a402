import { decodeWords } from './encodedWord';
import { readFileDiff } from './files';
import { archiveLinks } from './links';
import type { FileDiff, LineRange, Patch, Section, Trailer } from './patch';
import { patchIdOf } from './patchId';
import { proseSections } from './sections';
import { parseSubject } from './subject';
import { readTrailers } from './trailers';

/**
 * Reads the text of a mail (LF line ends, decoded) as a patch or a cover letter. Lines are those of
 * `text.split('\n')`, counted from 1. Any text gives a Patch; damage is borne as git-apply would not
 * (lost spaces, wrapped lines, wrong counts), and what cannot be read stays in its section as lines.
 */
export function readPatch(text: string): Patch {
  const lines = text.split('\n');
  const diffs = findDiffs(lines);
  const sections = divide(lines, diffs);
  const messages = sections.filter((section) => section.kind === 'message');
  const files = withoutRepeats(lines, diffs).flatMap((diff) => diff.files);
  const prose = sections
    .filter((section) => section.kind !== 'diff' && section.kind !== 'diffstat')
    .map((section) => lines.slice(section.start - 1, section.end - 1).join('\n'))
    .join('\n');
  const first = diffs[0];
  return {
    sections,
    ...inBodyHeaders(lines, messages),
    trailers: lastTrailers(lines, messages),
    files,
    changeId: lastBaseValue(lines, sections, /^change-id:\s*(?!I[0-9a-f]{40}$)(\S+)\s*$/i),
    baseCommit: lastBaseValue(lines, sections, /^base-commit:\s*([0-9a-f]{7,64})\b/i),
    links: archiveLinks(prose),
    patchId: first ? patchIdOf(lines, first.start - 1, lines.length) : undefined,
  };
}

interface Diff extends LineRange {
  readonly files: FileDiff[];
}

/** "Interdiff against v1:" of format-patch: what stands below compares versions and is not to be applied. */
const interdiffTitle = /^(?:interdiff|range-diff)(?: against .{0,60})?:?\s*$/i;

/** The diffs of a text, files that follow each other with at most empty lines between in one. */
function findDiffs(lines: readonly string[]): readonly Diff[] {
  const diffs: { start: number; end: number; files: FileDiff[] }[] = [];
  let isInterdiff = false;
  for (let at = 0; at < lines.length;) {
    const read = readFileDiff(lines, at);
    if (!read) {
      const line = lines[at] ?? '';
      if (line.length < 80 && interdiffTitle.test(line)) isInterdiff = true;
      else if (line.trim() !== '') isInterdiff = false;
      at++;
      continue;
    }
    if (!isInterdiff) {
      const last = diffs.at(-1);
      if (last && isEmptyBetween(lines, last.end - 1, at)) {
        last.files.push(read.file);
        last.end = read.end + 1;
      } else diffs.push({ start: at + 1, end: read.end + 1, files: [read.file] });
    }
    at = read.end;
  }
  return diffs;
}

/** The diffs but for those that stand in the text already: mail programs that attach the patch show it inline as well. */
function withoutRepeats(lines: readonly string[], diffs: readonly Diff[]): readonly Diff[] {
  if (diffs.length < 2) return diffs;
  const seen = new Set<string>();
  return diffs.filter((diff) => {
    const squeezed = lines
      .slice(diff.start - 1, diff.end - 1)
      .join('\n')
      .replace(/\s+/g, '');
    return !seen.has(squeezed) && seen.add(squeezed);
  });
}

function isEmptyBetween(lines: readonly string[], start: number, end: number): boolean {
  for (let at = start; at < end; at++) if ((lines[at] ?? '').trim() !== '') return false;
  return true;
}

/** Every line into one section. Behind the last diff is the tail; text between two diffs is read like a new mail's. */
function divide(lines: readonly string[], diffs: readonly Diff[]): readonly Section[] {
  const sections: Section[] = [];
  let at = 0;
  for (const diff of diffs) {
    sections.push(...proseSections(lines, { start: at, end: diff.start - 1 }, false));
    sections.push({ kind: 'diff', start: diff.start, end: diff.end });
    at = diff.end - 1;
  }
  if (diffs.length === 0) return proseSections(lines, { start: 0, end: lines.length }, true);
  if (at < lines.length) sections.push({ kind: 'tail', start: at + 1, end: lines.length + 1 });
  return sections;
}

/** The trailers of the last message section that has any: with an attached patch, the patch's own. */
function lastTrailers(lines: readonly string[], messages: readonly Section[]): readonly Trailer[] {
  for (const message of messages.toReversed()) {
    const trailers = readTrailers(lines, message);
    if (trailers.length > 0) return trailers;
  }
  return [];
}

const bodyHeader = /^(From|Subject|Date|Author|Cc|To|MIME-Version|Content-[A-Za-z-]+|Message-I[dD]): ?(.*)$/;

/** Lines that git-am reads a new header behind: scissors, or the first line of a format-patch file. */
const headerStart = /^(?:-+ ?(?:>8|8<|>%|%<) ?-+.*|From [0-9a-f]{40} .*)$/;

/**
 * The header lines in a body (git-am, "in-body headers"): at the very start, behind scissors, or at the head of an
 * attached format-patch file. The last block that names a From or Subject wins.
 */
function inBodyHeaders(
  lines: readonly string[],
  messages: readonly Section[],
): Pick<Patch, 'inBodyFrom' | 'inBodySubject'> {
  let from: string | undefined;
  let subject: string | undefined;
  for (const message of messages) {
    let mayStart = true;
    for (let number = message.start; number < message.end; number++) {
      const line = lines[number - 1] ?? '';
      if (mayStart && bodyHeader.test(line)) {
        const read = readHeaderBlock(lines, number, message.end);
        from = read.from ?? from;
        subject = read.subject ?? subject;
        number = read.end - 1;
        mayStart = false;
      } else if (line.trim() !== '') mayStart = headerStart.test(line);
    }
  }
  return { inBodyFrom: from, inBodySubject: subject };
}

function readHeaderBlock(
  lines: readonly string[],
  start: number,
  end: number,
): { from: string | undefined; subject: string | undefined; end: number } {
  const values = new Map<string, string>();
  let key = '';
  let number = start;
  for (; number < end; number++) {
    const line = lines[number - 1] ?? '';
    const header = bodyHeader.exec(line);
    if (header) {
      key = (header[1] ?? '').toLowerCase();
      values.set(key, (header[2] ?? '').trim());
    } else if (key !== '' && /^[ \t]+\S/.test(line))
      values.set(key, `${values.get(key) ?? ''} ${line.trim()}`);
    else break;
  }
  const from = values.get('from') ?? values.get('author');
  const subject = values.get('subject');
  // "From: here on it is different" is prose: an author has an address.
  return {
    from: from !== undefined && from.includes('@') ? decodeWords(from) : undefined,
    subject: subject === undefined || subject === '' ? undefined : parseSubject(decodeWords(subject)).title,
    end: number,
  };
}

/** The value of the last line outside the diff that matches and stands among lines of its kind, not within a sentence. */
function lastBaseValue(
  lines: readonly string[],
  sections: readonly Section[],
  pattern: RegExp,
): string | undefined {
  for (const section of sections.toReversed()) {
    if (section.kind === 'diff' || section.kind === 'diffstat') continue;
    for (let number = section.end - 1; number >= section.start; number--) {
      const value = pattern.exec(lines[number - 1] ?? '')?.[1];
      if (value !== undefined && isAmongKeys(lines[number - 2]) && isAmongKeys(lines[number])) return value;
    }
  }
  return undefined;
}

function isAmongKeys(line: string | undefined): boolean {
  return line === undefined || /^(?:\s*|---?\s*|[A-Za-z][A-Za-z-]{0,40}: ?\S.*)$/.test(line);
}

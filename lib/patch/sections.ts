import type { Section } from './patch';

type Kind = Section['kind'];

/** The line that ends a commit message (git-am): three dashes and nothing else. */
const separator = /^---\s*$/;

const signature = /^-- ?\r?$/;

/** The first line of a file that git format-patch wrote, which mail programs attach or paste below a greeting. */
const formatPatchStart = /^From [0-9a-f]{40} /;

/** " path | 12 +++--", also "Bin 0 -> 12 bytes", "0" and "Unmerged". */
const diffstatLine = /^ ?\S[^|]{0,300}\| +(?:\d{1,9}(?: [+-]*)?|Bin(?: .{0,60})?|Unmerged)\s*$/;
const diffstatSum = /^ ?\d{1,7} files? changed(?:, \d{1,9} insertions?\(\+\))?(?:, \d{1,9} deletions?\(-\))?/;
const diffstatNote = /^ (?:create mode|delete mode|mode change|rename|copy|rewrite) /;

/** Lines of base information that format-patch and b4 write behind everything else. */
const baseLine = /^(?:base-commit|base-tree|base-change-id|change-id|prerequisite-[a-z-]+): ?\S/i;

/** The rule that mailman and Google Groups put above a list's footer. */
const footerRule = /^(?:_{20,}|-{20,}|-- ?)$/;

/** A cover letter that names its base in the middle of the text has no tail there. */
const longestClosing = 15;

/**
 * Divides the lines [start, end) in front of or without a diff. Indexes from 0; the sections come back in order, touch,
 * and cover the range. `canEnd` says that the text ends with this range, so it may have a tail.
 */
export function proseSections(
  lines: readonly string[],
  range: { readonly start: number; readonly end: number },
  canEnd: boolean,
): readonly Section[] {
  const sections: Section[] = [];
  // Behind a diff of the same mail its signature comes first.
  let kind: Kind = range.start > 0 && signature.test(lines[range.start] ?? '') ? 'tail' : 'message';
  let from = range.start;
  const open = (next: Kind, at: number): void => {
    if (at > from) sections.push({ kind, start: from + 1, end: at + 1 });
    kind = next;
    from = at;
  };
  const tail = canEnd ? tailStart(lines, range) : range.end;
  let isUnderRule = false;
  for (let at = range.start; at < tail; at++) {
    const line = lines[at] ?? '';
    const opensMessage =
      kind === 'tail'
        ? line.trim() !== '' && (lines[at - 1] ?? '').trim() === ''
        : formatPatchStart.test(line);
    if (opensMessage) {
      isUnderRule = false;
      open('message', at);
    }
    if (!isUnderRule && line.startsWith('---') && separator.test(line)) {
      isUnderRule = true;
      open('notes', at);
      continue;
    }
    const statEnd = diffstatEnd(lines, at, tail);
    if (statEnd > at) {
      open('diffstat', at);
      at = statEnd - 1;
      if (statEnd < tail) open(isUnderRule ? 'notes' : 'message', statEnd);
    }
  }
  if (tail < range.end) open('tail', tail);
  if (range.end > from) sections.push({ kind, start: from + 1, end: range.end + 1 });
  return sections;
}

/** Where the diffstat that begins at `at` ends, its sum, mode lines and empty lines below included; `at` when none does. */
function diffstatEnd(lines: readonly string[], at: number, end: number): number {
  const first = lines[at] ?? '';
  if (!first.includes('|') && !first.includes('changed')) return at;
  let next = at;
  while (next < end && diffstatLine.test(lines[next] ?? '')) next++;
  const count = next - at;
  const hasSum = next < end && diffstatSum.test(lines[next] ?? '');
  // One line with a bar and no sum may be a table.
  if (!hasSum && count < 2) return at;
  if (hasSum) next++;
  while (next < end && diffstatNote.test(lines[next] ?? '')) next++;
  if (next < end && (lines[next] ?? '').trim() === '') next++;
  // Nothing but empty lines up to the diff or the tail: they are no text of their own.
  const text = nextText(lines, next, Math.min(end, next + longestClosing));
  return text === end ? end : next;
}

/** Where the signature, base lines and list footer at the end of a text begin. */
function tailStart(
  lines: readonly string[],
  range: { readonly start: number; readonly end: number },
): number {
  for (let at = range.start; at < range.end; at++) {
    const line = lines[at] ?? '';
    const code = line.charCodeAt(0);
    if (code === 0x2d || code === 0x5f) {
      if (isSignatureStart(lines, at, range.end)) return at;
      if (separator.test(line)) {
        const below = nextText(lines, at + 1, range.end);
        if (baseLine.test(lines[below] ?? '') && isClosing(lines, below, range.end)) return at;
      }
    } else if (baseLine.test(line) && isClosing(lines, at, range.end)) return at;
  }
  return range.end;
}

/** "-- " as such; "--" or a rule only when little follows. */
function isSignatureStart(lines: readonly string[], at: number, end: number): boolean {
  const line = (lines[at] ?? '').replace(/\r$/, '');
  if (line === '-- ') return countText(lines, at + 1, end, longestClosing * 2) < longestClosing * 2;
  if (!footerRule.test(line)) return false;
  return countText(lines, at + 1, end, longestClosing) < longestClosing;
}

/** Whether from base lines on there is only a short closing ("Best regards,") or a signature. */
function isClosing(lines: readonly string[], start: number, end: number): boolean {
  let prose = 0;
  for (let at = start; at < end; at++) {
    const line = lines[at] ?? '';
    if (/^-- ?$/.test(line)) return true;
    if (line.trim() === '' || baseLine.test(line) || separator.test(line)) continue;
    if (++prose > longestClosing) return false;
  }
  return true;
}

function countText(lines: readonly string[], start: number, end: number, most: number): number {
  let count = 0;
  for (let at = start; at < end && count < most; at++) if ((lines[at] ?? '').trim() !== '') count++;
  return count;
}

function nextText(lines: readonly string[], start: number, end: number): number {
  let at = start;
  while (at < end && (lines[at] ?? '').trim() === '') at++;
  return at;
}

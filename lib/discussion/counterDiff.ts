import type { Block, Scroll } from './scroll';

const diffStart = /^(?:diff --git |Index: |--- (?:[aic]\/|\/dev\/null)|@@ -\d)/;
const diffLine =
  /^(?:[-+ \t@\\]|diff |index |new file|deleted file|rename |similarity |old mode|new mode|Index: |===)/;

/**
 * Diffs the replier wrote inside a block, as lines of the reply from 1, `end` the first after. A diff has file headers
 * or a hunk header; a few lines with signs are prose.
 */
export function counterDiffs(
  scroll: Scroll,
  block: Block,
): readonly { readonly start: number; readonly end: number }[] {
  const { texts } = scroll;
  const diffs: { start: number; end: number }[] = [];
  for (let at = block.start; at < block.end; at += 1) {
    if (!diffStart.test(texts[at] ?? '')) continue;
    let end = at;
    while (end < block.end && (diffLine.test(texts[end] ?? '') || goesOn(texts, end, block.end))) end += 1;
    while (end > at && (texts[end - 1] ?? '').trim() === '') end -= 1;
    if (texts.slice(at, end).some((text) => text.startsWith('@@')))
      diffs.push({ start: at + 1, end: end + 1 });
    at = end;
  }
  return diffs;
}

/** An empty context line whose space was lost: the diff goes on below it. */
function goesOn(texts: readonly string[], at: number, end: number): boolean {
  return (texts[at] ?? '') === '' && at + 1 < end && /^(?:[-+@\\ \t]|diff )/.test(texts[at + 1] ?? '');
}

import type { Remark } from '../discussion/index';
import { foldSpaces } from '../patch/index';

/** A piece of text a remark wants there, or gone, or both (`s/gone/come/`). */
export interface Suggestion {
  readonly gone: string | undefined;
  readonly come: string | undefined;
  /** True for a whole line of code, white space folded. */
  readonly isLine: boolean;
  /** For the evidence: what is there now. */
  readonly told: string;
}

/** A suggestion shorter than this is in every patch. */
const shortest = 3;
/** No remark proposes more; further ones are not read. */
const most = 40;

/** "s/old/new/", also with | or @ between. */
const substitution = /\bs([/|@#])([^\n/|@#]{2,80})\1([^\n/|@#]{1,80})\1?/g;
/** Names of code: with "_" or "()", or in quotes or backticks. */
const names = /`([^`\n]{3,60})`|\b([A-Za-z]\w*_\w+)\b|\b([A-Za-z_]\w{2,})\(\)|"([^"\n]{4,60})"/g;
/** A line of code. */
const code = /[;{}()=]|->/;

/**
 * The pieces of text a remark proposes: substitutions, added lines of its diff, lines of code it writes, and names it
 * mentions. Whether they were there before is for the caller to see.
 */
export function suggestionsIn(remark: Remark): readonly Suggestion[] {
  const found: Suggestion[] = [];
  const push = (gone: string | undefined, come: string | undefined, isLine = false): void => {
    if (found.length >= most || (come ?? gone ?? '').trim().length < shortest) return;
    found.push({
      gone,
      come,
      isLine,
      told: come === undefined ? `"${gone ?? ''}" is gone` : `"${come}" is there now`,
    });
  };
  for (const [, , gone = '', come = ''] of remark.text.matchAll(substitution)) push(gone, come);
  remark.text.split('\n').forEach((line, index) => {
    const at = remark.start + index;
    const isInDiff = remark.counterDiffs.some(({ start, end }) => at >= start && at < end);
    const added = /^\+(?!\+\+)(.*)$/.exec(line)?.[1];
    if (isInDiff && added !== undefined && added.trim().length >= 8) push(undefined, foldSpaces(added), true);
    else if (!isInDiff && /^\s{2,}\S/.test(line) && code.test(line) && line.trim().length >= 8)
      push(undefined, foldSpaces(line), true);
  });
  const prose = remark.text
    .split('\n')
    .filter((_, index) => {
      const at = remark.start + index;
      return !remark.counterDiffs.some(({ start, end }) => at >= start && at < end);
    })
    .join('\n');
  for (const match of prose.matchAll(names)) push(undefined, match[1] ?? match[2] ?? match[3] ?? match[4]);
  return found;
}

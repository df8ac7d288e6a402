import type { Between } from '../../lib/progress/index';
import type { AfterView, CommitView, LaterChange } from '../../lib/query/index';

/** How a commit differs from what was posted last: the end of a sentence about it; undefined when that is not known. */
export function differenceWords({ difference }: Pick<CommitView, 'difference'>): string | undefined {
  switch (difference?.kind) {
    case 'same':
      return 'the same diff as posted';
    case 'same-lines':
      return 'the same lines as posted, in other surroundings';
    case 'squashed':
      return 'squashed with another patch of the series';
    case 'lines':
      return difference.count === 1
        ? 'one line differs from what was posted'
        : `${difference.count} lines differ from what was posted`;
    case 'unknown':
    case undefined:
      return undefined;
  }
}

/** What a commit that came later does to the patches: "fixes it", "takes 2 patches back". */
export function afterWords({ kind, rows }: Pick<AfterView, 'kind' | 'rows'>): string {
  const what = rows.length === 1 ? 'it' : `${rows.length} patches`;
  return kind === 'fixed' ? `fixes ${what}` : `takes ${what} back`;
}

/** Why a remark is named with a later commit. */
export function warningWords(by: AfterView['warnings'][number]['by']): string {
  switch (by) {
    case 'line':
      return 'had spoken of a line that it changes';
    case 'link':
      return 'wrote the mail that it links';
    case 'objection':
      return 'had objected';
    case 'report':
      return 'had answered it, and is named as who reported what it mends';
  }
}

/** The same, below the remark itself. */
export function laterWords({ kind, title, by }: LaterChange): string {
  const what = kind === 'fixed' ? 'fix' : 'revert';
  switch (by) {
    case 'line':
      return `A later ${what} changes this line: “${title}”`;
    case 'link':
      return `A later ${what} links this mail: “${title}”`;
    case 'objection':
      return `It was taken back later: “${title}”`;
    case 'report':
      return `A later ${what} names the writer as who reported it: “${title}”`;
  }
}

/**
 * When something happened of which no date is known: "between 5 Nov 2024 and v6.13-rc1, 1 Dec 2024", "by 1 Dec 2024", "not known when, after 5 Nov
 * 2024".
 */
export function betweenWords({ notBefore, atLatest, tag }: Between, dayOf: (date: Date) => string): string {
  const [from, day] = [notBefore && dayOf(notBefore), atLatest && dayOf(atLatest)];
  const to = day !== undefined && tag !== undefined ? `${tag}, ${day}` : day;
  if (from !== undefined && to !== undefined) return from === day ? day : `between ${from} and ${to}`;
  if (to !== undefined) return `by ${to}`;
  return from === undefined ? 'not known when' : `not known when, after ${from}`;
}

/** Digits of a hash that are shown, as Linux writes them. */
export const hashShown = 12;

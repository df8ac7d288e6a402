import type { MessageId } from '../mail/index';
import { normaliseTitle } from '../patch/index';
import type { Series } from '../series/index';
import { authorKey } from './commits';

/** A row of the grid followed to where it was posted again: every mail and title of one patch. */
export interface Way {
  /** Index in `series.lineages`. */
  readonly row: number;
  /** Its number in the newest version; undefined when that no longer has it. */
  readonly newest: number | undefined;
  /** Its postings in all versions. */
  readonly mails: ReadonlySet<MessageId>;
  /** Mails by which others posted it again. */
  readonly landed: readonly MessageId[];
  /** Every title it has borne, the newest version's first, then those of who posted it again. */
  readonly titles: readonly string[];
  /** The title somebody else gave it, when it is another one. */
  readonly retitled: string | undefined;
  /** Who wrote it, folded as a name. */
  readonly authors: ReadonlySet<string>;
}

/** The rows of a series, each followed through its versions and reposts: by number in the newest version, those it no longer has last. */
export function waysOf(series: Series): readonly Way[] {
  const ways = series.lineages.map(({ cells, title }, row): Way => {
    const slots = series.versions.flatMap(({ patches }, at) =>
      patches.filter(({ number }) => number === cells[at]),
    );
    const mails = new Set(slots.flatMap(({ mail }) => mail ?? []));
    const reposts = series.reposts.filter(({ of, tree }) => mails.has(of) && tree === '');
    const own = [title, ...slots.flatMap((slot) => slot.title ?? []).reverse()];
    return {
      row,
      newest: cells.at(-1),
      mails,
      landed: reposts.map(({ mail }) => mail),
      titles: [...own, ...reposts.map((one) => one.title)],
      retitled: reposts.map((one) => one.title).findLast((other) => other !== own[1] && other !== title),
      authors: new Set(slots.flatMap((slot) => (slot.kind === 'held' ? authorKey(slot.author.name) : []))),
    };
  });
  return ways.sort((a, b) => (a.newest ?? Infinity) - (b.newest ?? Infinity) || a.row - b.row);
}

/** Its titles folded, for looking into a shortlog. */
export function titlesOf(way: Way): readonly string[] {
  return [...new Set(way.titles.map(normaliseTitle))].filter((key) => key !== '');
}

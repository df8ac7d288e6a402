import type { MessageId } from '../mail/index';
import { tellingLength } from './quotes';
import type { Scroll } from './scroll';

/** Lost lines looked up for one reply: enough to tell which posting it quotes. */
const mostAsked = 200;
/** A line that more postings than this have (a header of every file) tells none of them. */
const mostHolders = 40;
/** Postings that are then asked in full. */
const mostLikely = 3;

/**
 * The telling lines of all postings of a series, to find which of them a reply quotes that does not answer it: replies to
 * the cover quote patches, replies to patch 2 quote patch 3, replies to v2 quote v1.
 */
export class Quotable {
  private readonly holders = new Map<string, number[]>();

  /** @param postings in the order of the series. */
  constructor(private readonly postings: readonly Scroll[]) {
    postings.forEach((posting, place) => {
      for (const { squeezed } of posting.lines) {
        if (squeezed.length < tellingLength) continue;
        const known = this.holders.get(squeezed);
        if (!known) this.holders.set(squeezed, [place]);
        else if (known.length <= mostHolders && known.at(-1) !== place) known.push(place);
      }
    });
  }

  /** Postings that have most of the lines given (without white space), of equal ones the nearest to `spokenTo`. */
  likeliest(lost: readonly string[], spokenTo: MessageId | undefined): readonly Scroll[] {
    const counts = new Map<number, number>();
    for (const text of lost.slice(0, mostAsked)) {
      const holders = this.holders.get(text) ?? [];
      if (holders.length > mostHolders) continue;
      for (const place of holders) counts.set(place, (counts.get(place) ?? 0) + 1);
    }
    const home = Math.max(
      this.postings.findIndex((posting) => posting.id === spokenTo),
      0,
    );
    return [...counts]
      .sort(([a, m], [b, n]) => n - m || Math.abs(a - home) - Math.abs(b - home) || a - b)
      .slice(0, mostLikely)
      .flatMap(([place]) => this.postings[place] ?? []);
  }
}

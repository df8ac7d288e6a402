import type { MessageId } from '../mail/index';
import { tellingLength } from './lines';
import type { Scroll, Strand } from './scroll';

/** Lost lines looked up for one reply: enough to tell which mail it quotes. */
const mostAsked = 200;
/** A line that more mails than this wrote (a header of every file) tells none of them. */
const mostHolders = 40;
/** Mails that are then asked in full. */
const mostLikely = 3;

/**
 * The telling lines that the mails of a series wrote, to find which of them a reply quotes that does not answer it:
 * replies to the cover quote patches, replies to patch 2 quote patch 3, replies to v2 quote v1, and what somebody said
 * in another branch.
 */
export class Quotable {
  private readonly mails: Scroll[] = [];
  private readonly holders = new Map<string, number[]>();

  constructor(mails: Iterable<Scroll>) {
    for (const mail of mails) this.add(mail);
  }

  add(mail: Scroll): void {
    if (!mail.isHeld) return;
    const place = this.mails.push(mail) - 1;
    mail.lines.forEach(({ squeezed }, at) => {
      if (squeezed.length < tellingLength || !isWritten(mail.strands[at])) return;
      const known = this.holders.get(squeezed);
      if (!known) this.holders.set(squeezed, [place]);
      else if (known.length <= mostHolders && known.at(-1) !== place) known.push(place);
    });
  }

  /** Mails that wrote most of the lines given (without white space), of equal ones the nearest to `spokenTo`. */
  likeliest(lost: readonly string[], spokenTo: MessageId | undefined): readonly Scroll[] {
    const counts = new Map<number, number>();
    for (const text of lost.slice(0, mostAsked)) {
      const holders = this.holders.get(text) ?? [];
      if (holders.length > mostHolders) continue;
      for (const place of holders) counts.set(place, (counts.get(place) ?? 0) + 1);
    }
    const home = Math.max(
      this.mails.findIndex((mail) => mail.id === spokenTo),
      0,
    );
    return [...counts]
      .sort(([a, m], [b, n]) => n - m || Math.abs(a - home) - Math.abs(b - home) || a - b)
      .slice(0, mostLikely)
      .flatMap(([place]) => this.mails[place] ?? []);
  }
}

function isWritten(strand: Strand | undefined): boolean {
  return strand?.kind === 'posted' || strand?.kind === 'own';
}

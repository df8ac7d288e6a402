import type { Batch } from './batch';
import { JOIN_AT, treesOf, type Edge } from './graph';
import type { Maybe } from './series';
import { labelOf } from './versions';

/**
 * From this sum on two postings in different series are offered as "maybe the same". Half of what joins: one strong
 * signal that lacks a second (half of the patches the same but another person; a link of one's own without a word).
 */
export const MAYBE_AT = 0.5;

/** A link or thread that weighs this much says "an earlier version", and not only "see also". */
const SAYS_EARLIER = 0.7;

/** Offered at most this many a series: a person reads them. */
const MAX_OFFERED = 5;

/**
 * Series that may be one, by the pairs of batches whose signals fall just short of joining them. Of several pairs between
 * two series the weightiest is told. Backports are not offered, nor what is only linked: tests and tools posted beside a
 * series link it, as does an answer to it.
 *
 * @param isToldOtherwise true when one series holds reposts of the other, which is a landing and told as such, or when a person said
 *   that they are not one.
 * @returns By series, likeliest first.
 */
export function findMaybe(
  batches: readonly Batch[],
  edges: readonly Edge[],
  seriesOf: readonly number[],
  isToldOtherwise: (series: number, other: number) => boolean,
): Map<number, Maybe[]> {
  const best = new Map<string, { readonly a: number; readonly b: number; readonly edge: Edge }>();
  for (const edge of edges) {
    const [a, b] = [seriesOf[edge.earlier] ?? -1, seriesOf[edge.later] ?? -1];
    if (a === b || edge.weight < MAYBE_AT || edge.weight >= JOIN_AT) continue;
    if (isToldOtherwise(a, b) || isToldOtherwise(b, a)) continue;
    const [one, other] = [batches[edge.earlier], batches[edge.later]];
    if (!one || !other || treesOf(one) !== '' || treesOf(other) !== '' || !saysSame(edge)) continue;
    const key = a < b ? `${a} ${b}` : `${b} ${a}`;
    const known = best.get(key);
    if (!known || edge.weight > known.edge.weight) best.set(key, { a, b, edge });
  }
  const offered = new Map<number, Maybe[]>();
  const offer = (series: number, own: Batch | undefined, other: Batch | undefined, edge: Edge): void => {
    if (!own || !other) return;
    const { sender, subject, mail } = other.head;
    const one: Maybe = {
      posting: own.head.mail.id,
      other: mail.id,
      title: subject.title,
      label: labelOf(other),
      sender: { name: sender.name, address: sender.address },
      date: mail.date,
      score: Math.round(edge.weight * 100) / 100,
      signals: edge.signals,
    };
    const known = offered.get(series);
    if (known) known.push(one);
    else offered.set(series, [one]);
  };
  for (const { a, b, edge } of [...best.values()].sort((x, y) => y.edge.weight - x.edge.weight)) {
    offer(a, batches[edge.earlier], batches[edge.later], edge);
    offer(b, batches[edge.later], batches[edge.earlier], edge);
  }
  return new Map([...offered].map(([series, all]) => [series, all.slice(0, MAX_OFFERED)]));
}

function saysSame({ weight, signals }: Edge): boolean {
  const isOfContent = signals.some(
    ({ kind }) => kind === 'patches' || kind === 'subject+author' || kind === 'was',
  );
  return isOfContent || weight >= SAYS_EARLIER;
}

import { analyse, type Correction } from '../analysis/index';
import type { Mail } from '../mail/index';
import { maintainersOf, readMaintainers, type Maintainers } from '../maintainers/index';
import { triageFacts, type TriageFacts } from './facts';
import type { Marks } from './marks';
import { placeOf, type Place } from './place';

/** The facts of the only series in the mails. */
export function factsOf(
  mails: readonly Mail[],
  maintainers?: Maintainers,
  corrections: readonly Correction[] = [],
): TriageFacts {
  const analysis = analyse(mails, { corrections, ...(maintainers && { maintainers }) });
  const [series] = analysis.recognition.series;
  if (!series || analysis.recognition.series.length !== 1)
    throw new Error(`The mails hold ${analysis.recognition.series.length} series.`);
  return triageFacts(analysis, series, maintainers);
}

/** Where a series is for whoever has this address; undefined when it is none of theirs. */
export function placeFor(
  address: string,
  { series: facts, parts }: TriageFacts,
  marks: Marks = {},
  now = Date.UTC(2024, 5, 1),
): Place | undefined {
  const own = parts.filter(({ addresses }) => addresses.includes(address));
  return own.length > 0 || marks.assign?.address === address
    ? placeOf({ facts, parts: own, marks, addresses: [address], now })
    : undefined;
}

export function listing(text: string): Maintainers {
  return maintainersOf(readMaintainers(text));
}

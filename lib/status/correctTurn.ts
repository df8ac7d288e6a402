import type { Discussion } from '../discussion/index';
import type { Mailbox, MessageId } from '../mail/index';
import type { Series } from '../series/index';
import type { Turn, WaitingOn } from './status';

/** Whose turn a person said a series is. It outranks what mail tells until newer mail comes; of several the last counts. */
export interface TurnCorrection {
  readonly kind: 'turn';
  /** A posting of the series. */
  readonly series: MessageId;
  readonly on: Exclude<WaitingOn, 'unknown'>;
  /** Who, by name; undefined: nobody by name. */
  readonly person: Mailbox | undefined;
  /** Who says so, and why. */
  readonly author: string;
  readonly reason: string;
  readonly madeAt: Date;
  /** Date of the newest mail of the series that the person could see; what people send later ends it. */
  readonly seen: Date | undefined;
}

/**
 * Puts what a person said in the place of the inferred turn, as long as no newer version is there and nobody but a program has
 * said anything since, nor a commit of it come into a tree.
 */
export function correctTurn(
  inferred: Turn,
  series: Series,
  discussion: Discussion,
  corrections: readonly TurnCorrection[],
): Turn {
  const postings = new Set(
    series.versions.flatMap(({ cover, patches }) => [cover?.mail, ...patches.map(({ mail }) => mail)]),
  );
  const said = corrections.findLast((one) => postings.has(one.series));
  if (!said || lastWordAt(series, discussion) > (said.seen ?? said.madeAt).getTime()) return inferred;
  if (isTakenAfter(inferred, said.madeAt)) return inferred;
  const sender = series.versions.at(-1)?.sender ?? series.author;
  const author = said.on === 'author' ? { name: sender.name, address: sender.key } : undefined;
  const person = said.person ?? author;
  return {
    waitingOn: said.on,
    people: person ? [person] : [],
    since: said.madeAt,
    why: `said by ${said.author}${said.reason === '' ? '' : `: ${said.reason}`}`,
    evidence: [{ kind: 'correction', reason: said.reason }],
  };
}

/** True when commits ended it after a moment, which nobody could see then. */
function isTakenAfter({ waitingOn, since, evidence }: Turn, moment: Date): boolean {
  return (
    waitingOn === 'nobody' &&
    since !== undefined &&
    since > moment &&
    evidence.some(({ kind }) => kind === 'commit')
  );
}

/** When a person last said anything, a version being a word too; milliseconds. */
function lastWordAt({ versions }: Series, { remarks }: Discussion): number {
  let last = -Infinity;
  for (const { date } of versions) last = Math.max(last, date?.getTime() ?? -Infinity);
  for (const { kind, date } of remarks)
    if (kind !== 'bot') last = Math.max(last, date?.getTime() ?? -Infinity);
  return last;
}

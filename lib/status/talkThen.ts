import type { Remark } from '../discussion/index';
import type { Recognition } from '../series/index';
import { inferState, type Circumstances } from './state';
import type { Evidence, RemarkStatus } from './status';
import { timeOf, type Asked } from './talk';
import type { TurnSources } from './turnSources';

/** A remark that asks, with everything its state was inferred from. */
export interface Judged {
  readonly asked: Asked;
  readonly circumstances: Circumstances;
}

/** What was known of a talk at a moment. */
export interface Then {
  readonly asked: Asked;
  readonly status: RemarkStatus;
}

/** A talk, at one moment after the other. */
export class TalkThen {
  readonly remark: Remark;
  /** Milliseconds, rising: when something was said in it or about it. In between it is the same. */
  private readonly times: readonly number[];
  private passed = 0;
  private count = 0;
  private last: Then | undefined;

  constructor(
    private readonly judged: Judged,
    private readonly recognition: Recognition,
    remarkAt: TurnSources['remarkAt'],
  ) {
    const { asked, circumstances } = judged;
    this.remark = asked.remark;
    const remarks = [asked.remark, ...asked.said.map(({ remark }) => remark)];
    // By the clocks of their writers an answer may come before what it answers.
    const answered = remarks.flatMap(({ answers }) => (answers && remarkAt(answers)) ?? []);
    const times = new Set([...remarks, ...answered].map(timeOf));
    for (const { evidence } of circumstances.confirmations) times.add(timeIn(evidence, recognition));
    this.times = [...times].sort((a, b) => a - b);
  }

  /**
   * The same object as for the moment before when nothing has come in since.
   *
   * @param moment Milliseconds; not before the one asked for last.
   * @param count Versions that were posted by then.
   */
  at(moment: number, count: number): Then {
    const { passed } = this;
    while ((this.times[this.passed] ?? Infinity) <= moment) this.passed += 1;
    if (this.last && this.passed === passed && this.count === count) return this.last;
    this.count = count;
    return (this.last = thenOf(this.judged, moment, count, this.recognition));
  }
}

function thenOf(
  { asked: all, circumstances: { fate, claims, repeats, confirmations } }: Judged,
  moment: number,
  count: number,
  recognition: Recognition,
): Then {
  const isPosted = ({ at }: { readonly at: number }) => at < count;
  const asked = { ...all, said: all.said.filter(({ remark }) => timeOf(remark) <= moment) };
  const circumstances = {
    fate: {
      ...fate,
      changes: fate.changes.filter(isPosted),
      later: fate.later.filter(isPosted),
      dropped: fate.dropped && isPosted(fate.dropped) ? fate.dropped : undefined,
    },
    claims: claims.filter(isPosted),
    repeats: repeats.filter((at) => at < count),
    confirmations: confirmations.filter(
      (one) => isPosted(one) && timeIn(one.evidence, recognition) <= moment,
    ),
  };
  const { reply, block } = asked.remark;
  const inferred = inferState(asked, circumstances);
  return { asked, status: { reply, block, asks: true, version: undefined, ...inferred } };
}

/** When a mail that proves something was sent; milliseconds. What has no date was always there. */
function timeIn(evidence: Evidence, { byId }: Recognition): number {
  const date = 'mail' in evidence ? byId.get(evidence.mail)?.mail.date : undefined;
  return date?.getTime() ?? -Infinity;
}

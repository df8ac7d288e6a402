import type { MessageId } from '../mail/index';
import type { Lineage, Recognition, Series } from '../series/index';
import { Desk } from './desk';
import { Journey } from './journey';
import { inferState, type Circumstances } from './state';
import type { Evidence, RemarkStatus, TurnAt } from './status';
import { timeOf, type Asked } from './talk';
import type { TurnSources } from './turnSources';

/** A remark that asks, with everything its state was inferred from. */
export interface Judged {
  readonly asked: Asked;
  readonly circumstances: Circumstances;
}

/**
 * Moments told one by one; of more, the end of each day that has any, and then every second, third ... of these. For each
 * of them every remark is looked at, of which there may be thousands.
 */
const mostMoments = 90;
const fewestMoments = 10;
const mostLooks = 60_000;
const dayLength = 86_400_000;

/**
 * Whose turn a series was, from each moment on at which that changed, oldest first. It is told for the moments at which something was
 * posted or said, from what the mails told until then: versions, remarks, tags and words that came later are left out, and the state
 * of each remark is inferred anew without them.
 */
export function turnsOver(sources: TurnSources, judged: readonly Judged[]): readonly TurnAt[] {
  const told: TurnAt[] = [];
  for (const moment of momentsOf(sources, mostOf(judged.length))) {
    const until = sourcesUntil(sources, judged, moment);
    if (until.series.versions.length === 0) continue;
    const desk = new Desk(until);
    const { waitingOn, people, why } = desk.named(desk.ofSeries());
    const names = people.map(({ name, address }) => name || address);
    const last = told.at(-1);
    const isSame =
      last?.waitingOn === waitingOn &&
      last.people.length === names.length &&
      last.people.every((name, at) => name === names[at]);
    if (!isSame) told.push({ at: new Date(moment), waitingOn, people: names, why });
  }
  return told;
}

function mostOf(remarks: number): number {
  return Math.min(mostMoments, Math.max(fewestMoments, Math.floor(mostLooks / Math.max(1, remarks))));
}

/** Milliseconds, rising; the last one is always among them. */
function momentsOf({ series, discussion }: TurnSources, most: number): readonly number[] {
  const posted = series.versions.flatMap(({ date }) => date?.getTime() ?? []);
  const said = discussion.remarks.flatMap(({ kind, date }) =>
    kind === 'bot' ? [] : (date?.getTime() ?? []),
  );
  const all = [...new Set([...posted, ...said])].sort((a, b) => a - b);
  if (all.length <= most) return all;
  const days = new Map(all.map((time) => [Math.floor(time / dayLength), time]));
  const ends = [...days.values()];
  const step = Math.ceil(ends.length / most);
  return ends.filter((_, at) => at % step === 0 || at === ends.length - 1);
}

function sourcesUntil(sources: TurnSources, judged: readonly Judged[], moment: number): TurnSources {
  const { recognition, discussion } = sources;
  const isBefore = (date: Date | undefined) => date === undefined || date.getTime() <= moment;
  const count = sources.series.versions.findLastIndex(({ date }) => isBefore(date)) + 1;
  const series = firstVersions(sources.series, count);
  const known = judged
    .filter(({ asked }) => isBefore(asked.remark.date))
    .map((one) => judgedUntil(one, count, moment, recognition));
  return {
    ...sources,
    series,
    journey: new Journey(series),
    discussion: { ...discussion, remarks: discussion.remarks.filter(({ date }) => isBefore(date)) },
    asked: known.map(({ asked }) => asked),
    remarks: known.map(({ asked, circumstances }): RemarkStatus => ({
      reply: asked.remark.reply,
      block: asked.remark.block,
      asks: true,
      version: undefined,
      ...inferState(asked, circumstances),
    })),
    tags: sources.tags.filter(({ date }) => isBefore(date)),
    objections: sources.objections
      .filter(({ mail }) => isBefore(dateOf(mail, recognition)))
      .map((one) => (isBefore(dateOf(one.liftedBy, recognition)) ? one : { ...one, liftedBy: undefined })),
    words: sources.words.filter(({ date }) => isBefore(date)),
  };
}

function firstVersions(series: Series, count: number): Series {
  if (count === series.versions.length) return series;
  return {
    ...series,
    versions: series.versions.slice(0, count),
    lineages: series.lineages.map((one): Lineage => ({
      ...one,
      cells: one.cells.slice(0, count),
      steps: one.steps.slice(0, Math.max(0, count - 1)),
    })),
  };
}

/** @param count Versions that were posted by then. */
function judgedUntil(
  { asked, circumstances: { fate, claims, repeats, confirmations } }: Judged,
  count: number,
  moment: number,
  recognition: Recognition,
): Judged {
  const isPosted = ({ at }: { readonly at: number }) => at < count;
  const isSaid = (evidence: Evidence) =>
    !('mail' in evidence) || (dateOf(evidence.mail, recognition)?.getTime() ?? -Infinity) <= moment;
  return {
    asked: { ...asked, said: asked.said.filter(({ remark }) => timeOf(remark) <= moment) },
    circumstances: {
      fate: {
        ...fate,
        changes: fate.changes.filter(isPosted),
        later: fate.later.filter(isPosted),
        dropped: fate.dropped && isPosted(fate.dropped) ? fate.dropped : undefined,
      },
      claims: claims.filter(isPosted),
      repeats: repeats.filter((at) => at < count),
      confirmations: confirmations.filter((one) => isPosted(one) && isSaid(one.evidence)),
    },
  };
}

function dateOf(mail: MessageId | undefined, { byId }: Recognition): Date | undefined {
  return mail === undefined ? undefined : byId.get(mail)?.mail.date;
}

import type { Discussion } from '../discussion/index';
import type { Series } from '../series/index';
import { Past } from './past';
import type { TurnAt } from './status';
import type { Judged } from './talkThen';
import type { TurnSources } from './turnSources';

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
export function turnsOver(
  sources: TurnSources,
  judged: readonly Judged[],
  discussion: Discussion,
): readonly TurnAt[] {
  const told: TurnAt[] = [];
  const past = new Past(sources, judged);
  for (const moment of momentsOf(sources.series, discussion, mostOf(judged.length))) {
    const turn = past.turnAt(moment);
    if (!turn) continue;
    const { waitingOn, people, why } = turn;
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
function momentsOf(series: Series, discussion: Discussion, most: number): readonly number[] {
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

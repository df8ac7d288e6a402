import type { Discussion } from '../discussion/index';
import { Past } from './past';
import type { TurnAt, TurnsOver } from './status';
import { momentOf } from './taken';
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
 * posted, said or taken, from what the mails told until then: versions, remarks, tags and words that came later are left out, and the state
 * of each remark is inferred anew without them.
 */
export function turnsOver(
  sources: TurnSources,
  judged: readonly Judged[],
  discussion: Discussion,
): TurnsOver {
  const told: TurnAt[] = [];
  const past = new Past(sources, judged);
  const { moments, everyDays } = momentsOf(sources, discussion, mostOf(judged.length));
  for (const moment of moments) {
    const turn = past.turnAt(moment);
    if (!turn) continue;
    const { waitingOn, people, why } = turn;
    const names = people.map(({ name, address }) => name || address);
    told.push({ at: new Date(moment), waitingOn, people: names, why });
  }
  return { turns: changes(told), everyDays };
}

/** Those that are another turn than the one before. */
export function changes(turns: readonly TurnAt[]): readonly TurnAt[] {
  return turns.filter((turn, at) => {
    const last = turns[at - 1];
    return last?.waitingOn !== turn.waitingOn || !areSame(last.people, turn.people);
  });
}

/** The same people, whoever is named first. */
function areSame(some: readonly string[], others: readonly string[]): boolean {
  const [a, b] = [some.toSorted(), others.toSorted()];
  return a.length === b.length && a.every((name, at) => name === b[at]);
}

function mostOf(remarks: number): number {
  return Math.min(mostMoments, Math.max(fewestMoments, Math.floor(mostLooks / Math.max(1, remarks))));
}

/** Milliseconds, rising; the last one is always among them. */
function momentsOf(
  { series, words }: TurnSources,
  discussion: Discussion,
  most: number,
): { readonly moments: readonly number[]; readonly everyDays: number } {
  const posted = series.versions.flatMap(({ date }) => date?.getTime() ?? []);
  const said = discussion.remarks.flatMap(({ kind, date }) =>
    kind === 'bot' ? [] : (date?.getTime() ?? []),
  );
  const taken = words.flatMap((word) => momentOf(word) ?? []);
  const all = [...new Set([...posted, ...said, ...taken])].sort((a, b) => a - b);
  if (all.length <= most) return { moments: all, everyDays: 0 };
  const days = new Map(all.map((time) => [Math.floor(time / dayLength), time]));
  const ends = [...days.values()];
  const step = Math.ceil(ends.length / most);
  return {
    moments: ends.filter((_, at) => at % step === 0 || at === ends.length - 1),
    everyDays: step,
  };
}

import type { Repost } from '../series/index';
import type { TurnAt } from '../status/index';
import type { LedgerRow } from './ledger';
import type { TagView } from './series-tags';
import { groupOf } from './states';

/** What happened in a series, by time; everything in it has a date. */
export interface SeriesTime {
  readonly versions: readonly VersionInTime[];
  /** Mails of each day that has some, UTC. */
  readonly days: readonly { readonly at: Date; readonly author: number; readonly others: number }[];
  /** Remarks that were not dealt with, from each moment on at which their number changed. */
  readonly unsettled: readonly { readonly at: Date; readonly count: number }[];
  /** Whose turn it was, from each moment on at which that changed. */
  readonly turns: readonly TurnAt[];
  /** `TurnsOver.everyDays`. */
  readonly turnDays: number;
  readonly tags: readonly { readonly at: Date; readonly key: string; readonly name: string }[];
  readonly objections: readonly { readonly at: Date; readonly name: string }[];
  /** When patches of it were posted again by others: it landed somewhere. */
  readonly landed: readonly { readonly at: Date; readonly by: string; readonly patches: number }[];
}

export interface VersionInTime {
  readonly label: string;
  readonly isRfc: boolean;
  readonly at: Date;
  readonly replies: number;
  /** Remarks on it that ask, and those of them that are unsettled now. */
  readonly asked: number;
  readonly unsettled: number;
  /** Tags given on it. */
  readonly tags: number;
}

interface Given {
  readonly versions: readonly {
    readonly label: string;
    readonly isRfc: boolean;
    readonly at: Date | undefined;
    readonly replies: number;
  }[];
  readonly asked: readonly LedgerRow[];
  readonly tags: readonly TagView[];
  readonly objections: readonly { readonly name: string; readonly at: Date | undefined }[];
  readonly mails: readonly {
    readonly day: Date | undefined;
    readonly mails: number;
    readonly isAuthor: boolean;
  }[];
  readonly reposts: readonly Repost[];
  readonly turns: readonly TurnAt[];
  /** `TurnsOver.everyDays`. */
  readonly turnDays: number;
}

export function seriesTime(given: Given): SeriesTime {
  const versionAt = new Map(given.versions.map(({ label, at }) => [label, at]));
  return {
    versions: given.versions.flatMap(({ label, isRfc, at, replies }) => {
      if (!at) return [];
      const asked = given.asked.filter((row) => (row.posting?.version.label ?? row.madeOn) === label);
      const unsettled = asked.filter((row) => groupOf(row.state) === 'unsettled').length;
      const tags = given.tags.filter((tag) => tag.version === label).length;
      return [{ label, isRfc, at, replies, asked: asked.length, unsettled, tags }];
    }),
    days: daysOf(given.mails),
    unsettled: unsettledOver(given.asked, versionAt),
    turns: given.turns,
    turnDays: given.turnDays,
    tags: given.tags.flatMap(({ at, key, name }) => (at ? [{ at, key, name }] : [])),
    objections: given.objections.flatMap(({ at, name }) => (at ? [{ at, name }] : [])),
    landed: landingsOf(given.reposts),
  };
}

function daysOf(mails: Given['mails']): SeriesTime['days'] {
  const days = new Map<number, { author: number; others: number }>();
  for (const { day, mails: count, isAuthor } of mails) {
    if (!day) continue;
    const of = days.get(day.getTime()) ?? { author: 0, others: 0 };
    of[isAuthor ? 'author' : 'others'] += count;
    days.set(day.getTime(), of);
  }
  return [...days].sort(([a], [b]) => a - b).map(([time, of]) => ({ at: new Date(time), ...of }));
}

/**
 * How many remarks waited for somebody, by time. A remark counts from its mail on. One that is dealt with stops counting
 * when the version that addressed it was posted, else with the last thing its state rests on.
 */
function unsettledOver(
  asked: readonly LedgerRow[],
  versionAt: ReadonlyMap<string, Date | undefined>,
): SeriesTime['unsettled'] {
  const changes = asked.flatMap((row) => {
    if (!row.sentAt) return [];
    const from = row.sentAt.getTime();
    const end = groupOf(row.state) === 'unsettled' ? undefined : endOf(row, versionAt)?.getTime();
    if (groupOf(row.state) !== 'unsettled' && end === undefined) return [];
    return [{ time: from, by: 1 }, ...(end === undefined ? [] : [{ time: Math.max(from, end), by: -1 }])];
  });
  const steps: { at: Date; count: number }[] = [];
  let count = 0;
  for (const { time, by } of changes.sort((a, b) => a.time - b.time)) {
    count += by;
    if (steps.at(-1)?.at.getTime() === time) steps.pop();
    steps.push({ at: new Date(time), count });
  }
  return steps;
}

function endOf(row: LedgerRow, versionAt: ReadonlyMap<string, Date | undefined>): Date | undefined {
  const addressed = row.addressedIn === undefined ? undefined : versionAt.get(row.addressedIn);
  if (addressed) return addressed;
  const dates = row.evidence.flatMap(({ evidence, at }) => {
    const version =
      'version' in evidence && evidence.kind !== 'tag' ? versionAt.get(evidence.version) : undefined;
    return version ?? at ?? [];
  });
  return dates.reduce<Date | undefined>((last, date) => (last && last > date ? last : date), undefined);
}

function landingsOf(reposts: readonly Repost[]): SeriesTime['landed'] {
  const landings = new Map<string, { at: Date; by: string; patches: number }>();
  for (const { date, by } of reposts) {
    if (!date) continue;
    const name = by.name || by.address;
    const key = `${date.toISOString().slice(0, 10)} ${name}`;
    const known = landings.get(key);
    if (known) known.patches += 1;
    else landings.set(key, { at: date, by: name, patches: 1 });
  }
  return [...landings.values()];
}

import type { MessageId } from '../mail/index';
import type { Recognition, Series } from '../series/index';
import { isReviewKey, type Status } from '../status/index';
import type { Progress, RowProgress, Stage, Step } from './progress';
import { stages } from './progress';
import { waysOf, type Way } from './ways';

/** A patch came to a stage. */
export interface StageChange {
  readonly at: Date;
  readonly stage: Stage;
}

export interface RowHistory {
  /** Index in `series.lineages`. */
  readonly row: number;
  /** By date, each to another stage than the one before; empty when no date is known. */
  readonly changes: readonly StageChange[];
}

/**
 * When each patch that is on its way came to which stage, by the dates of what tells it: postings, words on it, remarks that ask and
 * when they were dealt with, tags and when a version made them stale, what was taken where. The last is what is derived
 * from everything together (`progress`), at the date given there.
 */
export function historiesOf(
  recognition: Recognition,
  series: Series,
  status: Status,
  progress: Progress,
): readonly RowHistory[] {
  const ways = new Map(waysOf(series).map((way) => [way.row, way]));
  const spans = askedSpans(recognition, series, status);
  return progress.rows.flatMap((row) => {
    const way = ways.get(row.row);
    if (!way) return [];
    const events = [
      ...postedAt(way, series),
      ...askedOf(way, spans),
      ...taggedOf(way, series, status),
      ...steppedOf(way, progress.steps),
    ];
    return [{ row: row.row, changes: endingAt(row, replayed(events)) }];
  });
}

/** Something that raises or lowers what counts for a patch from a moment on. */
interface Event {
  readonly at: Date;
  /** What there is more (1) or less (-1) of: open asks, standing tags; or what it has come to. */
  readonly moves: 'posted' | 'asks' | 'tags' | 'spoken' | Stage;
  readonly by: 1 | -1;
}

function replayed(events: readonly Event[]): readonly StageChange[] {
  const posted = events.some(({ moves }) => moves === 'posted');
  if (!posted) return [];
  const changes: StageChange[] = [];
  const sofar = {
    asks: 0,
    tags: 0,
    isPosted: false,
    isSpoken: false,
    reached: undefined as Stage | undefined,
  };
  for (const { at, moves, by } of events.toSorted((a, b) => a.at.getTime() - b.at.getTime() || b.by - a.by)) {
    if (moves === 'posted') sofar.isPosted = true;
    else if (moves === 'spoken') sofar.isSpoken = true;
    else if (moves === 'asks' || moves === 'tags') sofar[moves] += by;
    else if (sofar.reached === undefined || stages.indexOf(moves) > stages.indexOf(sofar.reached))
      sofar.reached = moves;
    // A word dated before the posting it is on comes from a wrong clock: it counts from the posting on.
    if (!sofar.isPosted) continue;
    const stage =
      sofar.reached ??
      (sofar.asks > 0
        ? 'changes-requested'
        : sofar.tags > 0
          ? 'reviewed'
          : sofar.isSpoken
            ? 'under-review'
            : 'posted');
    if (changes.at(-1)?.at.getTime() === at.getTime()) changes.pop();
    if (changes.at(-1)?.stage !== stage) changes.push({ at, stage });
  }
  return changes;
}

/** What is derived from everything outranks what the dates alone tell. */
function endingAt(
  { stage, since: told, between }: RowProgress,
  changes: readonly StageChange[],
): readonly StageChange[] {
  const last = changes.at(-1);
  if (!last || last.stage === stage) return changes;
  // Of a time that is not known it is there by the end of it, and not before its beginning.
  const since = told ?? between?.atLatest ?? between?.notBefore;
  const at = since && since > (changes[0]?.at ?? since) ? since : last.at;
  const before = changes.filter((change) => change.at < at);
  return before.at(-1)?.stage === stage ? before : [...before, { at, stage }];
}

function postedAt({ row }: Way, series: Series): readonly Event[] {
  const dates = series.versions.flatMap(({ date }, at) =>
    date && series.lineages[row]?.cells[at] !== undefined ? [date] : [],
  );
  const [first] = dates.toSorted((a, b) => a.getTime() - b.getTime());
  return first ? [{ at: first, moves: 'posted', by: 1 }] : [];
}

interface AskedSpan {
  readonly posting: MessageId;
  readonly from: Date;
  /** Undefined: it is unsettled still. */
  readonly to: Date | undefined;
}

/** From when until when each remark that asks waited to be dealt with: until the version that did, else the last word its state rests on. */
function askedSpans({ byId, postingOf }: Recognition, series: Series, status: Status): readonly AskedSpan[] {
  const posted = new Map(series.versions.map(({ label, date }) => [label, date]));
  return status.remarks.flatMap(({ reply, asks, state, addressedIn, evidence }): AskedSpan[] => {
    const [posting, from] = [postingOf.get(reply), byId.get(reply)?.mail.date];
    if (!asks || state === undefined || posting === undefined || !from) return [];
    if (state === 'open' || state === 'answered' || state === 'promised')
      return [{ posting, from, to: undefined }];
    const dates = evidence.flatMap((one) => {
      const version = 'version' in one && one.kind !== 'tag' ? posted.get(one.version) : undefined;
      return version ?? ('mail' in one ? (byId.get(one.mail)?.mail.date ?? []) : []);
    });
    const last = dates.reduce<Date | undefined>((a, b) => (a && a > b ? a : b), undefined);
    const to = (addressedIn === undefined ? undefined : posted.get(addressedIn)) ?? last;
    // Dealt with at a time nobody tells: it is not known how long it waited, so it does not count.
    return to === undefined || to <= from ? [] : [{ posting, from, to }];
  });
}

function askedOf({ mails }: Way, spans: readonly AskedSpan[]): readonly Event[] {
  return spans.flatMap(({ posting, from, to }): Event[] =>
    mails.has(posting)
      ? [{ at: from, moves: 'asks', by: 1 }, ...(to ? [{ at: to, moves: 'asks', by: -1 } as const] : [])]
      : [],
  );
}

/** Reviews count from the day they were given; a stale one until the version after. */
function taggedOf({ mails, newest }: Way, series: Series, { tags, turns }: Status): readonly Event[] {
  const reviews = turns.patches.find(({ number }) => number === newest)?.reviews ?? [];
  const stale = tags.flatMap(({ key, holds, date, version, patches }): Event[] => {
    if (holds !== 'stale' || !isReviewKey(key) || !date || !patches.some((mail) => mails.has(mail)))
      return [];
    const given = series.versions.findIndex(({ label }) => label === version);
    const next = given < 0 ? undefined : series.versions[given + 1]?.date;
    return next && next > date
      ? [
          { at: date, moves: 'tags', by: 1 },
          { at: next, moves: 'tags', by: -1 },
        ]
      : [];
  });
  return [
    ...reviews.flatMap(({ date }): Event[] => (date ? [{ at: date, moves: 'tags', by: 1 }] : [])),
    ...stale,
  ];
}

const reached: Readonly<Partial<Record<Step['kind'], Stage>>> = {
  applied: 'applied',
  reposted: 'applied',
  'pull-requested': 'applied',
  'in-next': 'in-next',
  'in-mainline': 'in-mainline',
  'stable-queued': 'in-mainline',
  released: 'released',
  backported: 'backported',
};

function steppedOf({ row }: Way, steps: readonly Step[]): readonly Event[] {
  return steps.flatMap(({ kind, date, rows }): Event[] => {
    if (!date || (rows !== undefined && !rows.includes(row))) return [];
    if (kind === 'first-review') return [{ at: date, moves: 'spoken', by: 1 }];
    const stage = reached[kind];
    return stage === undefined ? [] : [{ at: date, moves: stage, by: 1 }];
  });
}

import type { Discussion, Remark } from '../discussion/index';
import type { MessageId } from '../mail/index';
import type { Recognition, Series } from '../series/index';
import type { Status } from '../status/index';
import { movesOf, type StageMove } from './moves';
import type { Progress, Stage } from './progress';
import { stages } from './progress';
import { historiesOf } from './history';
import { upstreamOf, type Upstream } from './upstream';

/** Somebody's word: who, when, in which mail. */
export interface DatedWord {
  readonly at: Date;
  readonly by: string;
  readonly mail: MessageId;
}

/** How a series moves: what pages of progress draw and count. */
export interface Pace {
  /** When patches came to a stage and left it. */
  readonly moves: readonly StageMove[];
  /** Patches on their way of which no date is known: they are in no drawing. */
  readonly undated: number;
  /** When the last of its patches was taken; undefined while one is not, and where no date is told. */
  readonly appliedAt: Date | undefined;
  /** The same for mainline. */
  readonly mainlineAt: Date | undefined;
  /** When the last of its steps happened, or had happened at the latest; undefined where none is dated. A request to pull is no mail of a series. */
  readonly movedAt: Date | undefined;
  /** The last thing a person said of it or posted; programs do not count. */
  readonly lastWord: DatedWord | undefined;
  /** Patches of the newest version for which no review tag counts (`PatchTurn.reviews`). */
  readonly untagged: number;
  /** Where it goes once it is taken; undefined: that is not known. */
  readonly upstream: Upstream | undefined;
  /** By version, oldest first: the first word on it by a person who is not on the author's side. */
  readonly firstAnswers: readonly (DatedWord | undefined)[];
}

/** How a series moves, by dated evidence alone. The last stage of each patch is the one that `progress` tells. */
export function paceOf(
  recognition: Recognition,
  series: Series,
  discussion: Discussion,
  status: Status,
  progress: Progress,
): Pace {
  const histories = historiesOf(recognition, series, status, progress);
  const dated = histories.filter(({ changes }) => changes.length > 0);
  return {
    moves: movesOf(dated.map(({ changes }) => changes)),
    undated: histories.length - dated.length,
    appliedAt: allAt('applied', progress, histories),
    mainlineAt: allAt('in-mainline', progress, histories),
    movedAt: movedAt(progress),
    lastWord: lastWordOf(series, discussion),
    untagged: status.turns.patches.filter(({ reviews }) => reviews.length === 0).length,
    upstream: upstreamOf(recognition, series),
    firstAnswers: firstAnswers(recognition, series, discussion),
  };
}

/** When the last of the patches that are not given up came to a stage or past it; undefined while one has not. */
function allAt(
  stage: Stage,
  { rows }: Progress,
  histories: ReturnType<typeof historiesOf>,
): Date | undefined {
  const alive = rows.filter((row) => row.stage !== 'rejected' && row.stage !== 'superseded');
  if (alive.length === 0) return undefined;
  let last: Date | undefined;
  for (const { row } of alive) {
    const changes = histories.find((one) => one.row === row)?.changes ?? [];
    const first = changes.find((change) => stages.indexOf(change.stage) >= stages.indexOf(stage));
    if (!first) return undefined;
    if (last === undefined || first.at > last) last = first.at;
  }
  return last;
}

function movedAt({ steps }: Progress): Date | undefined {
  return steps
    .flatMap(({ date, between }) => date ?? between?.atLatest ?? [])
    .reduce<Date | undefined>((last, at) => (last && last > at ? last : at), undefined);
}

/** The last thing a person said of a series or posted; programs do not count. Undefined when no word has a date. */
export function lastWordOf(series: Series, { remarks }: Discussion): DatedWord | undefined {
  let last: DatedWord | undefined;
  const take = (at: Date | undefined, by: string, mail: MessageId | undefined): void => {
    if (at === undefined || mail === undefined) return;
    if (last === undefined || at > last.at || (at.getTime() === last.at.getTime() && mail > last.mail))
      last = { at, by, mail };
  };
  for (const { date, sender, cover, patches } of series.versions)
    take(
      date,
      sender.name || sender.key,
      cover?.kind === 'held' ? cover.mail : patches.find(({ kind }) => kind === 'held')?.mail,
    );
  for (const remark of remarks) if (remark.kind !== 'bot') take(remark.date, nameIn(remark), remark.reply);
  return last;
}

function firstAnswers(
  { postingOf }: Recognition,
  series: Series,
  { remarks }: Discussion,
): readonly (DatedWord | undefined)[] {
  const authors = new Set(
    [series.author, ...series.versions.map(({ sender }) => sender)].flatMap(({ addresses }) =>
      addresses.map((address) => address.toLowerCase()),
    ),
  );
  const versionOf = new Map<MessageId, number>();
  for (const [ordinal, { cover, patches }] of series.versions.entries())
    for (const id of [
      cover?.mail,
      ...patches.map((slot) => (slot.kind === 'carried' ? undefined : slot.mail)),
    ])
      if (id !== undefined && !versionOf.has(id)) versionOf.set(id, ordinal);
  const first = new Map<number, DatedWord>();
  for (const remark of remarks) {
    const { kind, from, date, reply } = remark;
    if (kind === 'bot' || kind === 'social' || date === undefined) continue;
    if (authors.has(from.address.toLowerCase())) continue;
    const posting = postingOf.get(reply);
    const ordinal = posting === undefined ? undefined : versionOf.get(posting);
    if (ordinal === undefined) continue;
    const known = first.get(ordinal);
    if (!known || date < known.at || (date.getTime() === known.at.getTime() && reply < known.mail))
      first.set(ordinal, { at: date, by: nameIn(remark), mail: reply });
  }
  return series.versions.map((_, ordinal) => first.get(ordinal));
}

function nameIn({ from }: Remark): string {
  return from.name || from.address;
}

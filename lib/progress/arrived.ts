import type { Commit } from './commits';

/** Between which moments something happened; undefined: that end is not known. */
export interface Between {
  readonly notBefore: Date | undefined;
  readonly atLatest: Date | undefined;
  /** The release that held it at the latest then: "v6.13-rc1"; left out where something else tells. */
  readonly tag?: string | undefined;
}

/** When a commit came into a tree. */
export interface Arrived {
  /** Undefined where it is not known to the day. */
  readonly date: Date | undefined;
  /** Undefined with a date. */
  readonly between: Between | undefined;
  /** Who brought it there, or took it by committing it; undefined where only the committer is known, who did that elsewhere. */
  readonly who: string | undefined;
  /** What brought it: a merge on the branch's own line, or the first day's tag that holds it. */
  readonly merge: string | undefined;
  readonly day: string | undefined;
}

/**
 * When a commit came into a tree, by the history of its branch: with the merge that brought it; when it was committed, where whoever takes
 * patches in that tree committed it on the spot; in linux-next with the first day's tag. Else it is told between which
 * moments: it was committed before, and seen there, tagged or merged by then. docs/heuristics.md, "Arrival".
 */
export function arrivedIn(commit: Commit): Arrived {
  return commit.role === 'next' ? inNext(commit) : inBranch(commit);
}

/** linux-next is made anew every day, so its merges are of that day. */
function inNext(commit: Commit): Arrived {
  const day = commit.arrival?.day;
  const told = { who: undefined, merge: undefined, day: day?.name };
  return day && !day.isOldest
    ? { ...told, date: day.at, between: undefined }
    : { ...told, date: undefined, between: between(commit, commit.seenAt, day?.at) };
}

function inBranch(commit: Commit): Arrived {
  const { arrival, committer, committedAt, hash } = commit;
  const told = { who: committer, merge: undefined, day: undefined };
  const onTheSpot = { ...told, date: committedAt, between: undefined };
  // A maintainer's tree is where that maintainer commits; stable trees are made of commits one after another.
  const isOwn = commit.role !== 'mainline';
  const unknown = {
    ...told,
    who: isOwn ? committer : undefined,
    date: undefined,
    between: between(commit, commit.seenAt, ...tagsOf(commit)),
  };
  if (!arrival) return unknown;
  if (arrival.by === hash) return isOwn || arrival.merger === committer ? onTheSpot : unknown;
  if (commit.isRemade === true || !arrival.isWhole)
    return { ...unknown, between: between(commit, commit.seenAt, arrival.at) };
  if (isOwn && arrival.committer === committer) return onTheSpot;
  // Merged before it was committed: one of the two clocks was wrong.
  if (arrival.at < committedAt) return { ...unknown, between: between(commit, commit.seenAt, undefined) };
  return { who: arrival.committer, merge: arrival.by, day: undefined, date: arrival.at, between: undefined };
}

interface Bound {
  readonly tag: string;
  readonly at: Date;
}

/** Tags of releases that hold a commit; a candidate comes before what it is named for. */
function tagsOf({ arrival, release, releasedAt }: Commit): readonly Bound[] {
  return [
    ...(arrival?.tag ? [{ tag: arrival.tag.name, at: arrival.tag.at }] : []),
    ...(release !== undefined && releasedAt ? [{ tag: release, at: releasedAt }] : []),
  ];
}

/** Of dates that contradict each other, that of the commit is a clock of somebody else's. */
function between({ committedAt }: Commit, ...by: readonly (Date | Bound | undefined)[]): Between {
  let [atLatest, tag] = [undefined as Date | undefined, undefined as string | undefined];
  for (const one of by) {
    const at = one instanceof Date ? one : one?.at;
    if (!at || (atLatest && atLatest <= at)) continue;
    [atLatest, tag] = [at, one instanceof Date ? undefined : one?.tag];
  }
  return {
    notBefore: atLatest && committedAt > atLatest ? undefined : committedAt,
    atLatest,
    ...(tag !== undefined && { tag }),
  };
}

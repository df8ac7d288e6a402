import type { Arrival } from '../progress/index';
import { gitPieces, gitText } from './git';
import { linesIn } from './lines';
import { shallowMark } from './standing';
import { tagsOf, type Tag } from './tags';
import type { Tree } from './tree';

export interface Release {
  /** "v6.13", or "v6.13-rc1" while that is all there is. */
  readonly release: string;
  /** When it was tagged. */
  readonly releasedAt: Date | undefined;
}

/** What first held a commit. */
export interface Holders {
  /** Undefined where the branch does not hold it. */
  readonly arrival: Arrival | undefined;
  /** The first release that contains it; undefined: none does. */
  readonly release: Release | undefined;
}

export interface Committed {
  readonly hash: string;
  readonly committedAt: Date;
}

/** More years than this are gone through in one walk of all the history. */
const mostWindows = 4;
/** Milliseconds: what was tagged or merged so long before a commit was made holds it only where a clock was wrong. */
const before = 30 * 86_400_000;
/** Milliseconds: most are in a release a year after they were made. */
const after = 366 * 86_400_000;

/**
 * How some commits came into a branch, and the first release of each, from the parents of commits alone: dates of commits only choose how
 * much of the history is gone through, and what is not found there is looked for in all of it.
 *
 * @param to The commit that the branch stands at.
 * @throws {TreeProblem} when the clone cannot be read.
 */
export async function holdersOf(
  tree: Tree,
  to: string,
  commits: readonly Committed[],
): Promise<ReadonlyMap<string, Holders>> {
  if (commits.length === 0) return new Map();
  const tags = await tagsOf(tree);
  const found = new Map<string, Met>();
  for (const group of byYear(commits)) {
    const window = await windowAround(tree, to, tags, group);
    for (const [hash, met] of await walk(tree, window, tags, group))
      if (met.line && (met.release || window.isOpen)) found.set(hash, met);
  }
  const left = commits.filter(({ hash }) => !found.has(hash));
  if (left.length > 0)
    for (const [hash, met] of await walk(tree, { from: [to, ...commitsOf(tags)], without: [] }, tags, left))
      found.set(hash, met);
  return told(tree, tags, found);
}

/** By the year they claim; none where these are too many to be gone through one by one. */
function byYear(commits: readonly Committed[]): readonly (readonly Committed[])[] {
  const years = grouped(commits, ({ committedAt }) => committedAt.getUTCFullYear());
  return years.size > mostWindows ? [] : [...years.values()];
}

function grouped<K, T>(all: readonly T[], keyOf: (one: T) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>();
  for (const one of all) {
    const group = groups.get(keyOf(one));
    if (group) group.push(one);
    else groups.set(keyOf(one), [one]);
  }
  return groups;
}

/** A part of a history: what these hold and those do not. */
interface Stretch {
  readonly from: readonly string[];
  readonly without: readonly string[];
}

/** `isOpen`: no tag that could be the first is left out. */
async function windowAround(
  tree: Tree,
  to: string,
  tags: readonly Tag[],
  group: readonly Committed[],
): Promise<Stretch & { readonly isOpen: boolean }> {
  const times = group.map(({ committedAt }) => committedAt.getTime());
  const [low, high] = [
    times.reduce((a, b) => Math.min(a, b)) - before,
    times.reduce((a, b) => Math.max(a, b)) + after,
  ];
  const later = tags.filter(({ at }) => at !== undefined && at.getTime() > high);
  const earlier = tags.filter(({ at }) => at !== undefined && at.getTime() < low);
  const between = tags.filter((tag) => !later.includes(tag) && !earlier.includes(tag));
  const base = await onLineAt(tree, to, low);
  return {
    from: [(await onLineAt(tree, to, high)) ?? to, ...commitsOf(between)],
    without: [...(base === undefined ? [] : [base]), ...commitsOf(earlier)],
    isOpen: later.length === 0,
  };
}

/** The newest commit of a branch's own line that claims to be committed by then. */
async function onLineAt(tree: Tree, to: string, time: number): Promise<string | undefined> {
  const until = `--before=${new Date(Math.max(0, time)).toISOString()}`;
  const told = await gitText(tree, ['rev-list', '--first-parent', '-1', until, to, '--']);
  return told.trim() || undefined;
}

function commitsOf(tags: readonly Tag[]): readonly string[] {
  return tags.map(({ commit }) => commit);
}

/** A commit of the branch's own line. `merge`: the merge on it that is nearest above, else below. */
interface OnLine {
  readonly hash: string;
  readonly depth: number;
  merge: string | undefined;
}

/** The first of the tags that hold a commit. One that another holds is the earlier one, whatever their dates say. */
interface First {
  readonly tag: Tag;
  readonly time: number;
  readonly depth: number;
}

/** What holds a commit: the oldest of the line, and the first tags. */
interface Met {
  readonly line: OnLine | undefined;
  readonly release: First | undefined;
  readonly day: First | undefined;
}

const nothing: Met = { line: undefined, release: undefined, day: undefined };

/** Goes through a part of a history, children before their parents, and hands down what holds each commit. */
async function walk(
  tree: Tree,
  { from, without }: Stretch,
  tags: readonly Tag[],
  wanted: readonly Committed[],
): Promise<ReadonlyMap<string, Met>> {
  const looked = new Set(wanted.map(({ hash }) => hash));
  const found = new Map<string, Met>();
  const tagged = grouped(tags, ({ commit }) => commit);
  // Of commits that were not come to yet.
  const handed = new Map<string, Met>();
  const withoutMerge: OnLine[] = [];
  let [onLine, merge, depth] = [from[0], undefined as string | undefined, 0];
  const input = [...from, ...without.map((hash) => `^${hash}`)].map((one) => `${one}\n`).join('');
  for await (const text of linesIn(
    gitPieces(tree, ['rev-list', '--topo-order', '--parents', '--stdin'], input),
  )) {
    const [hash = '', ...parents] = text.split(' ');
    depth += 1;
    let met = handed.get(hash) ?? nothing;
    handed.delete(hash);
    if (hash === onLine) {
      const isMerge = parents.length > 1;
      const line: OnLine = { hash, depth, merge };
      if (isMerge) {
        merge = hash;
        for (const one of withoutMerge.splice(0)) one.merge = hash;
      } else if (merge === undefined && looked.has(hash)) withoutMerge.push(line);
      met = { ...met, line };
      onLine = parents[0];
    }
    // Of several at one commit the oldest is last.
    for (const tag of tagged.get(hash) ?? []) met = underTag(met, tag, depth);
    if (looked.has(hash)) found.set(hash, met);
    if (found.size === looked.size && withoutMerge.length === 0) break;
    for (const parent of parents) {
      const known = handed.get(parent);
      handed.set(parent, known === undefined ? met : together(known, met));
    }
  }
  return found;
}

function underTag(met: Met, tag: Tag, depth: number): Met {
  const above = met[tag.kind];
  const time = Math.min(tag.at?.getTime() ?? Infinity, above?.time ?? Infinity);
  return { ...met, [tag.kind]: { tag, time, depth } };
}

function together(a: Met, b: Met): Met {
  if (a === b) return a;
  return {
    line: older(a.line, b.line),
    release: earlier(a.release, b.release),
    day: earlier(a.day, b.day),
  };
}

function older(a: OnLine | undefined, b: OnLine | undefined): OnLine | undefined {
  if (!a || !b) return a ?? b;
  return a.depth > b.depth ? a : b;
}

function earlier(a: First | undefined, b: First | undefined): First | undefined {
  if (!a || !b) return a ?? b;
  if (a.time === b.time) return a.depth > b.depth ? a : b;
  return a.time < b.time ? a : b;
}

/** Puts to each the dates and names of what was met. */
async function told(
  tree: Tree,
  tags: readonly Tag[],
  found: ReadonlyMap<string, Met>,
): Promise<ReadonlyMap<string, Holders>> {
  const lines = [...found.values()].flatMap(({ line }) => line ?? []);
  const commits = await committers(
    tree,
    lines.flatMap(({ hash, merge }) => [hash, merge ?? hash]),
  );
  const isWhole = (await shallowMark(tree)) === '';
  const releases = new Map(tags.flatMap((tag) => (tag.kind === 'release' ? [[tag.name, tag]] : [])));
  const firstDay = tags
    .filter(({ kind }) => kind === 'day')
    .toSorted((a, b) => (a.at?.getTime() ?? 0) - (b.at?.getTime() ?? 0))[0];
  return new Map(
    [...found].map(([hash, { line, release, day }]): [string, Holders] => {
      const by = line && commits.get(line.hash);
      const merger = line?.merge === undefined ? undefined : commits.get(line.merge)?.committer;
      return [
        hash,
        {
          arrival: line &&
            by && {
              by: line.hash,
              at: by.at,
              committer: by.committer,
              merger,
              ...(release?.tag.at && { tag: { name: release.tag.name, at: release.tag.at } }),
              day: day?.tag.at && { name: day.tag.name, at: day.tag.at, isOldest: day.tag === firstDay },
              isWhole,
            },
          release: release && released(release.tag, releases),
        },
      ];
    }),
  );
}

/** What is in v6.13-rc1 is in v6.13, once that is there. */
function released({ name, at }: Tag, releases: ReadonlyMap<string, Tag>): Release {
  const final = releases.get(name.replace(/-rc\d+$/, ''));
  return final ? { release: final.name, releasedAt: final.at } : { release: name, releasedAt: at };
}

interface ByWhom {
  readonly at: Date;
  readonly committer: string;
}

async function committers(tree: Tree, hashes: readonly string[]): Promise<ReadonlyMap<string, ByWhom>> {
  const found = new Map<string, ByWhom>();
  if (hashes.length === 0) return found;
  const pieces = gitPieces(
    tree,
    [
      '-c',
      'i18n.logOutputEncoding=UTF-8',
      '-c',
      'log.showSignature=false',
      'log',
      '--no-walk=unsorted',
      '--no-notes',
      '--no-color',
      '--format=%H %ct %cn',
      '--stdin',
    ],
    [...new Set(hashes)].map((hash) => `${hash}\n`).join(''),
  );
  for await (const line of linesIn(pieces)) {
    const [, hash = '', seconds = '', committer = ''] = /^(\S+) (\d+) (.*)$/.exec(line) ?? [];
    const at = new Date(Number(seconds) * 1_000);
    if (hash !== '' && !Number.isNaN(at.getTime())) found.set(hash, { at, committer });
  }
  return found;
}

import type { Discussion } from '../discussion/index';
import { normaliseTitle } from '../patch/index';
import type { Recognition, Series } from '../series/index';
import type { Findings } from '../status/index';
import { arrivedIn, type Arrived, type Between } from './arrived';
import { authorKey, treeRoles, type Commit } from './commits';
import { findLandings } from './landing';
import type { Landing } from './postings';
import type { Brought, Step, StepCommit } from './progress';
import { warningsOf } from './warnings';
import type { Way } from './ways';

/** What commits are looked for and told of. */
export interface LandedFrom {
  readonly recognition: Recognition;
  readonly series: Series;
  readonly discussion: Discussion;
  readonly status: Pick<Findings, 'objections'>;
  readonly ways: readonly Way[];
  readonly commits: readonly Commit[];
}

const kinds = {
  maintainer: 'applied',
  next: 'in-next',
  mainline: 'in-mainline',
  stable: 'backported',
} as const;

/**
 * Steps of patches that were found as commits of followed trees, one for each tree and what brought them there; then their release, fixes
 * and reverts.
 */
export function landedSteps(from: LandedFrom): readonly Step[] {
  const { recognition, series, ways, commits } = from;
  const landings = findLandings(recognition, series, ways, commits).toSorted(
    (a, b) =>
      treeRoles.indexOf(a.commit.role) - treeRoles.indexOf(b.commit.role) ||
      (a.commit.tree < b.commit.tree ? -1 : Number(a.commit.tree > b.commit.tree)),
  );
  const [ported, others] = inStable(landings);
  return [
    ...inTrees(others, ({ role }) => (role === 'stable' ? 'in-mainline' : kinds[role]), commits),
    ...inTrees(ported, ({ role }) => kinds[role], commits),
    ...releases(others, commits),
    ...afterwards(from, landings),
  ];
}

/**
 * Backports, and all other landings. What a stable tree began with is no backport: its commit is that of mainline, or names none that it ports back
 * where mainline is not followed. It tells that the patch is in mainline, which is where a stable tree begins.
 */
function inStable(landings: readonly Landing[]): readonly [Landing[], Landing[]] {
  const upstream = landings.filter(({ commit }) => commit.role === 'mainline');
  const [ported, others]: [Landing[], Landing[]] = [[], []];
  for (const landing of landings) {
    const { commit, way } = landing;
    const origin = upstream.find((one) => one.way === way);
    if (commit.role !== 'stable') others.push(landing);
    else if (origin?.commit.hash === commit.hash) continue;
    else if (origin || commit.upstream.length > 0) ported.push(landing);
    else others.push(landing);
  }
  return [ported, others];
}

function inTrees(
  landings: readonly Landing[],
  kindOf: (commit: Commit) => Step['kind'],
  commits: readonly Commit[],
): readonly Step[] {
  const arrived = new Map(landings.map(({ commit }) => [commit, arrivedIn(commit)]));
  const comingOf = ({ commit }: Landing) => comingKey(arrived.get(commit));
  return grouped(landings, (one) => `${one.commit.tree}\n${comingOf(one)}`).map(([, group]): Step => {
    const [{ commit: first }] = group;
    const tree = first.tree;
    const release = first.role === 'stable' ? lastRelease(group) : undefined;
    const came = group.flatMap(({ commit }) => arrived.get(commit) ?? []);
    return {
      kind: kindOf(first),
      ...whenOf(came),
      by: came[0]?.who,
      what: [
        `${patches(group.length)} found in ${tree} by ${[...new Set(group.map(({ by }) => by[0]))].join(' or by ')}`,
        release === undefined ? '' : `, released in ${release}`,
        altered(group),
      ].join(''),
      mails: [],
      rows: group.map(({ way }) => way.row),
      where: tree,
      commits: group.map((landing) => commitOf(landing, commits)),
      ...broughtBy(came[0], first, commits),
    };
  });
}

/** What came by one merge, in one day's linux-next, on one day (UTC), or at a time that is not known, came together. */
function comingKey(came: Arrived | undefined): string {
  return came?.merge ?? came?.day ?? came?.date?.toISOString().slice(0, 10) ?? '';
}

/** The first of the dates; of bounds those that hold for all. */
function whenOf(came: readonly Arrived[]): Pick<Step, 'date' | 'between'> {
  const dates = came.flatMap(({ date }) => date ?? []);
  if (dates.length > 0) return { date: dates.reduce((a, b) => (b < a ? b : a)) };
  const all = came.flatMap(({ between }) => between ?? []);
  const atLatest = latest(all, 'atLatest');
  const tag = all.find(
    (one) => one.tag !== undefined && one.atLatest?.getTime() === atLatest?.getTime(),
  )?.tag;
  return {
    date: undefined,
    between: { notBefore: latest(all, 'notBefore'), atLatest, ...(tag !== undefined && { tag }) },
  };
}

/** Of all together: undefined as soon as one is. */
function latest(all: readonly Between[], end: 'notBefore' | 'atLatest'): Date | undefined {
  return all.map((one) => one[end]).reduce((a, b) => (a && b ? (a > b ? a : b) : undefined));
}

function broughtBy(
  came: Arrived | undefined,
  commit: Commit,
  commits: readonly Commit[],
): { readonly brought?: Brought } {
  if (came?.merge !== undefined) {
    const page = pageOf(
      commit,
      commits.filter(({ role }) => role === commit.role),
    );
    const url = page?.includes(commit.hash) ? page.replace(commit.hash, came.merge) : undefined;
    return { brought: { by: 'merge', commit: came.merge, url } };
  }
  return came?.day === undefined ? {} : { brought: { by: 'day', tag: came.day } };
}

/** ", 1 under another title, 2 with other lines", as far as it holds. */
function altered(group: Group): string {
  return [
    [group.filter(({ way, commit }) => isRetitled(way, commit)).length, 'under another title'] as const,
    [group.filter(({ difference }) => difference.kind === 'lines').length, 'with other lines'] as const,
    [
      group.filter(({ difference }) => difference.kind === 'squashed').length,
      'squashed into another',
    ] as const,
  ]
    .filter(([number]) => number > 0)
    .map(([number, words]) => `, ${number} ${words}`)
    .join('');
}

function isRetitled({ titles }: Way, { title }: Commit): boolean {
  return title !== titles[0];
}

function commitOf({ way, commit, by, difference }: Landing, commits: readonly Commit[]): StepCommit {
  return {
    row: way.row,
    commit: commit.hash,
    found: { by, ...foundIn(commit, commits), difference },
  };
}

function foundIn(commit: Commit, commits: readonly Commit[]) {
  return { title: commit.title, committedAt: commit.committedAt, url: pageOf(commit, commits) };
}

/** A page that shows a commit, whichever of the trees that hold it has one. */
function pageOf({ hash, url }: Commit, commits: readonly Commit[]): string | undefined {
  return url ?? commits.find((one) => one.hash === hash && one.url !== undefined)?.url;
}

function lastRelease(group: Group): string | undefined {
  const released = group.map(({ commit }) => commit.release);
  return released.includes(undefined) ? undefined : released.toSorted().at(-1);
}

function releases(landings: readonly Landing[], commits: readonly Commit[]): readonly Step[] {
  const released = landings.filter(
    ({ commit }) => commit.role === 'mainline' && commit.release !== undefined,
  );
  return grouped(released, ({ commit }) => commit.release ?? '').map(([release, group]): Step => ({
    kind: 'released',
    date: group[0].commit.releasedAt,
    by: undefined,
    what: `${patches(new Set(group.map(({ way }) => way.row)).size)} contained in ${release}`,
    mails: [],
    rows: [...new Set(group.map(({ way }) => way.row))],
    where: release,
    commits: group.map((landing) => commitOf(landing, commits)),
  }));
}

/** Later commits that name a landed one in "Fixes:" or take it back; one that went through several trees counts once, in the one furthest on. */
function afterwards(from: LandedFrom, landings: readonly Landing[]): readonly Step[] {
  const own = new Set(landings.map(({ commit }) => commit.hash));
  const seen = new Set<string>();
  const furthest = from.commits.toSorted(
    (a, b) =>
      order.indexOf(a.role) - order.indexOf(b.role) || a.committedAt.getTime() - b.committedAt.getTime(),
  );
  return furthest.flatMap((commit): Step[] => {
    if (own.has(commit.hash)) return [];
    const named = (hashes: readonly string[]) =>
      new Map(
        landings
          .filter(({ commit: { hash } }) => hashes.some((short) => hash.startsWith(short)))
          .map((landing) => [landing.way, landing] as const),
      );
    const [reverted, fixed] = [named(commit.reverts), named(commit.fixes)];
    const isRevert = reverted.size > 0;
    const hit = [...(isRevert ? reverted : fixed).keys()];
    const key = `${isRevert} ${normaliseTitle(commit.title)} ${authorKey(commit.author)}`;
    if (hit.length === 0 || seen.has(key)) return [];
    seen.add(key);
    return [
      {
        kind: isRevert ? 'reverted' : 'fixed',
        date: commit.committedAt,
        by: commit.author,
        what: `"${commit.title}" ${isRevert ? 'takes' : 'fixes'} ${hit.length === 1 ? 'it' : `${hit.length} patches`}${isRevert ? ' back' : ''}`,
        mails: [],
        rows: hit.map(({ row }) => row),
        where: commit.tree,
        commits: hit.map(({ row }) => ({
          row,
          commit: commit.hash,
          found: { by: [], ...foundIn(commit, from.commits), difference: undefined },
        })),
        warnings: warningsOf(from, hit, commit, isRevert),
      },
    ];
  });
}

/** Furthest on first; a stable tree ports the fix back as well. */
const order = [...treeRoles.filter((role) => role !== 'stable').toReversed(), 'stable'];

type Group = readonly [Landing, ...Landing[]];

function grouped(
  landings: readonly Landing[],
  keyOf: (one: Landing) => string,
): readonly (readonly [string, Group])[] {
  const groups = new Map<string, [Landing, ...Landing[]]>();
  for (const landing of landings) {
    const group = groups.get(keyOf(landing));
    if (group) group.push(landing);
    else groups.set(keyOf(landing), [landing]);
  }
  return [...groups].map(([key, group]) => [
    key,
    group.toSorted((a, b) => a.way.row - b.way.row) as unknown as Group,
  ]);
}

function patches(count: number): string {
  return count === 1 ? '1 patch is' : `${count} patches are`;
}

import type { MessageId } from '../mail/index';
import type { Series } from '../series/index';
import { normaliseTitle } from '../patch/index';
import { authorKey, type Commit } from './commits';
import type { Step } from './progress';
import { titlesOf, type Way } from './ways';

/** A patch found as a commit. */
interface Landing {
  readonly way: Way;
  readonly commit: Commit;
  /** How it was recognised. */
  readonly by: 'Link trailer' | 'title and author';
}

const kinds = {
  maintainer: 'applied',
  next: 'in-next',
  mainline: 'in-mainline',
  stable: 'backported',
} as const;

/** Steps of patches that were found as commits of followed trees, one for each tree; then their release, fixes and reverts. */
export function landedSteps(
  series: Series,
  ways: readonly Way[],
  commits: readonly Commit[],
): readonly Step[] {
  const landings = findLandings(series, ways, commits);
  return [...inTrees(landings), ...releases(landings), ...afterwards(landings, commits)];
}

/**
 * A commit is a patch when it links one of its mails and bears one of its titles or its author's name, or when it bears title and author. A
 * link alone is no proof: fixes and later work link what they speak of.
 */
function findLandings(series: Series, ways: readonly Way[], commits: readonly Commit[]): readonly Landing[] {
  const begun = Math.min(...series.versions.map(({ date }) => date?.getTime() ?? Infinity));
  const byMail = new Map<MessageId, Way>();
  const byTitle = new Map<string, Way[]>();
  for (const way of ways) {
    for (const mail of [...way.mails, ...way.landed]) byMail.set(mail, way);
    for (const title of titlesOf(way)) byTitle.set(title, [...(byTitle.get(title) ?? []), way]);
  }
  const found = new Map<string, Landing>();
  for (const commit of commits) {
    if (commit.committedAt.getTime() < begun) continue;
    const titled = byTitle.get(normaliseTitle(commit.title)) ?? [];
    const author = authorKey(commit.author);
    const linked = commit.links.map((id) => byMail.get(id)).find((way) => way !== undefined);
    const landing: Landing | undefined =
      linked && (titled.includes(linked) || linked.authors.has(author))
        ? { way: linked, commit, by: 'Link trailer' }
        : titled
            .filter((way) => way.authors.has(author))
            .map((way) => ({ way, commit, by: 'title and author' }) as const)[0];
    if (!landing) continue;
    const key = `${commit.tree} ${landing.way.row}`;
    const known = found.get(key);
    // Applied, dropped and applied again: the later one stands.
    if (!known || known.commit.committedAt < commit.committedAt) found.set(key, landing);
  }
  return [...found.values()];
}

function inTrees(landings: readonly Landing[]): readonly Step[] {
  return grouped(landings, ({ commit }) => commit.tree).map(([tree, group]): Step => {
    const [first] = group;
    const retitled = group.filter(({ way, commit }) => commit.title !== way.titles[0]).length;
    return {
      kind: kinds[first.commit.role],
      date: earliest(group),
      by: first.commit.committer,
      what: `${patches(group.length)} found in ${tree} by ${[...new Set(group.map(({ by }) => by))].join(' or by ')}${retitled > 0 ? `, ${retitled} under another title` : ''}`,
      mails: [],
      rows: group.map(({ way }) => way.row),
      where: tree,
      commits: group.map(({ way, commit }) => ({ row: way.row, commit: commit.hash })),
    };
  });
}

function releases(landings: readonly Landing[]): readonly Step[] {
  const released = landings.filter(
    ({ commit }) => commit.role === 'mainline' && commit.release !== undefined,
  );
  return grouped(released, ({ commit }) => commit.release ?? '').map(([release, group]): Step => ({
    kind: 'released',
    date: undefined,
    by: undefined,
    what: `${patches(group.length)} contained in ${release}`,
    mails: [],
    rows: group.map(({ way }) => way.row),
    where: release,
    commits: group.map(({ way, commit }) => ({ row: way.row, commit: commit.hash })),
  }));
}

/** Later commits that name a landed one in "Fixes:" or take it back. */
function afterwards(landings: readonly Landing[], commits: readonly Commit[]): readonly Step[] {
  return commits.flatMap((commit): Step[] => {
    const named = (hashes: readonly string[]) =>
      landings.find(({ commit: { hash } }) => hashes.some((short) => hash.startsWith(short)));
    const [reverted, fixed] = [named(commit.reverts), named(commit.fixes)];
    const hit = reverted ?? fixed;
    if (!hit) return [];
    return [
      {
        kind: reverted ? 'reverted' : 'fixed',
        date: commit.committedAt,
        by: commit.author,
        what: `"${commit.title}" ${reverted ? 'takes it back' : 'fixes it'}`,
        mails: [],
        rows: [hit.way.row],
        where: commit.tree,
        commits: [{ row: hit.way.row, commit: commit.hash }],
      },
    ];
  });
}

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

function earliest(group: Group): Date {
  return group.map(({ commit }) => commit.committedAt).reduce((first, one) => (one < first ? one : first));
}

function patches(count: number): string {
  return count === 1 ? '1 patch is' : `${count} patches are`;
}

import type { Recognition, Series } from '../series/index';
import type { Commit } from './commits';
import { Postings, type Landing, type Proof } from './postings';
import type { Way } from './ways';

/** Of a patch that was squashed into another nearly all is there; a few lines are in every patch of a file. */
const squashedShare = 0.8;
const squashedLines = 3;

/**
 * Patches found as commits, one for each tree and patch.
 *
 * A commit is a patch when it has its diff; when it links one of its mails and bears its title, its author's name, its date or a like diff; when
 * it bears title and author, or the date of the mail and the author (git-am keeps both); when its author's diff is very like; or when it
 * says that it ports back a commit that is one. A link alone is no proof: fixes and later work link what they speak of. Diffs of
 * which no line is the same outweigh link and date, those of which no file is the same the title too ("Fix typos").
 */
export function findLandings(
  recognition: Recognition,
  series: Series,
  ways: readonly Way[],
  commits: readonly Commit[],
): readonly Landing[] {
  if (commits.length === 0) return [];
  const known = new Postings(recognition, series, ways);
  const found = new Map<string, Landing>();
  const keep = (landing: Landing) => {
    const key = `${landing.commit.tree} ${landing.way.row}`;
    const before = found.get(key);
    if (!before || isBetter(landing, before)) found.set(key, landing);
  };
  for (const commit of commits) for (const landing of known.landings(commit)) keep(landing);
  withoutFixes([...found.values()]).forEach(({ commit, way }) => found.delete(`${commit.tree} ${way.row}`));
  for (const landing of portedBack(commits, [...found.values()], known)) keep(landing);
  for (const landing of squashed([...found.values()], ways, known)) keep(landing);
  return asSquashed([...found.values()], known);
}

/** Patches that one commit holds together differ from it by one another, and that is how it is told. */
function asSquashed(landings: readonly Landing[], known: Postings): readonly Landing[] {
  return landings.map((landing) => {
    const { way, commit, difference } = landing;
    const isShared = landings.some((one) => one.way !== way && one.commit === commit);
    return isShared && difference.kind === 'lines' && known.shareOf(way, commit).share >= squashedShare
      ? { ...landing, difference: { kind: 'squashed' } }
      : landing;
  });
}

/**
 * Applied, dropped and applied again: the later one stands, unless the earlier has more to it. A patch that was split keeps its date in both commits, and its
 * title in one.
 */
function isBetter(landing: Landing, before: Landing): boolean {
  const [weak, known] = [weakness(landing), weakness(before)];
  return weak === known ? isLater(landing.commit, before.commit) : weak < known;
}

function isLater(a: Commit, b: Commit): boolean {
  const [first, second] = [a.committedAt.getTime(), b.committedAt.getTime()];
  return first === second ? a.hash > b.hash : first > second;
}

/** 0 for what names or is the patch, 1 for title and author, 2 for the rest. */
function weakness({ by }: Landing): number {
  if (by.some((proof) => proof === 'same diff' || proof === 'Link trailer' || proof === 'upstream commit'))
    return 0;
  return by.includes('title and author') ? 1 : 2;
}

/** Landings that are later work on the patch: they name the commit it became as what they fix or take back. */
function withoutFixes(landings: readonly Landing[]): readonly Landing[] {
  return landings.filter(({ way, commit, by }) => {
    if (by.includes('same diff')) return false;
    const names = [...commit.fixes, ...commit.reverts];
    return landings.some(
      (other) => other.way === way && names.some((name) => other.commit.hash.startsWith(name)),
    );
  });
}

/** Commits of stable trees that name a landed one as theirs, under whatever title. */
function portedBack(
  commits: readonly Commit[],
  landings: readonly Landing[],
  known: Postings,
): readonly Landing[] {
  return commits.flatMap((commit): Landing[] => {
    if (commit.role !== 'stable' || commit.upstream.length === 0) return [];
    const origins = landings.filter(
      (one) =>
        one.commit.hash !== commit.hash && commit.upstream.some((name) => one.commit.hash.startsWith(name)),
    );
    return [...new Set(origins.map(({ way }) => way))].map((way) => {
      const already = known.landings(commit).find((one) => one.way === way);
      const by: readonly Proof[] = ['upstream commit', ...(already?.by ?? [])];
      return { way, commit, by, difference: known.difference(way, commit) };
    });
  });
}

/** Patches that are not found by themselves and whose lines stand in a commit that another patch of the series became. */
function squashed(landings: readonly Landing[], ways: readonly Way[], known: Postings): readonly Landing[] {
  return landings.flatMap(({ commit, difference }): Landing[] => {
    if (difference.kind !== 'lines') return [];
    return ways
      .filter((way) => !landings.some((one) => one.way === way && one.commit.tree === commit.tree))
      .filter((way) => {
        const { share, lines } = known.shareOf(way, commit);
        return share >= squashedShare && lines >= squashedLines;
      })
      .map((way) => ({ way, commit, by: ['squashed'], difference: { kind: 'squashed' } }));
  });
}

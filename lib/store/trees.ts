import type { TreeRole } from '../progress/index';
import { askForTree, type TreeGoal } from './commits';
import { database } from './database';

/** A tree in which patches are looked for, and how far it was read. */
export interface HeldTree {
  readonly id: number;
  /** As the operator named it, or that of the repository at GitHub. */
  readonly name: string;
  readonly source: 'git' | 'github';
  readonly role: TreeRole;
  /** "/src/linux#origin/master", "https://github.com/torvalds/linux" */
  readonly place: string;
  /** Up to this commit everything is read; undefined: nothing was yet. */
  readonly tip: string | undefined;
  /** What is being read, without which commits, how many of it are stored and how many it has; undefined when nothing is. */
  readonly goal: TreeGoal | undefined;
  /** Commits held. */
  readonly commits: number;
  /** Marks of its tags, and of where its history ends if it is shallow, as they were when it was read. */
  readonly tags: string;
  readonly shallow: string;
  /** Address of the page of a commit, "{commit}" for its hash. */
  readonly pages: string | undefined;
  /** Its branch was once replaced by another. */
  readonly isRemade: boolean;
  /** Commits of mainline were looked for in it up to this change of theirs. */
  readonly passed: string;
  readonly problem: string | undefined;
  readonly readAt: Date | undefined;
}

export interface TreeNamed extends Pick<HeldTree, 'name' | 'source' | 'role' | 'place'> {
  /** Null: its commits have no pages; left out: nothing is said of that. */
  readonly pages?: string | null | undefined;
}

/** By name. */
export async function heldTrees(): Promise<readonly HeldTree[]> {
  const rows = await database().tree.findMany({ orderBy: { name: 'asc' } });
  return rows.map(treeOf);
}

/** The tree of that name, undefined when none is held. */
export async function heldTree(name: string): Promise<HeldTree | undefined> {
  const known = await database().tree.findUnique({ where: { name } });
  return known ? treeOf(known) : undefined;
}

/**
 * The tree of that name, at that place from now on; written down when it is not yet. What was read of it stays wherever it is read, and the
 * pages of its commits until others are named.
 */
export async function openTree({ name, source, role, place, pages }: TreeNamed): Promise<HeldTree> {
  const known = await database().tree.findUnique({ where: { name } });
  if (!known)
    return treeOf(
      await database().tree.create({ data: { name, source, role, place, pages: pages ?? null } }),
    );
  const now = { source, role, place, pages: pages === undefined ? known.pages : pages };
  const isAsTold = known.role === role && known.pages === now.pages;
  if (isAsTold && known.place === place && known.source === source) return treeOf(known);
  const tree = await database().tree.update({ where: { id: known.id }, data: now });
  // What series tell of a tree's commits has both in it.
  if (!isAsTold) await askForTree(known.id);
  return treeOf(tree);
}

export type TreeChange = Partial<
  Omit<HeldTree, 'id' | 'name' | 'source' | 'role' | 'place' | 'commits' | 'pages'>
>;

/** Puts down what changed; `goal: undefined` says that nothing is being read any more. */
export async function changeTree(id: number, change: TreeChange): Promise<void> {
  const { tip, goal, tags, shallow, isRemade, passed, problem, readAt } = change;
  await database().tree.update({
    where: { id },
    data: {
      ...('tip' in change && { tip: tip ?? null }),
      ...('goal' in change && {
        goal: goal?.goal ?? null,
        without: [...(goal?.without ?? [])],
        done: goal?.done ?? 0,
        total: goal?.total ?? 0,
      }),
      ...(tags !== undefined && { tags }),
      ...(shallow !== undefined && { shallow }),
      ...(isRemade !== undefined && { isRemade }),
      ...(passed !== undefined && { passed: BigInt(passed) }),
      ...('problem' in change && { problem: problem ?? null }),
      ...(readAt && { readAt }),
    },
  });
}

type Row = NonNullable<Awaited<ReturnType<ReturnType<typeof database>['tree']['findUnique']>>>;

function treeOf(row: Row): HeldTree {
  const { goal, without, done, total } = row;
  return {
    id: row.id,
    name: row.name,
    source: row.source as HeldTree['source'],
    role: row.role as TreeRole,
    place: row.place,
    tip: row.tip ?? undefined,
    goal: goal === null ? undefined : { goal, without, done, total },
    commits: row.commits,
    tags: row.tags,
    shallow: row.shallow,
    pages: row.pages ?? undefined,
    isRemade: row.isRemade,
    passed: row.passed.toString(),
    problem: row.problem ?? undefined,
    readAt: row.readAt ?? undefined,
  };
}

import type { TreeRole } from '../progress/index';
import { dropTree, type TreeGoal } from './commits';
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
  readonly problem: string | undefined;
  readonly readAt: Date | undefined;
}

export type TreeNamed = Pick<HeldTree, 'name' | 'source' | 'role' | 'place'>;

/** By name. */
export async function heldTrees(): Promise<readonly HeldTree[]> {
  const rows = await database().tree.findMany({ orderBy: { name: 'asc' } });
  return rows.map(treeOf);
}

/** The tree of that name, written down when it is not yet. One that is at another place now is begun anew, and what was read of it forgotten. */
export async function openTree({ name, source, role, place }: TreeNamed): Promise<HeldTree> {
  const known = await database().tree.findUnique({ where: { name } });
  if (known?.place === place && known.source === source && known.role === role) return treeOf(known);
  if (known) await dropTree(known.id);
  return treeOf(await database().tree.create({ data: { name, source, role, place } }));
}

export type TreeChange = Partial<Omit<HeldTree, 'id' | 'name' | 'source' | 'role' | 'place' | 'commits'>>;

/** Puts down what changed; `goal: undefined` says that nothing is being read any more. */
export async function changeTree(id: number, change: TreeChange): Promise<void> {
  const { tip, goal, tags, shallow, problem, readAt } = change;
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
    problem: row.problem ?? undefined,
    readAt: row.readAt ?? undefined,
  };
}

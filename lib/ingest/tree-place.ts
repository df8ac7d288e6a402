import { holdsCommit, isBefore, placeOf, tipOf, TreeProblem, type Tree } from '../forge/index';
import { changeTree, dropTree, heldTree, heldTrees, holding, openTree, type HeldTree } from '../store/index';

/**
 * The tree as it is held, to be read at the place where it is now. What was read of it elsewhere stays if the clone there goes on from it: it may have
 * been moved. Else a setting is wrong, or another tree is meant, and nobody but a person can say which.
 *
 * @throws {TreeProblem} when it cannot be read there, or does not go on from what was read; nothing is changed then.
 */
export async function openAtPlace(tree: Tree): Promise<HeldTree> {
  const { name, role, pages } = tree;
  const place = placeOf(tree);
  const held = await heldTree(name);
  const head = await tipOf(tree);
  if (held && held.place !== place) await seeWhetherItGoesOn(tree, held, head);
  return openTree({ name, source: 'git', role, place, pages });
}

async function seeWhetherItGoesOn(tree: Tree, held: HeldTree, head: string): Promise<void> {
  // While the first reading goes on there is no tip, and what it is read to stands for one.
  const last = held.tip ?? held.goal?.goal;
  if (last === undefined) return;
  const isHeld = await holdsCommit(tree, last);
  // A branch that is made anew never goes on from what it was.
  const isLeft = held.isRemade || held.role === 'next';
  if (isHeld && (isLeft || (await isBefore(tree, last, head)))) return;
  throw new TreeProblem(
    `The tree ${held.name} was read from ${held.place} up to ${last.slice(0, 12)}, and ${placeOf(tree)} does not go on from that. Nothing was changed. If it is the right one all the same, forget what was read of the other: bin/loreview git --forget ${held.name}`,
  );
}

/**
 * Writes down why a tree could not be read, unless that is only told to whoever asked, with a setting of their own: then only of a tree that
 * is known and should be there.
 */
export async function keepProblem(tree: Tree, problem: string, problems: 'kept' | 'told'): Promise<void> {
  const held = await heldTree(tree.name);
  const place = placeOf(tree);
  if (problems === 'told' && held?.place !== place) return;
  const { id } = held ?? (await openTree({ name: tree.name, source: 'git', role: tree.role, place }));
  await changeTree(id, { problem });
}

/**
 * Forgets a tree and everything read of it, once nobody reads. Series that rest on it are to be derived again.
 *
 * @returns How many commits that were; undefined when no such tree is held.
 */
export async function forgetTree(name: string): Promise<number | undefined> {
  return holding('trees', async () => {
    const held = (await heldTrees()).find((one) => one.name === name);
    if (!held) return undefined;
    await dropTree(held.id);
    return held.commits;
  });
}

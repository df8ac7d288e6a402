import {
  commitsNamed,
  countCommits,
  diffsOf,
  holdersOf,
  holdsCommit,
  isBefore,
  lostCommits,
  readCommits,
  shallowMark,
  tagsMark,
  tipOf,
  TreeProblem,
  type Holders,
  type Tree,
} from '../forge/index';
import {
  askForTree,
  changeTree,
  copyCommits,
  dropAllCommits,
  dropCommits,
  heldTrees,
  holding,
  lastChange,
  lookAgainAtCut,
  mergedSince,
  settleCommitKeys,
  settleCommits,
  storeCommits,
  storeLooks,
  unreleasedCommits,
  wantedCommits,
  wantedElsewhere,
  type CommitToStore,
  type HeldTree,
  type TreeGoal,
} from '../store/index';
import { keepProblem, openAtPlace } from './tree-place';

/** Commits stored in one transaction: a kill loses the reading of at most so many. */
const commitsAtATime = 500;
/** Commits looked at in one transaction; their diffs are in memory at once, each at most 256 KB. */
const looksAtATime = 200;
/** Commits looked for in one walk through the history. */
const walkedAtATime = 20_000;

/** The local clones of this process. */
let inUse: readonly Tree[] = [];

/** Says which local clones patches are looked for in by this process. */
export function useTrees(trees: readonly Tree[]): void {
  inUse = trees;
}

export function treesInUse(): readonly Tree[] {
  return inUse;
}

/** What is being done, for whoever waits. */
export interface TreeStep {
  readonly tree: string;
  readonly doing: 'reading' | 'looking';
  readonly done: number;
  readonly total: number;
}

/** What became of one tree. */
export interface TreeRead {
  readonly name: string;
  /** Commits that were not held before. */
  readonly fresh: number;
  /** Commits that its branch no longer holds: it was rewritten. */
  readonly gone: number;
  readonly problem: string | undefined;
}

/** What a look at the clones is told, and for whom. */
export interface TreesAsked {
  readonly onStep?: (step: TreeStep) => void;
  /**
   * kept: a tree that cannot be read is written down with the reason, for /status; told: that is for whoever asked, and nothing is changed by a
   * setting that only they have.
   */
  readonly problems?: 'kept' | 'told';
}

/**
 * Reads what is new in the local clones in use: their new commits, those their branches no longer hold, the releases that new tags
 * tell, and what series asked for since. Series on which any of it bears are to be derived again. One process reads at a time, and one
 * that is killed is followed by the next where it stood. A tree that cannot be read is told of with the reason, and the others go on; what
 * is known of it stays, as does all of trees that are not named.
 */
export async function readTrees({ onStep = () => undefined, problems = 'kept' }: TreesAsked = {}): Promise<
  readonly TreeRead[]
> {
  if (inUse.length === 0) return [];
  return holding('trees', async () => {
    const read: TreeRead[] = [];
    // What mainline holds is not read again for the trees that go into it, and those that come from it.
    const mainline = new Map(
      (await heldTrees()).flatMap(({ id, role, tip, source }) =>
        source === 'git' && role === 'mainline' && tip !== undefined ? [[id, { id, tip }]] : [],
      ),
    );
    for (const tree of [...inUse].sort(
      (a, b) => Number(b.role === 'mainline') - Number(a.role === 'mainline'),
    )) {
      const { name } = tree;
      try {
        const held = await openAtPlace(tree);
        const others = tree.role === 'mainline' ? [] : [...mainline.values()];
        const { fresh, gone, tip } = await new Reading(tree, held, others, onStep).read();
        if (tree.role === 'mainline') mainline.set(held.id, { id: held.id, tip });
        read.push({ name, fresh, gone, problem: undefined });
      } catch (error) {
        if (!(error instanceof TreeProblem)) throw error;
        await keepProblem(tree, error.message, problems);
        read.push({ name, fresh: 0, gone: 0, problem: error.message });
      }
    }
    return read;
  });
}

/** A tree that others go into or come from, as far as it is read. */
interface Begun {
  readonly id: number;
  readonly tip: string;
}

/** The reading of one tree, from where it stands to what its branch stands at. */
class Reading {
  private fresh = 0;
  private gone = 0;
  /** What was there before it was first read came at a time that nobody saw. */
  private isFirst = false;

  constructor(
    private readonly tree: Tree,
    private readonly held: HeldTree,
    private readonly others: readonly Begun[],
    private readonly onStep: (step: TreeStep) => void,
  ) {}

  async read(): Promise<{ readonly fresh: number; readonly gone: number; readonly tip: string }> {
    const { tree, held } = this;
    const shallow = await shallowMark(tree);
    // Where a clone is deepened there are commits below the tip that were not there.
    const isAsBefore = held.shallow === shallow;
    if (!isAsBefore) await lookAgainAtCut(held.id);
    let tip = isAsBefore ? await this.standing(held.tip) : undefined;
    let goal = isAsBefore && held.goal && (await holdsCommit(tree, held.goal.goal)) ? held.goal : undefined;
    // Of a first reading that nobody can go on with nothing is kept: which of it a branch holds cannot be said.
    if (held.goal && !goal && tip === undefined && isAsBefore) this.gone += await dropAllCommits(held.id);
    for (;;) {
      const head = await tipOf(tree);
      if (goal === undefined && tip === head) break;
      this.isFirst = tip === undefined;
      goal ??= await this.goalAt(head, tip);
      await this.seeWhetherRemade(tip, goal.goal);
      await this.readTo(goal);
      await this.dropLost(tip, goal.goal);
      tip = goal.goal;
      goal = undefined;
      await changeTree(held.id, { tip, goal, shallow });
    }
    await this.lookAtTags(tip);
    if (tree.role === 'next') await this.takeOver(tip);
    if (tree.role === 'maintainer') await this.passThrough(tip);
    await this.look(tip);
    await changeTree(held.id, { problem: undefined, readAt: new Date() });
    return { fresh: this.fresh, gone: this.gone, tip };
  }

  /** The tip up to which all is read, when the clone still has it. Without it nobody can say what was lost since: all is read anew. */
  private async standing(tip: string | undefined): Promise<string | undefined> {
    if (tip === undefined || (await holdsCommit(this.tree, tip))) return tip;
    this.gone += await dropAllCommits(this.held.id);
    return undefined;
  }

  private async goalAt(head: string, tip: string | undefined): Promise<TreeGoal> {
    const known: string[] = tip === undefined ? [] : [tip];
    for (const { tip: other } of this.others) if (await holdsCommit(this.tree, other)) known.push(other);
    const goal = { goal: head, without: known, done: 0, total: await countCommits(this.tree, head, known) };
    await changeTree(this.held.id, { goal });
    return goal;
  }

  private async readTo(goal: TreeGoal): Promise<void> {
    let { done } = goal;
    const seenAt = this.isFirst ? undefined : new Date();
    let batch: CommitToStore[] = [];
    const store = async () => {
      done += batch.length;
      this.fresh += await storeCommits(this.held.id, batch, { ...goal, done });
      batch = [];
      this.onStep({ tree: this.tree.name, doing: 'reading', done, total: goal.total });
    };
    const stretch = { to: goal.goal, without: goal.without, skip: goal.done };
    for await (const commit of readCommits(this.tree, stretch)) {
      batch.push({ ...commit, isLooked: false, seenAt });
      if (batch.length >= commitsAtATime) await store();
    }
    if (batch.length > 0) await store();
    if (this.fresh > 0) await settleCommitKeys();
    if (this.fresh > commitsAtATime) await settleCommits();
  }

  /** The merges of a branch that is made anew are made anew, too: they tell no longer when something came. */
  private async seeWhetherRemade(tip: string | undefined, goal: string): Promise<void> {
    if (this.held.isRemade || tip === undefined || (await isBefore(this.tree, tip, goal))) return;
    await changeTree(this.held.id, { isRemade: true });
    await askForTree(this.held.id);
  }

  private async dropLost(tip: string | undefined, goal: string): Promise<void> {
    if (tip === undefined) return;
    for await (const lost of lostCommits(this.tree, tip, goal))
      this.gone += await dropCommits(this.held.id, lost);
  }

  /**
   * linux-next holds what mainline does, and what went through both is read for mainline alone: of what series ask for, it is told of
   * both. A maintainer's tree is set on mainline again and again, and what it holds by that was not taken by it.
   */
  private async takeOver(tip: string): Promise<void> {
    for (const other of this.others) {
      const asked = new Set(await wantedElsewhere(other.id, this.held.id));
      if (asked.size === 0 || !(await holdsCommit(this.tree, other.tip))) continue;
      // What mainline has beyond it is little: linux-next is made of it anew every day.
      for await (const beyond of lostCommits(this.tree, other.tip, tip))
        for (const hash of beyond) asked.delete(hash);
      await copyCommits(other.id, this.held.id, [...asked]);
    }
  }

  /**
   * What went through a maintainer's tree and was in mainline when the tree was first read is read for mainline alone. It was in the tree
   * before mainline had it when what brought it there is not what brought it to mainline, nor a merge of mainline with that in it.
   */
  private async passThrough(tip: string): Promise<void> {
    if (this.others.length === 0) return;
    const last = await lastChange();
    for (const other of this.others) {
      const commits = await mergedSince(other.id, this.held.passed);
      if (commits.length === 0) continue;
      const merges = commits.map(({ arrival }) => ({ hash: arrival.by, committedAt: arrival.at }));
      const each = new Map([...commits, ...merges].map((one) => [one.hash, one]));
      const holders = await holdersOf(this.tree, tip, [...each.values()]);
      const own = commits.filter(({ hash, arrival }) => {
        const came = holders.get(hash)?.arrival?.by;
        return came !== undefined && came !== holders.get(arrival.by)?.arrival?.by;
      });
      await copyCommits(
        other.id,
        this.held.id,
        own.map(({ hash }) => hash),
      );
    }
    await changeTree(this.held.id, { passed: last });
  }

  /** A new tag tells the release of commits that were in none, or in a candidate only. */
  private async lookAtTags(tip: string): Promise<void> {
    const tags = await tagsMark(this.tree);
    if (tags === this.held.tags) return;
    const commits = await unreleasedCommits(this.held.id);
    const holders = await holdersOf(this.tree, tip, commits);
    const looks = commits.flatMap(({ hash }) => {
      const { release, arrival } = holders.get(hash) ?? {};
      return release === undefined && arrival?.day === undefined
        ? []
        : [{ hash, ...released(release), diff: undefined, arrival }];
    });
    for (let at = 0; at < looks.length; at += commitsAtATime)
      await storeLooks(this.held.id, looks.slice(at, at + commitsAtATime));
    await changeTree(this.held.id, { tags });
  }

  /** Reads release, arrival and diff of what series ask about. */
  private async look(tip: string): Promise<void> {
    for (let done = 0; ;) {
      const commits = await wantedCommits(this.held.id, walkedAtATime);
      if (commits.length === 0) return;
      const holders = await holdersOf(this.tree, tip, commits);
      for (let at = 0; at < commits.length; at += looksAtATime) {
        const hashes = commits.slice(at, at + looksAtATime).map(({ hash }) => hash);
        const diffs = await diffsOf(this.tree, hashes);
        const reporters = await this.reportersOf(hashes);
        await storeLooks(
          this.held.id,
          hashes.map((hash) => {
            const { release, arrival } = holders.get(hash) ?? {};
            return {
              hash,
              ...released(release),
              diff: diffs.get(hash),
              arrival,
              reporters: reporters.get(hash),
            };
          }),
        );
        done += hashes.length;
        this.onStep({ tree: this.tree.name, doing: 'looking', done, total: done });
      }
    }
  }

  /** What was read before trailers of this kind were has none. */
  private async reportersOf(hashes: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
    const found = new Map<string, readonly string[]>();
    for await (const { hash, reporters = [] } of commitsNamed(this.tree, hashes)) found.set(hash, reporters);
    return found;
  }
}

function released(release: Holders['release']) {
  return { release: release?.release, releasedAt: release?.releasedAt };
}

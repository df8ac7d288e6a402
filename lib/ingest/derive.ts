import { ANALYSIS_VERSION } from '../analysis/index';
import type { MaintainersFile } from '../maintainers/index';
import {
  clustersOf,
  commitsByKey,
  correctionsInForce,
  database,
  holding,
  isRefusedData,
  lastChange,
  marksOf,
  pendingBytes,
  pendingCount,
  pendingMails,
  pullMailsFor,
  rawIdsAfter,
  rawMails,
  reconnectJoins,
  replaceMails,
  replaceSeries,
  setAside,
  settleWords,
  storedBytes,
  type Cluster,
  type PendingMark,
  type RawMail,
} from '../store/index';
import {
  batchOf,
  MailCrew,
  together,
  Work,
  type ClusterMail,
  type DerivedTables,
  type MailMember,
} from '../threads/index';
import { Lanes } from './lanes';
import { maintainersInUse } from './maintainers';

/** Where the bundled sample says that it comes from. */
export const sampleSource = 'the bundled sample';

/** Pending mails taken up at a time; their clusters are analysed whole, whatever their size. */
const mailsAtATime = 20_000;
/** A task has about this many bytes of mail as received; a cluster beyond it is a task by itself. */
const bytesOfATask = 1024 * 1024;

export interface DeriveCount {
  /** Mails still pending. */
  readonly pending: number;
  /** Mails analysed so far, those of their clusters included. */
  readonly mails: number;
  readonly series: number;
}

/**
 * Derives the series of all pending mails anew, some clusters at a time, each time in one transaction with their marks. Two
 * processes do not derive at once; one that dies leaves its marks, and the next does the work again. A cluster that
 * cannot be derived is set aside with the reason, and the others go on.
 *
 * @param given Who derives; else as many as is worth it.
 */
export async function deriveSeries(
  onProgress: (count: DeriveCount) => void = () => undefined,
  given?: MailCrew,
): Promise<DeriveCount> {
  return holding('derive', async () => {
    const crew = given ?? MailCrew.for(await pendingBytes());
    try {
      const count = await new Derivation(crew, await maintainersInUse(), onProgress).run();
      if (count.mails > 0) await settleWords();
      return count;
    } finally {
      if (!given) await crew.end();
    }
  });
}

/** Some clusters, and who has read most of their mails already. */
interface Task {
  readonly clusters: readonly Cluster[];
  readonly size: number;
  readonly by: MailMember | undefined;
}

class Derivation {
  private count: DeriveCount = { pending: 0, mails: 0, series: 0 };

  constructor(
    private readonly crew: MailCrew,
    private readonly maintainers: MaintainersFile | undefined,
    private readonly onProgress: (count: DeriveCount) => void,
  ) {}

  async run(): Promise<DeriveCount> {
    this.count = { ...this.count, pending: await pendingCount() };
    for (
      let pending = await pendingMails(mailsAtATime);
      pending.length > 0;
      pending = await pendingMails(mailsAtATime)
    ) {
      const tasks = together(await clustersOf(pending), bytesOfATask).map((clusters) =>
        this.taskOf(clusters),
      );
      const work = new Work<MailMember, Task>(tasks);
      const lanes = new Lanes(this.crew.members);
      try {
        // Clusters share no mail: some are stored while the next are analysed.
        for (let handed = 0; handed < tasks.length; handed += 1)
          await lanes.hand(async (member, store) => {
            const { clusters } = work.next(member) as Task;
            const derived = await this.derive(clusters, member);
            await store(() => this.store(derived));
          });
      } finally {
        // The lock is let go of behind this.
        await lanes.settled();
      }
      await lanes.done();
    }
    return this.count;
  }

  private taskOf(clusters: readonly Cluster[]): Task {
    const kept = new Map<MailMember, number>();
    for (const { rawIds } of clusters)
      for (const id of rawIds) {
        const keeper = this.crew.keeperOf(id);
        if (keeper) kept.set(keeper, (kept.get(keeper) ?? 0) + 1);
      }
    return {
      clusters,
      size: clusters.reduce((sum, { size }) => sum + size, 0),
      by: [...kept].sort(([, a], [, b]) => b - a)[0]?.[0],
    };
  }

  /** What is derived of some clusters. */
  private async derive(clusters: readonly Cluster[], member: MailMember): Promise<Derived> {
    const rawIds = clusters.flatMap((cluster) => cluster.rawIds);
    // Marks first, then what they ask for: a correction made meanwhile renews its mark.
    const marks = await marksOf(rawIds);
    const corrections = await correctionsInForce();
    const kept = new Set(rawIds.filter((id) => this.crew.keeperOf(id) === member));
    this.crew.taken(rawIds);
    const raws = await rawMails(rawIds, kept);
    const pulls = await rawMails(await pullMailsFor(rawIds));
    const commitsUntil = await lastChange();
    const number = this.crew.nextBatch();
    const keys = await member.readClusters(packedClusters(clusters, raws, number));
    const { tables, messageIds, failed } = await member.derive({
      corrections,
      pulls: batchOf(
        number,
        pulls.flatMap(({ packed }) => packed ?? []),
      ),
      commits: await commitsByKey(keys),
      maintainers: this.maintainers,
      at: new Date(),
    });
    return { clusters, member, marks, commitsUntil, tables, messageIds, failed };
  }

  private async store(derived: Derived): Promise<void> {
    const { clusters, tables } = derived;
    const made = await this.replace(derived);
    this.count = {
      pending: await pendingCount(),
      mails: this.count.mails + clusters.reduce((sum, { rawIds }) => sum + rawIds.length, 0),
      series: this.count.series + (made ? tables.series.length : 0),
    };
    this.onProgress(this.count);
  }

  /** What the database refuses of several clusters is derived and stored one by one, so that only the culprit is set aside. */
  private async replace({
    clusters,
    member,
    marks,
    failed,
    tables,
    messageIds,
    commitsUntil,
  }: Derived): Promise<boolean> {
    const marksIn = ({ rawIds }: Cluster) => {
      const ids = new Set(rawIds);
      return marks.filter(({ rawId }) => ids.has(rawId));
    };
    const bad = new Map(failed.map(({ cluster, why }) => [cluster, why]));
    for (const [place, cluster] of clusters.entries()) {
      const why = bad.get(place);
      if (why !== undefined) await setAside(marksIn(cluster), why);
    }
    const good = clusters.filter((_, place) => !bad.has(place));
    try {
      await replaceSeries({ ...tables, marks: good.flatMap(marksIn), messageIds, commitsUntil });
      return true;
    } catch (error) {
      if (!isRefusedData(error)) throw error;
      const [only, ...others] = good;
      if (only && others.length === 0) await setAside(marksIn(only), describe(error));
      else for (const one of good) await this.store(await this.derive([one], member));
      return false;
    }
  }
}

/** What was derived of some clusters, by whom, and what was asked for when it was begun. */
interface Derived extends DerivedTables {
  readonly clusters: readonly Cluster[];
  readonly member: MailMember;
  readonly marks: readonly PendingMark[];
  readonly commitsUntil: string;
}

function packedClusters(clusters: readonly Cluster[], raws: readonly RawMail[], number: number) {
  const packed = batchOf(
    number,
    raws.flatMap((raw) => raw.packed ?? []),
  );
  const mails = new Map<string, ClusterMail>();
  let read = 0;
  for (const { rawId, source, packed: own } of raws)
    mails.set(rawId, {
      rawId,
      piece: own && packed.mails[read++],
      isSample: source.startsWith(sampleSource),
    });
  return {
    packed,
    clusters: clusters.map(({ rawIds }) => ({ mails: rawIds.flatMap((id) => mails.get(id) ?? []) })),
  };
}

function describe(error: Error): string {
  return error.stack ?? error.message;
}

/** Mails whose rows are made anew in one transaction. */
const mailsOfARebuild = 1_000;

/**
 * Makes everything derived again from the stored mail: parsed rows, keys, series. Mail, follows and corrections are not
 * touched. Readers see the old series until the new one is there. Interrupted, it can be started again.
 */
export async function rebuild(
  onProgress: (step: string, done: number) => void = () => undefined,
): Promise<DeriveCount> {
  const crew = MailCrew.for(await storedBytes());
  try {
    let [done, last]: [number, string | undefined] = [0, '0'];
    while (last !== undefined) {
      onProgress('reading mails', done);
      const after: string = last;
      const ids: readonly string[] = await holding('derive', () => readAgain(after, crew));
      [done, last] = [done + ids.length, ids.at(-1)];
    }
    await reconnectJoins();
    const count = await deriveSeries(({ mails }) => onProgress('deriving series', mails), crew);
    await dropOrphans();
    return count;
  } finally {
    await crew.end();
  }
}

/** Makes the rows of a stretch of mails anew; their ids. */
async function readAgain(after: string, crew: MailCrew): Promise<readonly string[]> {
  const all = await rawIdsAfter(after, mailsOfARebuild * crew.members.length);
  const lanes = new Lanes(crew.members);
  try {
    for (let at = 0; at < all.length; at += mailsOfARebuild)
      await lanes.hand(async (member, store) => {
        const raws = await rawMails(all.slice(at, at + mailsOfARebuild));
        const ids = raws.map(({ rawId }) => rawId);
        const batch = crew.nextBatch();
        const messageIds = await member.readStored(
          batchOf(
            batch,
            raws.flatMap(({ packed }) => packed ?? []),
          ),
        );
        const tables = await member.tablesOf({ batch, ids, now: new Date() });
        await store(async () => {
          await replaceMails(
            messageIds.map((id, place) => ({ id, rawId: ids[place] ?? '' })),
            tables,
          );
          crew.keeps(member, await member.keep({ batch, ids }));
        });
      });
  } finally {
    // Whoever called lets go of the lock.
    await lanes.settled();
  }
  await lanes.done();
  return all;
}

/** Series of mails that are in no cluster any more (their rule changed) have nothing to stand on. */
async function dropOrphans(): Promise<void> {
  await database().series.deleteMany({ where: { analysisVersion: { not: ANALYSIS_VERSION } } });
}

import { setImmediate as nextTurn } from 'node:timers/promises';
import { analyse, ANALYSIS_VERSION, type Correction } from '../analysis/index';
import { parseMail, type Mail, type MessageId } from '../mail/index';
import type { Maintainers } from '../maintainers/index';
import { bearingOn, patchKeys, type CommitsByKey } from '../progress/index';
import {
  clustersOf,
  commitsByKey,
  correctionsInForce,
  database,
  holding,
  lastChange,
  marksOf,
  pendingCount,
  pendingMails,
  pullMailsFor,
  rawMails,
  reconnectJoins,
  replaceSeries,
  reparse,
  setAside,
  settleWords,
  type Cluster,
  type DerivedCluster,
  type RawMail,
} from '../store/index';
import { maintainersInUse } from './maintainers';

/** Where the bundled sample says that it comes from. */
export const sampleSource = 'the bundled sample';

/** Pending mails taken up at a time; their clusters are analysed whole, whatever their size. */
const mailsAtATime = 2_000;
/** Mail in memory at a time, in bytes as received; a cluster beyond it is analysed by itself. */
const bytesAtATime = 32 * 1024 * 1024;

export interface DeriveCount {
  /** Mails still pending. */
  readonly pending: number;
  /** Mails analysed so far, those of their clusters included. */
  readonly mails: number;
  readonly series: number;
}

/**
 * Derives the series of all pending mails anew, cluster by cluster, each in one transaction with its marks. Two
 * processes do not derive at once; one that dies leaves its marks, and the next does the work again. A cluster that
 * cannot be derived is set aside with the reason, and the others go on.
 */
export async function deriveSeries(
  onProgress: (count: DeriveCount) => void = () => undefined,
): Promise<DeriveCount> {
  return holding('derive', async () => {
    const maintainers = await maintainersInUse();
    let count: DeriveCount = { pending: await pendingCount(), mails: 0, series: 0 };
    let storing: Promise<void> = Promise.resolve();
    const store = async (group: readonly Cluster[], derived: readonly DerivedCluster[]) => {
      await storeDerived(derived);
      count = {
        pending: await pendingCount(),
        mails: count.mails + group.reduce((sum, cluster) => sum + cluster.rawIds.length, 0),
        series: count.series + derived.reduce((sum, one) => sum + one.analysis.recognition.series.length, 0),
      };
      onProgress(count);
    };
    try {
      for (
        let pending = await pendingMails(mailsAtATime);
        pending.length > 0;
        pending = await pendingMails(mailsAtATime)
      ) {
        // Clusters share no mail: one group is stored while the next is analysed.
        for (const group of inGroups(await clustersOf(pending))) {
          const derived = await deriveGroup(group, maintainers);
          await storing;
          storing = store(group, derived);
          // Heard of where it is waited for.
          storing.catch(() => undefined);
        }
        await storing;
      }
    } finally {
      // The lock is let go of behind this.
      await Promise.allSettled([storing]);
    }
    if (count.mails > 0) await settleWords();
    return count;
  });
}

/** What is derived of some clusters; one that cannot be derived is set aside. */
async function deriveGroup(
  group: readonly Cluster[],
  maintainers: Maintainers | undefined,
): Promise<readonly DerivedCluster[]> {
  // Marks first, then what they ask for: a correction made meanwhile renews its mark.
  const marks = await marksOf(group.flatMap((cluster) => cluster.rawIds));
  const corrections = await correctionsInForce();
  const markOf = new Map(marks.map((mark) => [mark.rawId, mark]));
  const raws = await rawMails(group.flatMap((cluster) => cluster.rawIds));
  const rawOf = new Map(raws.map((raw) => [raw.rawId, raw]));
  const pullMails = await parsed(await rawMails(await pullMailsFor([...rawOf.keys()])));
  const commitsUntil = await lastChange();
  const read = new Map<Cluster, ReadCluster | Error>();
  for (const cluster of group)
    read.set(cluster, await readCluster(cluster.rawIds.flatMap((id) => rawOf.get(id) ?? [])));
  const commits = await commitsFor([...read.values()]);
  const derived: DerivedCluster[] = [];
  for (const [{ rawIds }, cluster] of read) {
    const asked = rawIds.flatMap((id) => markOf.get(id) ?? []);
    const one =
      cluster instanceof Error
        ? cluster
        : deriveCluster(cluster, {
            marks: asked,
            commitsUntil,
            corrections,
            pullMails,
            maintainers,
            commits,
          });
    if (one instanceof Error) await setAside(asked, describe(one));
    else derived.push(one);
    // Lets the database be told the next of the group that is being stored.
    await nextTurn();
  }
  return derived;
}

/** Stored mail was read once before it was stored, so it can be read again. */
function parsed(raws: readonly RawMail[]): Promise<readonly Mail[]> {
  return Promise.all(raws.map(({ raw }) => parseMail(raw)));
}

/** What the database refuses of several clusters is stored one by one, so that only the culprit is set aside. */
async function storeDerived(derived: readonly DerivedCluster[]): Promise<void> {
  try {
    await replaceSeries(derived);
  } catch (error) {
    if (!isRefusedData(error)) throw error;
    const [only, ...others] = derived;
    if (only && others.length === 0) await setAside(only.marks, describe(error));
    else for (const one of derived) await storeDerived([one]);
  }
}

/** Errors about values (SQLSTATE classes 22, 23 and 54), which a second try meets again; all others are no fault of the mails. */
function isRefusedData(error: unknown): error is Error {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    /^(?:22|23|54)/.test(error.code)
  );
}

function describe(error: Error): string {
  return error.stack ?? error.message;
}

/** Clusters put together so that each group's mail fits in memory at once. */
function* inGroups(clusters: readonly Cluster[]): Generator<readonly Cluster[]> {
  let group: Cluster[] = [];
  let bytes = 0;
  for (const cluster of clusters) {
    if (group.length > 0 && bytes + cluster.size > bytesAtATime) {
      yield group;
      [group, bytes] = [[], 0];
    }
    group.push(cluster);
    bytes += cluster.size;
  }
  if (group.length > 0) yield group;
}

interface ReadCluster {
  readonly mails: readonly Mail[];
  /** Those of the bundled sample. */
  readonly samples: ReadonlySet<MessageId>;
}

/** The mails of a cluster, or the error of ours that hindered it. */
async function readCluster(raws: readonly RawMail[]): Promise<ReadCluster | Error> {
  const mails: Mail[] = [];
  const samples = new Set<MessageId>();
  try {
    for (const { raw, source } of raws) {
      const mail = await parseMail(raw);
      mails.push(mail);
      if (source.startsWith(sampleSource)) samples.add(mail.id);
    }
    return { mails, samples };
  } catch (error) {
    if (error instanceof Error) return error;
    throw error;
  }
}

/** Commits that may be patches of some clusters, by key. */
function commitsFor(clusters: readonly (ReadCluster | Error)[]): Promise<CommitsByKey> {
  const mails = clusters.flatMap((cluster) => (cluster instanceof Error ? [] : cluster.mails));
  return commitsByKey([...new Set(mails.flatMap(patchKeys))]);
}

interface DerivedWith extends Pick<DerivedCluster, 'marks' | 'commitsUntil'> {
  readonly corrections: readonly Correction[];
  readonly pullMails: readonly Mail[];
  readonly maintainers: Maintainers | undefined;
  readonly commits: CommitsByKey;
}

/** What was made of a cluster, or the error of ours that hindered it. */
function deriveCluster(cluster: ReadCluster, given: DerivedWith): DerivedCluster | Error {
  const { marks, commitsUntil, corrections, pullMails, maintainers } = given;
  const { mails, samples } = cluster;
  try {
    return {
      marks,
      commitsUntil,
      messageIds: [...new Set(mails.map((mail) => mail.id))],
      analysis: analyse(mails, {
        corrections,
        pullMails,
        commits: bearingOn(given.commits, mails.flatMap(patchKeys)),
        ...(maintainers && { maintainers }),
      }),
      analysisVersion: ANALYSIS_VERSION,
      samples,
      ...(maintainers && { maintainers }),
    };
  } catch (error) {
    if (error instanceof Error) return error;
    throw error;
  }
}

const mailsOfARebuild = 1_000;

/**
 * Makes everything derived again from the stored mail: parsed rows, keys, series. Mail, follows and corrections are not
 * touched. Readers see the old series until the new one is there. Interrupted, it can be started again.
 */
export async function rebuild(
  onProgress: (step: string, done: number) => void = () => undefined,
): Promise<DeriveCount> {
  let done = 0;
  for (let last: string | undefined = '0'; last !== undefined; done += mailsOfARebuild) {
    onProgress('reading mails', done);
    last = await holding('derive', () => reparse(last ?? '0', mailsOfARebuild, parseMail));
  }
  await reconnectJoins();
  const count = await deriveSeries(({ mails }) => onProgress('deriving series', mails));
  await dropOrphans();
  return count;
}

/** Series of mails that are in no cluster any more (their rule changed) have nothing to stand on. */
async function dropOrphans(): Promise<void> {
  await database().series.deleteMany({ where: { analysisVersion: { not: ANALYSIS_VERSION } } });
}

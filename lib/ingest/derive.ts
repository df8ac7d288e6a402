import { analyse, ANALYSIS_VERSION } from '../analysis/index';
import { parseMail, type Mail, type MessageId } from '../mail/index';
import {
  clustersOf,
  correctionsInForce,
  database,
  holding,
  pendingCount,
  pendingMails,
  rawMails,
  reconnectJoins,
  replaceSeries,
  reparse,
  type Cluster,
  type DerivedCluster,
} from '../store/index';

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
 * processes do not derive at once; one that dies leaves its marks, and the next does the work again.
 */
export async function deriveSeries(
  onProgress: (count: DeriveCount) => void = () => undefined,
): Promise<DeriveCount> {
  return holding('derive', async () => {
    let count: DeriveCount = { pending: await pendingCount(), mails: 0, series: 0 };
    for (
      let pending = await pendingMails(mailsAtATime);
      pending.length > 0;
      pending = await pendingMails(mailsAtATime)
    ) {
      const corrections = await correctionsInForce();
      for (const group of inGroups(await clustersOf(pending))) {
        const derived = await Promise.all(group.map((cluster) => deriveCluster(cluster, corrections)));
        await replaceSeries(derived);
        count = {
          pending: await pendingCount(),
          mails: count.mails + group.reduce((sum, cluster) => sum + cluster.rawIds.length, 0),
          series:
            count.series + derived.reduce((sum, one) => sum + one.analysis.recognition.series.length, 0),
        };
        onProgress(count);
      }
    }
    return count;
  });
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

async function deriveCluster(
  cluster: Cluster,
  corrections: Awaited<ReturnType<typeof correctionsInForce>>,
): Promise<DerivedCluster> {
  const mails: Mail[] = [];
  const samples = new Set<MessageId>();
  for (const { raw, source } of await rawMails(cluster.rawIds)) {
    const mail = await parseMail(raw);
    mails.push(mail);
    if (source.startsWith(sampleSource)) samples.add(mail.id);
  }
  return {
    rawIds: cluster.rawIds,
    messageIds: [...new Set(mails.map((mail) => mail.id))],
    analysis: analyse(mails, { corrections }),
    analysisVersion: ANALYSIS_VERSION,
    samples,
  };
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

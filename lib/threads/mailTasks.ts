import { setImmediate as nextTurn } from 'node:timers/promises';
import { analyse, ANALYSIS_VERSION, type Correction } from '../analysis/index';
import { maintainersOf, type Maintainers, type MaintainersFile } from '../maintainers/index';
import { contentHash, parseMail, type Mail, type MessageId } from '../mail/index';
import { bearingOn, patchKeys, type CommitsByKey } from '../progress/index';
import { ClusterRows, mailTables, type SeriesTables, type Table } from '../rows/index';
import { batchOf, bytesOf, type Batch, type Piece } from './batch';
import { KeptMails, mailOrWhy, type SizedMail } from './kept';
import { pack, readPacked, unpack } from './packing';

/** What was read of raw mails that are to be stored, one answer for each; those that are mails are `packed`, in order. */
export interface ReadMails {
  readonly mails: readonly (MailRead | { readonly why: string })[];
  readonly packed: Batch;
}

export interface MailRead {
  readonly id: MessageId;
  readonly hash: string;
  readonly lists: readonly string[];
}

/** Mails to derive series of, that share keys with one another. */
export interface ClusterToRead {
  readonly mails: readonly ClusterMail[];
}

export interface ClusterMail {
  readonly rawId: string;
  /** Where it stands among the packed ones; undefined when it is kept here. */
  readonly piece: Piece | undefined;
  /** Of the bundled sample. */
  readonly isSample: boolean;
}

/** What series are derived with, besides their mails. */
export interface DerivedWith {
  readonly corrections: readonly Correction[];
  /** Requests to pull that tell of these series, packed. */
  readonly pulls: Batch;
  readonly commits: CommitsByKey;
  readonly maintainers: MaintainersFile | undefined;
  readonly at: Date;
}

/** What was made of clusters, and which could not be derived: by their place among those that were read. */
export interface DerivedTables {
  readonly tables: SeriesTables;
  /** Of the mails of all clusters that were derived. */
  readonly messageIds: readonly MessageId[];
  readonly failed: readonly { readonly cluster: number; readonly why: string }[];
}

/**
 * Bytes of raw mail whose parsed mails are kept from being stored to being derived from, for each thread: some four thousand
 * mails. A parsed mail with its patch takes twice its bytes; what has no room is read again from the database.
 */
const mostKept = 40 * 1024 * 1024;

interface ReadCluster {
  readonly mails: readonly Mail[];
  readonly samples: ReadonlySet<MessageId>;
}

/** The tasks of one thread that puts mail into the database and derives series of it; the database itself is asked elsewhere. */
export class MailTasks {
  /** Mails that were read and are being stored, by their batch. */
  private readonly batches = new Map<number, readonly SizedMail[]>();
  private readonly kept = new KeptMails(mostKept);
  private clusters: readonly (ReadCluster | Error)[] = [];
  private listed: { readonly file: MaintainersFile; readonly maintainers: Maintainers } | undefined;

  /** Reads raw mails, and holds them until `keep` says which were stored. */
  async readMails(batch: Batch): Promise<ReadMails> {
    const mails: ReadMails['mails'][number][] = [];
    const held: SizedMail[] = [];
    const packed: Uint8Array[] = [];
    for (const piece of batch.mails) {
      const raw = bytesOf(batch, piece);
      const mail = await mailOrWhy(raw);
      if (typeof mail === 'string') {
        mails.push({ why: mail });
        continue;
      }
      mails.push({ id: mail.id, hash: contentHash(mail), lists: mail.lists });
      held.push({ mail, size: raw.length });
      packed.push(pack(raw));
    }
    this.batches.set(batch.number, held);
    return { mails, packed: batchOf(batch.number, packed) };
  }

  /** Reads stored mails, like `readMails`. */
  async readStored(batch: Batch): Promise<readonly MessageId[]> {
    const held: SizedMail[] = [];
    for (const piece of batch.mails) {
      const raw = unpack(bytesOf(batch, piece));
      held.push({ mail: await parseMail(raw), size: raw.length });
    }
    this.batches.set(batch.number, held);
    return held.map(({ mail }) => mail.id);
  }

  /**
   * What is derived of mails alone.
   *
   * @param ids For each mail of the batch; undefined for one that is not to be stored.
   */
  tablesOf({
    batch,
    ids,
    now,
  }: {
    batch: number;
    ids: readonly (string | undefined)[];
    now: Date;
  }): readonly Table[] {
    const numbered = this.held(batch).flatMap(({ mail }, index) => {
      const rawId = ids[index];
      return rawId === undefined ? [] : [{ rawId, mail }];
    });
    return mailTables(numbered, now);
  }

  /**
   * Lets go of a batch, and keeps its stored mails as far as there is room.
   *
   * @returns The ids of those that are kept.
   */
  keep({ batch, ids }: { batch: number; ids: readonly (string | undefined)[] }): readonly string[] {
    const kept: string[] = [];
    for (const [index, one] of this.held(batch).entries()) {
      const rawId = ids[index];
      if (rawId !== undefined && this.kept.put(rawId, one)) kept.push(rawId);
    }
    this.batches.delete(batch);
    return kept;
  }

  private held(batch: number) {
    const held = this.batches.get(batch);
    if (!held) throw new Error(`The batch ${batch} is not held.`);
    return held;
  }

  /**
   * Reads the mails of clusters that `derive` is then asked for.
   *
   * @returns Keys of the commits that they may have become.
   */
  async readClusters({
    packed,
    clusters,
  }: {
    packed: Batch;
    clusters: readonly ClusterToRead[];
  }): Promise<readonly string[]> {
    this.clusters = await inTurn(clusters, ({ mails }) => this.readCluster(packed, mails));
    const keys = this.clusters.flatMap((cluster) =>
      cluster instanceof Error ? [] : cluster.mails.flatMap(patchKeys),
    );
    return [...new Set(keys)];
  }

  /** The mails of a cluster, or the error of ours that hindered it. */
  private async readCluster(packed: Batch, cluster: readonly ClusterMail[]): Promise<ReadCluster | Error> {
    const samples = new Set<MessageId>();
    try {
      const mails = await inTurn(cluster, async ({ rawId, piece, isSample }) => {
        const mail = piece ? await readPacked(bytesOf(packed, piece)) : this.taken(rawId);
        if (isSample) samples.add(mail.id);
        return mail;
      });
      return { mails, samples };
    } catch (error) {
      if (error instanceof Error) return error;
      throw error;
    }
  }

  private taken(rawId: string): Mail {
    const known = this.kept.take(rawId);
    if (!known) throw new Error(`The mail ${rawId} is not kept.`);
    return known;
  }

  /** Derives the series of the clusters that were read; one that throws leaves the others be. */
  async derive({ corrections, pulls, commits, maintainers, at }: DerivedWith): Promise<DerivedTables> {
    const listed = maintainers && this.maintainersOf(maintainers);
    const pullMails = await inTurn(pulls.mails, (piece) => readPacked(bytesOf(pulls, piece)));
    const rows = new ClusterRows();
    const messageIds = new Set<MessageId>();
    const failed: { readonly cluster: number; readonly why: string }[] = [];
    for (const [place, cluster] of this.clusters.entries()) {
      try {
        if (cluster instanceof Error) throw cluster;
        const { mails, samples } = cluster;
        const analysis = analyse(mails, {
          corrections,
          pullMails,
          commits: bearingOn(commits, mails.flatMap(patchKeys)),
          ...(listed && { maintainers: listed }),
        });
        rows.add({ analysis, analysisVersion: ANALYSIS_VERSION, samples, maintainers: listed, at });
        for (const { id } of mails) messageIds.add(id);
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        failed.push({ cluster: place, why: error.stack ?? error.message });
      }
      // In the thread that talks to the database: lets it be told the next.
      await nextTurn();
    }
    this.clusters = [];
    return { tables: rows.tables(), messageIds: [...messageIds], failed };
  }

  private maintainersOf(file: MaintainersFile): Maintainers {
    if (this.listed?.file !== file) this.listed = { file, maintainers: maintainersOf(file) };
    return this.listed.maintainers;
  }
}

async function inTurn<T, R>(all: readonly T[], one: (value: T) => Promise<R>): Promise<readonly R[]> {
  const made: R[] = [];
  for (const value of all) made.push(await one(value));
  return made;
}

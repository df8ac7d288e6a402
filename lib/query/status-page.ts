import { ANALYSIS_VERSION } from '../analysis/index';
import {
  correctionsMade,
  database,
  derivationProblems,
  heldTrees,
  labelsBySeries,
  githubContact,
  githubLimits,
  maintainersRead,
  pendingCount,
  pool,
  type Contact,
  type DerivationProblem,
  type HeldTree,
  type StoredLimit,
} from '../store/index';
import { isLeft } from './trees-left';
import { findFollowList, type FollowView } from './follow-page';

export interface StatusPage {
  readonly follows: readonly FollowView[];
  readonly jobs: readonly {
    readonly task: string;
    readonly state: 'running' | 'waiting' | 'failed';
    readonly attempts: number;
    readonly most: number;
    readonly runAt: Date;
    readonly error: string | undefined;
  }[];
  readonly refused: readonly {
    readonly source: string;
    readonly place: string;
    readonly reason: string;
    readonly at: Date;
  }[];
  readonly refusedCount: number;
  /** Series that could not be derived, by an error of ours. */
  readonly setAside: readonly DerivationProblem[];
  readonly counts: {
    readonly mails: number;
    readonly pending: number;
    readonly series: number;
    readonly remarks: number;
    /** Those in force that change what is derived; labels and what readers mark are none. */
    readonly corrections: number;
    /** Labels that series bear, each on each. */
    readonly labels: number;
  };
  readonly database: { readonly version: string; readonly bytes: number };
  /** The MAINTAINERS file series are derived by; undefined when none is set. */
  readonly maintainers: Awaited<ReturnType<typeof maintainersRead>>;
  /** In which patches are looked for. */
  readonly trees: readonly (HeldTree & { readonly isLeft: boolean })[];
  /** How GitHub could be asked, and what may still be asked; undefined: it was never asked, or is not to be. */
  readonly github: { readonly contact: Contact; readonly limits: readonly StoredLimit[] } | undefined;
  readonly analysis: {
    readonly version: number;
    /** Series derived by another number: a rebuild is due. */ readonly outdated: number;
  };
}

/** Of refused mails the newest are shown; the count says how many there are. */
const refusedShown = 50;

/**
 * What runs, what waits, what failed and why.
 *
 * @param github The host of the GitHub that is asked; undefined when none is.
 */
export async function findStatusPage(github?: string, now = new Date()): Promise<StatusPage> {
  const [
    follows,
    jobs,
    refused,
    refusedCount,
    mails,
    pending,
    series,
    remarks,
    corrections,
    labels,
    server,
    outdated,
    setAside,
    maintainers,
    trees,
    contact,
    limits,
  ] = await Promise.all([
    findFollowList(),
    findJobs(),
    database().refusedMail.findMany({ orderBy: { id: 'desc' }, take: refusedShown }),
    database().refusedMail.count(),
    database().rawMail.count(),
    pendingCount(),
    database().series.count(),
    database().remark.count(),
    correctionsMade(),
    labelsBySeries(),
    pool().query<{ version: string; bytes: string }>(
      `SELECT current_setting('server_version') AS version, pg_database_size(current_database()) AS bytes`,
    ),
    database().series.count({ where: { analysisVersion: { not: ANALYSIS_VERSION } } }),
    derivationProblems(),
    maintainersRead(),
    heldTrees(),
    github === undefined ? undefined : githubContact(github),
    githubLimits(),
  ]);
  return {
    follows,
    jobs,
    refused: refused.map((one) => ({
      source: one.source,
      place: one.place,
      reason: one.reason,
      at: one.refusedAt,
    })),
    refusedCount,
    setAside,
    counts: {
      mails,
      pending,
      series,
      remarks,
      corrections: corrections.length,
      labels: [...labels.values()].reduce((sum, { length }) => sum + length, 0),
    },
    database: { version: server.rows[0]?.version ?? '', bytes: Number(server.rows[0]?.bytes ?? 0) },
    maintainers,
    trees: trees.map((tree) => ({ ...tree, isLeft: tree.readAt !== undefined && isLeft(tree.readAt, now) })),
    github: contact && { contact, limits },
    analysis: { version: ANALYSIS_VERSION, outdated },
  };
}

/** Jobs of the queue. Its tables are its library's own; the view `jobs` is what it promises to keep. */
async function findJobs(): Promise<StatusPage['jobs']> {
  const { rows: known } = await pool().query<{ jobs: string | null }>(
    `SELECT to_regclass('graphile_worker.jobs')::text AS jobs`,
  );
  if (!known[0]?.jobs) return [];
  const { rows } = await pool().query<{
    task: string;
    locked_at: Date | null;
    attempts: number;
    max_attempts: number;
    run_at: Date;
    last_error: string | null;
  }>(
    'SELECT task_identifier AS task, locked_at, attempts, max_attempts, run_at, last_error FROM graphile_worker.jobs ORDER BY run_at LIMIT 100',
  );
  return rows.map((row) => ({
    task: row.task,
    state: row.locked_at ? 'running' : row.attempts >= row.max_attempts ? 'failed' : 'waiting',
    attempts: row.attempts,
    most: row.max_attempts,
    runAt: row.run_at,
    error: row.last_error ?? undefined,
  }));
}

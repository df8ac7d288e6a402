/** A process, told from a later one with the same id by when it started. */
export interface ProcessMark {
  readonly pid: number;
  /** What the system says of its start, compared and never read; undefined: it was not known. */
  readonly started: string | undefined;
}

/** What a lock file holds. `details` of the holder stand beside it. */
export interface PidLockHolder extends ProcessMark {
  readonly token: string;
  /** A process the holder started that must have ended too before the lock is free. */
  readonly child?: ProcessMark;
  readonly [detail: string]: unknown;
}

export interface HeldPidLock {
  readonly isHeld: true;
  /** Changes the details that others read. */
  update(details: Readonly<Record<string, unknown>>): void;
  /** Gives the lock back; does nothing when it is no longer ours. */
  release(): void;
}

export interface OthersPidLock {
  readonly isHeld: false;
  readonly holder: PidLockHolder;
}

/** When process `pid` started; undefined when none runs (a zombie does not). */
export function startOfProcess(pid: number): string | undefined;

export function isRunning(one: ProcessMark): boolean;

/** Takes the lock at `path`, or says who holds it. A holder that no longer runs is cleared away. Throws what the file system throws. */
export function takePidLock(
  path: string,
  details?: Readonly<Record<string, unknown>>,
): HeldPidLock | OthersPidLock;

/** Waits for the lock, asking ten times a second. `onWait` is told once whom it waits for; `giveUpAfter` is in milliseconds, then it throws. */
export function waitForPidLock(
  path: string,
  options?: {
    readonly details?: Readonly<Record<string, unknown>>;
    readonly onWait?: (holder: PidLockHolder) => void;
    readonly giveUpAfter?: number;
  },
): Promise<HeldPidLock>;

/** Who holds the lock, alive or not; undefined when nobody does. */
export function readPidLock(path: string): PidLockHolder | undefined;

/**
 * A lock file that says who holds it. Plain JavaScript without packages, because `bin/setup.mjs` takes one before
 * packages are installed; types are in pidLock.d.mts.
 *
 * A holder that was killed leaves its file behind. It is told from a living one by process id and start time
 * together, because ids are used again.
 */
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export function startOfProcess(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  return process.platform === 'linux' ? startFromProc(pid) : startFromPs(pid);
}

export function isRunning(one) {
  return one.started !== undefined && startOfProcess(one.pid) === one.started;
}

export function takePidLock(path, details = {}) {
  mkdirSync(dirname(path), { recursive: true });
  const self = { pid: process.pid, started: startOfProcess(process.pid) };
  let mine = { ...details, ...self, token: randomUUID() };
  for (;;) {
    if (linkNew(path, mine)) break;
    const holder = readPidLock(path);
    if (holder === undefined) continue;
    if (isRunning(holder) || (holder.child !== undefined && isRunning(holder.child)))
      return { isHeld: false, holder };
    setAside(path, holder);
  }
  return {
    isHeld: true,
    update(more) {
      mine = { ...mine, ...more };
      const next = `${path}.${mine.token}`;
      writeFileSync(next, JSON.stringify(mine), { mode: 0o644 });
      renameSync(next, path);
    },
    release() {
      if (readPidLock(path)?.token === mine.token) rmSync(path, { force: true });
    },
  };
}

export async function waitForPidLock(path, { details, onWait, giveUpAfter = Infinity } = {}) {
  const began = Date.now();
  for (let isFirst = true; ; isFirst = false) {
    const lock = takePidLock(path, details);
    if (lock.isHeld) return lock;
    if (isFirst) onWait?.(lock.holder);
    if (Date.now() - began > giveUpAfter)
      throw new Error(`process ${lock.holder.pid} has held ${path} for ${Math.round(giveUpAfter / 1000)} s`);
    await sleep(100);
  }
}

export function readPidLock(path) {
  let text;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const holder = JSON.parse(text);
    if (Number.isInteger(holder?.pid)) return holder;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  return { pid: 0, started: undefined, token: '' };
}

/** The file appears whole or not at all, and never in place of another. */
function linkNew(path, mine) {
  const own = `${path}.${mine.token}`;
  writeFileSync(own, JSON.stringify(mine), { mode: 0o644 });
  try {
    linkSync(own, path);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(own, { force: true });
  }
}

/** Takes a dead holder's file away. If another process did so first, what was moved is that one's, and goes back. */
function setAside(path, dead) {
  const aside = `${path}.${randomUUID()}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (error.code === 'ENOENT') return;
    throw error;
  }
  try {
    if (readPidLock(aside)?.token !== dead.token) linkSync(aside, path);
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

/** proc_pid_stat(5): field 3 is the state, field 22 the start in clock ticks since boot. A zombie does not run. */
function startFromProc(pid) {
  let stat;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'ESRCH') return undefined;
    throw error;
  }
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' || fields[0] === 'X' ? undefined : `${bootId()}:${fields[19]}`;
}

let boot;
function bootId() {
  boot ??= readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim();
  return boot;
}

function startFromPs(pid) {
  try {
    const env = { ...process.env, LC_ALL: 'C' };
    const said = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], {
      encoding: 'utf8',
      env,
    }).trim();
    const [, state, started] = /^(\S+)\s+(.+)$/.exec(said) ?? [];
    return state?.startsWith('Z') ? undefined : started;
  } catch (error) {
    if (error.status === 1) return undefined;
    throw error;
  }
}

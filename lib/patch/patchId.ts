import { createHash } from 'node:crypto';

/**
 * The id `git patch-id --stable` prints first for these lines (git 2.39 and later, builtin/patch-id.c), or undefined
 * where it prints none. White space and line numbers do not count; files may stand in any order. `start` and `end` are
 * indexes of `lines`; a diff without a "diff " line has no id, as with git.
 */
export function patchIdOf(lines: readonly string[], start: number, end: number): string | undefined {
  const sum = new Uint8Array(20);
  let hash = createHash('sha1');
  let isEmpty = true;
  let isBinary = false;
  let before = -1;
  let after = -1;
  let oldBlob = '';
  let newBlob = '';
  const flush = (): void => {
    addInto(sum, hash.digest());
    hash = createHash('sha1');
  };
  // One update for many lines: a call for each costs more than the hashing.
  let pending: string[] = [];
  const hashPending = (): void => {
    if (pending.length > 0) hash.update(pending.join('').replace(space, ''), 'utf8');
    pending = [];
  };
  const add = (text: string): void => {
    const zero = text.indexOf('\0');
    const line = zero < 0 ? text : text.slice(0, zero);
    if (isEmpty && line.replace(space, '') !== '') isEmpty = false;
    pending.push(line);
  };
  for (let at = start; at < end; at++) {
    // The last element of a text that ends in a line feed is no line.
    const line = lines[at] ?? '';
    if (at === end - 1 && line === '') break;
    if (line.startsWith('\\ ') && line.length > 11) continue;
    if (nextPatch.test(line)) break;
    if (isEmpty && !line.startsWith('diff ')) continue;
    if (before === -1) {
      if (line.startsWith('GIT binary patch') || line.startsWith('Binary files')) {
        isBinary = true;
        before = 0;
        add(oldBlob + newBlob);
        hashPending();
        flush();
        continue;
      }
      if (line.startsWith('index ')) {
        const blobs = indexLine.exec(line);
        if (blobs) [, oldBlob = '', newBlob = ''] = blobs;
        continue;
      }
      if (line.startsWith('--- ')) before = after = 1;
      else if (!/^[A-Za-z]/.test(line)) break;
    }
    if (isBinary) {
      if (line.startsWith('diff ')) {
        isBinary = false;
        before = -1;
      }
      continue;
    }
    if (before === 0 && after === 0) {
      if (line.startsWith('@@ -')) {
        const counts = hunkCounts.exec(line);
        if (counts) {
          before = counts[1] === undefined ? 1 : Number(counts[1]);
          after = counts[2] === undefined ? 1 : Number(counts[2]);
        }
        continue;
      }
      if (!line.startsWith('diff ')) break;
      hashPending();
      flush();
      before = after = -1;
    }
    const sign = line.charCodeAt(0);
    if (sign === 0x2d || sign === 0x20) before--;
    if (sign === 0x2b || sign === 0x20) after--;
    add(line);
  }
  hashPending();
  if (isEmpty) return undefined;
  flush();
  return Buffer.from(sum).toString('hex');
}

/** "From <commit>" of the next patch, or a commit of `git log`; git also takes a bare commit at a line's start. */
const nextPatch = /^(?:commit |From )?[0-9a-f]{40}/i;
const indexLine = /^index ([^.]*)\.\.(\S*)/;
/** git drops space, tab, LF and CR, and its lines end at a NUL. */
const space = /[ \t\r]+/g;
const hunkCounts = /^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))?/;

/** Adds 20 bytes with carry, lowest byte first, as git's flush_one_hunk. */
function addInto(sum: Uint8Array, hash: Uint8Array): void {
  let carry = 0;
  for (let index = 0; index < sum.length; index++) {
    carry += (sum[index] ?? 0) + (hash[index] ?? 0);
    sum[index] = carry & 0xff;
    carry >>= 8;
  }
}

import { isHunkHeader, readHunk, withoutCarriageReturn } from './hunk';
import type { FileDiff, Hunk } from './patch';
import { headerPath, pathsOfGitLine, sidesOf } from './paths';

/** The extended header lines of git's diff format (git-diff, "Generating patch text with -p"). */
const gitHeaderLine =
  /^(?:old mode|new mode|deleted file mode|new file mode|copy from|copy to|rename from|rename to|rename old|rename new|similarity index|dissimilarity index|index) /;

/** How many lines may stand between "Index: x" or "diff -u ..." and "--- x" (RCS lines of cvs, a wrapped name). */
const furthestOldName = 7;

/**
 * Reads the diff of one file that starts at `lines[at]`, and the index of the first line behind it; undefined when no
 * diff starts there. Diffs are known by whole headers, so prose that begins with "diff " is none.
 */
export function readFileDiff(
  lines: readonly string[],
  at: number,
): { file: FileDiff; end: number } | undefined {
  const line = lines[at] ?? '';
  switch (line.charCodeAt(0)) {
    case 0x64: // d
      if (line.startsWith('diff --git ')) return readGitFile(lines, at);
      if (line.startsWith('diff --cc ') || line.startsWith('diff --combined '))
        return readCombined(lines, at);
      if (line.startsWith('diff -')) return readPlainFile(lines, at);
      return undefined;
    case 0x49: // I
      return line.startsWith('Index: ') ? readPlainFile(lines, at) : undefined;
    case 0x2d: // -
      return line.startsWith('--- ') ? readPlainFile(lines, at) : undefined;
    default:
      return undefined;
  }
}

function readGitFile(lines: readonly string[], start: number): { file: FileDiff; end: number } | undefined {
  let at = start + 1;
  let names = withoutCarriageReturn((lines[start] ?? '').slice('diff --git '.length));
  if (!isGitHeaderRest(lines, at)) {
    // A long "diff --git" line that was wrapped before its second name.
    if (!isGitHeaderRest(lines, at + 1)) return undefined;
    names += ` ${withoutCarriageReturn(lines[at] ?? '').trim()}`;
    at++;
  }
  const header = new Map<string, string>();
  while (gitHeaderLine.test(lines[at] ?? '')) {
    const line = withoutCarriageReturn(lines[at] ?? '');
    const key = gitHeaderLine.exec(line)?.[0].trimEnd() ?? '';
    header.set(key, line.slice(key.length + 1));
    at++;
  }
  const named = pathsOfGitLine(names);
  let oldPath =
    headerPath(header.get('rename from') ?? header.get('rename old') ?? header.get('copy from')) ??
    named?.old;
  let newPath =
    headerPath(header.get('rename to') ?? header.get('rename new') ?? header.get('copy to')) ?? named?.new;
  let isBinary = false;
  let hunks: readonly Hunk[] = [];
  if (isOldName(lines, at)) {
    const sides = sidesOf(lines[at] ?? '', lines[at + 1] ?? '');
    if (!sides.isOldNull && !sides.isNewNull) {
      // Surer than the "diff" line, where two names with spaces run together.
      oldPath = sides.old ?? oldPath;
      newPath = sides.new ?? newPath;
    } else {
      oldPath = sides.isOldNull ? undefined : (oldPath ?? sides.old);
      newPath = sides.isNewNull ? undefined : (newPath ?? sides.new);
    }
    ({ hunks, end: at } = readHunks(lines, at + 2));
  } else if ((lines[at] ?? '').startsWith('Binary files ')) {
    isBinary = true;
    at++;
  } else if ((lines[at] ?? '').startsWith('GIT binary patch')) {
    isBinary = true;
    at = endOfBinary(lines, at + 1);
  }
  const isAdded = header.has('new file mode') || (oldPath === undefined && newPath !== undefined);
  const isDeleted = header.has('deleted file mode') || (newPath === undefined && oldPath !== undefined);
  const hasRename = header.has('rename from') || header.has('rename old');
  let change: FileDiff['change'] = 'modified';
  if (isBinary) change = 'binary';
  else if (isAdded) change = 'added';
  else if (isDeleted) change = 'deleted';
  else if (hasRename) change = 'renamed';
  else if (header.has('copy from')) change = 'copied';
  else if (hunks.length === 0 && header.has('new mode')) change = 'mode';
  return {
    file: {
      start: start + 1,
      end: at + 1,
      oldPath: isAdded ? undefined : oldPath,
      newPath: isDeleted ? undefined : newPath,
      change,
      hunks,
    },
    end: at,
  };
}

function isGitHeaderRest(lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? '';
  return (
    gitHeaderLine.test(line) ||
    isOldName(lines, at) ||
    line.startsWith('Binary files ') ||
    line.startsWith('GIT binary patch')
  );
}

/** "--- x" with "+++ y" below it. */
function isOldName(lines: readonly string[], at: number): boolean {
  return (lines[at] ?? '').startsWith('--- ') && (lines[at + 1] ?? '').startsWith('+++ ');
}

/** "diff -u x y", "Index: x" or "--- x" alone: diff, quilt, svn, cvs, hg. A hunk must follow the names. */
function readPlainFile(lines: readonly string[], start: number): { file: FileDiff; end: number } | undefined {
  const first = lines[start] ?? '';
  let at = start;
  if (!first.startsWith('--- ')) {
    for (at = start + 1; at <= start + furthestOldName && !isOldName(lines, at); at++) {
      const line = lines[at] ?? '';
      if (line.startsWith('Binary files ') && first.startsWith('diff -'))
        return readPlainBinary(lines, start, at);
      if (line === '' || line === '\r') return undefined;
    }
  }
  if (!isOldName(lines, at) || !isHunkHeader(lines[at + 2] ?? '')) return undefined;
  const sides = sidesOf(lines[at] ?? '', lines[at + 1] ?? '');
  const { hunks, end } = readHunks(lines, at + 2);
  const only = hunks.length === 1 ? hunks[0] : undefined;
  const isAdded = sides.isOldNull || (only?.oldStart === 0 && only.oldCount === 0);
  const isDeleted = !isAdded && (sides.isNewNull || (only?.newStart === 0 && only.newCount === 0));
  return {
    file: {
      start: start + 1,
      end: end + 1,
      oldPath: isAdded ? undefined : sides.old,
      newPath: isDeleted ? undefined : sides.new,
      change: isAdded ? 'added' : isDeleted ? 'deleted' : 'modified',
      hunks,
    },
    end,
  };
}

/** "diff -u a/x b/x" followed by "Binary files a/x and b/x differ". */
function readPlainBinary(
  lines: readonly string[],
  start: number,
  at: number,
): { file: FileDiff; end: number } {
  const names = /^Binary files (\S+) and (\S+) differ/.exec(lines[at] ?? '');
  const sides = sidesOf(`--- ${names?.[1] ?? ''}`, `+++ ${names?.[2] ?? ''}`);
  return {
    file: {
      start: start + 1,
      end: at + 2,
      oldPath: sides.old,
      newPath: sides.new,
      change: 'binary',
      hunks: [],
    },
    end: at + 1,
  };
}

/**
 * A diff of a merge against several parents ("diff --cc"): its hunks have two or more sign columns and are not read;
 * its lines stay in the diff section.
 */
function readCombined(lines: readonly string[], start: number): { file: FileDiff; end: number } {
  const path = headerPath(withoutCarriageReturn(lines[start] ?? '').replace(/^diff --(?:cc|combined) /, ''));
  let at = start + 1;
  while (gitHeaderLine.test(lines[at] ?? '') || /^(?:--- |\+\+\+ |mode )/.test(lines[at] ?? '')) at++;
  if ((lines[at] ?? '').startsWith('@@@')) {
    while (at < lines.length && /^(?:[ +\\]|@@@|-(?!-\s*$))/.test(lines[at] ?? '')) at++;
  }
  return {
    file: { start: start + 1, end: at + 1, oldPath: path, newPath: path, change: 'modified', hunks: [] },
    end: at,
  };
}

/** Hunks one behind the other; up to two empty lines that a mail program put between them are read past. */
function readHunks(lines: readonly string[], start: number): { hunks: readonly Hunk[]; end: number } {
  const hunks: Hunk[] = [];
  let end = start;
  for (let at = start; at < lines.length;) {
    const read = readHunk(lines, at);
    if (read) {
      hunks.push(read.hunk);
      at = end = read.end;
    } else if ((lines[at] ?? '').trim() === '' && at - end < 2) at++;
    else break;
  }
  return { hunks, end };
}

/** The first line behind the "literal"/"delta" blocks, each of which an empty line ends (git-diff, binary). */
function endOfBinary(lines: readonly string[], start: number): number {
  let at = start;
  while (/^(?:literal|delta) \d{1,12}\s*$/.test(lines[at] ?? '')) {
    at++;
    while (at < lines.length && /^[A-Za-z]\S{5,65}\s*$/.test(lines[at] ?? '')) at++;
    if ((lines[at] ?? '').trim() === '' && /^(?:literal|delta) /.test(lines[at + 1] ?? '')) at++;
  }
  return at;
}

import { withoutCarriageReturn } from './hunk';

/** What "---" and "+++" lines name; a side is undefined for /dev/null and for a name that cannot be read. */
export interface Sides {
  readonly old: string | undefined;
  readonly new: string | undefined;
  readonly isOldNull: boolean;
  readonly isNewNull: boolean;
}

/** First folders git itself puts in front: a/ b/, and with diff.mnemonicPrefix i/ w/ c/ o/ (git-config). */
const gitPrefix = /^[abciow]\//;

/** The first folder when the other side is /dev/null: git's, or the tree's of a diff made between two unpacked trees. */
const loneFolder = /^(?:[ab]|linux-[^/]*)\//;

/** What diff, svn and cvs write behind a name: a tab, a date, "(revision 12)", "(working copy)". */
const behindName =
  /\t.*$| {1,8}(?:\d{4}-\d\d-\d\d[ T].*|\((?:revision|working copy|nonexistent)[^)]*\)|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z][a-z] .*)$/;

/**
 * Reads the names of a "--- x" and a "+++ y" line, dates and first folders off: git's own prefixes, or one that differs
 * while the rest is equal ("linux.orig/x", "linux/x"), as between two unpacked trees.
 */
export function sidesOf(oldLine: string, newLine: string): Sides {
  const oldName = nameOf(oldLine);
  const newName = nameOf(newLine);
  const isOldNull = oldName === '/dev/null';
  const isNewNull = newName === '/dev/null';
  const names =
    isOldNull || isNewNull
      ? { old: oldName.replace(loneFolder, ''), new: newName.replace(loneFolder, '') }
      : withoutPrefixes(oldName, newName);
  return {
    old: isOldNull || names.old === '' ? undefined : names.old,
    new: isNewNull || names.new === '' ? undefined : names.new,
    isOldNull,
    isNewNull,
  };
}

/** What stands behind the name of a copy that was kept to make the diff from: "x.c.orig", "x.c~", "x.c~mend-y". */
const keptCopy = /^(?:\.orig|\.old|~.*)$/;

/** Takes the first folders off a pair of names. A folder that is really called "c" or "b" keeps its name. */
function withoutPrefixes(old: string, neu: string): { readonly old: string; readonly new: string } {
  const first = old.startsWith(neu) && keptCopy.test(old.slice(neu.length)) ? neu : old;
  if (first === neu) return { old: neu, new: neu };
  if (gitPrefix.test(first) && gitPrefix.test(neu) && first[0] !== neu[0]) {
    const name = neu.slice(2);
    const isCopy = first.startsWith(name, 2) && keptCopy.test(first.slice(neu.length));
    return { old: isCopy ? name : first.slice(2), new: name };
  }
  const oldFolder = first.indexOf('/');
  const newFolder = neu.indexOf('/');
  if (oldFolder > 0 && newFolder > 0 && first.slice(oldFolder) === neu.slice(newFolder)) {
    return { old: first.slice(oldFolder + 1), new: neu.slice(newFolder + 1) };
  }
  return { old: first, new: neu };
}

/** The two names of a "diff --git a/x b/x" line (without "diff --git "), prefixes off. */
export function pathsOfGitLine(names: string): { readonly old: string; readonly new: string } | undefined {
  if (names.startsWith('"') || names.endsWith('"')) {
    const quoted = /^("(?:[^"\\]|\\.)*"|\S+) ("(?:[^"\\]|\\.)*"|\S+)$/.exec(names);
    const old = headerPath(quoted?.[1]);
    const neu = headerPath(quoted?.[2]);
    return old === undefined || neu === undefined ? undefined : withoutPrefixes(old, neu);
  }
  // Names may hold spaces, but without a rename both sides are the same name: cut in the middle.
  const middle = (names.length - 1) / 2;
  if (Number.isInteger(middle) && names[middle] === ' ') {
    const pair = withoutPrefixes(names.slice(0, middle), names.slice(middle + 1));
    if (pair.old === pair.new) return pair;
  }
  const cut = names.includes(' b/') ? names.indexOf(' b/') : names.indexOf(' ');
  return cut < 0 ? undefined : withoutPrefixes(names.slice(0, cut), names.slice(cut + 1).trim());
}

/** A name of an extended header line, unquoted; undefined for none. */
export function headerPath(name: string | undefined): string | undefined {
  if (name === undefined || name === '') return undefined;
  return name.startsWith('"') ? unquote(name) : name.trimEnd();
}

/** The name on a "--- x" or "+++ x" line, as written but unquoted and without date. */
function nameOf(line: string): string {
  const name = withoutCarriageReturn(line.slice(4)).trimStart();
  if (name.startsWith('"')) return unquote(name);
  return name.replace(behindName, '').trimEnd();
}

const escapes: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  t: '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
};

/** Undoes git's quoting of names (git-config, core.quotePath): C escapes and octal bytes of UTF-8. */
function unquote(quoted: string): string {
  const end = quoted.length > 1 && quoted.endsWith('"') ? quoted.length - 1 : quoted.length;
  const parts: Buffer[] = [];
  for (const [, octal, escaped, plain] of quoted
    .slice(1, end)
    .matchAll(/\\([0-3][0-7]{2})|\\(.?)|([^\\]+)/g)) {
    if (octal !== undefined) parts.push(Buffer.of(Number.parseInt(octal, 8)));
    else parts.push(Buffer.from(plain ?? escapes[escaped ?? ''] ?? escaped ?? ''));
  }
  return Buffer.concat(parts).toString('utf8');
}

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

/** What diff, svn and cvs write behind a name: a tab, a date, "(revision 12)", "(working copy)". */
const behindName =
  /\t.*$| {1,8}(?:\d{4}-\d\d-\d\d[ T].*|\((?:revision|working copy|nonexistent)[^)]*\)|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z][a-z] .*)$/;

/**
 * Reads the names of a "--- x" and a "+++ y" line. For git's diffs only its own prefixes are taken off. For others the
 * first folder is, when it is a/ and b/, or differs while the rest is equal ("linux.orig/x", "linux/x").
 */
export function sidesOf(oldLine: string, newLine: string, style: 'git' | 'plain'): Sides {
  const oldName = nameOf(oldLine);
  const newName = nameOf(newLine);
  const isOldNull = oldName === '/dev/null';
  const isNewNull = newName === '/dev/null';
  let old = isOldNull || oldName === '' ? undefined : oldName;
  let neu = isNewNull || newName === '' ? undefined : newName;
  if (old !== undefined && neu !== undefined && !gitPrefix.test(old) && style === 'plain') {
    const oldRest = old.slice(old.indexOf('/') + 1);
    const newRest = neu.slice(neu.indexOf('/') + 1);
    if (oldRest === newRest && old !== neu && old.includes('/') && neu.includes('/')) {
      old = oldRest;
      neu = newRest;
    } else if (old === `${neu}.orig` || old === `${neu}.old` || old === `${neu}~`) old = neu;
  }
  return { old: old?.replace(gitPrefix, ''), new: neu?.replace(gitPrefix, ''), isOldNull, isNewNull };
}

/** The two names of a "diff --git a/x b/x" line (without "diff --git "), prefixes off. */
export function pathsOfGitLine(names: string): { old: string; new: string } | undefined {
  if (names.startsWith('"') || names.endsWith('"')) {
    const quoted = /^("(?:[^"\\]|\\.)*"|\S+) ("(?:[^"\\]|\\.)*"|\S+)$/.exec(names);
    const old = headerPath(quoted?.[1]);
    const neu = headerPath(quoted?.[2]);
    if (old === undefined || neu === undefined) return undefined;
    return { old: old.replace(gitPrefix, ''), new: neu.replace(gitPrefix, '') };
  }
  // Names may hold spaces, but without rename both sides are the same name: cut in the middle.
  const middle = (names.length - 1) / 2;
  if (Number.isInteger(middle) && names[middle] === ' ') {
    const old = names.slice(0, middle).replace(gitPrefix, '');
    const neu = names.slice(middle + 1).replace(gitPrefix, '');
    if (old === neu) return { old, new: neu };
  }
  const cut = names.indexOf(' b/') >= 0 ? names.indexOf(' b/') : names.indexOf(' ');
  if (cut < 0) return undefined;
  return {
    old: names.slice(0, cut).replace(gitPrefix, ''),
    new: names
      .slice(cut + 1)
      .trim()
      .replace(gitPrefix, ''),
  };
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

const escapes: Readonly<Record<string, number>> = {
  a: 7,
  b: 8,
  t: 9,
  n: 10,
  v: 11,
  f: 12,
  r: 13,
  '"': 34,
  '\\': 92,
};

/** Undoes git's quoting of names (git-config, core.quotePath): C escapes and octal bytes of UTF-8. */
function unquote(quoted: string): string {
  const encoder = new TextEncoder();
  const bytes: number[] = [];
  for (let at = 1; at < quoted.length && quoted[at] !== '"'; at++) {
    const character = quoted[at] ?? '';
    if (character !== '\\') {
      const whole = String.fromCodePoint(quoted.codePointAt(at) ?? 0);
      bytes.push(...encoder.encode(whole));
      at += whole.length - 1;
      continue;
    }
    const octal = /^[0-3][0-7]{2}/.exec(quoted.slice(at + 1, at + 4));
    if (octal) {
      bytes.push(Number.parseInt(octal[0], 8));
      at += 3;
    } else {
      const next = quoted[at + 1] ?? '';
      bytes.push(escapes[next] ?? (next.charCodeAt(0) || 92));
      at++;
    }
  }
  return new TextDecoder().decode(Uint8Array.from(bytes));
}

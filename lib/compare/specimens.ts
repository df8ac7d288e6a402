import { readPatch } from '../patch/index';
import type { Compared } from './compared';

// Patches written for the tests of this room.

/** A hunk: where it is, its heading, and its lines with their signs. */
export interface WrittenHunk {
  readonly at?: number;
  readonly heading?: string;
  readonly lines: readonly string[];
}

export interface WrittenPatch {
  readonly title?: string;
  readonly message?: readonly string[];
  readonly trailers?: readonly string[];
  readonly notes?: readonly string[];
  /** Hunks by path. */
  readonly files?: Readonly<Record<string, readonly WrittenHunk[]>>;
}

/** A patch as `git format-patch` writes it. */
export function written({
  title = 'gate: open it',
  message = ['Why it is done.'],
  trailers = ['Signed-off-by: Ann Author <ann@example.org>'],
  notes = [],
  files = {},
}: WrittenPatch): Compared {
  const diff = Object.entries(files).flatMap(([path, hunks]) => [
    `diff --git a/${path} b/${path}`,
    'index 1111111..2222222 100644',
    `--- a/${path}`,
    `+++ b/${path}`,
    ...hunks.flatMap(({ at = 1, heading, lines }) => [
      `@@ -${at},${count(lines, '-')} +${at},${count(lines, '+')} @@${heading === undefined ? '' : ` ${heading}`}`,
      ...lines,
    ]),
  ]);
  const text = [...message, '', ...trailers, '---', ...notes, '', ...diff, '-- ', '2.43.0', ''].join('\n');
  return { title, text, patch: readPatch(text) };
}

function count(lines: readonly string[], sign: '+' | '-'): number {
  return lines.filter((line) => line.startsWith(' ') || line.startsWith(sign)).length;
}

/** The number of the first body line that is as given, counted from 1. */
export function lineOf({ text }: Compared, line: string): number {
  const at = text.split('\n').indexOf(line);
  if (at < 0) throw new Error(`no line "${line}" in the specimen`);
  return at + 1;
}

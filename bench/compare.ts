/**
 * How long comparing two versions takes: 20 patches of 1,000 lines each, in the ways versions differ. Made up here, so it
 * needs no mail. `node --import tsx bench/compare.ts` prints it alone; `npm run bench` has it in its table.
 */
import { pathToFileURL } from 'node:url';
import { interdiff, portLines, type Compared } from '../lib/compare/index';
import { readPatch } from '../lib/patch/index';

const PATCHES = 20;
const LINES = 1_000;

/** How a line of the later version differs from the earlier one. */
const ways: readonly (readonly [what: string, change: (line: string, at: number) => string])[] = [
  ['one line in fifty changed', (line, at) => (at % 50 === 0 ? line.replace('value', 'result') : line)],
  ['every other line changed', (line, at) => (at % 2 === 0 ? line.replace('value', 'result') : line)],
  ['every line changed', (line) => line.replace('value', 'result')],
  ['all lines in another order', (line, at) => line.replace(/\d+/, String((at * 7_919) % LINES))],
  ['few different lines, many times', (line, at) => line.replace(/\d+/, String((at * 7) % 5))],
];

function patchOf(number: number, change: (line: string, at: number) => string): Compared {
  const lines = Array.from({ length: LINES }, (_, at) => {
    const line = at % 9 === 8 ? '\t}' : `\tvalue_${number}_${at}(device, ${at % 13});`;
    return `${at % 3 === 0 ? ' ' : at % 3 === 1 ? '+' : '-'}${change(line, at)}`;
  });
  const count = (sign: string): number => lines.filter((line) => ' ' === line[0] || sign === line[0]).length;
  const text = [
    'Why it is done.',
    '',
    'Signed-off-by: Ann Author <ann@example.org>',
    '---',
    `diff --git a/lib/part${number}.c b/lib/part${number}.c`,
    `--- a/lib/part${number}.c`,
    `+++ b/lib/part${number}.c`,
    `@@ -1,${count('-')} +1,${count('+')} @@`,
    ...lines,
    '-- ',
    '2.43.0',
    '',
  ].join('\n');
  return { title: `part ${number}: do it`, text, patch: readPatch(text) };
}

/** What was measured, in milliseconds, the middle of nine rounds after two. */
export function measureCompare(): readonly (readonly [what: string, milliseconds: number])[] {
  return ways.flatMap(([what, change]) => {
    const pairs = Array.from(
      { length: PATCHES },
      (_, number) => [patchOf(number, (line) => line), patchOf(number, change)] as const,
    );
    const lines = Array.from({ length: 20 }, (_, at) => 10 + at * 45);
    return [
      [
        `interdiff of ${PATCHES} patches x ${LINES} lines, ${what}`,
        middleOf(() => pairs.forEach(([a, b]) => interdiff(a, b))),
      ],
      [
        `20 lines of each carried forward, ${what}`,
        middleOf(() => pairs.forEach(([a, b]) => portLines(a, b, lines))),
      ],
    ] as const;
  });
}

function middleOf(work: () => void): number {
  const times = Array.from({ length: 11 }, () => {
    const began = performance.now();
    work();
    return performance.now() - began;
  });
  return times.slice(2).sort((a, b) => a - b)[4] ?? 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const [what, milliseconds] of measureCompare())
    process.stdout.write(`${what}: ${milliseconds.toFixed(1)} ms\n`);
}

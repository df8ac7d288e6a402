import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseMail, splitMbox, type Mail } from '../mail/index';
import { recogniseSeries } from '../series/index';
import { compareVersions, type Comparison } from './index';

// A repository with two versions of a branch: `git range-diff`, which has both trees, says what became of each patch, and
// the comparison of the mails that `git format-patch` makes of them has to say the same.

type Files = Readonly<Record<string, string>>;
interface Commit {
  readonly title: string;
  readonly body?: string;
  readonly change: (files: Files) => Files;
}

const numbered = (name: string, from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, at) => `\t${name}_step_${from + at}(${from + at});`);
const source = (name: string): string =>
  [`int ${name}(void)`, '{', ...numbered(name, 0, 40), '\treturn 0;', '}', ''].join('\n');
const base: Files = {
  'gate.c': source('gate'),
  'door.c': source('door'),
  'wall.c': source('wall'),
  'roof.c': source('roof'),
};

/** Puts lines behind the line that is as given. */
const after =
  (path: string, line: string, ...added: readonly string[]) =>
  (files: Files): Files => {
    const lines = (files[path] ?? '').split('\n');
    const at = lines.indexOf(line);
    if (at < 0) throw new Error(`no line "${line}" in ${path}`);
    return { ...files, [path]: [...lines.slice(0, at + 1), ...added, ...lines.slice(at + 1)].join('\n') };
  };
const replace =
  (path: string, from: string, to: string) =>
  (files: Files): Files => ({ ...files, [path]: (files[path] ?? '').replace(from, to) });
const both =
  (...changes: readonly ((files: Files) => Files)[]) =>
  (files: Files): Files =>
    changes.reduce((made, change) => change(made), files);

const checks = [
  '\tif (!gate_is_there())',
  '\t\treturn -ENOENT;',
  '\tgate_look(left);',
  '\tgate_look(right);',
];
const knocks = ['\tdoor_knock(1);', '\tdoor_knock(2);', '\tdoor_wait(10);', '\tdoor_listen(inside);'];
const paint = ['\twall_paint(white);', '\twall_dry(24);', '\twall_paint(white);', '\twall_dry(48);'];
const tiles = ['\troof_tile(red);', '\troof_nail(twice);', '\troof_gutter(copper);'];
const look = after('gate.c', '\tgate_step_10(10);', ...checks);
const knock = after('door.c', '\tdoor_step_20(20);', ...knocks);
const dry = after('wall.c', '\twall_step_5(5);', ...paint);
const tile = after('roof.c', '\troof_step_30(30);', ...tiles);
const drop = replace('gate.c', '\tgate_step_30(30);\n', '');
const sign = (files: Files): Files => ({ ...files, 'sign.txt': 'Push\nto open\nthe gate\n' });

const first: readonly Commit[] = [
  { title: 'gate: look left and right', body: 'Who walks through should look.', change: look },
  { title: 'door: knock before entering', body: 'It is polite.', change: knock },
  { title: 'wall: paint it twice', body: 'Once is not enough.', change: dry },
  { title: 'roof: tiles and a gutter', body: 'Rain is coming.', change: tile },
  { title: 'gate: drop the thirtieth step', body: 'It is not needed.', change: drop },
];

const cases: readonly (readonly [
  name: string,
  later: readonly Commit[],
  newBase: (files: Files) => Files,
])[] = [
  ['the same again', first, (files) => files],
  [
    'on a newer base: lines around a change differ',
    first,
    replace('door.c', 'door_step_22(22)', 'door_step_22(23)'),
  ],
  [
    'on a newer base: only line numbers differ',
    first,
    replace('gate.c', '{\n', '{\n\tint first;\n\tint second;\n'),
  ],
  [
    'a message reworded',
    first.map((commit, at) => (at === 1 ? { ...commit, body: 'It is polite, and quick.' } : commit)),
    (files) => files,
  ],
  [
    'a title reworded',
    first.map((commit, at) => (at === 2 ? { ...commit, title: 'wall: give it two coats' } : commit)),
    (files) => files,
  ],
  [
    'a diff changed',
    first.map((commit, at) =>
      at === 1
        ? { ...commit, change: both(knock, replace('door.c', 'door_wait(10)', 'door_wait(30)')) }
        : commit,
    ),
    (files) => files,
  ],
  ['one dropped', first.filter((_, at) => at !== 3), (files) => files],
  [
    'a new one in between',
    [...first.slice(0, 2), { title: 'sign: say how the gate opens', change: sign }, ...first.slice(2)],
    (files) => files,
  ],
  [
    'in another order',
    [first[3], first[1], first[0], first[4], first[2]].flatMap((commit) => commit ?? []),
    (files) => files,
  ],
  [
    'many things at once',
    [
      { title: 'sign: say how the gate opens', change: sign },
      {
        title: 'roof: red tiles, and a gutter',
        body: 'Rain is coming.',
        change: both(tile, replace('roof.c', 'copper', 'zinc')),
      },
      ...first.slice(0, 1),
      ...first.slice(2, 3),
    ],
    replace('wall.c', 'wall_step_4(4)', 'wall_step_4(5)'),
  ],
];

let repository: Repository;
let earlier: { readonly range: string; readonly mails: readonly Mail[] };
beforeAll(async () => {
  repository = new Repository(mkdtempSync(join(tmpdir(), 'loreview-range-diff-')));
  earlier = { range: repository.branch('one', base, first), mails: await repository.mails('one', 1) };
}, 60_000);
afterAll(() => rmSync(repository.path, { recursive: true, force: true }));

describe('agrees with git range-diff', () => {
  test.each(cases.map(([name, later, newBase], index) => ({ name, later, newBase, index })))(
    '$name',
    { timeout: 60_000 },
    async ({ later, newBase, index }) => {
      const range = repository.branch(`two-${index}`, newBase(base), later);
      const mails = [...earlier.mails, ...(await repository.mails(`two-${index}`, 2))];
      expect(toldOf(await compare(mails))).toEqual(repository.rangeDiff(earlier.range, range));
    },
  );
});

/** Each pair as range-diff writes it: "2 ! 3"; "<" dropped, ">" new. */
function toldOf({ pairs }: Comparison): readonly string[] {
  return pairs
    .map(({ earlier, later, diff }) => {
      const mark = !later[0] ? '<' : !earlier[0] ? '>' : diff?.changes.size === 0 ? '=' : '!';
      return `${earlier[0]?.number ?? '-'} ${mark} ${later[0]?.number ?? '-'}`;
    })
    .sort();
}

async function compare(mails: readonly Mail[]): Promise<Comparison> {
  const byId = new Map(mails.map((mail) => [mail.id, mail]));
  const [series] = recogniseSeries(mails).series;
  const [earlier, later] = series?.versions ?? [];
  if (!series || !earlier || !later) throw new Error('the mails are no two versions');
  return compareVersions(series, earlier, later, (id) => byId.get(id)?.text);
}

class Repository {
  private minute = 0;

  constructor(readonly path: string) {
    this.git('init', '-q', '-b', 'start');
  }

  /** Makes a branch of its own with a base and commits on it; returns its range. */
  branch(name: string, start: Files, commits: readonly Commit[]): string {
    this.git('checkout', '-q', '--orphan', name);
    this.git('rm', '-rfq', '--ignore-unmatch', '.');
    this.commit(start, 'base');
    this.git('tag', `${name}-base`);
    let files = start;
    for (const { title, body = 'As said.', change } of commits) {
      files = change(files);
      this.commit(files, `${title}\n\n${body}\n\nSigned-off-by: Ann Author <ann@example.org>\n`);
    }
    return `${name}-base..${name}`;
  }

  async mails(name: string, version: number): Promise<readonly Mail[]> {
    const mbox = this.git(
      'format-patch',
      '--stdout',
      '--cover-letter',
      '--thread',
      `-v${version}`,
      `${name}-base..${name}`,
    ).replaceAll('*** SUBJECT HERE ***', 'house: make it nicer');
    const mails: Mail[] = [];
    for await (const { raw } of splitMbox([Buffer.from(mbox)])) mails.push(await parseMail(raw));
    return mails;
  }

  rangeDiff(earlier: string, later: string): readonly string[] {
    const pair = /^\s*(\d+|-):\s+\S+ ([=!<>])\s+(\d+|-):/;
    return this.git('range-diff', '--no-color', '-s', earlier, later)
      .split('\n')
      .flatMap((line) => {
        const [, mine, mark, theirs] = pair.exec(line) ?? [];
        return mark === undefined ? [] : [`${mine} ${mark} ${theirs}`];
      })
      .sort();
  }

  private commit(files: Files, message: string): void {
    for (const [path, text] of Object.entries(files)) {
      writeFileSync(join(this.path, path), text);
    }
    this.git('add', '-A');
    this.git('commit', '-q', '-m', message);
  }

  private git(...args: readonly string[]): string {
    const date = `2024-03-01T10:${String(this.minute++ % 60).padStart(2, '0')}:00Z`;
    return execFileSync('git', args, {
      cwd: this.path,
      encoding: 'utf8',
      env: {
        ...process.env,
        GIT_CONFIG_GLOBAL: '/dev/null',
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_AUTHOR_NAME: 'Ann Author',
        GIT_AUTHOR_EMAIL: 'ann@example.org',
        GIT_AUTHOR_DATE: date,
        GIT_COMMITTER_NAME: 'Ann Author',
        GIT_COMMITTER_EMAIL: 'ann@example.org',
        GIT_COMMITTER_DATE: date,
      },
    });
  }
}

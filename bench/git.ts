import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const commits = 100_000;
const increment = 2_000;
/** Files of the made-up history. */
const files = 800;
/** 2020-01-01, and ten minutes from one commit to the next. */
const firstDate = 1_577_836_800;
const betweenDates = 600;

/** Runs a command line of ours: seconds, and its largest memory in MB, that of git included. */
export type Timed = (
  args: readonly string[],
  env: Record<string, string>,
) => Promise<{ readonly seconds: number; readonly memory: number }>;

/** How long a history of 100,000 commits takes to be read, and then 2,000 new ones, start and end of the database included. */
export async function measureGit(
  timed: Timed,
  mails: readonly string[],
  say: (what: string, figure: string) => void,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'loreview-bench-git-'));
  // For the database's user.
  chmodSync(folder, 0o755);
  try {
    const repository = join(folder, 'tree.git');
    execFileSync('git', ['init', '-q', '--bare', repository]);
    await grow(repository, 0, commits);
    const env = {
      LOREVIEW_DATA: join(folder, 'data'),
      LOREVIEW_FOLLOW: 'none',
      LOREVIEW_GIT: `mainline=${repository}#main`,
    };
    await timed(['import', ...mails], env);
    const none = await timed(['git'], { ...env, LOREVIEW_GIT: `mainline=${repository}#first` });
    say('git: a tree in which nothing is new, the database started for it', `${none.seconds.toFixed(1)} s`);
    const first = await timed(['git'], env);
    say(
      `git: a history of ${commits} commits`,
      `${first.seconds.toFixed(1)} s, ${first.memory} MB, git included`,
    );
    await grow(repository, commits, increment);
    const next = await timed(['git'], env);
    say(`git: ${increment} new commits`, `${next.seconds.toFixed(1)} s, ${next.memory} MB, git included`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Puts commits on top of what is there. */
async function grow(repository: string, from: number, count: number): Promise<void> {
  const git = spawn('git', ['-C', repository, 'fast-import', '--quiet'], {
    stdio: ['pipe', 'inherit', 'inherit'],
  });
  const ended = once(git, 'exit');
  for (let number = from; number < from + count; number += 1) {
    const text = commitText(number, number === from && from > 0);
    if (!git.stdin.write(text)) await once(git.stdin, 'drain');
    if (number === 0) git.stdin.write('reset refs/heads/first\nfrom refs/heads/main\n\n');
  }
  git.stdin.end();
  const [code] = (await ended) as [number];
  if (code !== 0) throw new Error(`git fast-import ended with ${code}`);
}

function commitText(number: number, isOnTop: boolean): string {
  const date = firstDate + number * betweenDates;
  const content = `int value_${number};\n`.repeat(10);
  const fix = number % 6 === 0 ? `Fixes: ${hashLike(number)} ("part ${number}: some work")\n` : '';
  const message = `part ${number % 90}: do piece ${number} of the work another way

What was done before was done twice in some paths, and nobody saw it, because the second time changes nothing that
is looked at. It costs time and hides mistakes, such as the one that the next commit mends.

Do it once, where the value is known.

${fix}Signed-off-by: Author ${number % 700} Surname <author${number % 700}@example.org>
Link: https://lore.kernel.org/r/${date}.${number}-1-author${number % 700}@example.org
Signed-off-by: Max Maintainer <max@example.com>
`;
  return [
    'commit refs/heads/main',
    `author Author ${number % 700} Surname <author${number % 700}@example.org> ${date - 86_400} +0000`,
    `committer Max Maintainer <max@example.com> ${date} +0000`,
    `data ${Buffer.byteLength(message)}`,
    `${message}${isOnTop ? 'from refs/heads/main^0\n' : ''}M 100644 inline drivers/part${number % 90}/file${number % files}.c`,
    `data ${Buffer.byteLength(content)}`,
    content,
    '',
  ].join('\n');
}

function hashLike(number: number): string {
  return (number * 2_654_435_761).toString(16).padStart(12, '0').slice(0, 12);
}

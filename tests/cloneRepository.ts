import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';

/** What is committed: by whom, when (seconds since 1970), with what message; files are whole. */
export interface Committed {
  readonly message: string | Buffer;
  readonly author?: string;
  readonly committer?: string;
  readonly authored?: number;
  readonly at: number;
  readonly files?: Readonly<Record<string, string>>;
  readonly branch?: string;
  /** A branch or commit it stands on; what its branch stands at when left out. */
  readonly from?: string;
  /** Branches or commits it merges. */
  readonly merge?: readonly string[];
}

const max = 'Max Maintainer <max@example.com>';

/** A git repository of a test's own, filled by `git fast-import`: thousands of commits in a second. */
export class CloneRepository {
  constructor(readonly path: string) {
    execFileSync('git', ['init', '-q', '--bare', '-b', 'master', path]);
  }

  git(...args: readonly string[]): string {
    return execFileSync('git', ['-C', this.path, ...args], {
      encoding: 'utf8',
      env: { ...process.env, GIT_COMMITTER_NAME: 'Max', GIT_COMMITTER_EMAIL: 'max@example.com' },
    }).trim();
  }

  /** Hash of the commit a branch or tag stands at. */
  at(name: string): string {
    return this.git('rev-parse', `${name}^{commit}`);
  }

  async commit(commits: Iterable<Committed>): Promise<void> {
    const git = spawn('git', ['-C', this.path, 'fast-import', '--quiet', '--force'], {
      stdio: ['pipe', 'ignore', 'inherit'],
    });
    const ended = once(git, 'exit');
    const begun = new Set<string>();
    for (const commit of commits) {
      const branch = `refs/heads/${commit.branch ?? 'master'}`;
      const from = commit.from ?? (begun.has(branch) || !this.has(branch) ? undefined : `${branch}^0`);
      begun.add(branch);
      const message = Buffer.from(commit.message);
      const files = Object.entries(commit.files ?? {}).map(
        ([path, text]) => `M 100644 inline ${path}\ndata ${Buffer.byteLength(text)}\n${text}\n`,
      );
      const written = git.stdin.write(
        Buffer.concat([
          Buffer.from(
            `commit ${branch}\nauthor ${commit.author ?? max} ${commit.authored ?? commit.at} +0000\n` +
              `committer ${commit.committer ?? max} ${commit.at} +0000\ndata ${message.length}\n`,
          ),
          message,
          Buffer.from(
            `\n${from === undefined ? '' : `from ${from}\n`}${(commit.merge ?? []).map((one) => `merge ${one}\n`).join('')}${files.join('')}\n`,
          ),
        ]),
      );
      if (!written) await once(git.stdin, 'drain');
    }
    git.stdin.end();
    const [code] = (await ended) as [number];
    if (code !== 0) throw new Error(`git fast-import ended with ${code}`);
  }

  private has(ref: string): boolean {
    try {
      this.git('rev-parse', '-q', '--verify', ref);
      return true;
    } catch {
      return false;
    }
  }
}

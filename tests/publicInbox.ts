import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { splitMbox } from '../lib/mail/index';
import { freePort } from './freePort';

/** A real public-inbox on loopback, the software lore.kernel.org runs. */
export interface PublicInbox {
  readonly origin: string;
  stop(): Promise<void>;
}

/** False where public-inbox is not installed; tests that need it are then skipped by name. */
export const hasPublicInbox = installed();

function installed(): boolean {
  try {
    execFileSync(
      'sh',
      [
        '-c',
        'command -v public-inbox-httpd && command -v public-inbox-extindex && perl -MPlack::Builder -MPublicInbox::V2Writable -e 1',
      ],
      { stdio: 'ignore' },
    );
    return true;
  } catch {
    return false;
  }
}

/**
 * Serves mboxes as lists, indexed as lore is: every list at level basic, all of them in one searchable /all/.
 *
 * @param lists Name of a list to the mbox files it holds (mboxrd).
 */
export async function startPublicInbox(
  lists: Readonly<Record<string, readonly string[]>>,
): Promise<PublicInbox> {
  const home = await mkdtemp(join(tmpdir(), 'loreview-inbox-'));
  const origin = `http://127.0.0.1:${await freePort()}`;
  const env = {
    ...process.env,
    HOME: home,
    PI_CONFIG: join(home, 'config'),
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'safe.directory',
    GIT_CONFIG_VALUE_0: '*',
  };
  const run = (command: string, ...args: string[]) =>
    execFileSync(command, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });

  for (const [name, files] of Object.entries(lists)) {
    const folder = join(home, 'lists', name);
    await writeEpoch(join(folder, 'git', '0.git'), files, env);
    run(
      'public-inbox-init',
      '-V2',
      '-L',
      'basic',
      '-c',
      `listid=${name}.lists.example.org`,
      name,
      folder,
      `${origin}/${name}`,
      `${name}@lists.example.org`,
    );
    run('public-inbox-index', '--no-fsync', folder);
  }
  run('git', 'config', '-f', join(home, 'config'), 'extindex.all.topdir', join(home, 'all'));
  run('git', 'config', '-f', join(home, 'config'), 'extindex.all.url', `${origin}/all`);
  run('public-inbox-extindex', '--all', '-j1', '--no-fsync', join(home, 'all'));

  const server = spawn('public-inbox-httpd', ['-W', '0', '-l', origin], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  await answering(origin, server);
  return {
    origin,
    async stop() {
      server.kill('SIGTERM');
      if (server.exitCode === null && server.signalCode === null)
        await new Promise((done) => server.once('exit', done));
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** A git epoch as public-inbox keeps it (public-inbox-v2-format): one commit a mail, the mail in the file "m". */
async function writeEpoch(
  repository: string,
  mboxes: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<void> {
  await mkdir(repository, { recursive: true });
  execFileSync('git', ['init', '-q', '--bare', '--initial-branch=master', repository], { env });
  const chunks: (string | Uint8Array)[] = [];
  let seconds = 1_700_000_000;
  for (const mbox of mboxes) {
    for await (const { raw } of splitMbox(createReadStream(mbox))) {
      seconds += 1;
      chunks.push(
        `commit refs/heads/master\ncommitter list <list@example.org> ${seconds} +0000\ndata 4\nmail\nM 100644 inline m\ndata ${raw.length}\n`,
        raw,
        '\n',
      );
    }
  }
  const stream = join(repository, 'import.stream');
  await writeFile(
    stream,
    Buffer.concat(chunks.map((chunk) => (typeof chunk === 'string' ? Buffer.from(chunk) : chunk))),
  );
  execFileSync(
    'sh',
    ['-c', 'git --git-dir="$1" fast-import --quiet < "$1/import.stream"', 'sh', repository],
    { env },
  );
  await rm(stream);
}

async function answering(origin: string, server: ChildProcess): Promise<void> {
  let errors = '';
  server.stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  for (let tries = 0; tries < 150; tries += 1) {
    if (server.exitCode !== null) throw new Error(`public-inbox-httpd ended: ${errors}`);
    const isUp = await fetch(`${origin}/`).then(
      () => true,
      () => false,
    );
    if (isUp) return;
    await pause(100);
  }
  throw new Error(`public-inbox-httpd does not answer at ${origin}: ${errors}`);
}

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { fixture } from '../database';
import { test } from './page';
import { freePort } from '../freePort';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * A server of its own, which holds some threads of `fixtures/threads/` and follows nothing.
 *
 * @param threads Names of their folders.
 * @returns Where it answers, and what ends it and takes its data away.
 */
async function startOwnServer(
  threads: readonly string[],
): Promise<{ readonly origin: string; stop(): Promise<void> }> {
  const data = mkdtempSync(join(tmpdir(), 'loreview-own-'));
  const environment = {
    ...process.env,
    LOREVIEW_DATA: data,
    LOREVIEW_FOLLOW: 'none',
    LOREVIEW_ARCHIVES: 'http://127.0.0.1:9',
  };
  const options = { cwd: root, env: environment, stdio: 'ignore' } as const;
  const child = spawn(process.execPath, ['bin/loreview', 'import', ...threads.map(fixture)], options);
  await new Promise((done) => child.once('exit', done));
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const server = spawn(process.execPath, ['bin/loreview', 'serve', '--port', String(port)], options);
  const stop = async () => {
    server.kill('SIGTERM');
    if (server.exitCode === null) await new Promise((done) => server.once('exit', done));
    rmSync(data, { recursive: true, force: true });
  };
  for (let tries = 0; tries < 600; tries += 1) {
    const answers = await fetch(`${origin}/status`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (answers) return { origin, stop };
    await pause(100);
  }
  await stop();
  throw new Error('Loreview did not answer.');
}

/**
 * Has all tests of a spec, one after the other, look at a server of their own.
 *
 * @param threads As `startOwnServer` takes them.
 * @returns Gives where it answers, once tests run.
 */
export function onOwnServer(threads: readonly string[]): () => string {
  let server: Awaited<ReturnType<typeof startOwnServer>> | undefined;
  test.describe.configure({ mode: 'serial' });
  // Playwright wants the first parameter taken apart. It asks before the server is there, too.
  // eslint-disable-next-line no-empty-pattern
  test.use({ baseURL: async ({}, use) => use(server?.origin) });
  test.beforeAll(async () => {
    test.setTimeout(240_000);
    server = await startOwnServer(threads);
  });
  test.afterAll(() => server?.stop());
  return () => server?.origin ?? '';
}

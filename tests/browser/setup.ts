import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { fixture } from '../database';
import { hasPublicInbox, startPublicInbox } from '../publicInbox';
import { freePort } from '../freePort';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** The RFC of the sample; what a fresh install is told to follow here. */
const followed = '20240603-chime-rfc-0@example.com';

/**
 * Starts a real public-inbox with two threads and the program itself, as a person would, following the first thread. Where
 * public-inbox is not installed the same mail is imported, and the tests of following are skipped by name.
 */
export default async function setUp(): Promise<() => Promise<void>> {
  const data = mkdtempSync(join(tmpdir(), 'loreview-browser-'));
  const inbox = hasPublicInbox
    ? await startPublicInbox({ chimes: [fixture('sample')], gates: [fixture('nested-replies')] })
    : undefined;
  const port = await freePort();
  const environment = {
    ...process.env,
    LOREVIEW_DATA: data,
    LOREVIEW_ARCHIVES: inbox?.origin ?? 'http://127.0.0.1:9',
    LOREVIEW_FOLLOW: inbox ? followed : 'none',
  };
  if (!inbox) {
    const child = spawn(process.execPath, ['bin/loreview', 'import', fixture('sample')], {
      cwd: root,
      env: environment,
      stdio: 'ignore',
    });
    await new Promise((done) => child.once('exit', done));
  }
  const server = spawn(process.execPath, ['bin/loreview', 'serve', '--port', String(port)], {
    cwd: root,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [server.stdout, server.stderr])
    stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const origin = `http://127.0.0.1:${port}`;
  for (let tries = 0; ; tries += 1) {
    const page = await fetch(origin).then(
      (response) => response.text(),
      () => '',
    );
    // The sample is shown while nothing else is there; the pulled series says nowhere that it is one.
    if (page.includes('chime: Ring the bell') && !page.includes('This is a sample')) break;
    if (tries > 600 || server.exitCode !== null)
      throw new Error(`Loreview did not come to show the series:\n${said}`);
    await pause(100);
  }
  process.env['LOREVIEW_TEST_ORIGIN'] = origin;
  process.env['LOREVIEW_TEST_ARCHIVE'] = inbox?.origin ?? '';
  return async () => {
    server.kill('SIGTERM');
    if (server.exitCode === null) await new Promise((done) => server.once('exit', done));
    await inbox?.stop();
    rmSync(data, { recursive: true, force: true });
  };
}

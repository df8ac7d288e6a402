import { spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '../tests/freePort';

const command = fileURLToPath(new URL('../bin/loreview', import.meta.url));

/** Loreview itself, serving the built pages on a free port of this machine. */
export interface Served {
  readonly origin: string;
  stop(): Promise<void>;
}

/** Starts it and waits until it answers. @param settings of the environment, LOREVIEW_DATA among them. */
export async function serve(settings: Readonly<Record<string, string>>): Promise<Served> {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const server = spawn(process.execPath, [command, 'serve', '--port', String(port)], {
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  for (;;) {
    const isUp = await fetch(origin).then(
      () => true,
      () => false,
    );
    if (isUp) break;
    if (server.exitCode !== null) throw new Error(`loreview serve ended with ${server.exitCode}`);
    await pause(20);
  }
  return {
    origin,
    async stop() {
      server.kill('SIGTERM');
      await new Promise((done) => server.once('exit', done));
    },
  };
}

/** The middle one of an odd number of values. */
const middle = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

export async function latency(url: string): Promise<{
  readonly first: number;
  readonly median: number;
  readonly bytes: number;
  readonly html: string;
}> {
  const times: number[] = [];
  let html = '';
  for (let round = 0; round < 21; round += 1) {
    const began = performance.now();
    const response = await fetch(url);
    html = await response.text();
    times.push(performance.now() - began);
    if (response.status !== 200) throw new Error(`${url} answered ${response.status}`);
  }
  return { first: times[0] ?? 0, median: middle(times.slice(1)), bytes: html.length, html };
}

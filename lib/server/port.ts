import { createServer } from 'node:net';
import { ServerProblem } from './problem';

/** Throws ServerProblem when nobody can listen there now, with the reason and a port that is free. */
export async function checkPort(host: string, port: number): Promise<void> {
  const code = await tryToListen(host, port);
  if (code === undefined) return;
  if (code === 'EADDRINUSE') {
    const free = await firstFreePort(host, port + 1);
    const example = free === undefined ? 'another one' : String(free);
    throw new ServerProblem(
      `port ${port} of ${host} is taken by another program. Stop that, or choose another port: npm start -- --port ${example}`,
    );
  }
  if (code === 'EACCES')
    throw new ServerProblem(
      `this user may not listen on port ${port}. Choose one from 1024 up: npm start -- --port 3000`,
    );
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    throw new ServerProblem(
      `${host} is no address of this machine. Choose one with --host, such as 127.0.0.1`,
    );
  throw new ServerProblem(`cannot listen on port ${port} of ${host} (${code}).`);
}

/** The error code, or undefined when listening worked. */
function tryToListen(host: string, port: number): Promise<string | undefined> {
  return new Promise((done) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => done(error.code ?? error.message));
    server.listen({ host, port, exclusive: true }, () => server.close(() => done(undefined)));
  });
}

async function firstFreePort(host: string, from: number): Promise<number | undefined> {
  for (let port = from; port < Math.min(from + 20, 65536); port += 1)
    if ((await tryToListen(host, port)) === undefined) return port;
  return undefined;
}

/** An address a browser takes: 0.0.0.0 and :: mean every address of this machine, so this machine's own is shown. */
export function urlOf(host: string, port: number): string {
  const named = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `http://${named}:${port}`;
}

/** Whether only this machine can reach an address. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\./.test(host);
}

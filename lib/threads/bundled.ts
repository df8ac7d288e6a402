import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ResourceLimits } from 'node:worker_threads';
import { build } from 'esbuild';
import { Tinypool } from 'tinypool';

/**
 * What a thread runs, as the address of one module that needs no other: bundling once takes half a second less for each
 * thread than reading two hundred files of TypeScript in it. The commands are bundled with theirs (bin/bundle.mjs).
 */
export async function bundled(entry: URL): Promise<string> {
  if (entry.pathname.endsWith('.js')) return entry.href;
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(entry)],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    legalComments: 'none',
    logLevel: 'silent',
    // Libraries of the older kind ask for what Node.js has.
    banner: { js: "import { createRequire } from 'node:module';\nconst require = createRequire('/');" },
  });
  // A name for it in the stack of an error, where the whole of it would stand otherwise.
  const named = `${outputFiles[0]?.text ?? ''}\n//# sourceURL=${basename(entry.pathname)}`;
  return `data:text/javascript;base64,${Buffer.from(named).toString('base64')}`;
}

/**
 * One thread that runs such a module.
 *
 * @param name Of a function that it has: it is asked for when the thread starts, and looked for as a file where it is not found.
 */
export function threadOf(filename: string, name: string, resourceLimits: ResourceLimits = {}): Tinypool {
  return new Tinypool({
    filename,
    name,
    runtime: 'worker_threads',
    minThreads: 1,
    maxThreads: 1,
    // What the process was started with (a loader, a guard) is not for a module that needs no other.
    execArgv: [],
    resourceLimits,
  });
}

/**
 * The commands as JavaScript that Node.js reads in one go: finding and translating some hundreds of files of TypeScript
 * takes longer than most commands. Packages stay where they are.
 */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';

/** What is started by its name: the command line, and the worker of `serve`. */
const entries = ['bin/commands/main.ts', 'bin/commands/worker.ts'];

/**
 * Writes `main.js` and `worker.js`, with what they share, into a folder below `root` that appears whole or not at all.
 * Throws what esbuild finds wrong, with file and line.
 */
export async function bundleCommands(root, folder) {
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: entries,
    outdir: folder,
    entryNames: '[name]',
    bundle: true,
    splitting: true,
    write: false,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: 'linked',
    sourcesContent: false,
    legalComments: 'none',
    logLevel: 'silent',
    plugins: [findingThemselves(folder)],
  });
  const making = join(dirname(folder), `.${basename(folder)}.${process.pid}`);
  rmSync(making, { recursive: true, force: true });
  mkdirSync(making, { recursive: true });
  for (const { path, contents } of outputFiles) writeFileSync(join(making, basename(path)), contents);
  renameSync(making, folder);
}

/** Sources look for files beside themselves; bundled they lie elsewhere, and look from where they were. */
function findingThemselves(folder) {
  return {
    name: 'finding themselves',
    setup({ onLoad }) {
      onLoad({ filter: /\.(?:ts|mjs)$/ }, ({ path }) => {
        const source = readFileSync(path, 'utf8');
        if (path.includes('/node_modules/') || !source.includes('import.meta.url')) return undefined;
        const from = JSON.stringify(relative(folder, path));
        return {
          contents: source.replaceAll('import.meta.url', `new URL(${from}, import.meta.url).href`),
          loader: path.endsWith('.ts') ? 'ts' : 'js',
        };
      });
    },
  };
}

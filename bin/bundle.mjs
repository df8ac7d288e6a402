/**
 * The commands as JavaScript that Node.js reads in one go: finding and translating some hundreds of files of TypeScript
 * takes longer than most commands. Packages stay where they are.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';

/** Processes: they share what they have in common, and packages stay where they are. */
const processes = ['bin/commands/main.ts', 'bin/commands/worker.ts'];
/** What threads run: each by itself and with its packages, so that one file is read when it starts. */
const threads = ['lib/threads/thread.ts', 'lib/threads/mailThread.ts'];

/**
 * Writes `main.js`, `worker.js` and what they need into a folder below `root` that appears whole or not at all. Throws what
 * esbuild finds wrong, with file and line.
 */
export async function bundleCommands(root, folder) {
  const { build } = await import('esbuild');
  const entries = [...processes, ...threads].filter((entry) => existsSync(join(root, entry)));
  const common = {
    absWorkingDir: root,
    outdir: folder,
    entryNames: '[name]',
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: 'linked',
    sourcesContent: false,
    legalComments: 'none',
    logLevel: 'silent',
    plugins: [findingThemselves(root, folder, entries)],
  };
  const made = await Promise.all([
    build({ ...common, entryPoints: processes, splitting: true, packages: 'external' }),
    build({
      ...common,
      entryPoints: entries.filter((entry) => threads.includes(entry)),
      // Libraries of the older kind ask for what Node.js has.
      banner: { js: "import { createRequire } from 'node:module';\nconst require = createRequire('/');" },
    }),
  ]);
  const making = join(dirname(folder), `.${basename(folder)}.${process.pid}`);
  rmSync(making, { recursive: true, force: true });
  mkdirSync(making, { recursive: true });
  for (const { path, contents } of made.flatMap(({ outputFiles }) => outputFiles))
    writeFileSync(join(making, basename(path)), contents);
  renameSync(making, folder);
}

/**
 * Sources look for files beside themselves; bundled they lie elsewhere, and look from where they were. A process or thread that
 * is started as `new URL('./x.ts', import.meta.url)` is bundled too, and lies beside.
 */
function findingThemselves(root, folder, entries) {
  const paths = entries.map((entry) => join(root, entry));
  return {
    name: 'finding themselves',
    setup({ onLoad }) {
      onLoad({ filter: /\.(?:ts|mjs)$/ }, ({ path }) => {
        const source = readFileSync(path, 'utf8');
        if (path.includes('/node_modules/') || !source.includes('import.meta.url')) return undefined;
        const here = `new URL(${JSON.stringify(relative(folder, path))}, import.meta.url).href`;
        const contents = source.replaceAll(
          /new URL\('([^']+)', import\.meta\.url\)|import\.meta\.url/g,
          (written, beside) =>
            beside !== undefined && paths.includes(join(dirname(path), beside))
              ? `new URL('./${basename(beside, '.ts')}.js', import.meta.url)`
              : written.replace('import.meta.url', here),
        );
        return { contents, loader: path.endsWith('.ts') ? 'ts' : 'js' };
      });
    },
  };
}

#!/usr/bin/env node
/**
 * Sees that what Loreview needs is there: packages (npm), the database client (prisma), the bundled commands (esbuild),
 * the built pages (next).
 * Plain JavaScript without packages, because it runs before they are. Does nothing when all is up to date.
 *
 *   node bin/setup.mjs --install --generate --bundle --build
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { clearInterval, setInterval } from 'node:timers';
import { fileURLToPath } from 'node:url';
import { bundleCommands } from './bundle.mjs';
import { isRunning, readPidLock, startOfProcess, waitForPidLock } from '../lib/server/pidLock.mjs';

export const root = fileURLToPath(new URL('..', import.meta.url));
/** Who prepares this folder, and who serves from it. Not in node_modules or .next, which are replaced whole. */
const ownFolder = join(root, '.loreview');

/** Something a person can mend; the message says how. */
export class SetupProblem extends Error {}

const steps = {
  packages: {
    isDone: arePackagesInstalled,
    make: installPackages,
    what: 'installing packages from package-lock.json',
  },
  client: { isDone: isClientGenerated, make: generateClient, what: 'generating the database client' },
  commands: { isDone: areCommandsBundled, make: bundle },
  pages: { isDone: arePagesBuilt, make: buildPages, what: 'building the pages' },
};

/**
 * Makes what is missing or out of date, in order: `packages`, `client`, `commands`, `pages`. Two processes in one folder wait for
 * each other. With `isServing`, this process is noted as serving from the folder until it ends, which keeps others
 * from replacing what it reads. Throws SetupProblem with what to do.
 */
export async function prepare(wanted, { isServing = false, say = sayOnTerminal } = {}) {
  if (wanted.every((name) => steps[name].isDone())) {
    if (isServing) noteServing();
    return;
  }
  const lock = await lockFolder(say);
  try {
    for (const name of wanted) {
      const step = steps[name];
      if (step.isDone()) continue;
      if (name === 'packages' || name === 'pages') refuseWhileServed();
      const began = Date.now();
      const ended = step.what === undefined ? () => undefined : say(step.what);
      try {
        await step.make(lock);
      } catch (error) {
        ended(undefined);
        throw error;
      }
      ended((Date.now() - began) / 1000);
    }
    if (isServing) noteServing();
  } finally {
    lock.release();
  }
}

async function lockFolder(say) {
  try {
    return await waitForPidLock(join(ownFolder, 'setup.lock'), {
      onWait: ({ pid, child }) =>
        say(`waiting for process ${child?.pid ?? pid}, which is preparing this folder`)(undefined),
    });
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS'].includes(error.code)) throw error;
    const { uid } = statSync(root);
    throw new SetupProblem(
      `packages and pages have to be installed and built in ${root}, and user ${userInfo().username} cannot write` +
        ` there (it belongs to user id ${uid}${error.code === 'EROFS' ? ', and the file system is read-only' : ''}).` +
        ' Run `npm run build` there once as a user who can, or clone a copy of your own.',
    );
  }
}

/** Servers that run from this folder read its files as they go; replacing them would break pages in their hands. */
function refuseWhileServed() {
  for (const name of servingNotes()) {
    const server = readPidLock(join(ownFolder, 'serving', name));
    if (server !== undefined && server.pid !== process.pid && isRunning(server))
      throw new SetupProblem(
        `Loreview runs from this folder as process ${server.pid}, and its sources have changed since it was built.` +
          ` Stop that process (Ctrl-C, or kill ${server.pid}) and start again.`,
      );
  }
}

function servingNotes() {
  const folder = join(ownFolder, 'serving');
  return existsSync(folder) ? readdirSync(folder) : [];
}

function noteServing() {
  const note = join(ownFolder, 'serving', `${process.pid}.json`);
  try {
    for (const name of servingNotes()) {
      const path = join(ownFolder, 'serving', name);
      const other = readPidLock(path);
      if (other !== undefined && !isRunning(other)) rmSync(path, { force: true });
    }
    mkdirSync(dirname(note), { recursive: true });
    writeFileSync(note, JSON.stringify({ pid: process.pid, started: startOfProcess(process.pid) }));
  } catch (error) {
    // In somebody else's folder there is nothing to protect: whoever cannot write a note cannot rebuild either.
    if (!['EACCES', 'EPERM', 'EROFS'].includes(error.code)) throw error;
    return;
  }
  process.on('exit', () => rmSync(note, { force: true }));
}

/** npm notes what it installed in node_modules/.package-lock.json; optional packages are for other systems too. */
function arePackagesInstalled() {
  const installed = readJson(join(root, 'node_modules', '.package-lock.json'))?.packages;
  if (installed === undefined) return false;
  const system = readJson(join(root, 'node_modules', '.loreview.json'))?.system;
  if (system !== undefined && system !== thisSystem) return false;
  return Object.entries(readJson(join(root, 'package-lock.json')).packages).every(
    ([path, wanted]) =>
      path === '' ||
      (installed[path] === undefined
        ? wanted.optional === true || wanted.devOptional === true
        : installed[path].version === wanted.version && installed[path].integrity === wanted.integrity),
  );
}

const thisSystem = `${process.platform}-${process.arch}`;

/** Install scripts stay off: nothing here needs one, and some reach for servers other than the registry. */
async function installPackages(lock) {
  await runTool(lock, {
    ...npm(['ci', '--include=dev', '--include=optional', '--ignore-scripts', '--no-audit', '--no-fund']),
    onFailure: 'npm could not install the packages. Is the npm registry reachable, and the disk not full?',
  });
  writeFileSync(join(root, 'node_modules', '.loreview.json'), JSON.stringify({ system: thisSystem }));
}

function npm(args) {
  const beside = join(dirname(process.execPath), '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js');
  const script = [process.env.npm_execpath, beside].find(
    (path) => path?.endsWith('npm-cli.js') && existsSync(path),
  );
  return script === undefined
    ? { command: 'npm', args }
    : { command: process.execPath, args: [script, ...args] };
}

const generated = join(root, 'lib', 'store', 'generated');

function isClientGenerated() {
  return readText(join(generated, '.made-from')) === clientSources();
}

function clientSources() {
  const version = readJson(join(root, 'node_modules', 'prisma', 'package.json'))?.version ?? '';
  return hashOf(['prisma/schema.prisma', 'prisma.config.ts'], version);
}

/** Prisma would download an engine first, which `generate` never uses: naming a program that does nothing avoids it. */
async function generateClient(lock) {
  const sources = clientSources();
  const nothing = ['/bin/true', '/usr/bin/true'].find((path) => existsSync(path));
  await runTool(lock, {
    command: process.execPath,
    args: [join(root, 'node_modules', 'prisma', 'build', 'index.js'), 'generate'],
    env: {
      ...(nothing && { PRISMA_SCHEMA_ENGINE_BINARY: nothing }),
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
    },
    onFailure: 'the database client could not be generated from prisma/schema.prisma.',
  });
  writeFileSync(join(generated, '.made-from'), sources);
}

const bundles = join(ownFolder, 'commands');

/** Where the bundled command line of the sources as they are now lies, or will. */
export function mainFile() {
  return join(bundles, commandSources(), 'main.js');
}

function areCommandsBundled() {
  return existsSync(mainFile());
}

/** Looked at once: what runs stays with what it was started from. */
let commandSourcesSeen;
function commandSources() {
  const alone = ['package-lock.json', 'prisma/schema.prisma', 'prisma.config.ts', 'tsconfig.json'];
  return (commandSourcesSeen ??= hashOf([...alone, ...filesUnder('bin'), ...filesUnder('lib')], '').slice(
    0,
    16,
  ));
}

/** How long what was bundled before is kept for a command that still reads from it. Milliseconds. */
const bundleKept = 24 * 60 * 60 * 1000;

/** Takes half a second, and is not told of. */
async function bundle() {
  const file = mainFile();
  try {
    await bundleCommands(root, dirname(file));
  } catch (error) {
    throw new SetupProblem(`the commands could not be bundled.\n${error.message}`);
  }
  if (servingNotes().length > 0) return;
  for (const name of readdirSync(bundles)) {
    const other = join(bundles, name);
    if (other !== dirname(file) && Date.now() - statSync(other).mtimeMs > bundleKept)
      rmSync(other, { recursive: true, force: true });
  }
}

const buildNote = join(root, '.next', 'loreview-made-from');

function arePagesBuilt() {
  return readText(buildNote) === pageSources();
}

function pageSources() {
  const alone = ['package-lock.json', 'next.config.js', 'tsconfig.json', 'prisma/schema.prisma', 'proxy.ts'];
  return hashOf([...alone, ...filesUnder('app'), ...filesUnder('lib'), ...filesUnder('public')], '');
}

async function buildPages(lock) {
  const sources = pageSources();
  rmSync(buildNote, { force: true });
  await runTool(lock, {
    command: process.execPath,
    args: [join(root, 'node_modules', 'next', 'dist', 'bin', 'next'), 'build'],
    env: { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    onFailure: 'the pages could not be built.',
  });
  writeFileSync(buildNote, sources);
}

/** Tests and what is generated do not change a page. */
function filesUnder(folder) {
  const path = join(root, folder);
  if (!existsSync(path)) return [];
  return readdirSync(path, { withFileTypes: true })
    .flatMap((entry) => {
      const name = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return name === 'lib/store/generated' ? [] : filesUnder(name);
      return entry.isFile() && !/\.test\.tsx?$/.test(name) ? [name] : [];
    })
    .sort();
}

function hashOf(names, salt) {
  const hash = createHash('sha256').update(salt);
  for (const name of names) {
    const path = join(root, name);
    if (existsSync(path)) hash.update(`\0${name}\0`).update(readFileSync(path));
  }
  return hash.digest('hex');
}

function readText(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

function readJson(path) {
  const text = readText(path);
  return text === undefined ? undefined : JSON.parse(text);
}

/**
 * Runs a tool in the root folder and shows what it said only when it fails. The lock names it, so that a tool that
 * outlives us still counts.
 */
async function runTool(lock, { command, args, env = {}, onFailure }) {
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, ...(!process.stderr.isTTY && { NO_COLOR: '1' }), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => said.push(chunk));
  let isStopped = false;
  const stop = (signal) => {
    isStopped = true;
    child.kill(signal);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
  try {
    const why = await new Promise((done) => {
      child.on('error', (error) =>
        done(error.code === 'ENOENT' ? `${command} is not installed` : error.message),
      );
      child.on('spawn', () => lock.update({ child: { pid: child.pid, started: startOfProcess(child.pid) } }));
      child.on('close', (code, signal) =>
        done(code === 0 ? undefined : `it ended with ${signal ?? `exit code ${code}`}`),
      );
    });
    if (isStopped) throw new SetupProblem('interrupted; start again to go on.');
    if (why === undefined) return;
    const last = Buffer.concat(said).toString('utf8').trimEnd().split('\n').slice(-40).join('\n');
    throw new SetupProblem(`${onFailure}\n${last}\n(${[command, ...args].join(' ')}: ${why})`);
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(signal, stop);
    lock.update({ child: undefined });
  }
}

/** Says what is being done; on a terminal the seconds run. Gives the function that ends the line. */
function sayOnTerminal(what) {
  const { stderr } = process;
  const began = Date.now();
  const line = `  ${what} ...`;
  stderr.write(stderr.isTTY ? line : `${line}\n`);
  const tick = stderr.isTTY
    ? setInterval(() => stderr.write(`\r${line} ${Math.round((Date.now() - began) / 1000)} s`), 1000)
    : undefined;
  return (seconds) => {
    clearInterval(tick);
    const end = seconds === undefined ? '' : `${seconds.toFixed(1)} s`;
    if (stderr.isTTY) stderr.write(`\r${line} ${end}   \n`);
    else if (seconds !== undefined) stderr.write(`  done in ${end}\n`);
  };
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const flags = {
    '--install': 'packages',
    '--generate': 'client',
    '--bundle': 'commands',
    '--build': 'pages',
  };
  const unknown = process.argv.slice(2).find((flag) => !(flag in flags));
  if (unknown !== undefined || process.argv.length === 2) {
    console.error(`usage: node bin/setup.mjs ${Object.keys(flags).join(' ')}  (one or more)`);
    process.exit(2);
  }
  try {
    await prepare(process.argv.slice(2).map((flag) => flags[flag]));
  } catch (error) {
    if (!(error instanceof SetupProblem)) throw error;
    console.error(`loreview: ${error.message}`);
    process.exit(1);
  }
}

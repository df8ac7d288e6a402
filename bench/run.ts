/**
 * `npm run bench`: how fast Loreview is on this machine, next to public-inbox where that is installed. Needs a folder of real
 * mail (LOREVIEW_CORPUS, or ../shared/corpus) with series/ and iopf/ in it, and the built pages; the growth of time
 * with hostile mail, triage and progress need neither. Prints a table; nothing is compared with a mark, because machines differ: the ratio
 * counts. `-- --only growth` measures one part: growth, compare, compare-page (a large series, made up; the built pages),
 * recognise, status, triage, progress, git, analyse, import, pages, search (100,000 made-up mails, some minutes).
 */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import {
  createReadStream,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createGunzip, gzipSync } from 'node:zlib';
import { Command, Option } from 'commander';
import { splitMbox } from '../lib/mail/index';
import { hasPublicInbox, startPublicInbox } from '../tests/publicInbox';
import { measureCompare } from './compare';
import { measureGit } from './git';
import { measureGrowth } from './growth';
import { measureLargePages } from './largePages';
import { measureSearch } from './search';
import { latency, serve } from './served';
import { measureStatus } from './status';
import { measureProgress } from './progress';
import { measureTriage } from './triage';

const parts = [
  'growth',
  'compare',
  'compare-page',
  'recognise',
  'status',
  'triage',
  'git',
  'progress',
  'analyse',
  'import',
  'pages',
  'search',
] as const;
const { only } = new Command('bench')
  .description('Measures how fast Loreview is on this machine.')
  .addOption(new Option('--only <part>', 'measure one part').choices(parts))
  .parse()
  .opts<{ only?: (typeof parts)[number] }>();
const needsNoMail = only !== undefined && only !== 'analyse' && only !== 'import' && only !== 'pages';
const isAsked = (part: (typeof parts)[number]) => only === undefined || only === part;

const root = fileURLToPath(new URL('..', import.meta.url));
const corpus =
  process.env['LOREVIEW_CORPUS'] ?? fileURLToPath(new URL('../../shared/corpus', import.meta.url));
const command = join(root, 'bin', 'loreview');
const rows: (readonly [what: string, figure: string, peer: string])[] = [];

function say(what: string, figure: string, peer = ''): void {
  rows.push([what, figure, peer]);
  process.stderr.write(`${what}: ${figure}${peer ? ` (${peer})` : ''}\n`);
}

if (isAsked('growth')) measureGrowth(say);
if (isAsked('compare'))
  for (const [what, milliseconds] of measureCompare()) say(what, `${milliseconds.toFixed(0)} ms`);

if (isAsked('compare-page')) await measureLargePages(say);

if (isAsked('recognise')) {
  const recognised = execFileSync(
    process.execPath,
    ['--import', 'tsx', join(root, 'bench', 'recognise.ts')],
    {
      cwd: root,
      encoding: 'utf8',
    },
  );
  const [what = '', figure = ''] = recognised.trim().split(/: (?=\d)/);
  say(what, figure);
}

if (isAsked('search')) await measureSearch(say);

if (isAsked('status'))
  for (const [what, milliseconds] of await measureStatus()) say(what, `${milliseconds.toFixed(0)} ms`);

if (isAsked('triage'))
  for (const [what, milliseconds] of await measureTriage()) say(what, `${milliseconds.toFixed(0)} ms`);

if (isAsked('git'))
  await measureGit(timed, [join(root, 'fixtures', 'threads', 'maintainers-repost', 'thread.mbox')], say);
if (isAsked('progress'))
  for (const [what, milliseconds] of await measureProgress()) say(what, `${milliseconds.toFixed(0)} ms`);

if (!needsNoMail && !existsSync(join(corpus, 'series'))) {
  process.stderr.write(
    'There is no real mail to measure with: set LOREVIEW_CORPUS to a folder that has series/ and iopf/.\n',
  );
  process.exit(1);
}

function mboxes(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory()
      ? mboxes(join(folder, entry.name))
      : /\.mbox(?:\.gz)?$/.test(entry.name)
        ? [join(folder, entry.name)]
        : [],
  );
}

async function countMails(files: readonly string[]): Promise<number> {
  let count = 0;
  for (const file of files) {
    const stream = createReadStream(file);
    for await (const _mail of splitMbox(file.endsWith('.gz') ? stream.pipe(createGunzip()) : stream))
      count += 1;
  }
  return count;
}

interface Timed {
  readonly seconds: number;
  /** Largest resident memory, in MB; of the process itself, not of a database it starts. */
  readonly memory: number;
  /** What it told on standard error. */
  readonly said: string;
}

/** Runs a command of ours and reads its largest memory, with that of git it started, from /proc while it lives. */
async function timed(args: readonly string[], env: Record<string, string> = {}): Promise<Timed> {
  const began = performance.now();
  const child = spawn(process.execPath, [command, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let [said, memory] = ['', 0];
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    process.stderr.write(text);
  });
  // The peak only grows; asked for often, it would take time from what is measured.
  const timer = setInterval(() => (memory = Math.max(memory, peakOf(child))), 100);
  const code = await new Promise((done) => child.once('close', done));
  clearInterval(timer);
  if (code !== 0) throw new Error(`loreview ${args.join(' ')} ended with ${String(code)}`);
  return { seconds: (performance.now() - began) / 1_000, memory, said };
}

function peakOf({ pid = 0 }: ChildProcess): number {
  const ofGit = textAt(`/proc/${pid}/task/${pid}/children`)
    .split(' ')
    .filter((child) => textAt(`/proc/${child}/comm`).trim() === 'git')
    .reduce((sum, child) => sum + peakAt(child), 0);
  return Math.round((peakAt(pid) + ofGit) / 1_024);
}

function peakAt(pid: number | string): number {
  return Number(/VmHWM:\s+(\d+) kB/.exec(textAt(`/proc/${pid}/status`))?.[1] ?? 0);
}

/** '' for a file that is not there any more: processes end. */
function textAt(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** Compressed bytes of the scripts a current browser fetches for a page. */
async function scriptBytes(origin: string, html: string): Promise<number> {
  const tags = [...html.matchAll(/<script\b([^>]*)>/g)]
    .map((match) => match[1] ?? '')
    .filter((attributes) => !/nomodule/i.test(attributes));
  const sources = new Set(tags.flatMap((attributes) => /src="([^"]+)"/.exec(attributes)?.[1] ?? []));
  let total = 0;
  for (const source of sources)
    total += gzipSync(Buffer.from(await (await fetch(new URL(source, origin))).arrayBuffer())).length;
  return total;
}

const files = needsNoMail ? [] : mboxes(join(corpus, 'series'));
const mails = await countMails(files);

if (isAsked('analyse')) {
  const analysed = await timed(['analyse', join(corpus, 'series'), '--json']);
  say(
    `analyse, ${mails} mails of ${files.length} files`,
    `${Math.round(mails / analysed.seconds)} mails/s, ${analysed.seconds.toFixed(1)} s, ${analysed.memory} MB`,
  );
}

const data = mkdtempSync(join(tmpdir(), 'loreview-bench-'));
const settings = { LOREVIEW_DATA: data, LOREVIEW_FOLLOW: 'none', LOREVIEW_ARCHIVES: 'http://127.0.0.1:9' };
try {
  if (isAsked('import') || isAsked('pages')) await measureImport();
  if (isAsked('pages')) await measurePages();
} finally {
  rmSync(data, { recursive: true, force: true });
}

async function measureImport(): Promise<void> {
  const made = await timed(['import', join(root, 'fixtures', 'threads', 'top-posting')], settings);
  say('import of a short thread, the database made on the way', `${made.seconds.toFixed(1)} s`);
  const imported = await timed(['import', join(corpus, 'series')], settings);
  const [, minutes = 0, rest] = /read in (?:(\d+) min )?([\d.]+) s/.exec(imported.said) ?? [];
  if (rest === undefined) throw new Error('loreview import did not say how long it took');
  const seconds = Number(minutes) * 60 + Number(rest);
  const rate = mails / seconds;
  say(
    'import into the database',
    `${Math.round(rate)} mails/s, ${seconds} s, ${imported.memory} MB; ${Math.round(mails / imported.seconds)} mails/s, ${imported.seconds.toFixed(1)} s with start and end of the database`,
    isAsked('import') ? await peerIndexing(rate) : '',
  );
}

/** What public-inbox needs to make the same kind of mail searchable: a part of the corpus, since it takes its time. */
async function peerIndexing(ours: number): Promise<string> {
  if (!hasPublicInbox) return 'public-inbox is not installed';
  const some = [...files].sort((a, b) => statSync(a).size - statSync(b).size).slice(0, 25);
  const plain = mkdtempSync(join(tmpdir(), 'loreview-bench-mbox-'));
  try {
    const lists: Record<string, string[]> = {};
    let count = 0;
    for (const [index, file] of some.entries()) {
      const mbox = join(plain, `${index}.mbox`);
      execFileSync('sh', ['-c', 'gzip -dc "$1" > "$2"', 'sh', file, mbox]);
      lists[`list${index}`] = [mbox];
      count += await countMails([mbox]);
    }
    const began = performance.now();
    const inbox = await startPublicInbox({ all_of_them: Object.values(lists).flat() });
    const seconds = (performance.now() - began) / 1_000;
    await inbox.stop();
    return `public-inbox, full index: ${Math.round(count / seconds)} mails/s of ${count}; ratio ${(ours / (count / seconds)).toFixed(1)}`;
  } finally {
    rmSync(plain, { recursive: true, force: true });
  }
}

async function measurePages(): Promise<void> {
  await timed(['import', ...mboxes(join(corpus, 'iopf'))], settings);
  const began = performance.now();
  const { origin, stop } = await serve(settings);
  try {
    say('start to first page, everything built', `${((performance.now() - began) / 1_000).toFixed(1)} s`);
    const series = '/series/iommu-enable-user-space-iopfs-in-non-pasid-and-non-svm-cases';
    for (const [what, path] of [
      ['list of 67 series', '/'],
      ['series page of iopf', series],
      ['patch page, iopf v4 2/5', `${series}/v4/2`],
      ['patch page, iopf v1 1/6: 952 lines of diff', `${series}/v1/1`],
      ['the same side by side', `${series}/v1/1?view=split`],
      ['a mail of 464 quoted lines', '/mail/e3f3e82e-8884-48da-b5ed-e0016fc27b04@linux.intel.com'],
    ] as const) {
      const { first, median, bytes, html } = await latency(origin + path);
      say(
        what,
        `${median.toFixed(0)} ms median, first ${first.toFixed(0)} ms, ${Math.round(bytes / 1_024)} KB of HTML`,
      );
      if (path === `${series}/v4/2`)
        say(
          'scripts of a patch page, compressed',
          `${Math.round((await scriptBytes(origin, html)) / 1_024)} KB`,
        );
    }
  } finally {
    await stop();
  }
}

const width = Math.max(...rows.map(([what]) => what.length));
for (const [what, figure, peer] of rows)
  process.stdout.write(`${what.padEnd(width)}  ${figure}${peer ? `\n${' '.repeat(width)}  ${peer}` : ''}\n`);

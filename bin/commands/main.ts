import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { isoMoment } from '../../lib/dates/index';
import { readSince, usualSince } from '../../lib/report/index';
import { CommandProblem, exitCodes, exitCodesHelp } from './exitCodes';
import { version, type Prepare } from './program';
import type { ReportOptions } from './report';

/** Problems that rooms name by class: their message is for the reader, a stack would not help. */
const plainProblems = new Set([
  'CommandProblem',
  'ServerProblem',
  'ConfigProblem',
  'MigrationProblem',
  'SetupProblem',
]);

/** Runs one command line and sets the exit code. Each command loads only the rooms it needs. */
export async function run(argv: readonly string[], prepare: Prepare): Promise<void> {
  // Whoever reads our output may stop reading (`loreview analyse ... | head`), or close the terminal. What has a
  // database in hand goes on in silence, to give it back.
  const readsOnly = argv.includes('analyse');
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error;
      if (readsOnly) process.exit(exitCodes.ok);
    });
  try {
    await program(prepare, asksForHelp(argv) ? await settingsHelp() : '').parseAsync(argv);
  } catch (error) {
    process.exitCode = tell(error);
  }
}

function tell(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  if (
    error instanceof Error &&
    (plainProblems.has(error.name) || plainProblems.has(error.constructor.name))
  ) {
    process.stderr.write(`loreview: ${error.message}\n`);
    if (error instanceof CommandProblem) return error.exitCode;
    return error.constructor.name === 'ConfigProblem' ? exitCodes.usage : exitCodes.failed;
  }
  process.stderr.write(
    `loreview: an error in Loreview itself. ${error instanceof Error ? error.stack : String(error)}\n`,
  );
  return exitCodes.failed;
}

function asksForHelp([, , ...args]: readonly string[]): boolean {
  return args.length === 0 || args.some((arg) => ['help', '--help', '-h'].includes(arg));
}

/** Read only when somebody asks: the room that knows the settings loads nearly all others, which takes most of a second. */
async function settingsHelp(): Promise<string> {
  return (await import('../../lib/server/index')).settingsHelp();
}

/** @param settings Told with the help. */
function program(prepare: Prepare, settings: string): Command {
  const loreview = new Command('loreview')
    .description('A review dashboard for patch series that live on mailing lists.')
    .version(version())
    .addHelpText('after', `\nSettings, by environment:\n${settings}\n\n${exitCodesHelp}`)
    .showHelpAfterError('(loreview --help tells more)')
    .exitOverride();
  const ended = (code: number): void => {
    process.exitCode = code;
  };

  loreview
    .command('serve')
    .description(
      'bring up the database, the worker and the web server, until Ctrl-C (`npm start` is the same)',
    )
    .option('--port <number>', 'port of the web server (default: 3000)')
    .option('--host <address>', 'address to listen on (default: 127.0.0.1)')
    .option('--follow <link>', 'what a fresh install follows (default: the iopf series)')
    .option('--no-follow', 'a fresh install follows nothing')
    .addHelpText(
      'after',
      `\nSettings, by environment (an option outranks them):\n${settings}\n\n${exitCodesHelp}`,
    )
    .action(async (options: { port?: string; host?: string; follow?: string | boolean }) => {
      const { serve } = await import('./serve');
      const { follow, ...rest } = options;
      ended(
        await serve(
          {
            ...rest,
            ...(follow === false ? { follow } : typeof follow === 'string' && { follow }),
          },
          prepare,
        ),
      );
    });

  loreview
    .command('pull')
    .description('follow a series and pull every version of it now')
    .argument('<link-or-message-id...>', 'a link to any mail of it, as people paste them, or its Message-ID')
    .addHelpText('after', `\n${exitCodesHelp}`)
    .action(async (links: string[]) => ended(await (await import('./pull')).pull(links)));

  loreview
    .command('import')
    .description('store the mails of files and derive their series')
    .argument(
      '<file-or-folder...>',
      'mbox (mboxrd, mboxo), mail, either gzipped, a maildir, a folder of these; - reads standard input',
    )
    .addHelpText('after', `\n${exitCodesHelp}`)
    .action(async (paths: string[]) => ended(await (await import('./import')).importFiles(paths)));

  loreview
    .command('analyse')
    .description('tell what mail files say, without database and network')
    .argument('<file-or-folder...>', 'as for import')
    .option('--json', 'print the review bundle (loreview-bundle/1)', false)
    .option('--at <time>', 'leave out mail dated later, and take that moment for now (ISO 8601)', moment)
    .option(
      '--git <[name=]path[#branch]>',
      "a local clone in which to look for the patches; mainline, next and stable say what they are, other names a maintainer's tree. May be given several times",
      (tree: string, before: readonly string[]) => [...before, tree],
      [] as readonly string[],
    )
    .option('--maintainers <path>', 'a MAINTAINERS file, or a kernel tree: who looks after the files')
    .addHelpText('after', `\n${exitCodesHelp}`)
    .action(
      async (
        paths: string[],
        options: { json: boolean; at?: Date; git: readonly string[]; maintainers?: string },
      ) => {
        const { json, at, git, maintainers } = options;
        ended(await (await import('./analyse')).analyseFiles(paths, { json, at, git, maintainers }));
      },
    );

  loreview
    .command('rebuild')
    .description('derive everything again from the stored mail; mail, follows and corrections stay')
    .addHelpText('after', `\n${exitCodesHelp}`)
    .action(async () => ended(await (await import('./rebuild')).rebuildAll()));

  loreview
    .command('git')
    .description(
      'look now for what is new in the local clones of LOREVIEW_GIT, else in those that were read before; nothing is fetched into them',
    )
    .option('--forget <name>', 'forget a tree and what was read of it, instead; nothing else does that')
    .addHelpText('after', `\n${exitCodesHelp}`)
    .action(async ({ forget }: { forget?: string }) => {
      const { forgetClone, readClones } = await import('./git');
      ended(await (forget === undefined ? readClones() : forgetClone(forget)));
    });

  loreview
    .command('doctor')
    .description('say what is installed, reachable and migrated')
    .addHelpText('after', `\n${exitCodesHelp}`)
    .action(async () => ended(await (await import('./doctor')).doctor()));

  addReport(loreview, ended);
  addCorrections(loreview, ended);
  return loreview;
}

function addReport(loreview: Command, ended: (code: number) => void): void {
  const each = (value: string, before: readonly string[]) => [...before, value];
  loreview
    .command('report')
    .description('say what moved, what landed, what came in and what is stuck, ready for a mail')
    .option('--since <time>', 'how far back: 7d, 2w, or a day (ISO 8601); a week when it is not said', since)
    .addOption(
      new Option('--format <format>', 'how it is written')
        .choices(['text', 'markdown', 'html'])
        .default('text'),
    )
    .option('--view <name>', 'a filter that is kept under this name (/triage)')
    .option('--list <id>', 'series on this list; may be given several times', each, [] as readonly string[])
    .option(
      '--person <words>',
      'a part of a name or address; may be given several times',
      each,
      [] as readonly string[],
    )
    .addOption(
      new Option('--as <part>', 'what the people have to do with them')
        .choices(['author', 'any'])
        .default('author'),
    )
    .option(
      '--label <label>',
      'series with this label; may be given several times',
      each,
      [] as readonly string[],
    )
    .addHelpText('after', `\n${exitCodesHelp}`)
    .action(async (options: Omit<ReportOptions, 'since'> & { since?: Date }) =>
      ended(
        await (await import('./report')).report({ ...options, since: options.since ?? since(usualSince) }),
      ),
    );
}

/** "7d", "2w", or a moment that has been. */
function since(text: string): Date {
  const read = readSince(text, new Date());
  if ('why' in read) throw new InvalidArgumentError(read.why);
  return read.at;
}

function addCorrections(loreview: Command, ended: (code: number) => void): void {
  const correct = loreview
    .command('correct')
    .description('record a correction; it outranks what is inferred and survives every rebuild');
  const author = ['--author <name>', 'who says so (default: your user name)'] as const;
  const reason = ['--reason <text>', 'why'] as const;
  type Options = { author?: string; reason?: string };
  correct
    .command('join')
    .description('the postings of these two mails are versions of one series')
    .argument('<a>', 'link or Message-ID')
    .argument('<b>', 'link or Message-ID')
    .option(...author)
    .option(...reason)
    .action(async (a: string, b: string, options: Options) =>
      ended(await (await import('./correct')).correct({ kind: 'join', a, b }, options)),
    );
  correct
    .command('split')
    .description('the posting of this mail is no version of the series it stands in')
    .argument('<mail>', 'link or Message-ID')
    .option(...author)
    .option(...reason)
    .action(async (posting: string, options: Options) =>
      ended(await (await import('./correct')).correct({ kind: 'split', posting }, options)),
    );
  correct
    .command('version')
    .description('the posting of this mail is this version of its series')
    .argument('<mail>', 'link or Message-ID')
    .argument('<label>', 'RFC, v2, v2.1, "RFC PREVIEW", "v3 RESEND"')
    .option('--after <mail>', 'it stands right after the version of this mail')
    .option(...author)
    .option(...reason)
    .action(async (posting: string, label: string, { after, ...options }: Options & { after?: string }) =>
      ended(await (await import('./correct')).correct({ kind: 'version', posting, label, after }, options)),
    );
  correct
    .command('undo')
    .description('take a correction back')
    .argument('<number>', 'as it was told when it was recorded')
    .option(...author)
    .option(...reason)
    .action(async (number: string, options: Options) =>
      ended(await (await import('./correct')).correct({ kind: 'undo', number }, options)),
    );
}

/** A date, or a date and time; without a zone it is UTC. */
function moment(text: string): Date {
  const date = isoMoment(text);
  if (!date)
    throw new InvalidArgumentError('It is no ISO 8601 time, such as 2024-11-04 or 2024-11-04T12:00:00Z.');
  return date;
}

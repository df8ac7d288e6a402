import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { placeOf, shallowMark, tipOf, TreeProblem } from '../../lib/forge/index';
import { z } from 'zod';
import { GithubFailure, openGithub } from '../../lib/github/index';
import { ArchiveFailure, openArchive, parseLink } from '../../lib/inbox/index';
import type { TreeRole } from '../../lib/progress/index';
import {
  borrowDatabase,
  clusterMajor,
  findBinaries,
  openPlace,
  readConfig,
  runningCluster,
  servingNow,
  ServerProblem,
  type Config,
  type Place,
} from '../../lib/server/index';
import { missingMigrations, MigrationProblem } from '../../lib/store/index';
import { exitCodes } from './exitCodes';
import { archiveConfig, githubConfig, version } from './program';
import { migrationsFolder } from './withDatabase';

interface Finding {
  /** `note`: optional, or not there yet. */
  readonly level: 'ok' | 'note' | 'problem';
  readonly what: string;
  readonly how: string;
}

/** `loreview doctor`: what is installed, reachable and migrated. Nothing is changed. */
export async function doctor(): Promise<number> {
  const config = readConfig(process.env);
  const findings: Finding[] = [];
  const tell = (level: Finding['level'], what: string, how: string): void => {
    findings.push({ level, what, how });
    const mark = { ok: 'ok     ', note: '-      ', problem: 'PROBLEM' }[level];
    process.stdout.write(`${mark}  ${what.padEnd(12)}  ${how}\n`);
  };
  tell('ok', 'loreview', version());
  tell('ok', 'node', `${process.versions.node} (${process.execPath})`);
  const place = openPlace(config);
  tell('ok', 'data', place.directory);
  for (const note of place.notes) tell('note', 'data', note);
  const server = servingNow(place);
  if (server) tell('ok', 'server', `runs as process ${server.pid} on ${server.url}`);
  else tell('note', 'server', 'does not run; `npm start` starts it');
  await checkDatabase(place, config, tell);
  await checkArchive(place, config, tell);
  await checkTrees(config, tell);
  await checkGithub(config, tell);
  checkProgram('chromium', 'only tests of the pages need it', tell);
  checkProgram('public-inbox-httpd', 'only tests of pulling need it', tell);
  return findings.some(({ level }) => level === 'problem') ? exitCodes.failed : exitCodes.ok;
}

type Tell = (level: Finding['level'], what: string, how: string) => void;

async function checkDatabase(place: Place, config: Config, tell: Tell): Promise<void> {
  try {
    if (config.databaseUrl === undefined) {
      const { version, origin, initdb } = await findBinaries(place, clusterMajor(place));
      tell(
        'ok',
        'postgresql',
        `${version}, of ${origin === 'npm package' ? 'the npm package' : `this system (${initdb})`}`,
      );
      if (clusterMajor(place) === undefined) {
        tell('note', 'database', 'not made yet; the first start makes it');
        return;
      }
      if (runningCluster(place) === undefined) tell('note', 'database', 'did not run; started for this look');
    }
    const borrowed = await borrowDatabase(place, config.databaseUrl, () => undefined);
    try {
      tell('ok', 'database', borrowed.isEmbedded ? place.cluster : 'the one DATABASE_URL names is reachable');
      const missing = await missingMigrations(borrowed.url, migrationsFolder);
      if (missing.length === 0) tell('ok', 'schema', 'up to date');
      else tell('note', 'schema', `the next start applies ${missing.join(', ')}`);
    } finally {
      await borrowed.giveBack();
    }
  } catch (error) {
    if (!(error instanceof ServerProblem) && !(error instanceof MigrationProblem)) throw error;
    tell('problem', 'database', error.message);
  }
}

/** One request, for a thread that the first archive is likely to have; "not found" is an answer too. */
async function checkArchive(place: Place, config: Config, tell: Tell): Promise<void> {
  const link = parseLink(config.follow ?? 'nobody@nowhere.invalid', config.archives);
  if (link.kind === 'problem') {
    tell('problem', 'archive', `LOREVIEW_FOLLOW: ${link.why}`);
    return;
  }
  const archive = openArchive({ ...archiveConfig(config, place.directory), tries: 1, cacheFor: 0 });
  const where = config.archives.join(', ');
  try {
    const mails = await archive.thread(link.messageId, link.list);
    tell('ok', 'archive', `${where} answers (a thread of ${mails.length} mails)`);
  } catch (error) {
    if (!(error instanceof ArchiveFailure)) throw error;
    if (error.kind === 'not-found') tell('ok', 'archive', `${where} answers`);
    else tell('problem', 'archive', `${where}: ${error.message}`);
  } finally {
    await archive.close();
  }
}

/** Each local clone: whether it can be read, and what branch and history it has. */
async function checkTrees(config: Config, tell: Tell): Promise<void> {
  if (config.trees.length === 0)
    tell('note', 'git', 'LOREVIEW_GIT names no local clone; how far patches came is told by mail');
  for (const tree of config.trees) {
    try {
      const [tip, shallow] = [await tipOf(tree), await shallowMark(tree)];
      const history = shallow === '' ? '' : '; it is shallow: older commits are not found in it';
      tell(
        'ok',
        tree.name,
        `${placeOf(tree)} stands at ${tip.slice(0, 12)} (${roleNames[tree.role]})${history}`,
      );
    } catch (error) {
      if (!(error instanceof TreeProblem)) throw error;
      tell('problem', tree.name, error.message);
    }
  }
}

const roleNames: Readonly<Record<TreeRole, string>> = {
  maintainer: "a maintainer's tree",
  next: 'linux-next',
  mainline: 'mainline',
  stable: 'a stable tree',
};
/** One request, which GitHub does not count. What it does not answer is no problem: mail tells most of it. */
async function checkGithub(config: Config, tell: Tell): Promise<void> {
  const asked = githubConfig(config);
  if (!asked) {
    tell('note', 'github', 'never asked (LOREVIEW_GITHUB=off)');
    return;
  }
  const nothingKept = { recall: () => Promise.resolve(undefined), keep: () => Promise.resolve() };
  const github = openGithub(asked, nothingKept);
  try {
    const { resources } = await github.ask('GET /rate_limit', {}, RateLimit);
    const told = Object.entries(resources).map(
      ([name, { limit, remaining, reset }]) =>
        `${remaining} of ${limit} ${name === 'core' ? 'questions' : 'searches'} left until ${new Date(reset * 1_000).toISOString().slice(11, 16)} UTC`,
    );
    tell(
      'ok',
      'github',
      `${asked.host} answers${asked.token === undefined ? ', without GITHUB_TOKEN' : ''}: ${told.join(', ')}`,
    );
  } catch (error) {
    if (!(error instanceof GithubFailure)) throw error;
    // What an Enterprise server says that counts nothing (docs.github.com/rest/rate-limit).
    if (error.kind === 'not-found') tell('ok', 'github', `${asked.host} answers, and has no limits`);
    else
      tell('note', 'github', `${error.message} Where patches landed is told by mail and local clones alone`);
  } finally {
    await github.close();
  }
}

const Allowance = z.object({ limit: z.number(), remaining: z.number(), reset: z.number() });
const RateLimit = z.object({ resources: z.object({ core: Allowance, search: Allowance }) });

function checkProgram(name: string, why: string, tell: Tell): void {
  const path = (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find(isExecutable);
  if (path === undefined) tell('note', name, `not installed; ${why}`);
  else tell('ok', name, path);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

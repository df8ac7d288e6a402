import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { z } from 'zod';
import {
  githubAt,
  parsePages,
  parseTrees,
  repositoriesIn,
  type SearchedRepository,
  type Tree,
} from '../forge/index';

/** Everything Loreview can be told from outside: by the environment, some of it by an option of `serve` too. */
export interface Config {
  /** Absolute. Undefined: nobody chose one, see `defaultDataDirectory`. */
  readonly dataDirectory: string | undefined;
  /** A PostgreSQL server of the operator's; undefined: Loreview runs its own. */
  readonly databaseUrl: string | undefined;
  /** Origins of public-inbox archives, the only servers ever asked. */
  readonly archives: readonly string[];
  /** Mail address or page of whoever runs this, sent to archives in the User-Agent. */
  readonly contact: string | undefined;
  /** What a fresh install follows: a link or Message-ID; undefined: nothing. */
  readonly follow: string | undefined;
  /** Absolute: a MAINTAINERS file or a kernel tree; undefined: nobody is listed for files. */
  readonly maintainers: string | undefined;
  /** Local clones in which patches are looked for, with absolute paths. */
  readonly trees: readonly Tree[];
  /** The GitHub that may be asked, and in which of its repositories patches are looked for; undefined: it is never asked. */
  readonly github: GithubSettings | undefined;
  /** Weeks without a word after which a series counts as stalled; undefined: the default of lib/progress. */
  readonly stalledWeeks: number | undefined;
  /** Origin under which readers reach it, for links in feeds and reports; undefined: that of each request. */
  readonly url: string | undefined;
  readonly port: number;
  readonly host: string;
  /** Names, besides the machine's own, that browsers may ask for it by. */
  readonly hosts: readonly string[];
}

export interface GithubSettings {
  /** As links name it. */
  readonly host: string;
  readonly api: string;
  readonly token: string | undefined;
  readonly repositories: readonly SearchedRepository[];
}

/** The RFC of the iopf series, from which its versions 1 to 4 are found. */
const firstSeries = '20240826-iopf-for-all-v1-0-59174e6a7528@samsung.com';

const port = z.coerce
  .number('is no number')
  .int('is no whole number')
  .min(1, 'is below 1')
  .max(65535, 'is above 65535');

const hostName = z.string().regex(/^[0-9a-z_](?:[0-9a-z._-]{0,253}[0-9a-z_])?$/i, 'is no host name');

const origin = z.string().transform((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (
    url !== undefined &&
    /^https?:$/.test(url.protocol) &&
    url.pathname === '/' &&
    !url.search &&
    !url.username
  )
    return url.origin;
  context.addIssue(`"${text}" is no origin such as https://lore.kernel.org (no path, no user name)`);
  return z.NEVER;
});

/** A text that a function reads, or says why it cannot. */
function readWith<Value extends object>(read: (text: string) => Value | Refused) {
  return z.string().transform((text, context) => {
    const value = read(text);
    if (!isRefused(value)) return value;
    context.addIssue(value.why);
    return z.NEVER;
  });
}

interface Refused {
  readonly why: string;
}

function isRefused(value: object): value is Refused {
  return 'why' in value;
}

/** What is said of the whole of a setting; else it is a sentence of its own, about a part of it that it names. */
const isSaidOfAll = /^(?:is|begins) /;

/** Each setting: how it is read, and the line of help that says what it does. */
const settings = {
  LOREVIEW_DATA: {
    help: 'folder for everything Loreview keeps (default: $XDG_DATA_HOME/loreview, that is ~/.local/share/loreview)',
    read: z.string().transform((path) => (isAbsolute(path) ? path : resolve(path))),
  },
  DATABASE_URL: {
    help: 'a PostgreSQL (15 or newer) to use instead of the embedded one: postgresql://user:password@host/database',
    read: z.string().regex(/^postgres(?:ql)?:\/\//, 'begins with neither postgresql:// nor postgres://'),
  },
  LOREVIEW_ARCHIVES: {
    help: 'archives that may be asked, with commas between; the first is asked first (default: https://lore.kernel.org)',
    read: z
      .string()
      .transform((list) => list.split(',').map((one) => one.trim()))
      .pipe(z.array(origin)),
  },
  LOREVIEW_CONTACT: {
    help: 'your mail address or page; archives see it in the User-Agent and can reach you before they block you',
    read: z.string().regex(/^[\x20-\x7e]{1,200}$/, 'is not one short line of plain ASCII'),
  },
  LOREVIEW_FOLLOW: {
    help: 'link or Message-ID a fresh install follows, or "none" (default: the iopf series)',
    read: z.string().transform((link) => (link.toLowerCase() === 'none' ? undefined : link)),
  },
  LOREVIEW_MAINTAINERS: {
    help: 'a MAINTAINERS file, or a kernel tree: who looks after which files (default: none; the To: line tells)',
    read: z.string().transform((path) => (isAbsolute(path) ? path : resolve(path))),
  },
  LOREVIEW_GIT: {
    help: "local clones in which patches are looked for, with commas between: NAME=PATH or NAME=PATH#BRANCH; mainline, next and stable say what they are, other names a maintainer's tree",
    read: readWith(parseTrees).transform((trees) =>
      trees.map((tree) => ({ ...tree, path: resolve(tree.path) })),
    ),
  },
  LOREVIEW_GIT_PAGES: {
    help: 'where the pages of their commits are, with commas between: NAME=URL, {commit} in it for the hash, which else comes last',
    read: readWith(parsePages),
  },
  LOREVIEW_GITHUB: {
    help: '"off": GitHub is never asked (default: on; followed series only, at most once a day)',
    read: z
      .string()
      .toLowerCase()
      .pipe(z.enum(['on', 'off'], 'is neither on nor off')),
  },
  LOREVIEW_GITHUB_URL: {
    help: 'the GitHub to ask: https://HOST of an Enterprise server, or HOST=URL for a proxy of its interface (default: https://github.com)',
    read: z.string().transform((text, context) => {
      const at = githubAt(text);
      if (at) return at;
      context.addIssue('is no address of a GitHub such as https://github.example.org');
      return z.NEVER;
    }),
  },
  LOREVIEW_GITHUB_REPOS: {
    help: 'repositories in which patches are looked for, with commas between; stable=OWNER/NAME says what it is; "none" (default: torvalds/linux)',
    read: readWith(repositoriesIn),
  },
  GITHUB_TOKEN: {
    help: 'raises what GitHub may be asked from 60 to 5,000 questions an hour; it needs no rights',
    read: z.string().regex(/^[\x21-\x7e]{1,500}$/, 'is no token'),
  },
  LOREVIEW_STALLED_WEEKS: {
    help: 'weeks without a word after which a series counts as stalled (default: 8)',
    read: z.coerce
      .number('is no number')
      .int('is no whole number')
      .min(1, 'is below 1')
      .max(520, 'is above 520'),
  },
  LOREVIEW_URL: {
    help: 'origin under which readers reach it, for links in feeds and reports (default: that of each request)',
    read: origin,
  },
  PORT: { help: 'port of the web server (default: 3000; also --port)', read: port },
  HOST: {
    help: 'address the web server listens on (default: 127.0.0.1; also --host). There is no sign-in: where others reach it, it is read-only',
    read: z.string().regex(/^[0-9a-z.:_-]{1,255}$/i, 'is no address or host name'),
  },
  LOREVIEW_HOSTS: {
    help: 'names under which browsers reach it, with commas between, without ports; addresses, localhost and HOST always do',
    read: z
      .string()
      .transform((list) => list.split(',').map((one) => one.trim()))
      .pipe(z.array(hostName)),
  },
} as const;

/** A setting that cannot be used; the message names it, its value and what is wrong. */
export class ConfigProblem extends Error {}

/**
 * Reads settings out of an environment; an empty value is the same as none. `given` are options of the command line
 * and outrank it. Throws ConfigProblem naming every setting that is wrong.
 */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>>,
  given: { readonly port?: string; readonly host?: string; readonly follow?: string } = {},
): Config {
  const problems: string[] = [];
  function setting<T>(
    name: keyof typeof settings,
    option: string | undefined,
    type: z.ZodType<T>,
  ): T | undefined {
    const text = option ?? environment[name]?.trim();
    if (text === undefined || text === '') return undefined;
    const found = type.safeParse(text);
    if (found.success) return found.data;
    const what = found.error.issues.map((issue) => issue.message).join('; ');
    const named = option === undefined ? name : `--${name.toLowerCase()}`;
    problems.push(isSaidOfAll.test(what) ? `${named} "${shown(name, text)}" ${what}` : `${named}: ${what}`);
    return undefined;
  }
  const follow = given.follow ?? environment['LOREVIEW_FOLLOW']?.trim();
  const config: Config = {
    dataDirectory: setting('LOREVIEW_DATA', undefined, settings.LOREVIEW_DATA.read),
    databaseUrl: setting('DATABASE_URL', undefined, settings.DATABASE_URL.read),
    archives: setting('LOREVIEW_ARCHIVES', undefined, settings.LOREVIEW_ARCHIVES.read) ?? [
      'https://lore.kernel.org',
    ],
    contact: setting('LOREVIEW_CONTACT', undefined, settings.LOREVIEW_CONTACT.read),
    follow: follow ? settings.LOREVIEW_FOLLOW.read.parse(follow) : firstSeries,
    maintainers: setting('LOREVIEW_MAINTAINERS', undefined, settings.LOREVIEW_MAINTAINERS.read),
    trees: treeSettings(setting),
    github: githubSettings(setting),
    stalledWeeks: setting('LOREVIEW_STALLED_WEEKS', undefined, settings.LOREVIEW_STALLED_WEEKS.read),
    url: setting('LOREVIEW_URL', undefined, settings.LOREVIEW_URL.read),
    port: setting('PORT', given.port, settings.PORT.read) ?? 3000,
    host: setting('HOST', given.host, settings.HOST.read) ?? '127.0.0.1',
    hosts: setting('LOREVIEW_HOSTS', undefined, settings.LOREVIEW_HOSTS.read) ?? [],
  };
  if (problems.length > 0) throw new ConfigProblem(problems.join('\n'));
  return config;
}

type Setting = <T>(
  name: keyof typeof settings,
  option: string | undefined,
  type: z.ZodType<T>,
) => T | undefined;

function treeSettings(setting: Setting): readonly Tree[] {
  const trees = setting('LOREVIEW_GIT', undefined, settings.LOREVIEW_GIT.read) ?? [];
  const pages = setting('LOREVIEW_GIT_PAGES', undefined, settings.LOREVIEW_GIT_PAGES.read);
  return trees.map((tree) => {
    const page = pages?.get(tree.name);
    return page === undefined ? tree : { ...tree, pages: page };
  });
}

function githubSettings(setting: Setting): GithubSettings | undefined {
  const at = setting('LOREVIEW_GITHUB_URL', undefined, settings.LOREVIEW_GITHUB_URL.read) ?? {
    host: 'github.com',
    api: 'https://api.github.com',
  };
  const repositories = setting('LOREVIEW_GITHUB_REPOS', undefined, settings.LOREVIEW_GITHUB_REPOS.read) ?? [
    { name: 'torvalds/linux', role: 'mainline' },
  ];
  const token = setting('GITHUB_TOKEN', undefined, settings.GITHUB_TOKEN.read);
  const isOn = setting('LOREVIEW_GITHUB', undefined, settings.LOREVIEW_GITHUB.read) !== 'off';
  return isOn ? { ...at, token, repositories } : undefined;
}

/** A database URL may hold a password and a token is one, which belong in no message. */
function shown(name: keyof typeof settings, text: string): string {
  if (name === 'GITHUB_TOKEN') return '***';
  return name === 'DATABASE_URL' ? text.replace(/:[^:@/]*@/, ':***@') : text;
}

/** The settings as lines for --help. */
export function settingsHelp(): string {
  const width = Math.max(...Object.keys(settings).map((name) => name.length));
  return Object.entries(settings)
    .map(([name, { help }]) => `  ${name.padEnd(width)}  ${help}`)
    .join('\n');
}

/** Where data goes when nobody chose: the XDG Base Directory Specification; on macOS the system's own place. */
export function defaultDataDirectory(
  environment: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform = process.platform,
  home: string = homedir(),
): string {
  const xdg = environment['XDG_DATA_HOME'];
  if (xdg !== undefined && isAbsolute(xdg)) return join(xdg, 'loreview');
  return platform === 'darwin'
    ? join(home, 'Library', 'Application Support', 'loreview')
    : join(home, '.local', 'share', 'loreview');
}

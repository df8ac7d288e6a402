import { placeOf } from '../forge/index';
import type { Config } from './config';

/** What any program needs to find its way. */
const everyProgram = ['PATH', 'HOME', 'USER', 'LOGNAME', 'LANG', 'LC_ALL', 'TZ', 'TMPDIR'];
/** What a program needs that asks other servers: how this machine reaches them. */
const network = [
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
  'http_proxy',
  'https_proxy',
  'no_proxy',
  'NODE_EXTRA_CA_CERTS',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
];

type Environment = Readonly<Record<string, string | undefined>>;

/** The web server's environment: the database, which archives may be linked to, who can reach it, and no secret of the operator's shell. */
export function webEnvironment(
  environment: Environment,
  config: Config,
  databaseUrl: string,
): Record<string, string> {
  return {
    ...picked(environment, everyProgram),
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    DATABASE_URL: databaseUrl,
    LOREVIEW_ARCHIVES: config.archives.join(','),
    LOREVIEW_BOUND_TO: config.host,
    LOREVIEW_HOSTS: [config.host, ...config.hosts].join(','),
    ...githubEnvironment(config.github),
    ...(config.maintainers !== undefined && { LOREVIEW_MAINTAINERS: config.maintainers }),
    ...(config.stalledWeeks !== undefined && { LOREVIEW_STALLED_WEEKS: String(config.stalledWeeks) }),
    ...(config.url !== undefined && { LOREVIEW_URL: config.url }),
  };
}

/** The worker's environment: the same, and what it needs to ask archives and to read clones. */
export function workerEnvironment(
  environment: Environment,
  config: Config,
  databaseUrl: string,
): Record<string, string> {
  return {
    ...webEnvironment(environment, config, databaseUrl),
    ...picked(environment, network),
    ...(config.trees.length > 0 && {
      LOREVIEW_GIT: config.trees.map((tree) => `${tree.name}=${placeOf(tree)}`).join('\n'),
    }),
    ...(config.trees.some(({ pages }) => pages !== undefined) && {
      LOREVIEW_GIT_PAGES: config.trees
        .flatMap(({ name, pages }) => (pages === undefined ? [] : [`${name}=${pages ?? 'none'}`]))
        .join('\n'),
    }),
    ...(config.contact !== undefined && { LOREVIEW_CONTACT: config.contact }),
    ...(config.github?.token !== undefined && { GITHUB_TOKEN: config.github.token }),
  };
}

/** Which GitHub is asked, if any: the pages say so, and link to it. */
function githubEnvironment(github: Config['github']): Record<string, string> {
  if (!github) return { LOREVIEW_GITHUB: 'off' };
  return {
    LOREVIEW_GITHUB: 'on',
    LOREVIEW_GITHUB_URL: `${github.host}=${github.api}`,
    LOREVIEW_GITHUB_REPOS: github.repositories.map(({ name, role }) => `${role}=${name}`).join(',') || 'none',
  };
}

function picked(environment: Environment, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = environment[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

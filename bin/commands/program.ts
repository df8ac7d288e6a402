import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ArchiveConfig } from '../../lib/inbox/index';
import type { GithubInUse } from '../../lib/ingest/index';
import type { Config } from '../../lib/server/index';

/** The folder this program lies in. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** As package.json has it. */
export function version(): string {
  return (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version;
}

/** How archives are asked, from the settings and the data directory, where answers are kept for a while. */
export function archiveConfig(config: Config, dataDirectory: string): ArchiveConfig {
  return {
    origins: config.archives,
    version: version(),
    contact: config.contact,
    cache: join(dataDirectory, 'archive-cache'),
  };
}

/** How GitHub is asked, from the settings; undefined: not at all. */
export function githubConfig(config: Config): GithubInUse | undefined {
  return config.github && { ...config.github, version: version(), contact: config.contact };
}

/** Makes what a command needs and is missing or out of date; see setup.mjs. */
export type Prepare = (
  wanted: readonly 'pages'[],
  options?: { readonly isServing?: boolean },
) => Promise<void>;

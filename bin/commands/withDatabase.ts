import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import {
  borrowDatabase,
  openPlace,
  readConfig,
  servingNow,
  type Config,
  type Place,
} from '../../lib/server/index';
import { useMaintainers, useTrees } from '../../lib/ingest/index';
import { closeStore, maintainersRead, migrate, openStore } from '../../lib/store/index';
import { CommandProblem } from './exitCodes';
import { say } from './terminal';

export const migrationsFolder = fileURLToPath(new URL('../../prisma/migrations', import.meta.url));

/** Milliseconds that a statement under way may still take after Ctrl-C. One that waits for somebody else takes for ever. */
const longestGoodbye = 1_000;

export interface CommandContext {
  readonly config: Config;
  readonly place: Place;
}

/**
 * Runs a command that needs the database: starts the embedded one when no server runs, and stops it afterwards when
 * nobody else uses it. Ctrl-C gives it back too, whatever is under way: what is not yet stored in whole is not stored.
 */
export async function withDatabase<T>(work: (context: CommandContext) => Promise<T>): Promise<T> {
  const config = readConfig(process.env);
  const place = openPlace(config);
  for (const note of place.notes) say(`  ${note}`);
  const server = servingNow(place);
  if (server !== undefined && config.databaseUrl === undefined && !server.isEmbedded)
    throw new CommandProblem(
      `the Loreview that runs as process ${server.pid} uses the database of its DATABASE_URL; set the same one for this command.`,
    );
  const borrowed = await borrowDatabase(place, config.databaseUrl, (what) => say(`  ${what}`));
  const giveBack = once(async (longest?: number) => {
    const closed = closeStore().catch(() => undefined);
    await (longest === undefined
      ? closed
      : Promise.race([closed, sleep(longest, undefined, { ref: false })]));
    await borrowed.giveBack();
  });
  const stop = (signal: NodeJS.Signals): void => {
    void giveBack(longestGoodbye).finally(() => process.exit(signal === 'SIGINT' ? 130 : 143));
  };
  process.on('SIGINT', stop).on('SIGTERM', stop).on('SIGHUP', stop);
  try {
    await migrate(borrowed.url, migrationsFolder);
    openStore(borrowed.url);
    // A command that was told of none derives as the server does.
    useMaintainers(config.maintainers ?? (await maintainersRead())?.path);
    useTrees(config.trees);
    return await work({ config, place });
  } finally {
    await giveBack();
    process.off('SIGINT', stop).off('SIGTERM', stop).off('SIGHUP', stop);
  }
}

function once<Given extends unknown[]>(work: (...given: Given) => Promise<void>) {
  let running: Promise<void> | undefined;
  return (...given: Given): Promise<void> => (running ??= work(...given));
}

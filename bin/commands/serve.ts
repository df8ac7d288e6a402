import { checkPort, openPlace, readConfig, takePlace, urlOf } from '../../lib/server/index';
import { CommandProblem, exitCodes } from './exitCodes';
import type { Prepare } from './program';

export interface ServeOptions {
  readonly port?: string;
  readonly host?: string;
  /** A link; false for --no-follow. */
  readonly follow?: string | false;
}

/**
 * `loreview serve`: everything that runs, until it is asked to end. What can be wrong with the call is found first:
 * settings, another Loreview on the same data, a taken port; then the pages are built, then things are started.
 */
export async function serve(options: ServeOptions, prepare: Prepare): Promise<number> {
  const config = readConfig(process.env, {
    ...(options.port !== undefined && { port: options.port }),
    ...(options.host !== undefined && { host: options.host }),
    ...(options.follow !== undefined && { follow: options.follow === false ? 'none' : options.follow }),
  });
  const place = openPlace(config);
  const url = urlOf(config.host, config.port);
  const lock = takePlace(place, { url, isEmbedded: config.databaseUrl === undefined });
  if (!('isHeld' in lock))
    throw new CommandProblem(
      `Loreview is already running as process ${lock.pid} on ${lock.url}, with its data in ${place.directory}.\n` +
        `Open that, or stop it first (kill ${lock.pid}). A second one needs its own LOREVIEW_DATA and --port.`,
      exitCodes.alreadyRunning,
    );
  try {
    await checkPort(config.host, config.port);
    await prepare(['pages'], { isServing: true });
    const { runMachine } = await import('./machine');
    return await runMachine({ config, place, url });
  } finally {
    lock.release();
  }
}

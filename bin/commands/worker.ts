import { startWorker, useGithub, useMaintainers, useTrees } from '../../lib/ingest/index';
import { readConfig } from '../../lib/server/index';
import { closeStore, openStore } from '../../lib/store/index';
import { archiveConfig, githubConfig } from './program';

/**
 * The worker process of `loreview serve`. It takes jobs until it is asked to end; a pull still running then is
 * left where it stands, and taken up at the next start.
 */
const longestStop = 1500;

const config = readConfig(process.env);
if (config.databaseUrl === undefined || config.dataDirectory === undefined)
  throw new Error(
    'The worker is started by `loreview serve`, which tells it DATABASE_URL and LOREVIEW_DATA.',
  );
openStore(config.databaseUrl);
useMaintainers(config.maintainers);
useTrees(config.trees);
useGithub(githubConfig(config));
const worker = await startWorker(archiveConfig(config, config.dataDirectory), (message) =>
  console.error(message),
);

let isStopping = false;
process.on('SIGTERM', () => {
  isStopping = true;
  setTimeout(() => process.exit(0), longestStop);
  void worker
    .stop()
    .then(closeStore)
    .then(() => process.exit(0));
});

await worker.ended;
if (!isStopping) throw new Error('The worker stopped taking jobs.');

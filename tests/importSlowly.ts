/** Stores mails one by one and says so after each; derives now and then. Made to be killed. */
import { deriveSeries } from '../lib/ingest/index';
import { closeStore, openStore } from '../lib/store/index';
import { importAll, mailsOf } from './database';

const [url, ...names] = process.argv.slice(2);
if (!url) throw new Error('The address of a database is missing.');
openStore(url);
for (const [index, mail] of (await mailsOf(...names)).entries()) {
  await importAll([mail]);
  process.stdout.write(`${mail.place}\n`);
  if (index % 4 === 3) await deriveSeries();
}
await closeStore();

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { borrowDatabase, openPlace } from '../lib/server/index';

/**
 * One PostgreSQL for all test files of a run: making one takes a second or two, and each file takes databases of its
 * own from it. A server that is named by LOREVIEW_TEST_DATABASE_URL is used as it is.
 */
export default async function setUp(): Promise<(() => Promise<void>) | undefined> {
  if (process.env['LOREVIEW_TEST_DATABASE_URL']) return undefined;
  const server = await startServer();
  await dontWaitForDisk(server.url);
  process.env['LOREVIEW_TEST_DATABASE_URL'] = server.url;
  return async () => {
    delete process.env['LOREVIEW_TEST_DATABASE_URL'];
    await server.stop();
  };
}

/** A PostgreSQL in a folder of its own, which goes with it. */
export async function startServer(): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'loreview-db-'));
  const { url, giveBack } = await borrowDatabase(
    openPlace({ dataDirectory: folder }),
    undefined,
    () => undefined,
  );
  return {
    url,
    async stop() {
      await giveBack('immediate');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What is lost when the machine loses power is thrown away after the tests anyway. */
async function dontWaitForDisk(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  for (const setting of ['fsync', 'full_page_writes', 'synchronous_commit'])
    await client.query(`ALTER SYSTEM SET ${setting} = off`);
  await client.query('SELECT pg_reload_conf()');
  await client.end();
}

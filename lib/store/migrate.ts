import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { locks } from './database';

/** The database and the program do not fit. The message says which side to change. */
export class MigrationProblem extends Error {
  override readonly name = 'MigrationProblem';
}

interface Applied {
  readonly migration_name: string;
  readonly checksum: string;
  readonly finished_at: Date | null;
}

/** Prisma's own table, as its engine makes it, so that `prisma migrate` accepts what is recorded here. */
const prismaTable = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL,
  "checksum" VARCHAR(64) NOT NULL,
  "finished_at" TIMESTAMPTZ,
  "migration_name" VARCHAR(255) NOT NULL,
  "logs" TEXT,
  "rolled_back_at" TIMESTAMPTZ,
  "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),
  "applied_steps_count" INTEGER NOT NULL DEFAULT 0
)`;

/**
 * Applies the migrations that are not applied yet, each in a transaction, under an advisory lock: two processes that
 * start at once wait for each other. Prisma's command line does the same, but needs an engine from the network.
 *
 * @param folder `prisma/migrations` of this program.
 * @returns Names of the migrations applied just now.
 * @throws {MigrationProblem} when an applied migration differs from its file, or the database knows one that the
 * program does not (it was made by a newer program).
 */
export async function migrate(url: string, folder: string): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [locks.migrate]);
    await client.query(prismaTable);
    const applied = await appliedMigrations(client);
    const files = await migrationFiles(folder);
    checkKnown(applied, files);
    const missing = files.filter((file) => !applied.has(file.name));
    for (const file of missing) await apply(client, file);
    return missing.map((file) => file.name);
  } finally {
    await client.end();
  }
}

/** Names of migrations that are in the folder and not in the database; for a report that changes nothing. */
export async function missingMigrations(url: string, folder: string): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ table: string | null }>(
      `SELECT to_regclass('_prisma_migrations')::text AS "table"`,
    );
    const applied = rows[0]?.table ? await appliedMigrations(client) : new Map<string, Applied>();
    const files = await migrationFiles(folder);
    checkKnown(applied, files);
    return files.filter((file) => !applied.has(file.name)).map((file) => file.name);
  } finally {
    await client.end();
  }
}

interface MigrationFile {
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

async function migrationFiles(folder: string): Promise<readonly MigrationFile[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(join(folder, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

async function appliedMigrations(client: pg.Client): Promise<ReadonlyMap<string, Applied>> {
  const { rows } = await client.query<Applied>(
    'SELECT migration_name, checksum, finished_at FROM "_prisma_migrations" WHERE rolled_back_at IS NULL',
  );
  return new Map(rows.filter((row) => row.finished_at).map((row) => [row.migration_name, row]));
}

function checkKnown(applied: ReadonlyMap<string, Applied>, files: readonly MigrationFile[]): void {
  const byName = new Map(files.map((file) => [file.name, file]));
  for (const { migration_name: name, checksum } of applied.values()) {
    const file = byName.get(name);
    if (!file)
      throw new MigrationProblem(
        `The database knows migration ${name}, which this program does not: it was used by a newer Loreview. Update the program.`,
      );
    if (file.checksum !== checksum)
      throw new MigrationProblem(
        `Migration ${name} was changed after it was applied to this database. Restore prisma/migrations/${name}/migration.sql.`,
      );
  }
}

async function apply(client: pg.Client, file: MigrationFile): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(file.sql);
    await client.query(
      'INSERT INTO "_prisma_migrations" (id, checksum, migration_name, started_at, finished_at, applied_steps_count) VALUES ($1, $2, $3, now(), now(), 1)',
      [randomUUID(), file.checksum, file.name],
    );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw new MigrationProblem(
      `Migration ${file.name} failed and was taken back: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
}

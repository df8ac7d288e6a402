import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseMail, splitMbox } from '../lib/mail/index';
import { findNewest } from '../lib/query/index';
import { readQuery } from '../lib/search/index';
import { pool } from '../lib/store/index';
import { fixture, importAll, mailsOf, startDatabase, useDatabase, type TestDatabase } from './database';
import { hasPublicInbox, startPublicInbox, type PublicInbox } from './publicInbox';

const threads = ['sample', 'nested-replies', 'trimmed-quotes', 'split-and-merged'] as const;
const now = new Date();

/** Queries that mean the same to public-inbox and to Loreview. Where they differ, docs/decisions/0008-search.md says how. */
const queries = [
  'bell',
  'ringing',
  'Ringing',
  'bell ring',
  'bell OR gate',
  'bell -ring',
  'bell NOT s:chime',
  '(ring OR gate) f:noor',
  '"ring the bell"',
  's:chime',
  's:"ring the bell"',
  's:(bell OR gate)',
  'f:noor',
  'f:haddad f:noor',
  't:example',
  'c:example',
  'tc:example',
  'a:noor',
  'nq:bell',
  'q:bell',
  'b:"the bell"',
  'bs:chime',
  'dfn:chime.c',
  'dfn:drivers/chime/chime.c',
  'dfb:EAGAIN',
  'dfb:return',
  'dfa:return',
  'dfctx:mutex_lock',
  'chime_*',
  'return',
  'EBUSY OR EAGAIN',
  'd:20240601..20240605',
  'd:20240610..',
  'd:..20240605',
  'bell d:20240601..20240630',
  'nowhere_to_be_found',
] as const;

describe.skipIf(!hasPublicInbox)('public-inbox finds the same', () => {
  let server: TestDatabase;
  let inbox: PublicInbox;
  beforeAll(async () => {
    inbox = await startPublicInbox({ threads: threads.map(fixture) });
    server = await startDatabase();
    await useDatabase(await server.fresh());
    await importAll(await mailsOf(...threads));
  });
  afterAll(async () => {
    await inbox.stop();
    await server.stop();
  });

  /** All it finds, as the mbox it gives for a search. */
  async function theirs(query: string): Promise<readonly string[]> {
    const response = await fetch(
      `${inbox.origin}/all/?${new URLSearchParams({ q: query, x: 'm' }).toString()}`,
      {
        method: 'POST',
      },
    );
    if (response.status === 404) return [];
    expect(response.status).toBe(200);
    const bytes = new Uint8Array(await response.arrayBuffer());
    // Fetch takes the compression of the answer away, but not that of the file.
    const mbox = bytes[0] === 0x1f ? gunzipSync(bytes) : Buffer.from(bytes);
    const ids: string[] = [];
    async function* chunks() {
      yield mbox;
    }
    for await (const { raw } of splitMbox(chunks())) ids.push((await parseMail(raw)).id);
    return ids.sort();
  }

  async function ours(text: string): Promise<readonly string[]> {
    const query = readQuery(text, now);
    if (query.kind === 'problem') throw new Error(query.what);
    const found = await findNewest('mails', query.tree, 1_000, undefined);
    if ('kind' in found) throw new Error('The search was stopped.');
    const { rows } = await pool().query<{ message_id: string }>(
      'SELECT message_id FROM mail WHERE raw_id = ANY($1::bigint[]) ORDER BY message_id',
      [found.map(({ key }) => key[0])],
    );
    return rows.map((row) => row.message_id).sort();
  }

  let withResults = 0;
  test.each(queries)('%s', async (query) => {
    const expected = await theirs(query);
    if (expected.length > 0) withResults += 1;
    expect(await ours(query)).toEqual(expected);
  });

  test('most of these queries find something', () => {
    expect(withResults).toBeGreaterThan(queries.length * 0.8);
  });
});

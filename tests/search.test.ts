import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deriveSeries, prepareQueue } from '../lib/ingest/index';
import { parseMail, type Mail } from '../lib/mail/index';
import {
  explainSearch,
  findNewest,
  findPersonPage,
  findSearchPage,
  findSuggestions,
  stageOrder,
  stalledAfterWeeks,
  states,
  turnWords,
  type Found,
  type SearchAsked,
} from '../lib/query/index';
import { fieldNamed, readQuery, type Tree } from '../lib/search/index';
import { fillWords, lacksWords, pool } from '../lib/store/index';
import { readPacked } from '../lib/threads/index';
import { importAll, mailsOf, startDatabase, useDatabase, type TestDatabase } from './database';
import { isFoundNaively } from './naiveSearch';

const threads = [
  'sample',
  'nested-replies',
  'mailers',
  'trimmed-quotes',
  'split-and-merged',
  'bot-reports',
  'attachment',
] as const;
const now = new Date('2026-01-01T00:00:00Z');
const present = { now, stalledAfterWeeks };

let server: TestDatabase;
let mails: readonly Mail[];
beforeAll(async () => {
  server = await startDatabase();
  await useDatabase(await server.fresh());
  await prepareQueue();
  const files = await mailsOf(...threads);
  await importAll(files);
  await deriveSeries();
  mails = await Promise.all(files.map(({ raw }) => parseMail(raw)));
});
afterAll(() => server.stop());

function treeOf(text: string): Tree {
  const query = readQuery(text, now);
  if (query.kind === 'problem') throw new Error(`${text}: ${query.what}`);
  return query.tree;
}

/** Message-IDs of everything that is found, a few a page, so that every page begins where the one before ended. */
async function found(tree: Tree, limit = 5): Promise<readonly string[]> {
  const all: Found[] = [];
  for (let after: Found | undefined; ;) {
    const page = await findNewest('mails', tree, limit, after, present);
    if ('kind' in page) throw new Error('The search was stopped.');
    all.push(...page);
    if (page.length < limit) break;
    after = page.at(-1);
  }
  const { rows } = await pool().query<{ message_id: string }>(
    'SELECT message_id FROM unnest($1::bigint[]) WITH ORDINALITY AS found(raw_id, place) JOIN mail USING (raw_id) ORDER BY place',
    [all.map(({ key }) => key[0])],
  );
  return rows.map((row) => row.message_id);
}

function naively(tree: Tree): readonly string[] {
  return mails.filter((mail) => isFoundNaively(mail, tree)).map(({ id }) => id);
}

const sorted = (ids: readonly string[]) => [...new Set(ids)].sort();

describe('a search finds what going through every mail finds', () => {
  test.each([
    'bell',
    'ringing',
    'Ringing',
    '"ring the bell"',
    'ring the bell',
    'chime_ring',
    'chime_*',
    's:chime',
    's:"ring the bell"',
    's:chime -f:haddad',
    'f:noor',
    't:example',
    'c:example.com',
    'tc:list',
    'a:noor',
    'l:chime',
    'm:chime-v1',
    'nq:bell',
    'q:bell',
    'b:bell',
    'bs:bell',
    'nq:bell -q:bell',
    'bell OR gate',
    '(bell OR gate) -s:re',
    'NOT bell',
    'NOT "ring the bell"',
    '"ring the bell" OR "the gate"',
    '-"ring the bell" bell',
    'd:2024-06..',
    'd:..20240601',
    'd:20240603',
    'bell d:2024-06',
    'bell OR d:2023',
    'EAGAIN',
    "don't",
    'nowhere_to_be_found',
  ])('%s', async (text) => {
    const tree = treeOf(text);
    expect(sorted(await found(tree))).toEqual(sorted(naively(tree)));
  });

  test('any query of words that stand in the mails', async () => {
    const lines = mails.flatMap(({ text, subject }) => [subject, ...text.split('\n')]);
    const known = [...new Set(lines.flatMap((line) => line.match(/[a-z_]{3,}/gi) ?? []))].filter(
      // Words that stand in the heads of diffs, which are no text.
      (word) => !/^(?:diff|git|index|null|dev|AND|NOT|OR|a|b)$/.test(word),
    );
    const phrases = lines
      .filter((line) => !/^[>@+\-di ]/.test(line))
      .flatMap((line) => line.match(/[a-z]{2,} [a-z]{2,}/g) ?? []);
    const word = fc.constantFrom(...known);
    const leaf = fc.oneof(
      word,
      word.map((one) => `${one.slice(0, 3)}*`),
      fc.constantFrom(...phrases).map((phrase) => `"${phrase}"`),
      fc
        .tuple(fc.constantFrom('s', 'f', 'b', 'nq', 'q', 'bs', 'a'), word)
        .map(([field, one]) => `${field}:${one}`),
    );
    const query = fc.letrec<{ tree: string; leaf: string }>((tie) => ({
      leaf,
      tree: fc.oneof(
        { maxDepth: 3 },
        tie('leaf'),
        fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => `(${a}) (${b})`),
        fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => `(${a}) OR (${b})`),
        tie('tree').map((one) => `-(${one})`),
      ),
    })).tree;
    await fc.assert(
      fc.asyncProperty(query, async (text) => {
        const tree = treeOf(text);
        expect(sorted(await found(tree, 23))).toEqual(sorted(naively(tree)));
      }),
      { numRuns: 150 },
    );
  });
});

describe('diffs, names and what Loreview knows', () => {
  const subjects = async (text: string, kind: SearchAsked['kind'] = 'mails') => {
    const page = await findSearchPage({ text, kind, order: 'newest', after: undefined, page: 1 }, present);
    if (page.kind !== 'found') throw new Error(`${text}: ${page.kind}`);
    return page.hits.map((hit) => hit.subject.map((piece) => piece.text).join(''));
  };

  test('lines of a diff by their sign, paths, hunk headings', async () => {
    // Whoever answers with a diff adds lines too.
    const adding = mails.filter(({ text }) => /^\+.*\beagain\b/im.test(text)).map(({ id }) => id);
    expect(adding.length).toBeGreaterThan(0);
    expect(sorted(await found(treeOf('dfb:EAGAIN')))).toEqual(sorted(adding));
    expect(await subjects('dfa:EAGAIN')).toEqual([]);
    const inFile = await subjects('dfn:drivers/chime/chime.c');
    expect(inFile.length).toBeGreaterThan(0);
    expect(await subjects('dfn:chime/drivers')).toEqual([]);
    expect((await subjects('dfctx:mutex*')).length).toBeGreaterThanOrEqual(0);
  });

  test('a patch by its patch-id, and by the beginning of it', async () => {
    const { rows } = await pool().query<{ patch_id: string; message_id: string }>(
      `SELECT patch_id, message_id FROM patch WHERE patch_id IS NOT NULL AND kind = 'held' LIMIT 1`,
    );
    const { patch_id: id = '', message_id: messageId = '' } = rows[0] ?? {};
    expect(await found(treeOf(`patchid:${id}`))).toContain(messageId);
    expect(await found(treeOf(`patchid:${id.slice(0, 12)}`))).toContain(messageId);
  });

  test('remarks by what they say and what became of them', async () => {
    const open = await findSearchPage(
      { text: 'is:open', kind: 'remarks', order: 'newest', after: undefined, page: 1 },
      present,
    );
    if (open.kind !== 'found') throw new Error(open.kind);
    const { rows } = await pool().query<{ count: string }>(
      `SELECT count(*) AS count FROM remark WHERE asks AND state IN ('open', 'answered', 'promised')`,
    );
    expect(open.hits.length).toBe(Math.min(50, Number(rows[0]?.count)));
    expect(open.hits.every((hit) => hit.block !== undefined && hit.state !== undefined)).toBe(true);
    const said = await findSearchPage(
      { text: 'error f:noor', kind: 'remarks', order: 'newest', after: undefined, page: 1 },
      present,
    );
    if (said.kind !== 'found') throw new Error(said.kind);
    expect(said.hits.length).toBeGreaterThan(0);
    for (const { lines } of said.hits)
      expect(lines.flatMap(({ pieces }) => pieces.filter((piece) => piece.isMatch)).length).toBeGreaterThan(
        0,
      );
  });

  test.each([
    ['is:patch', `kind = 'patch'`],
    ['is:cover', `kind = 'cover'`],
    ['is:reply', `kind = 'reply'`],
    ['turn:nobody', `series_id IN (SELECT id FROM series WHERE turn_on = 'nobody')`],
    ['NOT turn:nobody', `series_id NOT IN (SELECT id FROM series WHERE turn_on = 'nobody')`],
    [
      'state:resolved',
      `EXISTS (SELECT 1 FROM remark WHERE asks AND state = 'resolved' AND message_id IN (reply, patch))`,
    ],
    [
      'tag:reviewed',
      `EXISTS (SELECT 1 FROM tag WHERE key ILIKE 'reviewed%' AND (mail = message_id OR message_id = ANY(patches)))`,
    ],
    [
      'stage:under-review',
      `series_id IN (SELECT id FROM series WHERE stage = 'under-review' AND last_word_at >= '2025-11-06')`,
    ],
    [
      'stage:stalled',
      `series_id IN (SELECT id FROM series WHERE stage IN ('posted', 'under-review', 'changes-requested', 'reviewed') AND last_word_at < '2025-11-06')`,
    ],
    [
      'version:v1 is:patch',
      `EXISTS (SELECT 1 FROM patch JOIN version ON version.id = version_id WHERE label ~ '(^| )v1( |$)' AND message_id = series_mail.message_id)`,
    ],
  ])('%s', async (text, sql) => {
    const { rows } = await pool().query<{ message_id: string }>(
      `SELECT DISTINCT message_id FROM series_mail WHERE ${sql}`,
    );
    const expected = rows.map((row) => row.message_id);
    const all = new Set(await found(treeOf(`${text}`), 40));
    const inSeries = await pool().query<{ message_id: string }>('SELECT message_id FROM series_mail');
    const placed = new Set(inSeries.rows.map((row) => row.message_id));
    expect(sorted([...all].filter((id) => placed.has(id)))).toEqual(sorted(expected));
  });

  test('one mail by its whole Message-ID, a list by its first word', async () => {
    const [first] = mails;
    expect(await found(treeOf(`mid:${first?.id ?? ''}`))).toEqual([first?.id]);
    const list = mails.find((mail) => mail.lists.length > 0)?.lists[0] ?? '';
    const ofList = mails.filter((mail) => mail.lists.includes(list)).map(({ id }) => id);
    expect(sorted(await found(treeOf(`list:${list.split('.')[0] ?? ''}`)))).toEqual(sorted(ofList));
  });
});

test('states, turns and stages are those of the other pages', () => {
  const valuesOf = (name: string) => {
    const field = fieldNamed(name);
    return field?.kind === 'fact' ? sorted(field.values ?? []) : undefined;
  };
  expect(valuesOf('state')).toEqual(sorted(states));
  expect(valuesOf('turn')).toEqual(sorted(turnWords));
  expect(valuesOf('stage')).toEqual(sorted(stageOrder));
});

test('the newest come first, and a page goes on where the one before ended, whatever came meanwhile', async () => {
  const ids = await found(treeOf('the'), 3);
  const dates = ids.map((id) => mails.find((mail) => mail.id === id)?.date?.getTime() ?? 0);
  expect(dates).toEqual([...dates].sort((a, b) => b - a));
  expect(new Set(ids).size).toBe(ids.length);
  const page = await findNewest('mails', treeOf('the'), 4, undefined);
  if ('kind' in page) throw new Error('stopped');
  const rest = await findNewest('mails', treeOf('the'), 1_000, page[3]);
  await importAll([
    {
      kind: 'mail',
      place: 'new',
      raw: Buffer.from(
        'From: a@example.org\nSubject: the newest\nMessage-ID: <newest@example.org>\nDate: Thu, 1 Jan 2026 00:00:00 +0000\n\nthe newest of all\n',
      ),
    },
  ]);
  expect(await findNewest('mails', treeOf('the'), 1_000, page[3])).toEqual(rest);
});

test('the best match first: a subject before a text', async () => {
  const page = await findSearchPage(
    { text: 'bell', kind: 'mails', order: 'relevance', after: undefined, page: 1 },
    present,
  );
  if (page.kind !== 'found') throw new Error(page.kind);
  const inSubject = page.hits.map((hit) => hit.subject.some((piece) => piece.isMatch));
  expect(inSubject[0]).toBe(true);
  expect(inSubject.lastIndexOf(true)).toBeGreaterThan(0);
});

test('the index is asked, whatever else a query asks for', async () => {
  for (const text of ['bell', '"ring the bell"', 's:bell d:2024..', 'dfb:bell', 'bell -gate', 'chi* OR bell'])
    expect(await explainSearch('mails', treeOf(text))).toContain('mail_words_words_idx');
  expect(await explainSearch('remarks', treeOf('bell'))).toContain('remark_words_words_idx');
  expect(await explainSearch('mails', treeOf('d:20240603'))).toContain('mail_words_sent_at_idx');
});

test('text of a query reaches the database as values alone', async () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.constantFrom(
      "'; DROP TABLE mail; --",
      "a' | 'b",
      '\\',
      "\\'",
      ':*',
      '$1',
      '%',
      '_',
      "''",
      '!&|<->()',
      "s:' OR 1=1",
      "list:a'b",
      'tag:%',
      'mid:%',
      "mid:\\'",
    ),
  );
  const { rows: before } = await pool().query('SELECT count(*) FROM mail');
  await fc.assert(
    fc.asyncProperty(
      hostile,
      fc.constantFrom('', 's:', 'tag:', 'list:', 'mid:', 'f:', '"', '-'),
      fc.constantFrom('mails', 'patches', 'remarks'),
      fc.constantFrom('newest', 'relevance'),
      async (text, prefix, kind, order) => {
        const page = await findSearchPage(
          { text: (prefix + text).replaceAll('\0', ' '), kind, order, after: text, page: 1 },
          present,
        );
        expect(['found', 'problem', 'empty']).toContain(page.kind);
        await findSuggestions((prefix + text).replaceAll('\0', ' '));
      },
    ),
    { numRuns: 200 },
  );
  expect((await pool().query('SELECT count(*) FROM mail')).rows).toEqual(before);
  expect(await found(treeOf('tag:%'))).toEqual([]);
});

test('a search that takes too long is stopped and says so', async () => {
  const asked = { text: 'bell', kind: 'mails', order: 'newest', after: undefined, page: 1 } as const;
  const client = await pool().connect();
  await client.query('BEGIN; LOCK TABLE mail_words IN ACCESS EXCLUSIVE MODE');
  expect(await findSearchPage(asked, present)).toMatchObject({ kind: 'stopped', milliseconds: 3_000 });
  await client.query('ROLLBACK');
  client.release();
  expect(await findSearchPage(asked, present)).toMatchObject({ kind: 'found' });
});

test('mail stored by a program that knew no search is made findable', async () => {
  const before = await found(treeOf('bell'));
  await pool().query('DELETE FROM mail_words');
  await pool().query('DELETE FROM remark_words');
  expect(await found(treeOf('bell'))).toEqual([]);
  expect(await lacksWords()).toBe(true);
  await fillWords(readPacked);
  expect(await lacksWords()).toBe(false);
  expect(await found(treeOf('bell'))).toEqual(before);
});

test('a person, under all their addresses: what they wrote, reviewed and tagged', async () => {
  const { rows } = await pool().query<{ address: string }>(
    `SELECT lower(from_address) AS address FROM remark WHERE from_name LIKE '%Noor%' LIMIT 1`,
  );
  const page = await findPersonPage((rows[0]?.address ?? '').toUpperCase());
  expect(page?.name).toBe('Noor Haddad');
  expect(page?.reviewed.map(({ title }) => title)).toContain('chime: Ring the bell from user space');
  expect(page?.reviewed[0]?.states.length).toBeGreaterThan(0);
  expect(await findPersonPage('nobody@example.org')).toBeUndefined();
});

test('what is typed leads to series and people', async () => {
  expect(await findSuggestions('ring bell')).toContainEqual(
    expect.objectContaining({ kind: 'series', title: 'chime: Ring the bell from user space' }),
  );
  expect(await findSuggestions('noor ha')).toContainEqual(
    expect.objectContaining({ kind: 'person', name: 'Noor Haddad' }),
  );
  expect(await findSuggestions('  ')).toEqual([]);
});

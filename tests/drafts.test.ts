import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { emlText } from '../lib/compose/index';
import { deriveSeries, prepareQueue, rebuild } from '../lib/ingest/index';
import { findNewerPlaces, findSpokenTo } from '../lib/query/index';
import {
  countDrafts,
  draftsOf,
  dropDraft,
  forgetDraft,
  keepDraft,
  moveDraft,
  pastReplies,
  repliesInWork,
  restoreDraft,
  sayReplyNotSent,
  sayReplySent,
  setReader,
  setTags,
  thisReader,
  type Reader,
} from '../lib/reader/index';
import { pool } from '../lib/store/index';
import { importAll, mailsOf, startDatabase, useDatabase, type TestDatabase } from './database';

let server: TestDatabase;
beforeAll(async () => {
  server = await startDatabase();
});
afterAll(() => server.stop());

beforeEach(async () => {
  await useDatabase(await server.emptied());
  await prepareQueue();
  await importAll(await mailsOf('sample'));
  await deriveSeries();
});

async function carol(): Promise<Reader> {
  await setReader({ name: 'Carol Checker', addresses: 'carol@example.com carol@home.example' });
  const reader = await thisReader();
  if (!reader) throw new Error('Nobody reads here.');
  return reader;
}

/** Somebody else who reads here, as there may be once there is sign-in. */
async function eve(): Promise<Reader> {
  const { rows } = await pool().query<{ id: number }>(
    `WITH r AS (INSERT INTO reader (name) VALUES ('Eve') RETURNING id)
     INSERT INTO reader_address (reader_id, address, position) SELECT id, 'eve@example.net', 0 FROM r RETURNING reader_id AS id`,
  );
  return { id: rows[0]?.id ?? 0, name: 'Eve', addresses: ['eve@example.net'] };
}

interface Posting {
  readonly id: string;
  readonly lines: readonly string[];
  /** Body line of the first added line, counted from 1. */
  readonly added: number;
}

/** The first patch of a version that was not the last. */
async function earlierPatch(): Promise<Posting> {
  const { rows } = await pool().query<{ message_id: string; text: string }>(
    `SELECT m.message_id, m.text FROM patch p JOIN version v ON v.id = p.version_id JOIN mail m USING (message_id)
     WHERE p.kind = 'held' AND v.ordinal < (SELECT max(ordinal) FROM version WHERE series_id = v.series_id)
     ORDER BY v.ordinal DESC, p.number LIMIT 1`,
  );
  const lines = rows[0]?.text.split('\n') ?? [];
  return {
    id: rows[0]?.message_id ?? '',
    lines,
    added: lines.findIndex((line) => /^\+(?!\+\+ )\s*\S{4}/.test(line)) + 1,
  };
}

const at = (line: number) => ({ start: line, end: line + 1 });

test('drafts outlive a rebuild, with their place and the Message-ID of their reply', async () => {
  const [reader, patch] = [await carol(), await earlierPatch()];
  await keepDraft(reader, { answers: patch.id, at: at(patch.added), text: 'Why this one?' });
  await keepDraft(reader, { answers: patch.id, at: undefined, text: 'A fine idea.' });
  const before = { drafts: await draftsOf(reader), replies: await repliesInWork(reader) };
  expect(before.replies[0]?.reply?.body).toContain(`> ${patch.lines[patch.added - 1]}\n\nWhy this one?\n`);
  await rebuild();
  expect({ drafts: await draftsOf(reader), replies: await repliesInWork(reader) }).toEqual(before);
});

test('a mail speaks to the patch that it is or answers in the end', async () => {
  const told = await findSpokenTo([
    '20240613-chime-v1-1@example.com',
    '88b2.noor@chime.example.org',
    '20240615-ada-f@example.com',
    'nobody@example.org',
  ]);
  expect(new Map(told.map(({ mail, posting }) => [mail, posting]))).toEqual(
    new Map(
      ['20240613-chime-v1-1@example.com', '88b2.noor@chime.example.org', '20240615-ada-f@example.com'].map(
        (mail) => [mail, '20240613-chime-v1-1@example.com'],
      ),
    ),
  );
  expect(await findSpokenTo([])).toEqual([]);
});

test('what another reader writes is not shown, counted, changed or sent', async () => {
  const [reader, other, patch] = [await carol(), await eve(), await earlierPatch()];
  const { draft } = await keepDraft(other, { answers: patch.id, at: undefined, text: 'Hers.' });
  expect(await draftsOf(reader)).toEqual([]);
  expect(await countDrafts(reader)).toBe(0);
  expect(await repliesInWork(reader)).toEqual([]);
  await dropDraft(reader, draft.id);
  await forgetDraft(reader, draft.id);
  await moveDraft(reader, draft.id, { answers: 'elsewhere@x', at: undefined });
  const [hers] = await repliesInWork(other);
  await sayReplySent(reader, hers?.reply?.id ?? '');
  const { draft: mine } = await keepDraft(reader, {
    id: draft.id,
    answers: patch.id,
    at: undefined,
    text: 'Mine.',
  });
  expect(mine.id).not.toBe(draft.id);
  expect(await draftsOf(other)).toEqual([draft]);
  expect((await draftsOf(reader)).map(({ text }) => text)).toEqual(['Mine.']);
});

test('what is written before anybody said who reads here becomes the reader’s', async () => {
  const patch = await earlierPatch();
  await keepDraft(undefined, { answers: patch.id, at: at(patch.added), text: 'Why?' });
  expect(await countDrafts(undefined)).toBe(1);
  const [nameless] = await repliesInWork(undefined);
  expect(nameless?.reply).toBeUndefined();
  expect(nameless?.drafts[0]?.why).toBeUndefined();
  const reader = await carol();
  expect(await countDrafts(undefined)).toBe(0);
  const [work] = await repliesInWork(reader);
  expect(work?.reply?.from.address).toBe('carol@example.com');
  expect(work?.reply?.id).toMatch(/^\d{14}\.[\da-f-]{36}@example\.com$/);
});

describe('a draft that is sent twice', () => {
  const id = '7b0d4f6e-6d7b-4d1e-9a51-0d8f5f4f1c11';

  test('is one, and what two places wrote is in it', async () => {
    const [reader, patch] = [await carol(), await earlierPatch()];
    const place = { id, answers: patch.id, at: at(patch.added) };
    const { draft } = await keepDraft(reader, { ...place, text: 'Why' });
    await keepDraft(reader, { ...place, text: 'Why is it so?', base: draft.revision });
    expect(await keepDraft(reader, { ...place, text: 'Why is it so?' })).toMatchObject({ how: 'kept' });
    const merged = await keepDraft(reader, { ...place, text: 'How?', base: draft.revision });
    expect(merged).toMatchObject({ how: 'merged', draft: { text: 'Why is it so?\n\nHow?' } });
    expect(await draftsOf(reader)).toHaveLength(1);
  });

  test('comes back when it was deleted meanwhile, but not by what it said already', async () => {
    const [reader, patch] = [await carol(), await earlierPatch()];
    const place = { id, answers: patch.id, at: undefined };
    await keepDraft(reader, { ...place, text: 'Why?' });
    await dropDraft(reader, id);
    await keepDraft(reader, { ...place, text: 'Why?', base: 1 });
    expect(await draftsOf(reader)).toEqual([]);
    expect((await pastReplies(reader)).dropped.map(({ text }) => text)).toEqual(['Why?']);
    expect(await keepDraft(reader, { ...place, text: 'Why? And how?', base: 1 })).toMatchObject({
      how: 'again',
    });
    await dropDraft(reader, id);
    await restoreDraft(reader, id);
    expect(await countDrafts(reader)).toBe(1);
    await forgetDraft(reader, id);
    expect((await pastReplies(reader)).dropped).toEqual([]);
  });

  test('is another one when the first went out', async () => {
    const [reader, patch] = [await carol(), await earlierPatch()];
    const place = { id, answers: patch.id, at: undefined };
    await keepDraft(reader, { ...place, text: 'Why?' });
    const [work] = await repliesInWork(reader);
    await sayReplySent(reader, work?.reply?.id ?? '');
    expect(await keepDraft(reader, { ...place, text: 'Why?' })).toMatchObject({ how: 'kept' });
    expect(await countDrafts(reader)).toBe(0);
    expect(await keepDraft(reader, { ...place, text: 'And how?' })).toMatchObject({ how: 'anew' });
    expect((await draftsOf(reader)).map(({ text }) => text)).toEqual(['And how?']);
  });
});

test('a reply is said to have gone, is kept as it went, and can be taken back', async () => {
  const [reader, patch] = [await carol(), await earlierPatch()];
  await keepDraft(reader, { answers: patch.id, at: at(patch.added), text: 'Why this one?' });
  await setTags(reader, patch.id, ['Reviewed-by']);
  const [work] = await repliesInWork(reader);
  const { reply } = work ?? {};
  if (!reply) throw new Error('Nothing was composed.');
  expect(reply.body).toMatch(/\nReviewed-by: Carol Checker <carol@example\.com>\n$/);
  expect((await repliesInWork(reader))[0]?.reply, 'taken twice, it is the same mail').toEqual(reply);
  await sayReplySent(reader, reply.id);
  expect(await countDrafts(reader)).toBe(0);
  const { sent } = await pastReplies(reader);
  expect(sent).toMatchObject([{ mail: { id: reply.id, sentBy: 'said', eml: emlText(reply) } }]);
  expect(sent[0]?.drafts).toHaveLength(2);
  // Meanwhile a new remark on the same patch was begun.
  await keepDraft(reader, { answers: patch.id, at: undefined, text: 'One more thing.' });
  expect((await repliesInWork(reader))[0]?.reply?.id).not.toBe(reply.id);
  await sayReplyNotSent(reader, reply.id);
  const [again] = await repliesInWork(reader);
  expect(again?.reply?.id).toBe(reply.id);
  expect(again?.drafts).toHaveLength(3);
});

describe('a reply that arrives as mail', () => {
  async function arrive(eml: string): Promise<void> {
    await importAll([{ kind: 'mail', raw: Buffer.from(eml), place: 'from the list' }]);
  }

  test('under its Message-ID takes its drafts with it; what came later stays', async () => {
    const [reader, patch] = [await carol(), await earlierPatch()];
    await keepDraft(reader, { answers: patch.id, at: at(patch.added), text: 'Why this one?' });
    const [work] = await repliesInWork(reader);
    if (!work?.reply) throw new Error('Nothing was composed.');
    const eml = emlText(work.reply);
    await keepDraft(reader, { answers: patch.id, at: undefined, text: 'Written after it was sent.' });
    await arrive(eml);
    expect((await draftsOf(reader)).map(({ text }) => text)).toEqual(['Written after it was sent.']);
    expect((await pastReplies(reader)).sent).toMatchObject([
      { mail: { id: work.reply.id, sentBy: 'arrived', arrivedAs: work.reply.id } },
    ]);
    expect((await repliesInWork(reader))[0]?.reply?.id).not.toBe(work.reply.id);
  });

  test('under the id of a mail program, by another address of the reader', async () => {
    const [reader, patch] = [await carol(), await earlierPatch()];
    await keepDraft(reader, { answers: patch.id, at: at(patch.added), text: 'Why this one, and not both?' });
    const [work] = await repliesInWork(reader);
    if (!work?.reply) throw new Error('Nothing was composed.');
    const date = new Date(Date.now() + 60_000).toUTCString();
    const pasted = emlText(work.reply)
      .replace(/^From: .*/m, 'From: Carol <Carol@home.example>')
      .replace(/^Date: .*/m, `Date: ${date}`)
      .replace(/^Message-ID: .*/m, 'Message-ID: <mutt-1@home.example>');
    await arrive(pasted.replace(/^From: .*/m, 'From: Eve <eve@example.net>').replace('mutt-1', 'eve-1'));
    expect(await countDrafts(reader)).toBe(1);
    await arrive(pasted);
    expect(await draftsOf(reader)).toEqual([]);
    expect((await pastReplies(reader)).sent).toMatchObject([{ mail: { arrivedAs: 'mutt-1@home.example' } }]);
  });
});

test('what cannot be composed is said, and nothing is lost', async () => {
  const [reader, patch] = [await carol(), await earlierPatch()];
  await keepDraft(reader, { answers: 'not@held', at: at(3), text: 'Where is it?' });
  const { draft } = await keepDraft(reader, {
    answers: patch.id,
    at: at(patch.added),
    text: 'Why this one?',
  });
  await keepDraft(reader, { answers: patch.id, at: at(patch.added), text: ' ' });
  await pool().query("UPDATE draft SET quoted = 'what no line says' WHERE id = $1", [draft.id]);
  const replies = await repliesInWork(reader);
  expect(replies.map(({ reply }) => reply)).toEqual([undefined, undefined]);
  expect(replies.flatMap(({ drafts }) => drafts.map(({ why }) => why))).toEqual([
    'mail-missing',
    'line-gone',
    'nothing-said',
  ]);
  await sayReplySent(reader, 'not-a-reply');
  expect(await countDrafts(reader)).toBe(3);
});

test('a line has its place in the newest version, and a draft can move there', async () => {
  const [reader, patch] = [await carol(), await earlierPatch()];
  const { draft } = await keepDraft(reader, {
    answers: patch.id,
    at: at(patch.added),
    text: 'Why this one?',
  });
  const newer = await findNewerPlaces(patch.id, [patch.added]);
  if (newer?.kind !== 'posted') throw new Error(`No newer version: ${newer?.kind}`);
  const [place] = newer.places;
  expect(['line', 'near']).toContain(place?.kind);
  if (place?.kind !== 'line' && place?.kind !== 'near') return;
  await moveDraft(reader, draft.id, { answers: newer.messageId, at: at(place.bodyLine) });
  const [work] = await repliesInWork(reader);
  expect(work?.answers).toBe(newer.messageId);
  expect(work?.reply?.places).toEqual([{ draft: 0, line: place.bodyLine }]);
  expect(await findNewerPlaces(newer.messageId, [place.bodyLine])).toBeUndefined();
});

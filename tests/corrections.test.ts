import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { correct, deriveSeries, prepareQueue, rebuild, showsWithin } from '../lib/ingest/index';
import type { MessageId } from '../lib/mail/index';
import { database, type CorrectionTarget } from '../lib/store/index';
import { importAll, mailsOf, startDatabase, useDatabase, type TestDatabase } from './database';

let server: TestDatabase;
beforeAll(async () => {
  server = await startDatabase();
});
afterAll(() => server.stop());

beforeEach(async () => {
  await useDatabase(await server.fresh());
  await prepareQueue();
  await importAll(await mailsOf('nested-replies'));
  await deriveSeries();
});

/** Where the remarks of the thread stand: "reply#block line". */
async function places(): Promise<readonly string[]> {
  const rows = await database().remark.findMany({ orderBy: [{ sentAt: 'asc' }, { block: 'asc' }] });
  return rows.map(
    (row) => `${row.reply}#${row.block} ${row.bodyLine ?? row.anchorKind} in ${row.conversation}`,
  );
}

async function give(target: CorrectionTarget): Promise<{ readonly id: number } | { readonly why: string }> {
  return correct({ target, author: 'Rob Reader', reason: 'it is about the other line' });
}

async function firstRemark() {
  const remark = await database().remark.findFirstOrThrow({
    where: { anchorKind: 'line', answersReply: null },
    orderBy: { sentAt: 'asc' },
  });
  return {
    spot: { reply: remark.reply as MessageId, line: remark.startLine },
    patch: remark.patch as MessageId,
    key: `${remark.reply}#${remark.block}`,
  };
}

describe('a correction of a remark', () => {
  test('moves it, outlives a rebuild, and is taken back', async () => {
    const before = await places();
    const { spot, patch, key } = await firstRemark();
    const given = await give({ kind: 'move', remark: spot, patch, bodyLine: 1 });
    if ('why' in given) throw new Error(given.why);
    expect(await showsWithin(given.id, 10)).toBe(false);
    await deriveSeries();
    expect(await showsWithin(given.id, 10)).toBe(true);
    const moved = await places();
    expect(moved.find((place) => place.startsWith(key))).toMatch(/#\d+ 1 in/);
    await rebuild();
    expect(await places()).toEqual(moved);
    const undo = await give({ kind: 'undo', correction: given.id });
    if ('why' in undo) throw new Error(undo.why);
    await deriveSeries();
    expect(await places()).toEqual(before);
    await give({ kind: 'undo', correction: undo.id });
    await deriveSeries();
    expect(await places()).toEqual(moved);
  });

  test('makes it general', async () => {
    const { spot, key } = await firstRemark();
    await give({ kind: 'general', remark: spot });
    await deriveSeries();
    expect((await places()).find((place) => place.startsWith(key))).toMatch(/#\d+ patch in/);
  });

  test('that names what is not there is refused, and nothing is kept', async () => {
    const { spot, patch } = await firstRemark();
    const refusals = [
      await give({ kind: 'general', remark: { ...spot, line: 9_999 } }),
      await give({ kind: 'detach', remark: { reply: 'nobody@example.com' as MessageId, line: 1 } }),
      await give({ kind: 'move', remark: spot, patch, bodyLine: 9_999 }),
      await give({ kind: 'move', remark: spot, patch: spot.reply, bodyLine: 1 }),
      await give({ kind: 'answer', remark: spot, answers: spot }),
      await give({ kind: 'undo', correction: 77 }),
    ];
    expect(refusals.map((refusal) => ('why' in refusal ? refusal.why : 'taken'))).toEqual([
      expect.stringMatching(/^Line 9999 of .* belongs to no remark/),
      expect.stringMatching(/^Line 1 of nobody@example.com belongs to no remark/),
      expect.stringMatching(/has \d+ lines; there is no line 9999/),
      expect.stringMatching(/is no patch or cover letter/),
      expect.stringMatching(/only answer one that was there before/),
      expect.stringMatching(/no correction 77/),
    ]);
    expect(await database().correction.count()).toBe(0);
  });
});

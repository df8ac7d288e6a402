import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { correct, deriveSeries, prepareQueue, rebuild, showsWithin } from '../lib/ingest/index';
import type { MessageId } from '../lib/mail/index';
import { findMissing, findSeriesCorrectPage } from '../lib/query/index';
import { database, type CorrectionTarget } from '../lib/store/index';
import { importAll, mailsOf, startDatabase, useDatabase, type TestDatabase } from './database';

let server: TestDatabase;
beforeAll(async () => {
  server = await startDatabase();
});
afterAll(() => server.stop());

beforeEach(async () => {
  await useDatabase(await server.emptied());
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

/** The versions of each series, by label, series by title. */
async function versionsNow(): Promise<readonly string[]> {
  const all = await database().series.findMany({
    orderBy: { title: 'asc' },
    include: { versions: { orderBy: { ordinal: 'asc' } } },
  });
  return all.map((series) => series.versions.map((version) => version.label).join(' '));
}

describe('a correction of versions', () => {
  const id = (text: string) => text as MessageId;

  const take = async (thread: string) => {
    await importAll(await mailsOf(thread));
    await deriveSeries();
  };

  test('names and places a version, outlives a rebuild, and is taken back', async () => {
    await take('absent-versions');
    const before = await versionsNow();
    expect(before).toContain('v2 v4');
    const named = await give({ kind: 'version', posting: id('av4.2@example.com'), label: 'RFC v3' });
    if ('why' in named) throw new Error(named.why);
    await deriveSeries();
    expect(await versionsNow()).toContain('v2 RFC v3');
    const placed = await give({
      kind: 'version',
      posting: id('av2.0@example.com'),
      label: 'v5',
      after: id('av.r1@example.org'),
    });
    await deriveSeries();
    const told = await versionsNow();
    expect(told).toContain('RFC v3 v5');
    await rebuild();
    expect(await versionsNow()).toEqual(told);
    if ('why' in placed) throw new Error(placed.why);
    await give({ kind: 'undo', correction: placed.id });
    await give({ kind: 'undo', correction: named.id });
    await deriveSeries();
    expect(await versionsNow()).toEqual(before);
  });

  test('has a page of its own beside the versions', async () => {
    const { slug } = await database().series.findFirstOrThrow();
    expect(await findMissing(`/series/${slug}/correct`)).toBeUndefined();
    expect(await findMissing(`/series/${slug}/correct/1`)).toMatchObject({ kind: 'version' });
    expect(await findMissing('/series/nobody/correct')).toEqual({ kind: 'series', slug: 'nobody' });
    expect((await findSeriesCorrectPage(slug))?.versions.map(({ label }) => label)).toEqual(['v1']);
  });

  test('joins what may be the same or says that it is not, and the offer is gone', async () => {
    const offers = () => database().series.count({ where: { maybe: { not: [] } } });
    await take('new-name-and-subject');
    expect(await offers()).toBe(2);
    const apart = await give({ kind: 'apart', a: id('nn1.0@example.com'), b: id('nn2.0@example.com') });
    if ('why' in apart) throw new Error(apart.why);
    await deriveSeries();
    await rebuild();
    expect(await offers()).toBe(0);
    await give({ kind: 'undo', correction: apart.id });
    await deriveSeries();
    expect(await offers()).toBe(2);
    const joined = await give({ kind: 'join', a: id('nn1.0@example.com'), b: id('nn2.2@example.com') });
    expect(joined).toHaveProperty('id');
    await deriveSeries();
    expect(await versionsNow()).toContain('v1 v2');
    expect(await offers()).toBe(0);
    await give({ kind: 'split', posting: id('nn2.0@example.com') });
    await deriveSeries();
    await rebuild();
    expect(await versionsNow()).not.toContain('v1 v2');
  });

  test('that says nothing or names what is not there is refused, and nothing is kept', async () => {
    await take('absent-versions');
    const alone = await database().seriesMail.findFirstOrThrow({
      where: { kind: 'patch', messageId: { not: { startsWith: 'av' } } },
    });
    const [one, two, four] = [alone.messageId, 'av2.0@example.com', 'av4.0@example.com'].map((text) =>
      id(text),
    );
    if (!one || !two || !four) throw new Error('three mails are named');
    const refusals = [
      await give({ kind: 'join', a: two, b: four }),
      await give({ kind: 'join', a: two, b: id('nobody@example.com') }),
      await give({ kind: 'split', posting: one }),
      await give({ kind: 'version', posting: two, label: 'the best' }),
      await give({ kind: 'version', posting: two, label: 'v3', after: one }),
      await give({ kind: 'version', posting: id('nobody@example.com'), label: 'v3' }),
    ];
    expect(refusals.map((refusal) => ('why' in refusal ? refusal.why : 'taken'))).toEqual([
      'These two are of one series already.',
      expect.stringMatching(/^nobody@example.com is no mail of a version/),
      'This is the only version of its series.',
      expect.stringMatching(/^"the best" is no name of a version/),
      expect.stringMatching(/is of no version of this series/),
      expect.stringMatching(/^nobody@example.com is no mail of a version/),
    ]);
    expect(await database().correction.count()).toBe(0);
  });
});

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

import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { deriveSeries, rebuild } from '../lib/ingest/index';
import type * as Analysis from '../lib/analysis/index';
import type { MessageId } from '../lib/mail/index';
import {
  addCorrection,
  database,
  derivationProblems,
  pendingCount,
  pendingMails,
  tryAllAgain,
} from '../lib/store/index';
import { importAll, mailsOf, startDatabase, useDatabase, type TestDatabase } from './database';

/** What happens while a cluster is analysed: nothing, an error of ours, or something from outside. */
const interference = vi.hoisted(() => ({
  poison: '',
  during: undefined as (() => void) | undefined,
}));

vi.mock('../lib/analysis/index', async (original) => {
  const real = await original<typeof Analysis>();
  return {
    ...real,
    analyse: (...given: Parameters<typeof real.analyse>) => {
      if (given[0].some((mail) => mail.id === interference.poison)) throw new Error('a rule fell over');
      interference.during?.();
      return real.analyse(...given);
    },
  };
});

let server: TestDatabase;
beforeAll(async () => {
  server = await startDatabase();
});
afterAll(() => server.stop());

beforeEach(async () => {
  Object.assign(interference, { poison: '', during: undefined });
  await useDatabase(await server.emptied());
});

const titles = async () =>
  (await database().series.findMany({ orderBy: { slug: 'asc' } })).map((one) => one.slug);

describe('a series that cannot be derived', () => {
  const poison = 'nr.1@example.com';

  test('is set aside with the reason, and the others are there', async () => {
    interference.poison = poison;
    await importAll(await mailsOf('nested-replies', 'sample'));
    await deriveSeries();
    expect(await titles()).toHaveLength(1);
    expect(await derivationProblems()).toMatchObject([
      { problem: expect.stringContaining('a rule fell over') as string, mails: expect.any(Number) as number },
    ]);
    expect(await pendingMails(100)).toEqual([]);
    expect(await pendingCount()).toBeGreaterThan(0);
  });

  test('is tried again when asked, and by a rebuild', async () => {
    interference.poison = poison;
    await importAll(await mailsOf('nested-replies'));
    await deriveSeries();
    interference.poison = '';
    await deriveSeries();
    expect(await titles()).toHaveLength(0);
    await tryAllAgain();
    await deriveSeries();
    expect(await titles()).toHaveLength(1);
    interference.poison = poison;
    await rebuild();
    expect(await derivationProblems()).toHaveLength(1);
    interference.poison = '';
    await rebuild();
    expect(await derivationProblems()).toEqual([]);
    expect(await pendingCount()).toBe(0);
  });

  test('is tried again when mail joins it', async () => {
    const mails = await mailsOf('nested-replies');
    interference.poison = poison;
    await importAll(mails.slice(0, -1));
    await deriveSeries();
    interference.poison = '';
    await importAll(mails);
    await deriveSeries();
    expect(await titles()).toHaveLength(1);
    expect(await pendingCount()).toBe(0);
  });
});

test('what is asked for during a derivation is done after it', async () => {
  await importAll(await mailsOf('nested-replies', 'rfc-to-v2-renamed-cover'));
  await deriveSeries();
  const before = (await titles()).length;
  const split = () =>
    addCorrection({
      target: { kind: 'split', posting: 'g2.0@example.com' as MessageId },
      author: 'test',
      reason: 'meanwhile',
    });
  // The correction comes when the mails were read already; the derivation under way cannot know it.
  let asked: Promise<unknown> | undefined;
  interference.during = () => {
    asked ??= split();
  };
  await rebuild();
  await asked;
  interference.during = undefined;
  await deriveSeries();
  expect(await titles()).toHaveLength(before + 1);
  expect(await pendingCount()).toBe(0);
});

import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ArchiveConfig } from '../lib/inbox/index';
import { askForPull, follow, prepareQueue, pullFollow, startWorker, stopFollow } from '../lib/ingest/index';
import { findStatusPage } from '../lib/query/index';
import {
  changeFollow,
  database,
  findFollow,
  holdingFollow,
  pool,
  unattendedFollows,
  type Follow,
} from '../lib/store/index';
import { derivedRows, fixture, startDatabase, useDatabase, type TestDatabase } from './database';
import { hasPublicInbox, startPublicInbox, type PublicInbox } from './publicInbox';

let server: TestDatabase;
beforeAll(async () => {
  server = await startDatabase();
});
afterAll(async () => server?.stop());
beforeEach(async () => {
  await useDatabase(await server.emptied());
  await prepareQueue();
});

function config(origin: string): ArchiveConfig {
  return { origins: [origin], version: 'test', contact: undefined, spacing: 0, backOff: 5, tries: 2 };
}

async function followed(link: string, origin: string): Promise<Follow> {
  const taken = await follow(link, [origin]);
  if ('why' in taken) throw new Error(taken.why);
  return taken;
}

const rfc = '20240603-chime-rfc-0@example.com';

describe.skipIf(!hasPublicInbox)(
  'following from a real public-inbox (skipped where public-inbox is not installed)',
  () => {
    let inbox: PublicInbox;
    beforeAll(async () => {
      inbox = await startPublicInbox({ chimes: [fixture('sample')], talk: [fixture('no-patch')] });
    });
    afterAll(async () => inbox?.stop());

    test('brings every version, derived, with what was found', async () => {
      const { id } = await followed(`${inbox.origin}/chimes/${rfc}/T/#u`, inbox.origin);
      const after = await pullFollow(id, config(inbox.origin));
      expect(after).toMatchObject({ state: 'done', problem: undefined, tries: 0 });
      expect(after?.progress).toMatchObject({
        versionsFound: ['RFC', 'v1', 'v2'],
        mailsFound: 33,
        mailsNew: 33,
        notFound: [],
      });
      expect(
        await database().series.findMany({ select: { title: true, mailCount: true, isSample: true } }),
      ).toEqual([{ title: 'chime: Ring the bell from user space', mailCount: 33, isSample: false }]);
    });

    test('a second time finds nothing new and changes no derived row', async () => {
      const { id } = await followed(rfc, inbox.origin);
      await pullFollow(id, config(inbox.origin));
      const told = await derivedRows();
      const again = await pullFollow(id, config(inbox.origin));
      expect(again?.progress).toMatchObject({ mailsFound: 33, mailsNew: 0 });
      expect(await derivedRows()).toEqual(told);
    });

    test('an unknown Message-ID fails with the reason and is not tried again', async () => {
      const { id } = await followed('nobody@example.com', inbox.origin);
      const after = await pullFollow(id, config(inbox.origin));
      expect(after).toMatchObject({
        state: 'failed',
        nextTryAt: undefined,
        problem: expect.stringMatching(/no mail with this Message-ID/) as string,
      });
      expect(await database().rawMail.count()).toBe(0);
    });

    test('a thread without a patch is kept, and said to be none', async () => {
      const { id } = await followed('np.1@example.com', inbox.origin);
      const after = await pullFollow(id, config(inbox.origin));
      expect(after?.state).toBe('done');
      expect(after?.progress.log.at(-1)?.what).toMatch(/holds no patch/);
      expect([await database().rawMail.count(), await database().series.count()]).toEqual([2, 0]);
    });

    test('two at once pull once', async () => {
      const { id } = await followed(rfc, inbox.origin);
      const both = await Promise.all([
        pullFollow(id, config(inbox.origin)),
        pullFollow(id, config(inbox.origin)),
      ]);
      expect(both.filter((one) => one === undefined)).toHaveLength(1);
    });

    test('the worker pulls what is asked for, and takes up at once what a killed one left', async () => {
      const left = await followed(rfc, inbox.origin);
      await changeFollow(left.id, { state: 'running' });
      await askForPull(left.id);
      await leaveLocked();
      await askForPull(left.id);
      await leaveLocked();
      const worker = await startWorker(config(inbox.origin), () => undefined);
      try {
        await until(async () => (await findFollow(left.id))?.state === 'done');
        await until(async () => (await findStatusPage()).jobs.length === 0);
        const asked = await followed('np.2@example.org', inbox.origin);
        await askForPull(asked.id);
        await until(async () => (await findFollow(asked.id))?.state === 'done');
      } finally {
        await worker.stop();
      }
    });

    test('a mail of a series that is followed asks for that one again', async () => {
      const first = await followed(rfc, inbox.origin);
      await pullFollow(first.id, config(inbox.origin));
      const again = await followed('20240613-chime-v1-1@example.com', inbox.origin);
      expect(again).toMatchObject({ id: first.id, link: rfc, state: 'queued' });
    });

    test('what was stopped is not pulled, not even at the end of a pull, until it is asked for again', async () => {
      const { id } = await followed(rfc, inbox.origin);
      const pulling = pullFollow(id, config(inbox.origin));
      await expect.poll(async () => (await findFollow(id))?.state).toBe('running');
      await stopFollow(id);
      expect(await pulling).toMatchObject({ state: 'stopped', nextTryAt: undefined });
      expect(await database().series.count()).toBe(1);
      expect(await pullFollow(id, config(inbox.origin))).toBeUndefined();
      expect(await unattendedFollows(new Date(Date.now() + 365 * 86_400_000))).toEqual([]);
      expect(await followed(rfc, inbox.origin)).toMatchObject({ id, state: 'queued' });
    });

    test('what another process has just now is left to it', async () => {
      const { id } = await followed(rfc, inbox.origin);
      await holdingFollow(id, async () => {
        expect(await pullFollow(id, config(inbox.origin))).toBeUndefined();
      });
    });
  },
);

/** As a killed worker leaves its jobs: locked by somebody who is no more. */
async function leaveLocked(): Promise<void> {
  await pool().query(
    "UPDATE graphile_worker._private_jobs SET locked_at = now(), locked_by = 'killed', attempts = attempts + 1",
  );
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 30_000;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error('it did not come to that in 30 seconds');
    await new Promise((done) => setTimeout(done, 50));
  }
}

describe('an archive that does not answer', () => {
  const servers: Server[] = [];
  afterAll(() => {
    for (const one of servers) one.close();
  });

  async function answering(
    status: number,
    type: string,
    body: string | Uint8Array,
    headers = {},
  ): Promise<string> {
    const one = createServer((_request, response) =>
      response.writeHead(status, { 'content-type': type, ...headers }).end(body),
    );
    servers.push(one);
    await new Promise<void>((done) => one.listen(0, '127.0.0.1', done));
    const address = one.address();
    return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  }

  test('is tried again, each time later', async () => {
    const origin = 'http://127.0.0.1:9';
    const { id } = await followed(rfc, origin);
    const waits: number[] = [];
    for (const tries of [1, 2, 3]) {
      const after = await pullFollow(id, config(origin));
      expect(after).toMatchObject({
        state: 'waiting',
        tries,
        problem: '127.0.0.1:9 cannot be reached: it refuses connections.',
      });
      waits.push((after?.nextTryAt?.getTime() ?? 0) - Date.now());
    }
    expect(Math.round((waits[1] ?? 0) / (waits[0] ?? 1))).toBe(2);
    expect(Math.round((waits[2] ?? 0) / (waits[1] ?? 1))).toBe(2);
  });

  test('with one that is no mail among the mails: the others are kept, and that one is written down', async () => {
    const mboxOf = (...mails: readonly string[]) =>
      gzipSync(mails.map((mail) => `From mboxrd@z Thu Jan  1 00:00:00 1970\n${mail}\n`).join(''));
    const mail = (id: string) => `Message-ID: <${id}>\nFrom: a@x\nSubject: hello ${id}\n\nbody\n`;
    const origin = await answering(
      200,
      'application/gzip',
      mboxOf(mail(rfc), '\njust text, no header\n', mail('second@example.com')),
    );
    const { id } = await followed(rfc, origin);
    const after = await pullFollow(id, config(origin));
    expect(after).toMatchObject({ state: 'done', problem: undefined });
    expect(after?.progress.log.map(({ what }) => what)).toContain(
      '2 new mails stored, 0 known, 1 could not be read and is listed under Status (there is no header in it: this is no mail)',
    );
    expect(await database().rawMail.count()).toBe(2);
    expect(await database().refusedMail.findMany()).toMatchObject([
      {
        source: 'archive',
        place: expect.stringMatching(/t\.mbox\.gz \(byte \d+\)$/) as string,
        reason: 'there is no header in it: this is no mail',
      },
    ]);
  });

  test('with a bot challenge is told of, and nothing is stored', async () => {
    const origin = await answering(200, 'text/html', '<title>Making sure you are not a bot!</title>');
    const { id } = await followed(rfc, origin);
    expect(await pullFollow(id, config(origin))).toMatchObject({
      state: 'waiting',
      problem: expect.stringMatching(/bot challenge/) as string,
    });
    expect(await database().rawMail.count()).toBe(0);
  });

  test('with the thread of another mail is told of, and what came is kept', async () => {
    const thread = await readFile(fixture('sample'));
    const origin = await answering(200, 'application/gzip', gzipSync(thread));
    const { id } = await followed('nobody@example.com', origin);
    const after = await pullFollow(id, config(origin));
    expect(after).toMatchObject({
      state: 'failed',
      nextTryAt: undefined,
      problem: expect.stringMatching(/other mail: <nobody@example\.com> is not in its answer/) as string,
    });
    expect(await database().rawMail.count()).toBe(33);
    expect(await database().series.count()).toBe(1);
  });

  test('and asks to wait for years is asked again the next day', async () => {
    const origin = await answering(429, 'text/html', 'slow', { 'retry-after': '99999999999999' });
    const { id } = await followed(rfc, origin);
    const after = await pullFollow(id, config(origin));
    expect(after?.state).toBe('waiting');
    const hours = ((after?.nextTryAt?.getTime() ?? 0) - Date.now()) / 3600_000;
    expect(Math.round(hours)).toBe(24);
  });

  test('and refuses is not asked again', async () => {
    const origin = await answering(403, 'text/html', 'no');
    const { id } = await followed(rfc, origin);
    expect(await pullFollow(id, config(origin))).toMatchObject({ state: 'failed', nextTryAt: undefined });
  });
});

test('what is no link is told in words, and nothing is stored', async () => {
  expect(await follow('https://example.org/x@y', ['https://lore.kernel.org'])).toMatchObject({
    kind: 'problem',
    why: expect.stringMatching(/no archive that is configured/) as string,
  });
  expect(await database().follow.count()).toBe(0);
});

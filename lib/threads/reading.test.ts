import { createReadStream, readdirSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { analyse, bundleOf, bundleOfPart } from '../analysis/index';
import { parseMail, splitMbox } from '../mail/index';
import { Reading, type ReadingOptions } from './index';

const threads = new URL('../../fixtures/threads/', import.meta.url);

const raws: Uint8Array[] = [];
for (const name of readdirSync(threads).sort())
  for await (const { raw } of splitMbox(createReadStream(new URL(`${name}/thread.mbox`, threads))))
    raws.push(raw);

let reading: Reading | undefined;
afterEach(() => reading?.end());

function told(options: ReadingOptions, mails: readonly Uint8Array[]) {
  reading = new Reading(options);
  mails.forEach((raw, index) => reading?.add(raw, `place ${index}`));
  return reading.told();
}

const whole = async (at?: Date) =>
  bundleOf(analyse(await Promise.all(raws.map(parseMail)), at ? { at } : {}));

// Tasks of a few mails, so that all threads have some and series have mails in several.
const small = 20_000;

test.each([
  ['this thread alone, in one task', { threads: 1 }],
  ['this thread alone, in many tasks', { threads: 1, bytesOfATask: small }],
  ['two threads', { threads: 2, bytesOfATask: small }],
  ['three threads', { threads: 3, bytesOfATask: small }],
  ['two threads, a task for each mail', { threads: 2, bytesOfATask: 1 }],
])('%s: the same as all mails together', async (_name, options) => {
  const { part, mails, refused } = await told(options, raws);
  expect(bundleOfPart(part)).toEqual(await whole());
  expect([mails, refused]).toEqual([raws.length, []]);
});

test('the order of arrival makes no difference', async () => {
  const { part } = await told({ threads: 2, bytesOfATask: small }, [...raws].reverse());
  expect(bundleOfPart(part)).toEqual(await whole());
});

test('mail dated later is left out, and counted', async () => {
  const at = new Date('2024-03-01');
  const { part, mails, leftOut } = await told({ threads: 2, bytesOfATask: small, at }, raws);
  expect(bundleOfPart(part)).toEqual(await whole(at));
  expect(mails).toBe(raws.length);
  const dates = await Promise.all(raws.map(async (raw) => (await parseMail(raw)).date));
  expect(leftOut).toBe(dates.filter((date) => date !== undefined && date > at).length);
  expect(leftOut).toBeGreaterThan(0);
});

test('what is no mail is named by its place, in the order it came', async () => {
  const none = Buffer.from('\n\nno header\n');
  const { mails, refused } = await told({ threads: 2, bytesOfATask: 1 }, [none, ...raws.slice(0, 20), none]);
  expect(mails).toBe(20);
  expect(refused.map(({ place }) => place)).toEqual(['place 0', 'place 21']);
});

test('series without a title, which share no key, are still told apart', async () => {
  const lone = (id: string) =>
    Buffer.from(
      `Message-ID: <${id}@x>\nFrom: A <a@x>\nSubject: [PATCH]\nDate: Mon, 1 Jan 2024 10:00:0${id} +0000\n\ndiff --git a/${id} b/${id}\n--- a/${id}\n+++ b/${id}\n@@ -1 +1 @@\n-${id}\n+${id} ${id}\n`,
    );
  const { part } = await told({ threads: 2, bytesOfATask: 1 }, ['2', '1', '3'].map(lone));
  const slugs = part.series.map(({ told: one }) => one.slug);
  expect(slugs.length).toBe(3);
  expect(new Set(slugs).size).toBe(3);
});

test('a series is told of the request to pull that lists its patch, and of its answer, in whatever task they are', async () => {
  const head = (id: string, from: string, subject: string, more = '') =>
    `Message-ID: <${id}@x>\nFrom: ${from}\nSubject: ${subject}\nDate: Mon, ${id} Jan 2024 10:00:00 +0000\n${more}\n`;
  const patch = `${head('1', 'A <a@x>', '[PATCH] mm: count pages')}Count.\n\n---\ndiff --git a/a b/a\n--- a/a\n+++ b/a\n@@ -1 +1 @@\n-one\n+two\n`;
  const pull = `${head('2', 'M <m@x>', '[GIT PULL] mm updates')}The following changes since commit 1234567890ab:\n\n  Linux 6.7\n\nare available in the Git repository at:\n\n  https://git.example.org/mm.git tags/mm\n\nfor you to fetch changes up to abcdef123456:\n\n  mm: count pages\n\n${'-'.repeat(64)}\nmm\n\n${'-'.repeat(64)}\nA (1):\n      mm: count pages\n\n a | 2 +-\n`;
  const merged = `${head('3', 'pr-tracker-bot@kernel.org', 'Re: [GIT PULL] mm updates', 'In-Reply-To: <2@x>\n')}The pull request you sent on Mon, 2 Jan 2024 10:00:00 +0000:\n\n> https://git.example.org/mm.git tags/mm\n\nhas been merged into torvalds/linux.git:\nhttps://git.kernel.org/torvalds/c/abcdef123456\n`;
  const mails = [merged, pull, patch].map((text) => Buffer.from(text));
  const together = bundleOf(analyse(await Promise.all(mails.map(parseMail))));
  expect(JSON.stringify(together.series.map(({ progress }) => progress))).toContain('3@x');
  const { part } = await told({ threads: 2, bytesOfATask: 1 }, mails);
  expect(bundleOfPart(part)).toEqual(together);
});

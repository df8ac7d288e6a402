import { createReadStream, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseMail, splitMbox, type Mail } from '../mail/index';
import { analyse, bundleOf } from './index';

/** Threads written for this project, each after a shape seen in real mail; `npm run golden` rewrites what is made of them. */
const threads = new URL('../../fixtures/threads/', import.meta.url);

async function mailsOf(thread: string): Promise<readonly Mail[]> {
  const mails: Mail[] = [];
  for await (const { raw } of splitMbox(createReadStream(new URL(`${thread}/thread.mbox`, threads)))) {
    mails.push(await parseMail(raw));
  }
  return mails;
}

const names = readdirSync(threads).sort();

test.each(names)('%s', async (name) => {
  const { series, remarks, unplacedMails } = bundleOf(analyse(await mailsOf(name)));
  const told = (value: unknown) => `${JSON.stringify(value, null, 1)}\n`;
  await expect(told({ series, unplacedMails })).toMatchFileSnapshot(
    new URL(`${name}/series.json`, threads).pathname,
  );
  await expect(told(remarks)).toMatchFileSnapshot(new URL(`${name}/discussion.json`, threads).pathname);
});

test.each(names)('%s: the order of arrival makes no difference', async (name) => {
  const mails = await mailsOf(name);
  const told = bundleOf(analyse(mails));
  expect(bundleOf(analyse([...mails].reverse()))).toEqual(told);
  expect(bundleOf(analyse([...mails.slice(5), ...mails.slice(0, 5)]))).toEqual(told);
});

test.each(names)('%s: mail that comes twice makes no difference', async (name) => {
  const mails = await mailsOf(name);
  expect(bundleOf(analyse([...mails, ...mails]))).toEqual(bundleOf(analyse(mails)));
});

test.each(names)('%s: a moment before the first mail knows nothing', async (name) => {
  const mails = (await mailsOf(name)).filter((mail) => mail.date);
  expect(bundleOf(analyse(mails, { at: new Date('2000-01-01') })).series).toEqual([]);
});

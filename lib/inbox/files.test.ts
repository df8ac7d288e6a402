import { chmod, mkdir, mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { mailFilesSize, readMailFiles, type FileMail, type FileProblem } from './index';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'loreview-files-'));
});
afterEach(async () => rm(folder, { recursive: true, force: true }));

async function read(...paths: string[]): Promise<(FileMail | FileProblem)[]> {
  const found: (FileMail | FileProblem)[] = [];
  for await (const one of readMailFiles(paths.map((path) => join(folder, path)))) found.push(one);
  return found;
}

const put = (name: string, content: string | Uint8Array) => writeFile(join(folder, name), content);
const subjects = (found: readonly (FileMail | FileProblem)[]) =>
  found.flatMap((one) =>
    one.kind === 'mail' ? [/Subject: (.*)/.exec(Buffer.from(one.raw).toString())?.[1]] : [],
  );
const problems = (found: readonly (FileMail | FileProblem)[]) =>
  found.flatMap((one) => (one.kind === 'problem' ? [one.why] : []));

const mail = (subject: string, body = 'body') => `From: a@x\nSubject: ${subject}\n\n${body}\n`;
const mbox = (...names: string[]) =>
  names.map((name) => `From mboxrd@z Thu Jan  1 00:00:00 1970\n${mail(name)}\n`).join('');

describe('mail in files', () => {
  test('an mbox, a gzipped one, a single mail, each with its place', async () => {
    await put('a.mbox', mbox('1', '2'));
    await put('b.mbox.gz', gzipSync(mbox('3')));
    await put('c.eml', mail('4'));
    await put('d.eml.gz', gzipSync(mail('5')));
    const found = await read('a.mbox', 'b.mbox.gz', 'c.eml', 'd.eml.gz');
    expect(subjects(found)).toEqual(['1', '2', '3', '4', '5']);
    expect(found.map((one) => one.place.slice(folder.length + 1))).toEqual([
      'a.mbox (byte 0)',
      `a.mbox (byte ${mbox('1').length})`,
      'b.mbox.gz (byte 0)',
      'c.eml',
      'd.eml.gz',
    ]);
  });

  test('a folder at any depth by name, other files left alone', async () => {
    await mkdir(join(folder, 'x', 'y'), { recursive: true });
    await put('x/y/2.eml', mail('2'));
    await put('x/1.mbox', mbox('1'));
    await put('x/notes.txt', 'From: somebody, but no mail by its name');
    expect(subjects(await read('x'))).toEqual(['1', '2']);
    expect(await mailFilesSize([join(folder, 'x')])).toBe(mbox('1').length + mail('2').length);
  });

  test('a maildir: cur and new, not tmp', async () => {
    for (const name of ['cur', 'new', 'tmp']) await mkdir(join(folder, 'md', name), { recursive: true });
    await put('md/cur/1:2,S', mail('1'));
    await put('md/new/2', mail('2'));
    await put('md/tmp/3', mail('3'));
    expect(subjects(await read('md')).sort()).toEqual(['1', '2']);
  });

  test('standard input', async () => {
    const found: (FileMail | FileProblem)[] = [];
    for await (const one of readMailFiles(['-'], { stdin: Readable.from([Buffer.from(mbox('1', '2'))]) }))
      found.push(one);
    expect(subjects(found)).toEqual(['1', '2']);
    expect(found[0]?.place).toBe('standard input (byte 0)');
    expect(await mailFilesSize(['-'])).toBeUndefined();
  });

  test('bytes read are told, for a progress bar', async () => {
    await put('a.mbox', mbox('1', '2'));
    let told = 0;
    for await (const _one of readMailFiles([join(folder, 'a.mbox')], { onBytes: (bytes) => (told = bytes) }));
    expect(told).toBe(mbox('1', '2').length);
  });
});

describe('what is no mail comes as a problem, and the next file is read', () => {
  test.each([
    ['an empty file', '', /it is empty/],
    ['an empty gzip', gzipSync(''), /it is empty/],
    ['binary', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 1, 2, 3, 0]), /neither an mbox nor a mail/],
    ['prose', 'Once upon a time\n', /neither an mbox nor a mail/],
    ['a table with colons', 'root:x:0:0:root:/root:/bin/sh\ndaemon:x:1:1\n', /neither an mbox nor a mail/],
    ['a page', '\n<!DOCTYPE html>\n<html lang="en">', /a web page, not mail/],
    ['a page, gzipped', gzipSync('<html><body></body></html>'), /a web page, not mail/],
    ['half a gzip header', Buffer.from([0x1f, 0x8b, 8]), /cut short/],
    [
      'damaged gzip',
      Buffer.concat([gzipSync(mbox('1')).subarray(0, 12), Buffer.alloc(40, 7)]),
      /damaged|cut short/,
    ],
  ])('%s', async (_name, content, why) => {
    await put('bad', content);
    await put('good.eml', mail('good'));
    const found = await read('bad', 'good.eml');
    expect(problems(found)).toEqual([expect.stringMatching(why)]);
    expect(subjects(found)).toEqual(['good']);
  });

  test('a file that is not there, a folder without mail', async () => {
    await mkdir(join(folder, 'none'));
    expect(problems(await read('nowhere', 'none'))).toEqual([
      'there is no such file',
      expect.stringMatching(/holds no mail files/),
    ]);
  });

  test.skipIf(process.getuid?.() === 0)(
    'a file that may not be read (skipped as root, who may read all)',
    async () => {
      await put('secret.eml', mail('1'));
      await chmod(join(folder, 'secret.eml'), 0);
      expect(problems(await read('secret.eml'))).toEqual([expect.stringMatching(/EACCES/)]);
    },
  );

  test('a gzip cut short: mails before the cut are read, the one it goes through is not', async () => {
    const whole = gzipSync(Array.from({ length: 400 }, (_, n) => mbox(`${n} ${Math.sin(n)}`)).join(''));
    await put('cut.mbox.gz', whole.subarray(0, whole.length - 200));
    const found = await read('cut.mbox.gz');
    expect(problems(found)).toEqual([
      expect.stringMatching(/cut short: fetch or copy it again; the \d+ mails before that were read/),
    ]);
    expect(subjects(found).length).toBeGreaterThan(100);
    expect(
      found
        .filter((one) => one.kind === 'mail')
        .every((one) => Buffer.from(one.raw).toString().endsWith('body\n')),
    ).toBe(true);
  });

  test('a gzip bomb is stopped by its ratio', async () => {
    await put('bomb.mbox.gz', gzipSync(Buffer.alloc(64 * 1024 * 1024, `${mbox('1')}x\n`)));
    expect(problems(await read('bomb.mbox.gz'))).toEqual([
      expect.stringMatching(/inflates more than 200 times/),
    ]);
  });

  test.each([
    ['huge.eml', mail('huge'), /^the mail is larger than 50 MB/],
    ['named.eml', `Message-ID:\n <h1@x>\n${mail('huge')}`, /^the mail <h1@x> is larger than 50 MB/],
    [
      'in.mbox',
      `From a@x Thu Jan  1 00:00:00 1970\nMessage-Id: <h2@x>\n${mail('huge')}`,
      /^the mail <h2@x> is/,
    ],
    ['quoted.eml', `${mail('huge')}Message-ID: <another@x>\n`, /^the mail is larger than 50 MB/],
  ])('%s, a mail of 200 MB, is named with its size, and nothing of it kept', async (name, content, why) => {
    await put(name, content);
    const file = await open(join(folder, name), 'r+');
    await file.truncate(200 * 1024 * 1024);
    await file.close();
    expect(problems(await read(name))).toEqual([expect.stringMatching(why)]);
  });
});

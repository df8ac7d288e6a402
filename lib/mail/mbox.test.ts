import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitMbox } from './index';

async function split(...chunks: (string | Uint8Array)[]): Promise<string[]> {
  const mails: string[] = [];
  for await (const { raw } of splitMbox(
    chunks.map((chunk) => (typeof chunk === 'string' ? Buffer.from(chunk, 'latin1') : chunk)),
  )) {
    mails.push(Buffer.from(raw).toString('latin1'));
  }
  return mails;
}

const line = 'From mboxrd@z Thu Jan  1 00:00:00 1970\n';

describe('mails of an mbox', () => {
  test.each([
    ['two', `${line}A: 1\n\none\n\n${line}A: 2\n\ntwo\n\n`, ['A: 1\n\none\n', 'A: 2\n\ntwo\n']],
    [
      'mboxrd escapes are taken off',
      `${line}A: 1\n\n>From here\n>>From there\n> From no\n\n`,
      ['A: 1\n\nFrom here\n>From there\n> From no\n'],
    ],
    [
      'mboxo leaves "From" in a body',
      `From a@x Mon Jan  1 10:00:00 2024\nA: 1\n\nhello\n\nFrom here on it is wrong.\n`,
      ['A: 1\n\nhello\n\nFrom here on it is wrong.\n'],
    ],
    [
      'a From_ line that follows text is text',
      `${line}A: 1\n\ntext\n${line}more\n`,
      [`A: 1\n\ntext\n${line}more\n`],
    ],
    [
      'CRLF',
      'From a@x Mon Jan  1 10:00:00 2024\r\nA: 1\r\n\r\none\r\n\r\nFrom a@x Mon Jan  1 10:00:00 2024\r\nA: 2\r\n\r\n',
      ['A: 1\r\n\r\none\r\n', 'A: 2\r\n'],
    ],
    ['without a newline at the end', `${line}A: 1\n\nend`, ['A: 1\n\nend']],
    ['blank lines in front', `\n\n${line}A: 1\n\nx\n`, ['A: 1\n\nx\n']],
    ['empty', '', []],
  ])('%s', async (_name, mbox, mails) => {
    expect(await split(mbox)).toEqual(mails);
  });

  test('offsets name the byte of each From_ line', async () => {
    const offsets: number[] = [];
    for await (const { offset } of splitMbox([Buffer.from(`${line}A: 1\n\n${line}A: 2\n\n`)]))
      offsets.push(offset);
    expect(offsets).toEqual([0, line.length + 6]);
  });

  test.each([
    ['no larger than it may be', 'a\nb\n', false],
    ['a line more, as all lines have a mark that is taken off', '>From \n'.repeat(4), true],
    ['a line more', 'abcdef\n'.repeat(4), true],
    ['one line that is too long', 'a'.repeat(100) + '\n', true],
  ])('a mail that is %s is said to be cut: %j, %s', async (_name, body, isCut) => {
    const mbox = Buffer.from(`${line}A: 1\n\n${body}\n${line}A: 2\n\n`);
    const cut: boolean[] = [];
    for await (const mail of splitMbox([mbox], { largestMail: 6 + 7 * 3 })) cut.push(mail.isCut);
    expect(cut).toEqual([isCut, false]);
  });

  test('the borders of chunks make no difference', async () => {
    const mbox = `${line}A: 1\n\n>From x\r\n\n${line}A: 2\n\nlast`;
    const whole = await split(mbox);
    for (let at = 1; at < mbox.length; at += 1)
      expect(await split(mbox.slice(0, at), mbox.slice(at))).toEqual(whole);
  });

  test('what was joined comes apart again', async () => {
    const body = fc.array(
      fc.constantFrom(
        'From me to you',
        '>From',
        'text',
        '',
        '>> quoted',
        'From a@x Mon Jan  1 10:00:00 2024',
      ),
      { maxLength: 8 },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(body, { minLength: 1, maxLength: 5 }), async (bodies) => {
        const mails = bodies.map((lines) => `A: b\n\n${[...lines, 'end'].join('\n')}\n`);
        const mbox = mails.map((mail) => `${line}${mail.replace(/^(>*From )/gm, '>$1')}\n`).join('');
        expect(await split(mbox)).toEqual(mails);
      }),
    );
  });
});

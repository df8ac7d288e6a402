import { describe, expect, test } from 'vitest';
import { messageId } from '../discussion/specimens';
import { parseMail } from '../mail/index';
import {
  emlText,
  fetchThreadCommand,
  mailtoUrl,
  mboxText,
  replyFileName,
  sendCommand,
  type Reply,
} from './index';

const reply: Reply = {
  answers: messageId('patch@example.org'),
  id: messageId('r1@example.com'),
  from: { name: 'Carol Checker', address: 'carol@example.com' },
  to: [{ name: 'Ann Author', address: 'ann@example.org' }],
  cc: [{ name: '', address: 'list@example.org' }],
  subject: 'Re: [PATCH] cache: drop it late',
  inReplyTo: messageId('patch@example.org'),
  references: [messageId('cover@example.org'), messageId('patch@example.org')],
  date: new Date(Date.UTC(2024, 2, 2, 9, 5, 7)),
  offset: 60,
  body: 'On ..., Ann wrote:\n> +x\n\nWhy?\n',
  places: [],
  problems: [],
};

test('an .eml file', () => {
  expect(emlText(reply)).toBe(`From: Carol Checker <carol@example.com>
To: Ann Author <ann@example.org>
Cc: list@example.org
Subject: Re: [PATCH] cache: drop it late
Date: Sat, 2 Mar 2024 10:05:07 +0100
Message-ID: <r1@example.com>
In-Reply-To: <patch@example.org>
References: <cover@example.org> <patch@example.org>
MIME-Version: 1.0
Content-Type: text/plain; charset=UTF-8
Content-Transfer-Encoding: 7bit

On ..., Ann wrote:
> +x

Why?
`);
});

test.each([
  ['plain', 'x\n', '7bit'],
  ['998 octets', `${'x'.repeat(998)}\n`, '7bit'],
  ['999 octets', `${'x'.repeat(999)}\n`, 'quoted-printable'],
  ['UTF-8', 'ü \n', '8bit'],
  ['998 octets in 499 characters', `${'ü'.repeat(499)}\n`, '8bit'],
  ['1,000 octets in 500 characters', `= \t \n${'ü'.repeat(500)}\n\tx=3D \n.\nFrom x\n`, 'quoted-printable'],
])('a body of %s is sent as it is unless a line is too long', async (_name, body, encoding) => {
  const eml = emlText({ ...reply, body });
  expect(eml).toContain(`\nContent-Transfer-Encoding: ${encoding}\n`);
  for (const line of eml.split('\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(998);
  expect((await parseMail(Buffer.from(eml))).text).toBe(body);
});

describe('headers', () => {
  test.each([
    ['Ann Author', 'Ann Author <a@x>'],
    ['', 'a@x'],
    ['Author, A. "Ann" \\ (she)', '"Author, A. \\"Ann\\" \\\\ (she)" <a@x>'],
    ['Jörg', '=?UTF-8?Q?J=C3=B6rg?= <a@x>'],
    ['=?UTF-8?Q?x?=', '=?UTF-8?Q?=3D=3FUTF-8=3FQ=3Fx=3F=3D?= <a@x>'],
  ])('the name %j', (name, written) => {
    expect(emlText({ ...reply, to: [{ name, address: 'a@x' }] })).toContain(`\nTo: ${written}\nCc:`);
  });

  test.each([
    'Re: [PATCH] cache: früher oder später, und noch viel länger, als eine Zeile lang ist: 列表 \u{1f600}',
    `Re: ${'word '.repeat(150)}end`,
    `Re: ${'x'.repeat(2000)}`,
    'Re: a =?UTF-8?Q?b?= c',
  ])('the subject %j is read back, in lines that mail programs take', async (subject) => {
    const eml = emlText({ ...reply, subject });
    for (const line of eml.split('\n')) expect(line.length).toBeLessThanOrEqual(78);
    for (const [word] of eml.matchAll(/=\?UTF-8\?\S*/g)) expect(word.length).toBeLessThanOrEqual(75);
    expect((await parseMail(Buffer.from(eml))).subject).toBe(subject);
  });

  test('a hundred readers are folded and read back', async () => {
    const cc = Array.from({ length: 100 }, (_, index) => ({
      name: `Ré, ${index}`,
      address: `r${index}@example.org`,
    }));
    const eml = emlText({ ...reply, cc });
    for (const line of eml.split('\n')) expect(line.length).toBeLessThanOrEqual(78);
    expect((await parseMail(Buffer.from(eml))).cc).toEqual(cc);
  });

  test('without a mail to be threaded under, there is none', () => {
    const eml = emlText({ ...reply, inReplyTo: undefined, references: [], cc: [] });
    expect(eml).not.toMatch(/^(?:In-Reply-To|References|Cc):/m);
  });
});

test('an mbox escapes what looks like its own lines', () => {
  const body = 'From here on\n>From there\n> From x\n From y\n';
  const mbox = mboxText([{ ...reply, body }, reply]);
  expect(mbox).toContain('\n\n>From here on\n>>From there\n> From x\n From y\n\nFrom mboxrd@z ');
  expect(mbox.match(/^From /gm)).toHaveLength(2);
});

test('a mailto: URL says whom, what and in answer to what', () => {
  const to = [{ name: 'Ann', address: 'ann+x&y@example.org' }];
  const url = mailtoUrl({ ...reply, to, body: '> +x = 1 & 2;\t\n\nWhy?\n' });
  expect(url).toBe(
    'mailto:ann%2Bx%26y@example.org?cc=list@example.org&subject=Re%3A%20%5BPATCH%5D%20cache%3A%20drop%20it%20late' +
      '&in-reply-to=%3Cpatch%40example.org%3E&body=%3E%20%2Bx%20%3D%201%20%26%202%3B%09%0D%0A%0D%0AWhy%3F%0D%0A',
  );
});

test('there is no mailto: URL that would be cut', () => {
  const lengths = [1, 100, 1_000, 1_700, 1_900, 3_000, 1_000_000].map(
    (length) => mailtoUrl({ ...reply, body: 'x'.repeat(length) })?.length,
  );
  expect(lengths.map((length) => length !== undefined)).toEqual([
    true,
    true,
    true,
    true,
    false,
    false,
    false,
  ]);
  for (const length of lengths) if (length !== undefined) expect(length).toBeLessThanOrEqual(2_000);
});

describe('commands', () => {
  test('git send-email names everybody', () => {
    expect(sendCommand(reply, '01-re-patch.eml')).toBe(
      'git send-email --suppress-cc=all --in-reply-to=patch@example.org --to=ann@example.org --cc=list@example.org 01-re-patch.eml',
    );
  });

  test('nothing in them means something to a shell', () => {
    const hostile = {
      ...reply,
      inReplyTo: messageId("$(x)`y`'z@x"),
      to: [{ name: 'x', address: "o'neil;x@example.org" }],
      cc: [],
    };
    expect(sendCommand(hostile, '-f a.eml')).toBe(
      "git send-email --suppress-cc=all --in-reply-to='$(x)`y`'\\''z@x' --to='o'\\''neil;x@example.org' './-f a.eml'",
    );
    expect(fetchThreadCommand(messageId('-x$HOME@x'))).toBe("b4 mbox -- '-x$HOME@x'");
  });

  test.each([
    ['Re: [PATCH v2 3/5] mm: fix the ../walk', '01-re-patch-v2-3-5-mm-fix-the-walk.eml'],
    ['列表', '01-reply.eml'],
    ['x'.repeat(300), `01-${'x'.repeat(60)}.eml`],
  ])('a file for %j', (subject, name) => {
    expect(replyFileName({ ...reply, subject }, 1)).toBe(name);
  });
});

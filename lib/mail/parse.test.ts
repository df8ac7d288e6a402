import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readMimeBody, readPlainBody } from './body';
import { readHeaders } from './headers';
import { contentHash, parseMail, UnreadableMail } from './index';

const bytes = (text: string) => Buffer.from(text, 'utf8');
const latin1 = (text: string) => Buffer.from(text, 'latin1');
const base = 'Message-ID: <a@x>\nFrom: A <a@x>\nSubject: s\nDate: Mon, 1 Jan 2024 10:00:00 +0200\n';

describe('headers', () => {
  test.each([
    ['plain', 'Subject: hello world', 'hello world'],
    ['folded', 'Subject: hello\n world\n\tagain', 'hello world again'],
    ['encoded, base64', 'Subject: =?UTF-8?B?w6TDtsO8?=', 'äöü'],
    ['encoded, quoted-printable', 'Subject: =?iso-8859-1?Q?caf=E9_au_lait?=', 'café au lait'],
    ['encoded in two words, the space between is none', 'Subject: =?UTF-8?Q?ab?= =?UTF-8?Q?cd?=', 'abcd'],
    ['encoded, broken', 'Subject: =?UTF-8?B?!!?= x', expect.stringContaining('x')],
    ['absent', 'X-Other: y', ''],
    ['CRLF', 'Subject: hello\r\n world', 'hello world'],
  ])('subject: %s', async (_name, header, subject) => {
    expect((await parseMail(bytes(`From: a@x\n${header}\n\nbody\n`))).subject).toEqual(subject);
  });

  test('raw 8-bit headers are read as UTF-8, else as Windows-1252', async () => {
    expect((await parseMail(bytes('Subject: Grüße\n\n'))).subject).toBe('Grüße');
    expect((await parseMail(latin1('Subject: Gr\xfc\xdfe\n\n'))).subject).toBe('Grüße');
  });

  test.each([
    ['Ann Dev <ann@example.com>', [{ name: 'Ann Dev', address: 'ann@example.com' }]],
    ['ann@example.com', [{ name: '', address: 'ann@example.com' }]],
    ['"Dev, Ann" <ann@example.com>', [{ name: 'Dev, Ann', address: 'ann@example.com' }]],
    ['=?UTF-8?Q?J=C3=B6rg?= <j@example.com>', [{ name: 'Jörg', address: 'j@example.com' }]],
    [
      'A <a@x>, B <b@x>',
      [
        { name: 'A', address: 'a@x' },
        { name: 'B', address: 'b@x' },
      ],
    ],
    [
      'list: A <a@x>, B <b@x>;',
      [
        { name: 'A', address: 'a@x' },
        { name: 'B', address: 'b@x' },
      ],
    ],
    [
      '"Ann via B4 Relay" <devnull+ann.example.com@kernel.org>',
      [{ name: 'Ann via B4 Relay', address: 'devnull+ann.example.com@kernel.org' }],
    ],
  ])('addresses: %s', async (value, boxes) => {
    expect((await parseMail(bytes(`From: x@y\nTo: ${value}\n\n`))).to).toEqual(boxes);
  });

  test.each([
    ['Mon, 1 Jan 2024 10:00:00 +0200', '2024-01-01T08:00:00.000Z', 120],
    ['1 Jan 2024 10:00 GMT', '2024-01-01T10:00:00.000Z', 0],
    ['Mon, 01 Jan 24 10:00:00 EST', '2024-01-01T15:00:00.000Z', -300],
    ['Mon, 1 Jan 2024 10:00:00', '2024-01-01T10:00:00.000Z', undefined],
    ['2024-01-01T10:00:00Z', '2024-01-01T10:00:00.000Z', undefined],
    ['the day after the storm', undefined, undefined],
    ['', undefined, undefined],
    ['Mon, 1 Foo 2024 10:00:00 +0000', undefined, undefined],
    ['Mon, 1 Jan 1900 10:00:00 +0000', undefined, undefined],
  ])('date: %s', async (value, iso, offset) => {
    const mail = await parseMail(bytes(`From: a@x\nDate: ${value}\n\n`));
    expect([mail.date?.toISOString(), mail.dateOffset]).toEqual([iso, offset]);
    expect(mail.problems.some((problem) => problem.where === 'Date')).toBe(iso === undefined);
  });

  test.each([
    ['a clock a century ahead', '2124', '2024-01-01T09:00:00.000Z'],
    ['a clock behind: old mail is sent on', '2014', '2014-01-01T10:00:00.000Z'],
    ['the right one', '2024', '2024-01-01T10:00:00.000Z'],
  ])('dated by %s', async (_name, year, iso) => {
    const received = 'Received: from a by b; Mon, 1 Jan 2024 10:00:00 +0100\n';
    const mail = await parseMail(bytes(`${received}From: a@x\nDate: 1 Jan ${year} 10:00:00 +0000\n\n`));
    expect(mail.date?.toISOString()).toBe(iso);
    const told = mail.problems.filter(({ where }) => where === 'Date').map(({ what }) => what);
    expect(told).toEqual(year === '2124' ? [expect.stringContaining('after the mail was received')] : []);
  });

  test('parents: nearest first, each once, junk left out', async () => {
    const mail = await parseMail(
      bytes(
        'From: a@x\nIn-Reply-To: Your message of Monday <c@x> "words"\nReferences: <a@x>\n <b@x> <c@x> <not an id> <>\n\n',
      ),
    );
    expect(mail.parents).toEqual(['c@x', 'b@x', 'a@x']);
  });

  test('ids without brackets and very many References are read', async () => {
    expect((await parseMail(bytes('From: a@x\nIn-Reply-To: b@x\n\n'))).parents).toEqual(['b@x']);
    const many = Array.from({ length: 3000 }, (_, n) => `<${n}@x>`).join('\n ');
    const { parents } = await parseMail(bytes(`From: a@x\nReferences: ${many}\n\n`));
    expect([parents[0], parents.length]).toEqual(['2999@x', 500]);
  });

  test('a second Message-ID is another name; none at all gets one made from the content', async () => {
    const two = await parseMail(bytes('Message-ID: <a@x>\nMessage-ID: <b@z>\nFrom: a@x\n\n'));
    expect([two.id, two.isIdMade, two.otherIds]).toEqual(['a@x', false, ['b@z']]);
    const none = bytes('From: a@x\nSubject: s\n\nbody\n');
    const [first, second] = [await parseMail(none), await parseMail(none)];
    expect(first.isIdMade).toBe(true);
    expect(first.id).toBe(second.id);
    expect((await parseMail(bytes('From: a@x\nSubject: s\n\nother\n'))).id).not.toBe(first.id);
  });

  test('List-Id without words and brackets', async () => {
    expect((await parseMail(bytes('From: a@x\nList-Id: A list <A.Lists.Example.org>\n\n'))).lists).toEqual([
      'a.lists.example.org',
    ]);
  });
});

describe('body', () => {
  const body = async (headers: string, text: Buffer) =>
    (await parseMail(Buffer.concat([bytes(`${base}${headers}\n\n`), text]))).text;

  test.each([
    ['plain', '', bytes('one\ntwo\n'), 'one\ntwo\n'],
    ['CRLF', 'Content-Type: text/plain', bytes('one\r\ntwo\r\n'), 'one\ntwo\n'],
    [
      'quoted-printable',
      'Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable',
      bytes('a=3Db =C3=A4 lo=\nng=20\n'),
      'a=b ä long \n',
    ],
    [
      'base64',
      'Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64',
      bytes(`${Buffer.from('über\n').toString('base64')}\n`),
      'über\n',
    ],
    ['iso-8859-1', 'Content-Type: text/plain; charset=iso-8859-1', latin1('\xa9 2024\n'), '© 2024\n'],
    ['koi8-r', 'Content-Type: text/plain; charset=koi8-r', Buffer.from([0xf0, 0xd2, 0xc9, 10]), 'При\n'],
    ['UTF-8 labelled as ASCII', 'Content-Type: text/plain; charset=us-ascii', bytes('ä\n'), 'ä\n'],
    ['Latin-1 labelled as UTF-8', 'Content-Type: text/plain; charset=utf-8', latin1('caf\xe9\n'), 'café\n'],
    ['a charset nobody knows', 'Content-Type: text/plain; charset=y', bytes('ä\n'), 'ä\n'],
    [
      'flowed: lines stay, stuffing stays',
      'Content-Type: text/plain; format=flowed',
      bytes('a long \nline\n  int x;\n'),
      'a long \nline\n  int x;\n',
    ],
    [
      'flowed, folded header',
      'Content-Type: text/plain; charset=utf-8;\n format=flowed; delsp=yes\nContent-Transfer-Encoding: 7bit',
      bytes('a \nb\n'),
      'a \nb\n',
    ],
  ])('%s', async (_name, headers, text, expected) => {
    expect(await body(headers === '' ? 'X-Y: z' : headers, text)).toBe(expected);
  });

  test('a label that lies is told', async () => {
    const mail = await parseMail(
      Buffer.concat([bytes(`${base}Content-Type: text/plain; charset=utf-8\n\n`), latin1('caf\xe9\n')]),
    );
    expect(mail.problems).toEqual([
      { where: 'charset', what: expect.stringContaining('Windows-1252') as string },
    ]);
  });

  const multipart = (...parts: string[]) =>
    bytes(
      `${base}MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=cut\n\n--cut\n${parts.join('\n--cut\n')}\n--cut--\n`,
    );

  test("what a list sends on in its own name is its writer's", async () => {
    const munged = (more: string) =>
      parseMail(bytes(`From: Ann Author via iommu <iommu@lists.example.org>\n${more}\n\nx\n`));
    const ann = { name: 'Ann Author', address: 'ann@example.org' };
    expect(
      (await munged('Reply-To: Ann Author <ann@example.org>\nTo: iommu@lists.example.org')).from,
    ).toEqual(ann);
    expect((await munged('Reply-To: ann@example.org\nList-Id: <iommu.lists.example.org>')).from).toEqual(ann);
    const asWritten = { name: 'Ann Author via iommu', address: 'iommu@lists.example.org' };
    expect((await munged('Reply-To: ann@example.org')).from).toEqual(asWritten);
    expect((await munged('To: iommu@lists.example.org')).from).toEqual(asWritten);
  });

  test('an attached patch follows the text, whose lines keep their numbers', async () => {
    const patch = Buffer.from('diff --git a/x b/x\n+y\n').toString('base64');
    const mail = await parseMail(
      multipart(
        'Content-Type: text/plain\n\nHello,\n\nsee below.',
        `Content-Type: text/x-patch; name="0001-x.patch"\nContent-Disposition: attachment; filename="0001-x.patch"\nContent-Transfer-Encoding: base64\n\n${patch}`,
        'Content-Type: image/png\nContent-Disposition: attachment; filename="p.png"\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=',
      ),
    );
    const lines = mail.text.split('\n');
    expect(lines[2]).toBe('see below.');
    const attached = mail.textParts.find((part) => part.attached);
    expect(attached?.fileName).toBe('0001-x.patch');
    expect(lines[(attached?.start ?? 0) - 1]).toBe('diff --git a/x b/x');
    expect(mail.attachments).toMatchObject([{ contentType: 'image/png', fileName: 'p.png', size: 8 }]);
  });

  test('a flowed part of several keeps its lines', async () => {
    const mail = await parseMail(
      multipart(
        'Content-Type: text/plain; format=flowed\n\n> a \n> b\nc',
        'Content-Type: text/plain\n\nfooter',
      ),
    );
    expect(mail.text).toContain('> a \n> b\nc');
    expect(mail.text).toContain('footer');
  });

  test.each([
    ['none', '', true],
    ['inline', 'Content-Disposition: inline\n', true],
    ['inline, in capitals', 'Content-Disposition: INLINE;\n', true],
    ['inline with a name', 'Content-Disposition: inline; filename=x.txt\n', false],
    ['attachment', 'Content-Disposition: attachment\n', false],
    ['two', 'Content-Disposition: inline\nContent-Disposition: inline\n', false],
  ])('plain text by itself is read without the library, disposition: %s', async (_name, header, isPlain) => {
    const raw = bytes(`${base}Content-Type: text/plain\n${header}\none\n > two\n`);
    const plain = readPlainBody(raw, readHeaders(raw));
    expect(plain !== undefined).toBe(isPlain);
    if (plain) expect(plain).toEqual(await readMimeBody(raw));
  });

  test('HTML alone becomes text, and what it quotes bears marks', async () => {
    const mail = await parseMail(
      bytes(
        `${base}Content-Type: text/html\n\n<p>I agree.</p><blockquote>+ if (x)</blockquote><script>evil()</script>`,
      ),
    );
    expect(mail.text).toContain('I agree.');
    expect(mail.text).toContain('> + if (x)');
    expect(mail.text).not.toContain('evil');
    expect(mail.problems).toContainEqual({ where: 'body', what: 'HTML only; shown as plain text' });
  });

  test('of plain text and HTML the plain text is taken', async () => {
    const raw = bytes(
      `${base}MIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=cut\n\n--cut\nContent-Type: text/plain\n\nplain\n--cut\nContent-Type: text/html\n\n<b>html</b>\n--cut--\n`,
    );
    expect((await parseMail(raw)).text.trim()).toBe('plain');
  });

  test('parts nested without end are shown as they came, with the reason', async () => {
    const deep = Array.from(
      { length: 200 },
      (_, n) => `Content-Type: multipart/mixed; boundary=b${n}\n\n--b${n}`,
    ).join('\n');
    const mail = await parseMail(bytes(`${base}MIME-Version: 1.0\n${deep}\n\nend`));
    expect(mail.problems).toContainEqual({
      where: 'MIME',
      what: expect.stringContaining('could not be told apart') as string,
    });
  });
});

test('two copies are one mail by what lists do not change', async () => {
  const mail = (more: string, text = 'body') => parseMail(bytes(`${base}${more}\n\n${text}\n`));
  const hash = contentHash(await mail('Received: by a'));
  expect(contentHash(await mail('Received: by b\nList-Id: <l.x>'))).toBe(hash);
  expect(contentHash(await mail('Received: by a', 'other'))).not.toBe(hash);
  expect(contentHash(await mail('Cc: somebody@x'))).not.toBe(hash);
});

describe('what is no mail', () => {
  test.each([
    ['nothing', ''],
    ['words without a header', 'hello\nworld\n'],
  ])('%s', async (_name, text) => {
    await expect(parseMail(bytes(text))).rejects.toBeInstanceOf(UnreadableMail);
  });

  test('any bytes give a mail or say that they are none', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 600 }), fc.boolean(), async (noise, isMail) => {
        const raw = isMail
          ? Buffer.concat([bytes('From: a@x\nContent-Type: multipart/mixed; boundary=b\n\n--b\n'), noise])
          : noise;
        try {
          const mail = await parseMail(raw);
          expect(mail.id).not.toBe('');
          expect(mail.text).not.toContain('\0');
        } catch (error) {
          expect(error).toBeInstanceOf(UnreadableMail);
        }
      }),
      { numRuns: 300 },
    );
  });
});

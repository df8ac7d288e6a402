import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseMail, type Mail } from '../mail/index';
import { readPatch } from '../patch/index';
import { mailVector as vectorOf, receivedAt, remarkVector, wordsOf, type Vector } from './index';
import { piecesOf } from './pieces';
import { stemOf } from './stem';

const mailVector = (mail: Mail): string => textOf(vectorOf(mail, () => readPatch(mail.text).patchId));

/** As PostgreSQL writes a tsvector. */
function textOf(vector: Vector): string {
  const bytes = Buffer.from(vector.bytes);
  const lexemes: string[] = [];
  let at = 4;
  while (at < bytes.length) {
    const end = bytes.indexOf(0, at);
    const marks = Array.from({ length: bytes.readUInt16BE(end + 1) }, (_, index) =>
      bytes.readUInt16BE(end + 3 + index * 2),
    );
    const places = marks.map((mark) => `${mark & 0x3fff}${['', 'C', 'B', 'A'][mark >> 14]}`).join(',');
    lexemes.push(`'${bytes.toString('utf8', at, end).replaceAll("'", "''")}'${places && `:${places}`}`);
    at = end + 3 + marks.length * 2;
  }
  expect(lexemes).toHaveLength(bytes.readInt32BE(0));
  return lexemes.join(' ');
}

test.each([
  ['iommu_attach_device_pasid(dev)', ['iommu_attach_device_pasid', 'dev']],
  ['arm-smmu-v3', ['arm', 'smmu', 'v3']],
  ['foo->bar, foo&bar', ['foo', 'bar', 'foo', 'bar']],
  ["Don't say 'a' or ’b’", ["don't", 'say', 'a', 'or', 'b']],
  ['It’s', ["it's"]],
  ['v6.13-rc1 1,000 a.b 1. 2', ['v6.13', 'rc1', '1,000', 'a', 'b', '1', '2']],
  ['Grüße, Łukasz 日本', ['grüße', 'łukasz', '日本']],
  ['x'.repeat(64), ['x'.repeat(64)]],
  ['x'.repeat(65), []],
  ['', []],
])('the words of %j', (text, expected) => {
  expect(wordsOf(text).map(({ word }) => word)).toEqual(expected);
});

test('a word stands where its offsets say, in any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      let last = 0;
      for (const { word, start, end } of wordsOf(text)) {
        expect(start).toBeGreaterThanOrEqual(last);
        expect(text.slice(start, end).toLowerCase().replaceAll('’', "'")).toBe(word);
        last = end;
      }
    }),
  );
});

test.each([
  ['mapping', 'map'],
  ['reviewed', 'review'],
  ['map', undefined],
  ['dma_mapping', undefined],
  ['v2s', undefined],
  ['größen', undefined],
])('the stem of %s', (word, expected) => {
  expect(stemOf(word)).toBe(expected);
});

const patch = `Why it is so.

> quoted once

---
 a.c | 2 +-

diff --git a/drivers/a.c b/drivers/a.c
index 0123456789ab..ba9876543210 100644
--- a/drivers/a.c
+++ b/drivers/a.c
@@ -1,3 +1,3 @@ int probe(void)
 kept
-gone
+came
\\ No newline at end of file
-- 
2.40`;

test('a mail is divided into prose, quotes and the parts of a diff', () => {
  const told = [...piecesOf(patch)].map((piece) => [
    piece.kind,
    'name' in piece ? piece.name : patch.slice(piece.start, piece.end).trim(),
  ]);
  expect(told).toEqual([
    ['prose', 'Why it is so.'],
    ['quoted', '> quoted once'],
    ['prose', '---\n a.c | 2 +-'],
    ['path', 'drivers/a.c'],
    ['before', '0123456789ab'],
    ['after', 'ba9876543210'],
    ['heading', 'int probe(void)'],
    ['context', 'kept'],
    ['removed', '-gone'],
    ['added', '+came'],
    ['prose', '-- \n2.40'],
  ]);
});

async function mailOf(body: string, headers = ''): Promise<Awaited<ReturnType<typeof parseMail>>> {
  return parseMail(
    Buffer.from(
      `From: Noor Haddad <noor@example.org>\nTo: list@example.org\nSubject: Mapping\nMessage-ID: <a1@example.org>\nDate: Mon, 3 Jun 2024 10:00:00 +0000\n${headers}\n${body}\n`,
    ),
  );
}

test('a mail is found by its headers, words, stems, and the names in its diff', async () => {
  const vector = ` ${mailVector(await mailOf(patch))} `;
  for (const lexeme of [
    `'smapping':1A`,
    `'Smap':1A`,
    `'hmapping':1A`,
    `'fnoor'`,
    `'tlist'`,
    `'ma1'`,
    `'qquoted'`,
    `'Qquot'`,
    `'ddrivers'`,
    `'kprobe'`,
    `'<0123456789ab'`,
    `'>ba9876543210'`,
  ])
    expect(vector).toContain(lexeme);
  expect(vector).toMatch(/ 'bcame':\d+B /);
  expect(vector).toMatch(/ 'bgone':\d+C /);
  expect(vector).toMatch(/ 'bkept':\d+ /);
  expect(vector).toMatch(/ 'bwhy':\d+A /);
  expect(vector).toMatch(/ 'i[0-9a-f]{40}' /);
  expect(vector).not.toContain(`'bquoted'`);
});

test('a word that stands in a mail very often keeps a place for each kind of line', async () => {
  const lines = [...Array.from({ length: 1_000 }, () => 'same'), '', ...patch.split('\n').slice(8, 12)];
  const vector = mailVector(await mailOf(`${lines.join('\n')}\n+same\n`));
  expect(/'bsame':([\d,ABCD]+)/.exec(vector)?.[1]).toMatch(/^(?:\d+A,){200}\d+B$/);
});

test('of two weights in the last place that can be told the heavier one stays, and places ascend', async () => {
  const words = Array.from({ length: 17_000 }, (_, index) => `w${index}`).join(' ');
  const vector = mailVector(await mailOf(`${words}\n\n${patch}\n+w16500 came\n`));
  expect(/'bw16500':(\S+)/.exec(vector)?.[1]).toBe('16383A');
  expect(/'bgone':(\S+)/.exec(vector)?.[1]).toBe('16383C');
  // Added by the diff, and in the prose behind it.
  expect(/'bcame':(\S+)/.exec(vector)?.[1]).toBe('16383A');
});

test('a mail of many megabytes gives no more than a tsvector can hold', async () => {
  const text = Array.from({ length: 400_000 }, (_, index) => `word${index}`).join(' ');
  const vector = mailVector(await mailOf(text));
  expect(vector.split(' ').length).toBeLessThan(70_000);
  expect(vector.split(' ').length).toBeGreaterThan(20_000);
});

test('a remark is found by what it says, and by the subject and sender of its mail', () => {
  const vector = textOf(
    remarkVector({
      text: "This leaks.\n\n> no\n+	it's added",
      subject: 'Re: x',
      from: { name: 'Noor', address: 'noor@example.org' },
    }),
  );
  expect(vector).toContain(`'bleaks'`);
  expect(vector).toContain(`'fnoor'`);
  expect(vector).toContain(`'bit''s'`);
});

test.each([
  ['', '2024-06-03T10:00:00.000Z'],
  [
    'Received: from a by b; Mon, 3 Jun 2024 12:30:00 +0200\nReceived: from x by a; Sun, 2 Jun 2024 00:00:00 +0000\n',
    '2024-06-03T10:30:00.000Z',
  ],
  ['Received: from a by b\n', '2024-06-03T10:00:00.000Z'],
])('when a list received a mail with %j', async (headers, expected) => {
  const now = new Date('2024-07-01T00:00:00Z');
  expect(receivedAt(await mailOf('x', headers), now).toISOString()).toBe(expected);
});

test('a clock that runs years ahead does not put its mail before all others for years', async () => {
  const now = new Date('2020-01-01T00:00:00Z');
  expect(receivedAt(await mailOf('x'), now)).toEqual(now);
});

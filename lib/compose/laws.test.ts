import fc from 'fast-check';
import { expect, test } from 'vitest';
import { patchText as patchTexts, quoteHabit, quoteLine } from '../../fuzz/damage';
import { discuss, letter, messageId, type Letter } from '../discussion/specimens';
import { parseMail, splitMbox, type Mail, type Mailbox } from '../mail/index';
import { composeReplies, emlText, mailtoUrl, mboxText, type Draft, type Reply } from './index';
import { answerableLines, carol, stamp } from './specimens';

const word = fc.constantFrom(
  'entry',
  'lock',
  'früher',
  '列表',
  'walk\there',
  'x > y',
  '\u{1f600}',
  'a\u00a0b',
  '"q"',
);
const anyText = fc.string({ unit: 'grapheme', maxLength: 60 }).map((text) => text.replace(/\p{Cc}/gu, '\t'));
/** A line of what a reader writes: it says something, and begins with no quote mark. */
const saidLine = fc.oneof(
  fc.constantFrom(
    '',
    '',
    '\tif (entry)',
    '    return 0;   ',
    'From here on it is held.',
    '@@ -1,2 +1,3 @@',
    '.',
  ),
  fc.array(word, { minLength: 1, maxLength: 9 }).map((words) => `So ${words.join(' ')}`),
  anyText.map((text) => `And ${text}`),
  fc.constant(`Long: ${'ü'.repeat(700)} end`),
);
const saidText = fc.array(saidLine, { maxLength: 6 }).map((lines) => ['Why is it so?', ...lines].join('\n'));

const prose = fc
  .array(
    fc.array(fc.constantFrom('the', 'cache', 'walks', 'list', 'again', 'lock', 'drops'), {
      minLength: 1,
      maxLength: 9,
    }),
    {
      minLength: 1,
      maxLength: 12,
    },
  )
  .map((lines) => lines.map((words, at) => (at % 4 === 3 ? '' : words.join(' '))).join('\n'));

/** A patch of few lines that stand in it again and again. */
const repetitiveText = fc
  .array(
    fc.array(fc.constantFrom('+}', '+\treturn -EINVAL;', ' \tbreak;', ' ', '+', '-\tcase first_value:'), {
      minLength: 1,
      maxLength: 40,
    }),
    { minLength: 1, maxLength: 3 },
  )
  .map((hunks) =>
    [
      'Say it again.',
      '',
      'Signed-off-by: Ann Author <ann@example.org>',
      '---',
      'diff --git a/again.c b/again.c',
      '--- a/again.c',
      '+++ b/again.c',
      ...hunks.flatMap((lines, index) => {
        const count = (signs: RegExp) => lines.filter((line) => signs.test(line)).length;
        return [`@@ -${index * 99 + 1},${count(/^[ -]/)} +${index * 99 + 1},${count(/^[ +]/)} @@`, ...lines];
      }),
      '-- ',
      '2.40.1',
    ].join('\n'),
  );

interface Thread {
  readonly mails: readonly Mail[];
  readonly answered: Mail;
}

/** A cover letter, a patch, a reply that quotes the patch with remarks, a reply to this one; one of them is answered. */
const thread = fc
  .record({
    cover: prose,
    text: fc.oneof(patchTexts, repetitiveText),
    habit: quoteHabit,
    steps: fc.array(fc.constantFrom('quote', 'quote', 'skip', 'remark'), { minLength: 4, maxLength: 40 }),
    which: fc.nat({ max: 3 }),
  })
  .map(({ cover, text, habit, steps, which }): Thread => {
    const first = text
      .split('\n')
      .slice(0, -2)
      .flatMap((line, at) => {
        const step = steps[at % steps.length];
        if (step === 'skip') return [];
        return [
          quoteLine(line, habit),
          ...(step === 'remark' ? ['', `What about this, number ${at}?`, ''] : []),
        ];
      })
      .join('\n');
    const second = first
      .split('\n')
      .flatMap((line) => [
        line.startsWith('>') ? `>${line}` : `> ${line}`,
        ...(/number \d*[05]\?/.test(line) ? ['', `It is meant so, ${line.slice(-4)}`, ''] : []),
      ])
      .join('\n');
    const from = 'Ann Author <ann@example.org>';
    const series: Letter[] = [
      {
        id: 'cover',
        text: `${cover}\n-- \n2.40.1`,
        from,
        subject: '[PATCH 0/1] cache: walk',
        parents: [],
        at: 0,
      },
      { id: 'patch', text, from, subject: '[PATCH 1/1] cache: drop it late', parents: ['cover'], at: 1 },
      { id: 'r1', text: first, parents: ['patch', 'cover'], at: 10 },
      { id: 'r2', text: second, from, parents: ['r1', 'patch', 'cover'], at: 20 },
    ];
    const mails = series.map(letter);
    return { mails, answered: mails[which] ?? mails[1] ?? letter({ id: 'patch', text }) };
  });

/** Drafts at lines of the answered mail that a remark can stand at, each at another line. */
const situation = thread.chain(({ mails, answered }) => {
  const { discussion } = discuss(mails);
  const origins = discussion.lines.get(answered.id) ?? [];
  const spots = answerableLines(answered, origins);
  const draft = fc.record({
    line: fc.constantFrom(...(spots.length > 0 ? spots : [1])),
    length: fc.integer({ min: 1, max: 60 }),
    text: saidText,
  });
  return fc.record({
    mails: fc.constant(mails),
    answered: fc.constant(answered),
    origins: fc.constant(origins),
    drafts:
      spots.length === 0
        ? fc.constant([])
        : fc.uniqueArray(draft, { maxLength: 8, selector: ({ line }) => line }),
  });
});

function draftsOf(
  answered: Mail,
  drafts: readonly { line: number; length: number; text: string }[],
): readonly Draft[] {
  return drafts.map(({ line, length, text }) => ({
    answers: answered.id,
    at: { start: Math.max(1, line - length + 1), end: line + 1 },
    text,
  }));
}

const trimmed = (text: string) => text.replace(/^(?:[^\S\n]*\n)+|(?:\n\s*)+$/g, '');

test('read back, every draft is a remark at exactly its line, with its text', async () => {
  await fc.assert(
    fc.asyncProperty(situation, async ({ mails, answered, drafts, origins }) => {
      const { replies, left } = composeReplies(draftsOf(answered, drafts), mails, carol, stamp);
      expect(left).toEqual([]);
      expect(replies).toHaveLength(drafts.length > 0 ? 1 : 0);
      const [reply] = replies;
      if (!reply) return;
      const mail = await parseMail(Buffer.from(emlText(reply)));
      expect(mail.text).toBe(reply.body);
      const { discussion } = discuss([...mails, mail]);
      const remarks = discussion.remarks.filter((remark) => remark.reply === mail.id);
      const sorted = [...drafts].sort((one, other) => one.line - other.line);
      expect(remarks.map(({ text }) => text)).toEqual(sorted.map(({ text }) => trimmed(text)));
      remarks.forEach(({ anchor, start }, index) => {
        const { line } = sorted[index] ?? { line: 0 };
        const origin = origins[line - 1];
        const lines = discussion.lines.get(mail.id) ?? [];
        const above = lines.slice(0, start - 1).findLast(({ kind }) => kind === 'quote');
        if (origin?.kind === 'posted') {
          expect(anchor).toMatchObject({ kind: 'line', patch: answered.id, bodyLine: line, precise: true });
        } else if (origin?.kind === 'quote') {
          expect(above).toMatchObject({ kind: 'quote', mail: origin.mail, line: origin.line, precise: true });
        } else {
          expect(above).toMatchObject({ kind: 'quote', mail: answered.id, line, precise: true });
        }
      });
    }),
    { numRuns: 300 },
  );
});

const hostileText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(
    'A "B" C, D',
    'x\r\nBcc: evil@example.net',
    '=?UTF-8?Q?=0ABcc:_x@y?=',
    '>From x',
    'From a',
    "'; rm -rf ~; '",
  ),
);
const hostileAddress = fc.oneof(
  fc.constantFrom(
    'a@example.org',
    'A@EXAMPLE.org',
    'b@example.net\nBcc: evil@x',
    '',
    'no address',
    "o'neil@example.com",
  ),
  fc.string({ unit: 'binary', maxLength: 20 }).map((text) => `${text}@x`),
);
const hostileBox = fc.record({ name: hostileText, address: hostileAddress });
const hostileMail = fc
  .record({
    from: hostileBox,
    replyTo: fc.array(hostileBox, { maxLength: 2 }),
    to: fc.array(hostileBox, { maxLength: 4 }),
    cc: fc.array(hostileBox, { maxLength: 4 }),
    subject: hostileText,
    isIdMade: fc.boolean(),
    parents: fc.array(hostileText.map(messageId), { maxLength: 3 }),
    text: fc.array(hostileText, { minLength: 1, maxLength: 20 }).map((lines) => lines.join('\n')),
    date: fc.option(fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) }), {
      nil: undefined,
    }),
  })
  .map((parts): Mail => ({ ...letter({ id: 'hostile@x', text: '' }), ...parts }));

const headerNames = [
  'from',
  'to',
  'cc',
  'subject',
  'date',
  'message-id',
  'in-reply-to',
  'references',
  'mime-version',
  'content-type',
  'content-transfer-encoding',
];

/** Names of headers as they are written, lower case. */
function namesOf(reply: Reply): readonly string[] {
  const [head = ''] = emlText(reply).split('\n\n', 1);
  return [...head.matchAll(/^([^:\s]+):/gm)].map(([, name = '']) => name.toLowerCase());
}

async function readBack(reply: Reply): Promise<Mail> {
  const eml = emlText(reply);
  for (const line of eml.split('\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(998);
  return parseMail(Buffer.from(eml));
}

test('whatever is answered, the headers are those of a reply and hold no others', async () => {
  await fc.assert(
    fc.asyncProperty(
      hostileMail,
      fc.array(hostileText, { minLength: 1, maxLength: 3 }),
      async (answered, texts) => {
        const drafts = texts.map((text, at): Draft => ({
          answers: answered.id,
          at: at === 0 ? undefined : { start: 1, end: 2 },
          text,
        }));
        const [reply] = composeReplies(drafts, [answered], carol, stamp).replies;
        if (!reply) return;
        const mail = await readBack(reply);
        const names = namesOf(reply);
        expect(new Set(names).size).toBe(names.length);
        expect(names.filter((name) => !headerNames.includes(name))).toEqual([]);
        // Some readers decode a name twice, this project's own among them.
        const isTwiceRead = [...reply.to, ...reply.cc].some(({ name }) => name.includes('=?'));
        const shown = (box: Mailbox) => (isTwiceRead ? { address: box.address } : box);
        expect(mail.to.map(shown)).toEqual(reply.to.map(shown));
        expect(mail.cc.map(shown)).toEqual(reply.cc.map(shown));
        expect(mail.from).toEqual(reply.from);
        expect(mail.subject).toBe(reply.subject.replace(/\s+/g, ' ').trim());
        expect(mail.text).toBe(reply.body);
        const addresses = [...reply.to, ...reply.cc].map(({ address }) => address.toLowerCase());
        expect(new Set(addresses).size).toBe(addresses.length);
        expect(addresses).not.toContain('evil@example.net');
        const url = mailtoUrl(reply);
        if (url !== undefined)
          expect(new URL(url).searchParams.get('body')).toBe(reply.body.replace(/\n/g, '\r\n'));
        const found: Mail[] = [];
        for await (const { raw } of splitMbox([Buffer.from(mboxText([reply, reply]))]))
          found.push(await parseMail(raw));
        expect(found.map(({ text }) => text)).toEqual([mail.text, mail.text]);
      },
    ),
    { numRuns: 300 },
  );
});

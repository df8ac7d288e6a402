import fc from 'fast-check';
import { patchText, quoteHabit, quoteLine, type QuoteHabit } from './damage';

const ids = fc.integer({ min: 0, max: 5 }).map((n) => `<m${n}@example.org>`);
const headerLine = fc.oneof(
  ids.map((id) => `Message-ID: ${id}`),
  ids.map((id) => `In-Reply-To: ${id}`),
  fc.array(ids, { maxLength: 6 }).map((some) => `References: ${some.join('\n ')}`),
  fc
    .constantFrom(
      '[PATCH] a',
      'Re: [PATCH] a',
      '[PATCH v2 0/2] a',
      '[PATCH v2 1/2] b',
      '[RFC PATCH 2/2] c',
      'Re: [PATCH v2 9999999/0] a',
      '[PATCH v99999999999999999999] a',
      '[[[PATCH',
      '=?utf-8?B?W1BBVENI?= ] a',
      '[PATCH v3] a (was: b)',
    )
    .map((subject) => `Subject: ${subject}`),
  fc
    .constantFrom(
      'Ann Author <ann@example.org>',
      'kernel test robot <lkp@example.com>',
      '<>',
      '"a" via b <devnull+c@example.org>',
      '=?x?Q?=ZZ?=',
    )
    .map((from) => `From: ${from}`),
  fc
    .constantFrom(
      'Fri, 01 Mar 2024 12:00:00 +0000',
      'Fri, 31 Feb 9999 99:99:99 +9999',
      '0',
      'Thu, 01 Jan 1970 00:00:00 GMT',
    )
    .map((date) => `Date: ${date}`),
  fc
    .constantFrom(
      'text/plain; charset=utf-16',
      'text/plain; format=flowed; delsp=yes',
      'text/html; charset=windows-1252',
      'multipart/mixed; boundary=b',
      'multipart/alternative; boundary="b"',
      'message/rfc822',
      'text/plain; charset=utf-7',
    )
    .map((type) => `Content-Type: ${type}`),
  fc
    .constantFrom('base64', 'quoted-printable', '8bit', 'x-uuencode')
    .map((way) => `Content-Transfer-Encoding: ${way}`),
  fc.string({ unit: 'binary', maxLength: 40 }),
);

/** Lines that mean something to one rule or another. */
const tellingLine = fc.oneof(
  fc.constantFrom(
    '--b',
    '--b--',
    '',
    'Content-Type: text/html',
    '<blockquote>x<p><pre>+ y</blockquote>',
    '---',
    '-- ',
    '@@ -1,2 +1,99999999 @@',
    '@@ -0,0 +1 @@',
    'diff --git a/x b/x',
    '--- /dev/null',
    '+++ "b/\\303\\244\\n',
    'rename from x',
    'GIT binary patch',
    'literal 99999',
    'zcmV',
    'Reviewed-by: a <b@c>',
    'change-id: x',
    'Supersedes: <m1@example.org>',
    'v1: https://lore.kernel.org/r/m0@example.org',
    'On Friday, A <a@b> wrote:',
    '-----Original Message-----',
    'From: a@b',
    'Sent: x',
    '-----BEGIN PGP SIGNED MESSAGE-----',
    'Hi,',
    'Thanks,',
    'Applied, thanks!',
    '> +\tx',
    '> > +\tx',
    '>>> defined in a.o',
    '| +\tx',
    '+\tx',
    '\\ No newline at end of file',
    ' x | 2 +-',
    ' 1 file changed',
    'Rob',
    'Why?',
  ),
  fc.string({ unit: 'binary', maxLength: 60 }),
);

function soup(): fc.Arbitrary<Uint8Array> {
  return fc
    .tuple(
      fc.array(headerLine, { minLength: 1, maxLength: 8 }),
      fc.array(tellingLine, { maxLength: 30 }),
      fc.constantFrom('\n', '\r\n', '\r'),
    )
    .map(([headers, body, end]) => Buffer.from([...headers, '', ...body].join(end)));
}

/** What a reply does with the mail it answers, line by line. */
interface Answer {
  readonly parent: number;
  readonly isParentGone: boolean;
  readonly habit: QuoteHabit;
  /** For each line of the parent, over and over: quote it, leave it out, quote it and write below, or write something odd. */
  readonly steps: readonly ('quote' | 'skip' | 'remark' | 'odd')[];
  readonly odd: readonly string[];
  readonly minute: number;
  readonly way: 'plain' | 'base64' | 'html' | 'latin';
}

const answer: fc.Arbitrary<Answer> = fc.record({
  parent: fc.nat(20),
  isParentGone: fc.boolean(),
  habit: quoteHabit,
  steps: fc.array(fc.constantFrom('quote', 'quote', 'quote', 'skip', 'skip', 'remark', 'odd'), {
    minLength: 1,
    maxLength: 30,
  }),
  odd: fc.array(tellingLine, { minLength: 1, maxLength: 5 }),
  minute: fc.integer({ min: -100, max: 5_000 }),
  way: fc.constantFrom('plain', 'plain', 'base64', 'html', 'latin'),
});

function thread(): fc.Arbitrary<readonly string[]> {
  return fc
    .tuple(
      fc.array(patchText, { minLength: 1, maxLength: 3 }),
      fc.boolean(),
      fc.array(answer, { minLength: 1, maxLength: 8 }),
      fc.constantFrom('', 'v2 ', 'RFC ', 'net-next '),
    )
    .map(([patches, isSecondVersion, answers, tag]) => {
      const texts: string[] = [];
      const subjects: string[] = [];
      const mails: string[] = [];
      const post = (subject: string, text: string, headers: readonly string[], minute: number) => {
        const date = new Date(Date.UTC(2024, 2, 1, 12) + minute * 60_000)
          .toUTCString()
          .replace('GMT', '+0000');
        const from = mails.length % 2 ? 'Ann Author <ann@example.org>' : 'Rob Reader <rob@example.net>';
        const id = `Message-ID: <m${mails.length}@example.org>`;
        texts.push(text);
        subjects.push(subject);
        mails.push([`From: ${from}`, `Subject: ${subject}`, `Date: ${date}`, id, ...headers].join('\n'));
      };
      patches.forEach((text, at) => {
        const number = patches.length === 1 ? '' : `${at + 1}/${patches.length}`;
        const parent = at > 0 ? ['In-Reply-To: <m0@example.org>'] : [];
        post(
          `[PATCH ${isSecondVersion && at === 1 ? 'v2 ' : tag}${number}] cache: part ${at}`,
          text,
          parent,
          at,
        );
      });
      for (const one of answers) {
        const parent = one.parent % texts.length;
        const id = one.isParentGone && one.parent % 3 === 0 ? 'gone' : `m${parent}`;
        const text = answerText(texts[parent] ?? '', one);
        const subject = `Re: ${(subjects[parent] ?? '').replace(/^(?:Re: )+/, '')}`;
        const references = `In-Reply-To: <${id}@example.org>\nReferences: <m0@example.org> <${id}@example.org>`;
        post(subject, text, [references, ...wayHeaders[one.way]], patches.length + one.minute);
      }
      return mails.map((headers, at) => {
        const way = answers[at - patches.length]?.way ?? 'plain';
        return `${headers}\n\n${encoded(texts[at] ?? '', way)}`;
      });
    });
}

const wayHeaders: Readonly<Record<Answer['way'], readonly string[]>> = {
  plain: ['Content-Type: text/plain; charset=utf-8'],
  base64: ['Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: base64'],
  html: ['Content-Type: text/html; charset=utf-8'],
  latin: ['Content-Type: text/plain; charset=iso-8859-1'],
};

function encoded(text: string, way: Answer['way']): string {
  if (way === 'base64') return Buffer.from(text).toString('base64');
  if (way !== 'html') return text;
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<pre>${escaped}</pre><blockquote>${escaped.slice(0, 200)}</blockquote>`;
}

function answerText(parent: string, { habit, steps, odd }: Answer): string {
  const lines: string[] = [];
  parent.split('\n').forEach((line, at) => {
    const step = steps[at % steps.length];
    if (step === 'odd') lines.push(odd[at % odd.length] ?? '');
    if (step === 'quote' || step === 'remark') lines.push(quoteLine(line, habit));
    if (step === 'remark') lines.push('', `What of this, number ${at}?`, '');
  });
  return lines.join('\n');
}

/** A change to the bytes of a mail: where it begins (in thousandths of the length), how many bytes go, what comes. */
interface Wound {
  readonly mail: number;
  readonly at: number;
  readonly gone: number;
  readonly come: Uint8Array;
}

const wound: fc.Arbitrary<Wound> = fc.record({
  mail: fc.nat(20),
  at: fc.nat(999),
  gone: fc.nat(200),
  come: fc.oneof(
    fc.uint8Array({ maxLength: 20 }),
    tellingLine.map((text) => Buffer.from(`\n${text}\n`)),
  ),
});

function wounded([mails, wounds]: [readonly string[], readonly Wound[]]): readonly Uint8Array[] {
  const raw: Uint8Array[] = mails.map((text) => Buffer.from(text));
  for (const { mail, at, gone, come } of wounds) {
    const index = mail % raw.length;
    const whole = raw[index] ?? Buffer.alloc(0);
    const start = Math.floor((whole.length * at) / 1_000);
    raw[index] = Buffer.concat([whole.subarray(0, start), come, whole.subarray(start + gone)]);
  }
  return raw;
}

/** Raw messages of any kind: bytes, soups of headers and MIME, threads of replies with damaged quotes, damaged threads. */
export const rawMails: fc.Arbitrary<readonly Uint8Array[]> = fc.oneof(
  { weight: 1, arbitrary: fc.array(fc.uint8Array({ maxLength: 400 }), { minLength: 1, maxLength: 3 }) },
  { weight: 2, arbitrary: fc.array(soup(), { minLength: 1, maxLength: 6 }) },
  { weight: 8, arbitrary: thread().map((mails) => mails.map((text) => Buffer.from(text))) },
  { weight: 4, arbitrary: fc.tuple(thread(), fc.array(wound, { minLength: 1, maxLength: 6 })).map(wounded) },
);

import { describe, expect, test } from 'vitest';
import { ann, letter, lineOf, messageId, patch, patchText } from '../discussion/specimens';
import type { Mail, Mailbox } from '../mail/index';
import { composeReplies, type Draft, type Reader, type Reply } from './index';
import { stamp } from './specimens';

const reader: Reader = {
  name: 'Carol Checker',
  address: 'carol@example.com',
  otherAddresses: ['carol@home.example'],
};

const posting: Mail = {
  ...patch,
  to: [{ name: 'The list', address: 'list@example.org' }],
  cc: [{ name: 'Rob Reader', address: 'rob@example.net' }],
};

function at(start: string, end = start): Draft['at'] {
  return { start: lineOf(start), end: lineOf(end) + 1 };
}

function draft(place: Draft['at'], text: string, tags: readonly string[] = []): Draft {
  return { answers: posting.id, at: place, text, tags };
}

function replyTo(mail: Mail, ...drafts: readonly Partial<Draft>[]): Reply {
  const full = drafts.map((one): Draft => ({ answers: mail.id, at: undefined, text: 'Why?', ...one }));
  const [reply] = composeReplies(full, [mail], reader, stamp).replies;
  if (!reply) throw new Error('No reply was made.');
  return reply;
}

test('drafts at lines, about the whole, and tags make one mail as a reviewer writes it', () => {
  const reply = replyTo(
    posting,
    draft(at('+	bool gone'), 'Needs a comment, please.', ['Reviewed-by', 'Tested-by', 'Reviewed-by']),
    draft(at('+		if (!entry->used) {'), '\nWhy here?\r\n\r\nAnd \0 why now?  \n\n'),
    draft(undefined, 'A fine piece of work.'),
  );
  expect(reply.body).toBe(`On Fri, 1 Mar 2024 12:00:00 +0000, Ann Author wrote:

A fine piece of work.

> diff --git a/cache.c b/cache.c
> index 1111111..2222222 100644
> --- a/cache.c
> +++ b/cache.c
> @@ -10,12 +10,18 @@ static int cache_walk(struct cache *cache)
>  	struct entry *entry;
>${'  '}
>  	list_for_each_entry(entry, &cache->list, node) {
> -		if (!entry->used)
> +		if (!entry->used) {

Why here?

And \uFFFD why now?${'  '}

[...]
> diff --git a/cache.h b/cache.h
> --- a/cache.h
> +++ b/cache.h
> @@ -3,3 +3,4 @@ struct entry {
>  	bool used;
> +	bool gone;

Needs a comment, please.

Reviewed-by: Carol Checker <carol@example.com>
Tested-by: Carol Checker <carol@example.com>
`);
  expect(reply.places).toEqual([
    { draft: 0, line: lineOf('+	bool gone') },
    { draft: 1, line: lineOf('+		if (!entry->used) {') },
    { draft: 2, line: undefined },
  ]);
});

test('two drafts at one line follow one another; each mail gets a reply of its own', () => {
  const reply = letter({ id: 'r1', text: '> +	bool gone;\n\nWhy not a bit?\n' });
  const { replies, left } = composeReplies(
    [
      draft(at('+	bool gone'), 'First.'),
      draft(at('+	bool gone'), 'Second.'),
      { answers: reply.id, at: { start: 3, end: 4 }, text: 'It may be.' },
    ],
    [posting, reply],
    reader,
    stamp,
  );
  expect(left).toEqual([]);
  expect(replies.map(({ answers, id }) => [answers, id])).toEqual([
    ['patch', 'reply-to-patch'],
    ['r1', 'reply-to-r1'],
  ]);
  expect(replies[0]?.body).toContain('> +	bool gone;\n\nFirst.\n\nSecond.\n');
  expect(replies[1]?.body).toBe(
    'On Fri, 1 Mar 2024 12:10:00 +0000, Rob Reader wrote:\n>> +	bool gone;\n>\n> Why not a bit?\n\nIt may be.\n',
  );
});

test('a draft at an empty line stands under the line above it', () => {
  const empty = lineOf('first, and tell') + 1;
  const reply = replyTo(posting, { at: { start: empty, end: empty + 1 } });
  expect(reply.places).toEqual([{ draft: 0, line: empty - 1 }]);
});

test.each<[string, Partial<Draft>, string]>([
  ['a mail that is not given', { answers: messageId('gone') }, 'mail-missing'],
  ['a line below the last', { at: { start: 99, end: 100 } }, 'no-such-line'],
  ['a line before the first', { at: { start: 0, end: 1 } }, 'no-such-line'],
  ['no line', { at: { start: 3, end: 3 } }, 'no-such-line'],
  ['half a line', { at: { start: 1.5, end: 3 } }, 'no-such-line'],
  ['no words', { text: ' \n\t\n' }, 'nothing-said'],
])('a draft with %s is left, and it is said why', (_name, part, why) => {
  const { replies, left } = composeReplies([{ ...draft(undefined, 'x'), ...part }], [posting], reader, stamp);
  expect({ replies, left }).toEqual({ replies: [], left: [{ draft: 0, why }] });
});

describe('what is quoted', () => {
  test('of a long range its ends', () => {
    const text = Array.from({ length: 300 }, (_, index) => `line ${index + 1}`).join('\n');
    const { body } = replyTo({ ...posting, text }, { at: { start: 100, end: 251 } });
    expect(body.split('\n').filter((line) => line.startsWith('>')).length).toBeLessThan(60);
    expect(body).toMatch(/> line 96\n> line 97\n/);
    expect(body).toMatch(/> line 111\n\[\.\.\.\]\n> line 223\n/);
    expect(body).toMatch(/> line 250\n\nWhy\?\n/);
  });

  test('where lines repeat, up to one that stands once', () => {
    const text = ['one of a kind', ...Array.from({ length: 60 }, () => '0x00,'), 'end'].join('\n');
    const reply = replyTo({ ...posting, text }, { at: { start: 40, end: 41 } });
    expect(reply.body).toContain('wrote:\n> one of a kind\n> 0x00,\n');
    expect(reply.problems).toEqual([]);
  });

  test('but not without end: then it is said that the place is not sure', () => {
    const text = ['one of a kind', ...Array.from({ length: 100_000 }, () => '0x00,')].join('\n');
    const reply = replyTo({ ...posting, text }, { at: { start: 50_000, end: 50_001 } });
    expect(reply.body.split('\n').length).toBeLessThan(20);
    expect(reply.problems.map(({ where }) => where)).toEqual(['line 50000']);
  });

  test.each([
    ['text', 'text', '> text'],
    ['> once', '> once', '>> once'],
    ['>> twice', '>> twice', '>>> twice'],
    ['a bar that some set for a mark', '| bar', '>| bar'],
    ['trailing blanks and tabs', '+\tx \t ', '> +\tx \t '],
    ['a stray return', 'x\r', '> x'],
  ])('%s', (_name, line, quoted) => {
    expect(replyTo({ ...posting, text: line }, { at: { start: 1, end: 2 } }).body).toContain(
      `\n${quoted}\n\nWhy?\n`,
    );
  });
});

test('deep quotes are set off from text, so that they are not taken for the output of a program', () => {
  const text = [
    '>> deep',
    '>> deeper',
    '',
    ...Array.from({ length: 30 }, (_, n) => `${n}`),
    '>>> deep again',
  ].join('\n');
  const { body } = replyTo(
    { ...posting, text },
    { at: { start: 1, end: 2 } },
    { at: { start: 34, end: 35 } },
  );
  expect(body).toContain('wrote:\n\n>>> deep\n\nWhy?');
  expect(body).toMatch(/> 29\n>>>> deep again\n/);
});

test.each<[string, Partial<Mail>, string]>([
  ['a name', {}, 'On Fri, 1 Mar 2024 12:00:00 +0000, Ann Author wrote:'],
  ['the clock of the sender', { dateOffset: -210 }, 'On Fri, 1 Mar 2024 08:30:00 -0330, Ann Author wrote:'],
  ['no name', { from: box('ann@example.org') }, 'On Fri, 1 Mar 2024 12:00:00 +0000, ann@example.org wrote:'],
  ['nobody', { from: box('') }, 'On Fri, 1 Mar 2024 12:00:00 +0000, somebody wrote:'],
  ['no date', { date: undefined }, 'On an unknown date, Ann Author wrote:'],
  ['newlines', { from: box('a@x', 'A\r\n> B\u2028C') }, 'On Fri, 1 Mar 2024 12:00:00 +0000, A > B C wrote:'],
])('an attribution with %s', (_name, part, line) => {
  expect(replyTo({ ...posting, ...part }, {}).body).toBe(`${line}\n\nWhy?\n`);
});

function box(address: string, name = ''): Mailbox {
  return { name, address };
}

const people = (boxes: readonly Mailbox[]) => boxes.map(({ address }) => address).join(' ');

test.each<[string, Partial<Mail>, string, string]>([
  ['who wrote, and everybody', {}, 'ann@example.org', 'list@example.org rob@example.net'],
  [
    'where Reply-To says',
    { replyTo: [box('ann@work.example')] },
    'ann@work.example',
    'list@example.org rob@example.net',
  ],
  [
    'nobody twice, and not to the reader under any address',
    {
      to: [box('Carol@Example.com'), box('ANN@example.org')],
      cc: [box('x@y'), box('X@Y'), box('carol@home.example')],
    },
    'ann@example.org',
    'x@y',
  ],
  ['those one wrote to oneself', { from: box('carol@example.com') }, 'list@example.org', 'rob@example.net'],
  [
    'oneself when there is nobody else',
    { from: box('carol@home.example'), to: [], cc: [] },
    'carol@example.com',
    '',
  ],
  [
    'who can be named',
    { from: box('ann at example'), to: [box('a@b\nBcc: c@d'), box('')] },
    'rob@example.net',
    '',
  ],
])('a reply goes to %s', (_name, part, to, cc) => {
  const reply = replyTo({ ...posting, ...part }, {});
  expect([people(reply.to), people(reply.cc)]).toEqual([to, cc]);
});

test('an address that cannot be written is named as a problem', () => {
  const { problems } = replyTo({ ...posting, cc: [box('jörg@example.org', 'Jörg')] }, {});
  expect(problems).toEqual([
    { where: 'To, Cc', what: '"Jörg jörg@example.org" has no address that can be written; left out' },
  ]);
});

test('a reader whose own address cannot be written is a broken setting', () => {
  expect(() => composeReplies([], [], { name: 'x', address: 'x@y\nBcc: z@y' }, stamp)).toThrow(/x@y\\nBcc/);
});

test.each([
  ['[PATCH] x', 'Re: [PATCH] x'],
  ['Re: [PATCH] x', 'Re: [PATCH] x'],
  ['RE: [PATCH] x', 'RE: [PATCH] x'],
  ['AW: [PATCH] x', 'AW: [PATCH] x'],
  ['', 'Re:'],
  ['x\r\nBcc: y@z', 'Re: x Bcc: y@z'],
])('the subject of a reply to %j', (subject, expected) => {
  expect(replyTo({ ...posting, subject }, {}).subject).toBe(expected);
});

test('references end with the answered mail, and keep the first when there are many', () => {
  const parents = Array.from({ length: 80 }, (_, index) => messageId(`p${79 - index}@x`));
  const { inReplyTo, references } = replyTo({ ...posting, parents }, {});
  expect(inReplyTo).toBe('patch');
  expect([references.length, references[0], references.at(-2), references.at(-1)]).toEqual([
    50,
    'p0@x',
    'p79@x',
    'patch',
  ]);
});

test('a mail without Message-ID is answered where its own parents are', () => {
  const reply = replyTo({ ...posting, isIdMade: true, parents: [messageId('cover@x')] }, {});
  expect([reply.inReplyTo, reply.references]).toEqual([undefined, ['cover@x']]);
  expect(reply.problems.map(({ where }) => where)).toEqual(['Message-ID']);
});

test('a tag whose key is none is left out', () => {
  const { body } = replyTo(posting, { text: 'x', tags: ['Acked-by', 'Reviewed by', 'A\nBcc', ''] });
  expect(body.split('\n').slice(2)).toEqual(['x', '', 'Acked-by: Carol Checker <carol@example.com>', '']);
});

test('time is in proportion to the mail', () => {
  const text = `${patchText}\n`.repeat(5_000);
  const lines = text.split('\n').length;
  const drafts = Array.from({ length: 500 }, (_, index) => ({
    at: { start: index * 400 + 1, end: index * 400 + 2 },
  }));
  const started = process.hrtime.bigint();
  const { body } = replyTo({ ...posting, text, from: box(ann) }, ...drafts);
  // On an idle machine it takes half a second; reading the mail once for each draft takes minutes.
  expect(Number(process.hrtime.bigint() - started) / 1e9).toBeLessThan(20);
  expect(body.split('\n').length).toBeLessThan(lines);
});

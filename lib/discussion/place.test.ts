import { expect, test } from 'vitest';
import { recogniseSeries } from '../series/index';
import { placeRemarks } from './place';
import {
  ann,
  brief,
  discuss,
  letter,
  lineOf,
  messageId,
  patch,
  patchText,
  quoted,
  remarksOf,
} from './specimens';

const wrote = 'On Fri, 1 Mar 2024 at 12:00, Ann Author <ann@example.org> wrote:';

/** Replies to the patch, and their remarks as `brief` tells them. */
test.each<[string, string, readonly string[]]>([
  [
    'one line of the diff',
    `${wrote}\n> +\tif (cache->broken) {\n\nWho sets it?\n`,
    [`inline patch:${lineOf('+\tif (cache')} Who sets it?`],
  ],
  [
    'a repeated line is told by the line above it',
    `${wrote}\n> +\t\treturn -EIO;\n> +\t}\n\nNo message?\n`,
    [`inline patch:${lineOf('+\t\treturn') + 1} No message?`],
  ],
  [
    'and by the line below it',
    `${wrote}\n> +\t\t}\n> \t\tvisit(entry);\n\nLocked?\n`,
    [`inline patch:${lineOf(' \t\tvisit')} Locked?`],
  ],
  [
    'remarks between quoted parts, each at the last line above it',
    `${wrote}\n> -\t\tif (!entry->used)\n> +\t\tif (!entry->used) {\nFirst.\n> +\t\t\tentry->gone = true;\n\nSecond.\n\n> \t\t\tcontinue;\n`,
    [`inline patch:${lineOf('+\t\tif')} First.`, `inline patch:${lineOf('+\t\t\tentry')} Second.`],
  ],
  [
    'a bare sign is a line, white space is none',
    `${wrote}\n> +\tguard(spinlock)(&entry->lock);\n> +\n>\n\nWhy empty?\n`,
    [`inline patch:${lineOf('+\tguard') + 1} Why empty?`],
  ],
  [
    'a sentence of the commit message among others',
    `${wrote}\n> The last reference may go while the list is walked. Take the lock\n> first, and tell the walker that the entry is gone.\n\nWhich lock?\n\n> The walker then skips it without a second look.\n\nGood.\n`,
    ['inline patch:2 Which lock?', 'inline patch:4 Good.'],
  ],
  ['top-posted', `I like it.\n\n${wrote}\n${quoted(patchText)}\n`, ['general patch I like it.']],
  [
    'the whole mail quoted above the only text',
    `${wrote}\n${quoted(patchText)}\n\nI have no board to try it on.\n`,
    ['general patch I have no board to try it on.'],
  ],
  [
    'the head of the message quoted above the only text',
    `${wrote}\n> The last reference may go while the list is walked. Take the lock\n> first, and tell the walker that the entry is gone.\n\nNAK, use RCU.\n`,
    ['general patch NAK, use RCU.'],
  ],
  [
    'the same, but about the wording',
    `${wrote}\n> The last reference may go while the list is walked. Take the lock\n> first, and tell the walker that the entry is gone.\n\nWhat is "the walker" here?\n`,
    ['inline patch:2 What is "the walker" here?'],
  ],
  [
    'under the sign-off',
    `${wrote}\n> Signed-off-by: Ann Author <ann@example.org>\n\nPlease split this in two.\n\n> ---\n> cache.c | 12 +++++++++---\n\nTwelve lines?\n`,
    ['general patch Please split this in two.', 'inline patch:9 Twelve lines?'],
  ],
  [
    'about the sign-off',
    `${wrote}\n> Signed-off-by: Ann Author <ann@example.org>\n\nWrong address?\n\n> ---\n`,
    [`inline patch:${lineOf('Signed')} Wrong address?`],
  ],
  [
    'a tag for the series below a paragraph',
    `${wrote}\n> The last reference may go while the list is walked. Take the lock\n> first, and tell the walker that the entry is gone.\n\nI have run this series for a week. So,\n\nTested-by: Rob Reader <rob@example.net>\n\nWho takes it?\n\n> The walker then skips it without a second look.\n`,
    ['general patch I have run this series for a week. So,'],
  ],
  [
    'the same within a paragraph',
    `${wrote}\n> The last reference may go while the list is walked. Take the lock\n\nI have run this series for a week. But does it take it?\n\nTested-by: Rob Reader <rob@example.net>\n\n> first, and tell the walker that the entry is gone.\n`,
    ['inline patch:1 I have run this series for a week. But does it take it?'],
  ],
  [
    'under the sign-off, in words that only look like those of a trailer',
    `${wrote}\n> Signed-off-by: Ann Author <ann@example.org>\n\nFine with me. I hold some other fixes for this driver, so I can carry it along with them unless somebody objects, and send the lot by the end of the week as I always do when no one else has a tree for it.\n\n> ---\n`,
    [
      'general patch Fine with me. I hold some other fixes for this driver, so I can carry it along with them unless somebody objects, and send the lot by the end of the week as I always do when no one else has a tree for it.',
    ],
  ],
  [
    'comments announced below the message',
    `${wrote}\n> The last reference may go while the list is walked. Take the lock\n> first, and tell the walker that the entry is gone.\n>\n> The walker then skips it without a second look.\n\nA few comments below, but I like your approach.\n\n> +\tbool gone;\n\nA bit?\n`,
    [
      'general patch A few comments below, but I like your approach.',
      `inline patch:${lineOf('+\tbool gone')} A bit?`,
    ],
  ],
  [
    'the message goes on below: then its line is meant',
    `${wrote}\n> The last reference may go while the list is walked. Take the lock\n\nThis patch takes none.\n\n> first, and tell the walker that the entry is gone.\n`,
    ['inline patch:1 This patch takes none.'],
  ],
  [
    "a piece of code behind bars is the replier's own, though its braces stand in the patch",
    `${wrote}\n> +\tif (cache->broken) {\n\nSplit it, e.g.\n\n| static bool is_gone(struct cache *cache)\n| {\n| \treturn cache->gone_count > 0;\n| }\n\nand ask that.\n`,
    [`inline patch:${lineOf('+\tif (cache')} Split it, e.g.`],
  ],
  [
    'taken, whatever stands above',
    `${wrote}\n> +\tbool gone;\n\nApplied, thanks!\n`,
    ['general patch Applied, thanks!'],
  ],
  [
    'asked whether it was taken',
    `${wrote}\n> +\tbool gone;\n\nApplied to which tree?\n`,
    [`inline patch:${lineOf('+\tbool gone')} Applied to which tree?`],
  ],
  [
    'a tag',
    `${wrote}\n> +\tbool gone;\n\nLooks good,\n\nReviewed-by: Rob Reader <rob@example.net>\n\nCheers,\nRob\n`,
    ['trailer patch Looks good,'],
  ],
  [
    'a tag with a request',
    `${wrote}\n> +\tbool gone;\n> \tstruct kref ref;\n\nA bit would do. With that:\n\nReviewed-by: Rob Reader <rob@example.net>\n`,
    [`inline patch:${lineOf(' \tstruct kref')} A bit would do. With that:`],
  ],
  [
    'thanks',
    `${wrote}\n> +\tbool gone;\n\nThanks for doing this!\n`,
    ['social patch Thanks for doing this!'],
  ],
  [
    'a greeting stays in its text',
    `Hi Ann,\n\nWhere is the test?\n\n${wrote}\n> a\n`,
    ['general patch Hi Ann,'],
  ],
  [
    'what is no remark',
    `Hi Ann,\n\n${wrote}\n> +\tbool gone;\n\n[...]\n\n> \tstruct kref ref;\n\nWhy here?\n\n[snip]\n\nThanks,\nRob\n-- \nRob Reader\n_______________________________________________\ncache mailing list\n`,
    [`inline patch:${lineOf(' \tstruct kref')} Why here?`],
  ],
  [
    'a counter-diff stays inside its remark',
    `${wrote}\n> +\tguard(spinlock)(&entry->lock);\n\nRather:\n\n--- a/cache.c\n+++ b/cache.c\n@@ -40,3 +46,4 @@\n {\n+\tspin_lock(&entry->lock);\n \tkref_put(&entry->ref, cache_free);\n }\n\nOr not?\n`,
    [`inline patch:${lineOf('+\tguard')} Rather:`],
  ],
  [
    'no mark at all below a separator',
    `Who sets it?\n\n-----Original Message-----\nFrom: Ann Author <ann@example.org>\nSent: Friday, 1 March 2024 12:00\nTo: list\nSubject: [PATCH] cache\n\n${patchText}`,
    ['general patch Who sets it?'],
  ],
  [
    'headers with marks are no quote',
    `> From: Ann Author <ann@example.org>\n> Sent: Friday, 1 March 2024 12:00\n> To: list\n>\n> +\tif (cache->broken) {\n\nWho sets it?\n\n> +\t\treport(cache);\n`,
    [`inline patch:${lineOf('+\tif (cache')} Who sets it?`],
  ],
  [
    'headers in one line',
    `From: Ann Author <ann@example.org> Sent: Friday, 1 March 2024\n>\n> +\tif (cache->broken) {\n\nWho sets it?\n`,
    [`inline patch:${lineOf('+\tif (cache')} Who sets it?`],
  ],
  [
    'what a gateway put on top, what a list put below',
    `${wrote}\n> [EXTERNAL EMAIL]\n>\n> +\tif (cache->broken) {\n\nWho sets it?\n\n> +\tbool gone;\n> _______________________________________________\n> cache mailing list\n> cache@lists.example.org\n> https://lists.example.org/cache\n\nA bit?\n`,
    [`inline patch:${lineOf('+\tif (cache')} Who sets it?`, `inline patch:${lineOf('+\tbool gone')} A bit?`],
  ],
  ['nothing but a quote', `${wrote}\n> +\tbool gone;\n`, []],
])('%s', (_name, text, expected) => {
  expect(remarksOf(letter({ id: 'r1', text }))).toEqual(expected);
});

/** One line quoted in the ways mailers quote it. */
const broken = lineOf('+\tif (cache');
test.each([
  ['>', '>+\tif (cache->broken) {'],
  ['> with a tab', '>\t+\tif (cache->broken) {'],
  ['space in front', ' > +\tif (cache->broken) {'],
  ['non-breaking spaces', '>\u00a0+\u00a0\u00a0if\u00a0(cache->broken)\u00a0{'],
  ['tabs made spaces', '> +       if (cache->broken) {'],
  ['a bar', '| +\tif (cache->broken) {'],
  ['initials', 'AA> +\tif (cache->broken) {'],
  ['a name', 'Ann> +\tif (cache->broken) {'],
  ['more marks than needed', '>> +\tif (cache->broken) {'],
  ['carriage return', '> +\tif (cache->broken) {\r'],
  ['wrapped with marks', '> +\tif (cache->\n> broken) {'],
  ['wrapped, the rest stuffed', '> +\tif (cache->\n broken) {'],
  ['non-breaking space after the mark', '>\u00a0+\tif (cache->broken) {'],
  ['a tab after the mark, tabs made spaces', '>\t+        if (cache->broken) {'],
  ['joined with the line above', '>  \t} +\tif (cache->broken) {'],
])('quoted with %s', (_name, quote) => {
  expect(remarksOf(letter({ id: 'r1', text: `> \t\tvisit(entry);\n${quote}\n\nWho?\n` }))).toEqual([
    `inline patch:${broken} Who?`,
  ]);
});

test('the rest of a wrapped line without a mark belongs to the quote', () => {
  const text = '> \tlist_for_each_entry(entry, &cache->list,\nnode) {\n\nSafe?\n';
  expect(remarksOf(letter({ id: 'r1', text }))).toEqual([`inline patch:${lineOf(' \tlist_for')} Safe?`]);
});

/** Lines that begin alike, and lines that are the same. */
const alike = `Walk it again.

---
diff --git a/cache.c b/cache.c
--- a/cache.c
+++ b/cache.c
@@ -10,1 +10,8 @@ walk
 \tvisit(entry);
+\t}
+\tret = register_entry(cache->entry, cache_operations, GFP_KERNEL, 1);
+\tret = register_entry(cache->entry, cache_operations, GFP_KERNEL, 2);
+\t}
+\t}
+\tif (cache->walked > limit && !entry_is_empty(&cache->entry)) {
+\t}
`;
test.each([
  [
    'of lines that begin alike, the rest without a mark tells which was wrapped',
    '> +\tret = register_entry(cache->entry,\ncache_operations, GFP_KERNEL, 2);\n\nWhy two?\n',
    'GFP_KERNEL, 2',
  ],
  [
    'a brace that may be any of several does not end the search for a wrapped line above it',
    '> \tvisit(entry);\n> +\tif (cache->walked > limit &&\n> !entry_is_empty(&cache->entry)) {\n\nWhy walked?\n\n> +\t}\n',
    'cache->walked',
  ],
  [
    'nor does an empty line beside that brace',
    '> \tvisit(entry);\n> +\tif (cache->walked > limit &&\n> !entry_is_empty(&cache->entry)) {\n\nWhy walked?\n\n> +\t}\n> \n',
    'cache->walked',
    alike.replaceAll('+\t}\n', '+\t}\n \n'),
  ],
])('%s', (_name, text, told, posted = alike) => {
  const posting = letter({ ...patch, id: 'patch', text: posted, from: ann, parents: [], at: 0 });
  const { remarks } = discuss([posting, letter({ id: 'r1', text })]).discussion;
  const bodyLine = posted.split('\n').findIndex((line) => line.includes(told)) + 1;
  expect(remarks.map(({ anchor }) => anchor)).toMatchObject([{ kind: 'line', bodyLine, precise: true }]);
});

test('where much is quoted with ">", a bar before code is the text of the replier, also before lines of the patch', () => {
  const text = `> \t\tvisit(entry);\n> +\tif (cache->broken) {\n\nWhy change it from\n\n| \tlist_for_each_entry(entry, &cache->list, node) {\n| \t\twalk(entry);\n\nto this?\n\n> +\t\treport(cache);\n`;
  const { remarks } = discuss([patch, letter({ id: 'r1', text })]).discussion;
  expect(remarks.map(({ anchor }) => anchor)).toMatchObject([
    { kind: 'line', bodyLine: lineOf('+\tif (cache'), precise: true },
  ]);
});

test.each([
  [
    'a mailer’s mark without a space before "From ", where an mbox has one, too',
    '>From here on the walker holds the lock.\n>It lets go of it when the list ends.\n>Nobody else may add to it.',
  ],
  [
    'names before what was answered, and plain marks before what was quoted there',
    'Ann> From here on the walker holds the lock.\nAnn> It lets go of it when the list ends.\nAnn> Nobody else may add to it.',
  ],
])('%s: all of it is quoted', (_name, quote) => {
  const text =
    'From here on the walker holds the lock.\nIt lets go of it when the list ends.\nNobody else may add to it.\n';
  const older =
    '> What does the walker hold, and until when?\n> Who may add to the list?\n> And what of the second list, is it walked at all?\n> Does it have a lock of its own?\n';
  const answer = letter({ id: 'r1', text: `${older}\n${text}` });
  const { discussion } = discuss([
    patch,
    answer,
    letter({
      id: 'r2',
      parents: ['r1'],
      text: `${older.replaceAll('> ', quote.startsWith('>') ? '>>' : '>> ')}\n${quote}\n\nFair.\n`,
    }),
  ]);
  expect(
    discussion.remarks.filter(({ reply }) => reply === messageId('r2')).map(({ text: own }) => own),
  ).toEqual(['Fair.']);
});

test('a line that was never written is a quote all the same, where initials mark lines that were', () => {
  const text =
    'AA> +\tif (cache->broken) {\nAA> +\t\tstop the walk right here;\nAA> +\t\treport(cache);\n\nTo whom?\n';
  expect(remarksOf(letter({ id: 'r1', text }))).toEqual([`inline patch:${lineOf('+\t\treport')} To whom?`]);
});

test('two lines joined with the mark of the second inside', () => {
  const text = '> +\tif (cache->broken) {\n> +\t\treport(cache);> +\t\treturn -EIO;\n\nWhy EIO?\n';
  expect(remarksOf(letter({ id: 'r1', text }))).toEqual([`inline patch:${lineOf('+\t\treturn')} Why EIO?`]);
});

test('a changed line stands where its neighbours leave room, and is not precise', () => {
  const text = '> +\tif (cache->broken) {\n> +\t\tREPORT IT\n> +\t\treturn -EIO;\n\nx\n\n> +\t}\n';
  const { discussion } = discuss([patch, letter({ id: 'r1', text })]);
  expect(discussion.lines.get(messageId('r1'))?.[1]).toMatchObject({
    kind: 'quote',
    line: lineOf('+\t\treport'),
    precise: false,
  });
});

test('prose that was filled anew ends at the line of its last words', () => {
  const text =
    '> The last reference may go while the\n> list is walked. Take the lock first, and\n> tell\n\nHow?\n\n> The walker then\n';
  expect(remarksOf(letter({ id: 'r1', text }))).toEqual(['inline patch:2 How?']);
});

const first = letter({
  id: 'r1',
  text: `${wrote}\n> +\tif (cache->broken) {\n> +\t\treport(cache);\n\nWho sets it?\n\n> +\tbool gone;\n\nA bit would do.\n\nRob\n`,
});
const rootOne = lineOf('+\t\treport');
const rootTwo = lineOf('+\tbool');

test('an answer to a remark shares its place, also when the patch was trimmed away', () => {
  const second = letter({
    id: 'r2',
    from: ann,
    parents: ['r1', 'patch'],
    at: 20,
    text: 'On Fri, Rob Reader wrote:\n> Who sets it?\n\nNobody yet.\n\n> > +\tbool gone;\n>\n> A bit would do.\n\nTrue.\n',
  });
  const third = letter({
    id: 'r3',
    parents: ['r2', 'r1', 'patch'],
    at: 30,
    text: '> > Who sets it?\n>\n> Nobody yet.\n\nThen drop it.\n',
  });
  const { discussion } = discuss([patch, first, second, third]);
  expect(remarksOf(first, second, third)).toEqual([
    `inline patch:${rootOne} Who sets it?`,
    `inline patch:${rootTwo} A bit would do.`,
    `inline patch:${rootOne} <r1#1> Nobody yet.`,
    `inline patch:${rootTwo} <r1#2> True.`,
    `inline patch:${rootOne} <r2#1> Then drop it.`,
  ]);
  expect(discussion.conversations.map(({ remarks }) => remarks.map(({ reply }) => reply))).toEqual([
    ['r1', 'r2', 'r3'],
    ['r1', 'r2'],
  ]);
});

test('a reply to a reply may remark on the patch itself', () => {
  const second = letter({
    id: 'r2',
    parents: ['r1', 'patch'],
    at: 20,
    text: `> > +\tif (cache->broken) {\n> > +\t\treport(cache);\n\nThis prints under the lock.\n\n> Who sets it?\n`,
  });
  expect(
    remarksOf(first, { ...second, text: second.text.replace('> Who sets it?\n', '> > +\tbool gone;\n') }),
  ).toContain(`inline patch:${rootOne} This prints under the lock.`);
});

test('an answer written above what it answers', () => {
  const second = letter({
    id: 'r2',
    from: ann,
    parents: ['r1', 'patch'],
    at: 20,
    text: `> > +\t\treport(cache);\n\nNobody yet.\n\n> Who sets it?\n>\n> > +\tbool gone;\n`,
  });
  expect(remarksOf(first, second)).toContain(`inline patch:${rootOne} <r1#1> Nobody yet.`);
});

test('a parent that is not held: the nearest ancestor is asked, and what the parent wrote leads to its place', () => {
  const third = letter({
    id: 'r3',
    parents: ['gone', 'patch'],
    at: 30,
    text: '> > +\t\treturn -EIO;\n>\n> Is EIO right?\n\nI think so.\n\n> > +\tbool gone;\n\nMine.\n',
  });
  const line = lineOf('+\t\treturn');
  expect(remarksOf(third)).toEqual([`inline patch:${line} I think so.`, `inline patch:${rootTwo} Mine.`]);
});

test('the whole spoken of below the change log, and a line of it', () => {
  const notes = 'Changes since v1:\n- skip the entry\n- take the lock\n';
  const text = patchText.replace('---\n cache.c', `---\n${notes}\n cache.c`);
  const second = letter({ ...patch, id: 'patch', text, from: ann, parents: [], at: 0 });
  const remarksWith = (said: string) =>
    discuss([
      second,
      letter({
        id: 'r1',
        text: `> Changes since v1:\n> - skip the entry\n> - take the lock\n\n${said}\n\n> +\tbool gone;\n`,
      }),
    ]).discussion.remarks.map(brief);
  expect(remarksWith('In my tests this patch breaks the walker.')).toEqual([
    'general patch In my tests this patch breaks the walker.',
  ]);
  expect(remarksWith('Which lock?')).toEqual([`inline patch:${lineOf('- take the lock', text)} Which lock?`]);
});

test('a mail that answers itself, and two that answer each other', () => {
  const own = letter({ id: 'r1', parents: ['r1', 'patch'], text: 'Why?\n' });
  expect(remarksOf(own)).toEqual(['general patch Why?']);
  const [one, other] = [
    letter({ id: 'r1', parents: ['r2', 'patch'], text: 'Why?\n', at: 10 }),
    letter({ id: 'r2', parents: ['r1', 'patch'], text: 'Why not?\n', at: 20 }),
  ];
  expect(remarksOf(one, other)).toHaveLength(2);
});

test('a posting that is not held: what is quoted of it is the place', () => {
  const cover = letter({
    id: 'c',
    subject: '[PATCH 0/2] cache',
    parents: [],
    from: ann,
    at: 0,
    text: 'Two patches.\n',
  });
  const two = letter({
    id: 'p2',
    subject: '[PATCH 2/2] cache: two',
    parents: ['c'],
    from: ann,
    at: 1,
    text: patchText,
  });
  const one = (id: string, at: number, parents: readonly string[], text: string) =>
    letter({ id, at, parents, text, subject: 'Re: [PATCH 1/2] cache: one' });
  const { discussion } = discuss([
    cover,
    two,
    one('r1', 10, ['p1', 'c'], '> +\tlock(cache);\n> +\twalk(cache);\n\nWhy lock?\n'),
    one('r2', 20, ['r1', 'p1', 'c'], '> > +\twalk(cache);\n>\n> Why lock?\n\nTo walk.\n'),
  ]);
  expect(discussion.remarks.map(({ anchor }) => anchor)).toEqual([
    { kind: 'unheld', patch: 'p1', quotedLine: '+\twalk(cache);' },
    { kind: 'unheld', patch: 'p1', quotedLine: '+\twalk(cache);' },
  ]);
  expect(discussion.conversations).toHaveLength(1);
});

test('a reply to the cover letter may quote a patch', () => {
  const cover = letter({
    id: 'c',
    subject: '[PATCH 0/1] cache',
    parents: [],
    from: ann,
    at: 0,
    text: 'One patch.\n',
  });
  const one = letter({
    id: 'p1',
    subject: '[PATCH 1/1] cache: one',
    parents: ['c'],
    from: ann,
    at: 1,
    text: patchText,
  });
  const reply = letter({
    id: 'r1',
    subject: 'Re: [PATCH 0/1] cache',
    parents: ['c'],
    text: '> One patch.\n\nIn it:\n\n> +\tguard(spinlock)(&entry->lock);\n\nNot needed.\n',
  });
  const { discussion } = discuss([cover, one, reply]);
  expect(discussion.remarks[1]?.anchor).toMatchObject({
    kind: 'line',
    patch: 'p1',
    bodyLine: lineOf('+\tguard'),
  });
});

test('replies within a series quote what they do not answer: patch 3 in a reply to patch 2, v1 in a reply to v2', () => {
  const second = patchText.replaceAll('cache', 'queue').replaceAll('entry', 'item');
  const post = (id: string, subject: string, text: string, parents: readonly string[], at: number) =>
    letter({ id, subject, text, parents, from: ann, at });
  const cover = post('c', '[PATCH 0/3] cache', 'Three patches.\n', [], 0);
  const [one, two, three] = [
    post('p1', '[PATCH 1/3] cache: one', 'One.\n\n--- a/x.c\n+++ b/x.c\n@@ -1 +1 @@\n-a\n+b\n', ['c'], 1),
    post('p2', '[PATCH 2/3] cache: two', patchText, ['c'], 2),
    post('p3', '[PATCH 3/3] cache: three', second, ['c'], 3),
  ];
  const later = post('q2', '[PATCH v2] cache: two', patchText.replaceAll('broken', 'stopped'), [], 500);
  const toTwo = letter({
    id: 'r1',
    subject: 'Re: [PATCH 2/3] cache: two',
    parents: ['p2', 'c'],
    text: '> +\tif (cache->broken) {\n\nHere?\n\nAnd in the next one:\n\n> +\tif (queue->broken) {\n\nThere?\n',
  });
  const toSecond = letter({
    id: 'r2',
    subject: 'Re: [PATCH v2] cache: two',
    parents: ['q2'],
    at: 600,
    text: '> +\tif (cache->stopped) {\n\nBetter. It was\n\n> > +\tif (cache->broken) {\n\nin v1.\n',
  });
  expect(discuss([cover, one, two, three, toTwo]).discussion.remarks.map(brief)).toEqual([
    `inline p2:${broken} Here?`,
    `inline p3:${broken} There?`,
  ]);
  expect(discuss([cover, one, two, three, later, toSecond]).discussion.remarks.map(brief)).toEqual([
    `inline q2:${broken} Better. It was`,
    `inline p2:${broken} in v1.`,
  ]);
});

test('a quote of a quote, after the mail in between was trimmed to nothing', () => {
  const second = letter({
    id: 'r2',
    from: ann,
    parents: ['r1', 'patch'],
    at: 20,
    text: 'Nobody yet, I think.\n',
  });
  const third = letter({
    id: 'r3',
    parents: ['r2', 'r1', 'patch'],
    at: 30,
    text: '> > Who sets it?\n> \n> Nobody yet, I think.\n\nThen drop it.\n\n> > > +\tbool gone;\n> > A bit would do.\n\nStill true.\n',
  });
  expect(remarksOf(first, second, third)).toContain(`inline patch:${rootTwo} <r1#2> Still true.`);
});

test('a series sent into the thread of another: a reply may quote that one, but does not stand on its pages', () => {
  const other = letter({
    id: 'p2',
    subject: '[PATCH v7] queue: walk it in order',
    parents: ['patch'],
    from: 'Cem Coder <cem@example.com>',
    at: 5,
    text: patchText.replaceAll('cache', 'queue').replaceAll('entry', 'item'),
  });
  const reply = letter({
    id: 'r1',
    subject: 'Re: [PATCH v7] queue: walk it in order',
    parents: ['p2', 'patch'],
    text: '> +\tif (queue->broken) {\n\nWho sets it?\n\n> +\tif (cache->broken) {\n\nAnd this?\n',
  });
  const recognition = recogniseSeries([patch, other, reply]);
  const series = recognition.series.find(({ mails }) => mails.includes(messageId('r1')));
  if (!series) throw new Error('The reply is in no series.');
  expect(series.mails).not.toContain('patch');
  expect(placeRemarks(recognition, series).remarks.map(brief)).toEqual([
    `inline p2:${broken} Who sets it?`,
    'general p2 And this?',
  ]);
});

test('a robot’s report is one remark', () => {
  const report = letter({
    id: 'r1',
    from: 'kernel test robot <lkp@example.com>',
    text: 'Hi Ann,\n\nsomething to improve:\n\n>> cache.c:24:3: error: no member named gone\n\n  23\n> 24  entry->gone = true;\n\nThanks\n',
  });
  expect(remarksOf(report)).toEqual(['bot patch Hi Ann,']);
  const unsigned = letter({
    ...report,
    id: 'r2',
    from: 'kernel test robot <lkp@example.com>',
    text: 'It fails:\n\n>> cache.c:24: no member gone\n\n-- \nrobot\n',
  });
  const [remark] = discuss([patch, unsigned]).discussion.remarks;
  expect(remark?.text).toContain('no member gone');
});

test('marks in the output of programs are the replier’s own text', () => {
  const text = `> +\tbool gone;\n\nIt fails to link:\nld: error: duplicate symbol: gone\n>>> defined in a.o\n>>> defined in b.o\nmake: *** Error 1\n`;
  expect(remarksOf(letter({ id: 'r1', text }))).toEqual([`inline patch:${rootTwo} It fails to link:`]);
});

test('where each part of a posting lies', () => {
  const text = quoted(patchText)
    .split('\n')
    .flatMap((line, at) => ([2, 9, 17].includes(at + 1) ? [line, '', `at ${at + 1}`, ''] : [line]))
    .join('\n');
  const { discussion } = discuss([patch, letter({ id: 'r1', text: `${wrote}\n${text}` })]);
  expect(
    discussion.remarks.map(({ anchor }) => anchor.kind === 'line' && [anchor.part, anchor.bodyLine]),
  ).toEqual([
    ['message', 2],
    ['diffstat', 9],
    ['diff', 17],
  ]);
});

import { describe, expect, test } from 'vitest';
import { askedElsewhere, type AskElsewhere, type ChangedPlace } from './asked-elsewhere';

const ask = (given: Partial<AskElsewhere>): AskElsewhere => ({
  reply: 'ask',
  block: 1,
  name: 'Rob Reader',
  sentAt: undefined,
  madeOn: 'v1',
  text: 'Why?',
  evidence: [],
  carriedTo: undefined,
  ...given,
});
/** Line 20 of the earlier mail became line 25 of the later one. */
const place = (text = '	walk_all(cache);', path = 'mm/cache.c'): ChangedPlace => ({
  path,
  earlier: 'v2-1',
  later: 'v3-1',
  hunk: {
    heading: '',
    kind: 'changed',
    lines: [
      { outer: ' ', inner: ' ', text: '	lock_cache(cache);', earlierLine: 19, laterLine: 24 },
      { outer: '-', inner: '+', text: '	walk(cache);', earlierLine: 20, laterLine: undefined },
      { outer: '+', inner: '+', text, earlierLine: undefined, laterLine: 25 },
    ],
  },
});
const whyOf = (given: Partial<AskElsewhere>, at = place()) => askedElsewhere([at], [ask(given)])[0]?.[0]?.why;
const hunk = (mail: string, line: number | undefined) =>
  ({ kind: 'hunk', mail, version: 'v3', line, what: 'the line was rewritten' }) as never;

describe('a remark that may have asked for a change', () => {
  test.each<[string, Partial<AskElsewhere>, string | undefined]>([
    ['says nothing of it', {}, undefined],
    ['is answered by it', { evidence: [hunk('v3-1', 25)] }, 'this change was found to answer it'],
    ['is answered by another line', { evidence: [hunk('v3-1', 40)] }, undefined],
    ['is answered in another patch', { evidence: [hunk('v3-2', 25)] }, undefined],
    ['is answered where lines went away', { evidence: [hunk('v3-1', undefined)] }, undefined],
    ['is carried to it', { carriedTo: { patch: 'v2-1', bodyLine: 20 } }, 'said of v1, and belongs here'],
    ['is carried elsewhere', { carriedTo: { patch: 'v2-1', bodyLine: 60 } }, undefined],
    ['names what came', { text: 'Should walk_all() not be used?' }, 'names walk_all'],
    ['names what went', { text: 'I would not call walk() here.' }, 'names walk'],
    ['names its file', { text: 'The whole of cache.c is odd.' }, 'names cache.c'],
    ['names what stays', { text: 'Is lock_cache() needed?' }, undefined],
    ['uses a word of it', { text: 'Please walk on.' }, undefined],
  ])('%s', (_, given, expected) => {
    expect(whyOf(given)).toBe(expected);
  });

  test('a name that most changes have tells none of them', () => {
    const many = Array.from({ length: 12 }, (_, at) => place(`	walk_all(cache, ${at});`, `mm/part${at}.c`));
    expect(askedElsewhere(many, [ask({ text: 'Use walk_all() please.' })]).flat()).toEqual([]);
    expect(askedElsewhere(many.slice(0, 3), [ask({ text: 'Use walk_all() please.' })]).flat()).toHaveLength(
      3,
    );
  });

  test('the file that all changes are in tells none of them', () => {
    const three = [1, 2, 3].map((at) => place(`	walk_all(cache, ${at});`));
    const named = ask({ text: 'cache.c does not build.' });
    expect(askedElsewhere(three, [named]).flat()).toEqual([]);
    expect(askedElsewhere([...three, place('	walk_all(cache);', 'mm/other.c')], [named]).flat()).toHaveLength(
      3,
    );
  });

  test('what is sure comes first, and no more than two are shown', () => {
    const asks = [
      ask({ reply: 'a', text: 'walk_all() is slow' }),
      ask({ reply: 'b', text: 'walk_all() is slow' }),
      ask({ reply: 'c', evidence: [hunk('v3-1', 25)] }),
    ];
    expect(askedElsewhere([place()], asks)[0]?.map(({ reply }) => reply)).toEqual(['c', 'a']);
  });
});

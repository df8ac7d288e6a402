import { expect, test } from 'vitest';
import { readPatch } from '../patch/index';
import { placeOfQuote } from './quotedPlace';

const text = [
  'Wake the readers at once.',
  '',
  '---',
  'diff --git a/cache.c b/cache.c',
  '--- a/cache.c',
  '+++ b/cache.c',
  '@@ -1,6 +1,6 @@ int cache_walk(void)',
  ' {',
  ' 	if (cache_has_readers(cache))',
  '-		old_wake_readers(cache);',
  '+		cache_wake_all_readers(cache);',
  ' 	unlock(cache);',
  '@@ -20,3 +20,3 @@ int cache_stop(void)',
  ' 	unlock(cache);',
  '+	cache_wake_readers_last(cache);',
].join('\n');
const later = { title: 'cache: wake', text, patch: readPatch(text) };

test.each<[string, string[], unknown]>([
  ['the line itself, white space folded', ['+		cache_wake_all_readers( cache );'], [11, undefined]],
  [
    'what it was rewritten to, below what is quoted above it',
    ['-		old_wake_readers(cache);', '+		cache_wake_readers(cache);'],
    [11, 'and the line was rewritten'],
  ],
  [
    'the nearest that is there',
    [' 	if (cache_has_readers(cache))', '+		panic("nobody reads");'],
    [9, 'and the line it quotes last is gone'],
  ],
  [
    'a line that stands twice is told by the one above it',
    ['+		cache_wake_all_readers(cache);', ' 	unlock(cache);'],
    [12, undefined],
  ],
  ['none of it', ['+	something_else_there(cache);'], undefined],
  ['a line too short to tell', [' {'], undefined],
  ['a line that stands twice alone', [' 	unlock(cache);'], undefined],
  ['nothing', [], undefined],
])('a quote is placed at %s', (_, quote, expected) => {
  const found = placeOfQuote(quote, later);
  expect(found?.kind === 'near' ? [found.bodyLine, found.why.split('held, ')[1]] : found).toEqual(expected);
});

import { describe, expect, test } from 'vitest';
import { posting, reply, rob, max, stateOf } from './specimens';

const tag = 'Reviewed-by: Max Maintainer <max@example.com>';
const given = reply('tag', max, 'v1-1', 1, `Looks good.\n\n${tag}`);
const carried = { trailers: [tag] };
const cover = (first: string) =>
  `${first}\n\nEach of them holds a lock, and the last one lets go of it.\n\nBased on the tree of Max.`;
const ask = (said: string) =>
  reply('ask', rob, 'v2-0', 6, ['The cache forgets its readers.', said], '> Based on the tree of Max.');
/** v1 got a tag, v2 lacks it, Rob says something under a line of v2's cover letter that changes in v3. */
const until2 = (said: string) => [
  ...posting(1, 0),
  given,
  ...posting(2, 5, [{}, {}], cover('The cache forgets its readers.')),
  ask(said),
];
const v3 = (patch: { readonly trailers?: readonly string[] }) =>
  posting(3, 10, [patch, {}], cover('Who reads is counted from here on.'));
const brief = (mails: Parameters<typeof stateOf>[0]) => {
  const found = stateOf(mails, 'ask');
  return found && [found.state, found.addressedIn];
};

describe('who asks where the tags are', () => {
  test.each([
    "You didn't include any tags from the prior version?",
    'The Reviewed-by of Max is gone?',
    "Why did you drop Max's R-b?",
    'Please pick up the tags of v1.',
  ])('%s', (said) => {
    const found = stateOf([...until2(said), ...v3(carried)], 'ask');
    expect(found).toMatchObject({ state: 'addressed', addressedIn: 'v3' });
    expect(found?.evidence).toMatchObject([
      {
        kind: 'hunk',
        mail: 'v3-1',
        version: 'v3',
        what: 'the tags of Max Maintainer that v2 left out are there now',
      },
    ]);
  });

  test('is not answered by a line of the cover letter that changes', () => {
    expect(brief([...until2('You forgot the tags?'), ...v3({})])).toEqual(['open', undefined]);
  });

  test.each(['The cache needs no tags, so why readers?', 'Please add what the cache forgets.'])(
    'what else is asked is answered where it stands: %s',
    (said) => {
      expect(brief([...until2(said), ...v3({})])).toEqual(['addressed', 'v3']);
    },
  );
});

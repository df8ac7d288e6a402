import { expect, test } from 'vitest';
import fc from 'fast-check';
import { placeRemarks } from '../discussion/index';
import type { Mail } from '../mail/index';
import { recogniseSeries } from '../series/index';
import { ann, diffOf, letter, posted, rob } from '../series/specimens';
import { inferStatus } from '../status/index';
import { inferProgress, stepsOf, pullsOf, type Progress } from './index';

const max = 'Max Maintainer <max@example.com>';

const set = posted({
  prefix: 'a@x',
  tag: 'PATCH',
  cover: 'Count readers',
  patches: [
    ['cache: count the readers', 'cache.c', 'int readers;', 'readers++;', 'if (readers > 3)'],
    ['cache: report the left', 'left.c', 'report(left);', 'left = 0;', 'return left;'],
  ],
});

function say(id: string, to: string, from: string, text: string, at = 24): Mail {
  return letter({ id, subject: 'Re: [PATCH] cache', from, at, parents: [to], text });
}

const tag = 'Reviewed-by: Rob Reader <rob@example.net>\n';
const tagged = [say('t1', 'a@x-1', rob, tag, 20), say('t2', 'a@x-2', rob, tag, 21)];
const taken = say('taken', 'a@x-0', max, 'Applied to cache-next, thanks!\n', 30);

function pull(title = 'cache: count the readers', by = 'Ann Author'): Mail {
  return letter({
    id: 'pull',
    subject: '[GIT PULL] Cache updates for v6.13',
    from: max,
    at: 200,
    text: `are available in the Git repository at:\n\n  git://x/cache.git tags/c\n\nfor you to fetch changes up to 2:\n\n${by} (2):\n      ${title}\n      cache: report the left\n\n`,
  });
}

const tracker = letter({
  id: 'tracker',
  subject: 'Re: [GIT PULL] Cache updates for v6.13',
  from: 'pr-tracker-bot@kernel.org',
  at: 220,
  parents: ['pull'],
  text: 'The pull request you sent on Monday:\n\n> git://x/cache.git tags/c\n\nhas been merged into torvalds/linux.git:\nhttps://x/torvalds/c/3333333333\n',
});

/** The first patch as another person posts it again, under another title, linking its mail. */
function reposted(cover: string): Mail[] {
  const above = `From: ${ann}\n\nCounted.\n\nLink: https://lore.kernel.org/r/a@x-1`;
  return [
    letter({ id: 'land-0', subject: `[PATCH 0/9] ${cover}`, from: max, at: 90, text: 'Please pull.\n' }),
    letter({
      id: 'land-7',
      subject: '[PATCH 7/9] cache: Count every reader',
      from: max,
      at: 91,
      parents: ['land-0'],
      text: diffOf('cache.c', ['int readers;', 'readers++;', 'if (readers > 3)'], above),
    }),
  ];
}

function progressOf(mails: readonly Mail[], title = 'Count readers'): Progress {
  const recognition = recogniseSeries(mails);
  const series = recognition.series.find((one) => one.title === title);
  if (!series) throw new Error(`no series ${title}`);
  const discussion = placeRemarks(recognition, series);
  const status = inferStatus(recognition, series, discussion);
  return inferProgress(
    series,
    status,
    stepsOf({ recognition, series, discussion, status, pulls: pullsOf(mails), commits: [] }),
  );
}

const cases: readonly (readonly [what: string, mails: readonly Mail[], stages: string, whole: string])[] = [
  ['nothing is said', [], 'posted posted', 'posted'],
  [
    'one patch is answered',
    [say('q', 'a@x-1', rob, 'I see what it does, and have tried it on two machines.\n')],
    'under-review posted',
    'posted',
  ],
  [
    'the cover letter is answered',
    [say('q', 'a@x-0', rob, 'I read all of it and have no opinion yet.\n')],
    'under-review under-review',
    'under-review',
  ],
  [
    'a bot answers',
    [say('q', 'a@x-1', 'kernel test robot <lkp@intel.com>', 'Hi, it builds.\n')],
    'posted posted',
    'posted',
  ],
  [
    'a change is asked for',
    [say('q', 'a@x-1', rob, '> +readers++;\n\nPlease use atomic_inc() here.\n')],
    'changes-requested posted',
    'posted',
  ],
  ['all are reviewed', tagged, 'reviewed reviewed', 'reviewed'],
  ['one is reviewed', tagged.slice(0, 1), 'reviewed posted', 'posted'],
  ['it was taken', [...tagged, taken], 'applied applied', 'applied'],
  ['one was taken', [say('taken', 'a@x-2', max, 'Applied, thanks!\n')], 'posted applied', 'posted'],
  [
    'somebody hopes that it is taken',
    [say('q', 'a@x-0', rob, 'Once this series has been merged, I will look again.\n')],
    'under-review under-review',
    'under-review',
  ],
  [
    'turned down by a command',
    [say('no', 'a@x-0', max, 'Not this way.\n\npw-bot: rejected\n')],
    'rejected rejected',
    'rejected',
  ],
  [
    'withdrawn',
    [say('no', 'a@x-0', ann, 'Please ignore this series, I sent the wrong branch.\n')],
    'superseded superseded',
    'superseded',
  ],
  ['asked to be pulled', [pull()], 'applied applied', 'applied'],
  [
    'another author’s patch of that title',
    [pull('cache: count the readers', 'Sue Somebody')],
    'posted posted',
    'posted',
  ],
  ['pulled', [pull(), tracker], 'in-mainline in-mainline', 'in-mainline'],
  [
    'posted again to be pulled',
    reposted('[PULL REQUEST] Cache updates for v6.13'),
    'applied posted',
    'posted',
  ],
  ['carried along by work that builds on it', reposted('Link time optimisation'), 'posted posted', 'posted'],
  [
    'retitled on the way, and pulled under that title',
    [...reposted('[PULL REQUEST] Cache updates for v6.13'), pull('cache: Count every reader'), tracker],
    'in-mainline in-mainline',
    'in-mainline',
  ],
];

test.each(cases)('%s', (_, mails, stagesOfRows, whole) => {
  const progress = progressOf([...set, ...mails]);
  expect(progress.rows.map(({ stage }) => stage).join(' ')).toBe(stagesOfRows);
  expect(progress.stage).toBe(whole);
  for (const row of progress.rows) if (row.stage !== 'unknown') expect(row.evidence).not.toEqual([]);
});

test('who altered the title is told', () => {
  const [first, second] = progressOf([...set, ...reposted('[GIT PULL] Cache')]).rows;
  expect(first?.retitled).toBe('cache: Count every reader');
  expect(second?.retitled).toBeUndefined();
});

test('what was said of a version that is replaced does not count, but for patches that were taken from it and left out after', () => {
  const next = posted({
    prefix: 'b@x',
    tag: 'PATCH v2',
    cover: 'Count readers',
    at: 100,
    patches: [['cache: report the left', 'left.c', 'report(left);', 'left = 1;', 'return left;']],
  });
  const progress = progressOf([...set, say('taken', 'a@x-1', max, 'Applied, thanks!\n'), ...next]);
  expect(progress.rows.map(({ stage }) => stage)).toEqual(['posted', 'applied']);
  expect(progress.steps.map(({ kind }) => kind)).toEqual(['posted', 'first-review', 'applied', 'posted']);
});

test('patches taken one by one are one step', () => {
  const progress = progressOf([
    ...set,
    say('k1', 'a@x-1', max, 'Applied to cache-next, thanks.\n', 30),
    say('k2', 'a@x-2', max, 'Applied to cache-next, thanks.\n', 30.1),
  ]);
  const applied = progress.steps.filter(({ kind }) => kind === 'applied');
  expect(applied).toHaveLength(1);
  expect(applied[0]).toMatchObject({
    what: 'Max Maintainer took 2 patches for cache-next',
    mails: ['k1', 'k2'],
  });
});

test('the order of mails does not matter', () => {
  const all = [...set, ...tagged, taken, ...reposted('[GIT PULL] Cache'), pull(), tracker];
  const expected = progressOf(all);
  fc.assert(
    fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (mails) => {
      expect(progressOf(mails)).toEqual(expected);
    }),
    { numRuns: 20 },
  );
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Mail } from '../mail/index';
import type { Commit, TreeRole } from '../progress/index';
import { commitWith } from '../progress/specimens';
import type { Turn, TurnCorrection } from '../status/index';
import { ann, max, messageId, patchText, posting, reply, rob } from '../status/specimens';
import { analyse, type Analysis, type Correction } from './index';

const first = Date.UTC(2024, 2, 1, 12);
const dayLength = 86_400_000;
const day = (at: number) => new Date(first + at * dayLength);

const names = {
  maintainer: 'cache-tree',
  next: 'linux-next',
  mainline: 'mainline',
  stable: 'stable',
} as const;
const titles = ['cache: count the readers', 'cache: report what is left'] as const;
const diffOf = (index: 0 | 1) => {
  const text = patchText(index, {});
  return `${text.slice(text.indexOf('diff --git'))}\n`;
};

/** The commit that a patch became in a tree, which it came into on day `at` by a merge. */
function landed(index: 0 | 1, at: number, role: TreeRole = 'mainline', given: Partial<Commit> = {}): Commit {
  const hash = `${index + 1}`.repeat(40);
  return commitWith({
    hash,
    title: titles[index],
    author: 'Ann Author',
    committer: 'Max Maintainer',
    committedAt: day(at - 0.5),
    tree: names[role],
    role,
    arrival: {
      by: `${Math.round(at * 10)}`.padStart(40, 'a'),
      at: day(at),
      committer: 'Linus',
      merger: 'Linus',
      day: role === 'next' ? { name: `next-${at}`, at: day(at), isOldest: false } : undefined,
      isWhole: true,
    },
    ...given,
  });
}

function reverting(index: 0 | 1, at: number, role: TreeRole = 'mainline'): Commit {
  return landed(index, at, role, {
    hash: 'f'.repeat(40),
    title: `Revert "${titles[index]}"`,
    author: 'Linus',
    committedAt: day(at),
    reverts: [`${index + 1}`.repeat(12)],
  });
}

function turnOf({ recognition, statuses }: Analysis): Turn | undefined {
  return statuses.get(recognition.series[0]?.slug ?? '')?.turn;
}

const told = (mails: readonly Mail[], commits: readonly Commit[], corrections: readonly Correction[] = []) =>
  analyse(mails, { commits, corrections });

/** "nobody, day 9: all 2 patches are in mainline". */
function brief(analysis: Analysis): string {
  const turn = turnOf(analysis);
  const since = turn?.since && Math.round(((turn.since.getTime() - first) / dayLength) * 10) / 10;
  return `${turn?.waitingOn}, day ${since ?? '?'}: ${turn?.why}`;
}

const robs = 'Reviewed-by: Rob Reader <rob@example.net>';
const v1 = posting(1, 0, [{}, {}], undefined, { to: [max] });
const reviewed = [...v1, reply('t', rob, 'v1-0', 1, robs)];
const other = { adds: ['	int readers;', '	readers = count_all(cache);', '	trace(readers);'] };
const ask = reply('ask', rob, 'v1-1', 2, ['+	if (readers > LIMIT)', 'Should this not be >=?']);
const both = (at: number, role?: TreeRole) => [landed(0, at, role), landed(1, at, role)];

describe('whose turn a series is that came into a tree', () => {
  test.each<[string, readonly Mail[], readonly Commit[], string]>([
    ['no commit: its maintainer’s', reviewed, [], 'maintainer, day 1: all 2 patches have a review tag'],
    ['in mainline', reviewed, both(9), 'nobody, day 9: all 2 patches are in mainline'],
    ['in linux-next', reviewed, both(9, 'next'), 'nobody, day 9: all 2 patches are in linux-next'],
    [
      'in a maintainer’s tree',
      reviewed,
      both(9, 'maintainer'),
      'nobody, day 9: all 2 patches are in cache-tree',
    ],
    [
      'in one tree, then in another: since it came into the first',
      reviewed,
      [...both(5, 'maintainer'), ...both(9)],
      'nobody, day 5: all 2 patches are in cache-tree',
    ],
    [
      'each patch on its day: since the last',
      reviewed,
      [landed(0, 5), landed(1, 9)],
      'nobody, day 9: all 2 patches are in mainline',
    ],
    [
      'said to be applied before: since that word',
      [...reviewed, reply('a', max, 'v1-0', 3, 'Applied, thanks.')],
      both(9),
      'nobody, day 3: Max Maintainer took it: "Applied, thanks."',
    ],
    ['though a question is open', [...v1, ask], both(9), 'nobody, day 9: all 2 patches are in mainline'],
    [
      'in part, and the rest has its tag',
      reviewed,
      [landed(0, 9)],
      'maintainer, day 1: the last patch has a review tag; 1 of 2 patches was taken',
    ],
    [
      'in part, and nobody spoke of the rest',
      v1,
      [landed(0, 9)],
      'reviewers, day 0: v1 was posted; 1 of 2 patches was taken',
    ],
    [
      'in part, and what is asked is of the part that landed',
      [...v1, ask],
      [landed(0, 9)],
      'reviewers, day 0: v1 was posted; 1 of 2 patches was taken',
    ],
    [
      'in part, and what is asked is of the rest',
      [...v1, ask],
      [landed(1, 9)],
      'author, day 2: Rob Reader asked, and it is not answered; 1 of 2 patches was taken',
    ],
    [
      'a day nobody tells',
      reviewed,
      [landed(0, 9), landed(1, 9, 'mainline', { arrival: undefined })],
      'nobody, day 9: all 2 patches are in mainline',
    ],
    [
      'days nobody tells',
      reviewed,
      [0, 1].map((index) => landed(index as 0 | 1, 9, 'mainline', { arrival: undefined })),
      'nobody, day ?: all 2 patches are in mainline',
    ],
    [
      'a version that came after it landed',
      [...reviewed, ...posting(2, 20, [other, { ...other }], undefined, { to: [max] })],
      both(9),
      'reviewers, day 20: v2 was posted',
    ],
    [
      'a version that came too late: it landed after that all the same',
      [...reviewed, ...posting(2, 8, [other, { ...other }], undefined, { to: [max] })],
      both(9),
      'nobody, day 9: all 2 patches are in mainline',
    ],
    [
      'sent again unchanged after it was merged',
      [...v1, ...posting(2, 20, [{}, {}], undefined, { to: [max] })],
      [0, 1].map((index) => landed(index as 0 | 1, 9, 'mainline', { diff: diffOf(index as 0 | 1) })),
      'nobody, day 9: all 2 patches are in mainline',
    ],
    [
      'posted from the tree of its author, who is a maintainer',
      v1,
      [0, 1].map((index) => landed(index as 0 | 1, -1, 'maintainer', { diff: diffOf(index as 0 | 1) })),
      'reviewers, day 0: v1 was posted',
    ],
    [
      'taken back',
      reviewed,
      [...both(9), reverting(0, 12)],
      'author, day 12: it was taken, and ffffffffffff took it back: Revert "cache: count the readers"; 1 of 2 patches was taken',
    ],
    [
      'taken back before it was merged further',
      reviewed,
      [...both(5, 'maintainer'), reverting(0, 7, 'maintainer'), ...both(9)],
      'author, day 7: it was taken, and ffffffffffff took it back: Revert "cache: count the readers"; 1 of 2 patches was taken',
    ],
    [
      'taken back in a stable tree alone',
      reviewed,
      [
        ...both(9),
        landed(0, 11, 'stable', { hash: '9'.repeat(40), upstream: ['1'.repeat(12)] }),
        {
          ...reverting(0, 12, 'stable'),
          reverts: ['9'.repeat(12)],
        },
      ],
      'nobody, day 9: all 2 patches are in mainline',
    ],
    [
      'taken back, and a version posted since',
      [...reviewed, ...posting(2, 20, [other, {}], undefined, { to: [max] })],
      [...both(9), reverting(0, 12)],
      'reviewers, day 20: v2 was posted',
    ],
  ])('%s', (_, mails, commits, expected) => {
    expect(brief(told(mails, commits))).toBe(expected);
  });

  test('it names the commits, and those of the patches say the same', () => {
    const analysis = told(reviewed, both(9));
    const status = [...analysis.statuses.values()][0];
    expect(status?.turn).toMatchObject({
      people: [],
      evidence: [
        { kind: 'commit', commit: '1'.repeat(40), tree: 'mainline', title: titles[0] },
        { kind: 'commit', commit: '2'.repeat(40), tree: 'mainline', title: titles[1] },
      ],
    });
    expect(status?.turns.patches.map(({ waitingOn, why }) => [waitingOn, why])).toEqual([
      ['nobody', 'it is in mainline as 111111111111'],
      ['nobody', 'it is in mainline as 222222222222'],
    ]);
  });

  test.each<[string, readonly Mail[], readonly Commit[], readonly (readonly [string, string])[]]>([
    ['held', reviewed, both(9), [['in-mainline', 'in-mainline']]],
    ['taken back', reviewed, [...both(9), reverting(0, 12)], [['changes-requested', 'in-mainline']]],
    [
      'taken back, and a version posted since',
      [...reviewed, ...posting(2, 20, [other, {}], undefined, { to: [max] })],
      [...both(9), reverting(0, 12)],
      [['under-review', 'in-mainline']],
    ],
  ])('how far its patches are: %s', (_, mails, commits, expected) => {
    expect(
      [...told(mails, commits).progress.values()].map(({ rows }) => rows.map(({ stage }) => stage)),
    ).toEqual(expected);
  });

  test('a question on a patch that landed is still a question', () => {
    const status = [...told([...v1, ask], both(9)).statuses.values()][0];
    expect(status?.turns.discussions.map(({ waitingOn }) => waitingOn)).toEqual(['author']);
  });

  test.each<[string, number, string]>([
    ['what a person said stands', 12, 'maintainer'],
    ['until it lands', 5, 'nobody'],
  ])('%s', (_, madeAt, expected) => {
    const said: TurnCorrection = {
      kind: 'turn',
      series: messageId('v1-0'),
      on: 'maintainer',
      person: undefined,
      author: 'Eve',
      reason: '',
      madeAt: day(madeAt),
      seen: day(1),
    };
    expect(turnOf(told(reviewed, both(9), [said]))?.waitingOn).toBe(expected);
  });

  test('a cover letter that says where its patches can be fetched takes nothing', () => {
    const [cover, ...patches] = v1;
    if (!cover) throw new Error('no cover');
    const text = [
      cover.text,
      'The following changes since commit 0123456789abcdef0123456789abcdef01234567:',
      '',
      'are available in the Git repository at:',
      '',
      '  https://git.example.org/cache.git readers',
      '',
      'for you to fetch changes up to 89abcdef0123456789abcdef0123456789abcdef:',
      '',
      '----------------------------------------------------------------',
      'Ann Author (2):',
      ...titles.map((title) => `      ${title}`),
      '',
    ].join('\n');
    const analysis = told([{ ...cover, text }, ...patches], []);
    expect(brief(analysis)).toBe('reviewers, day 0: v1 was posted');
    expect([...analysis.progress.values()][0]?.stage).toBe('posted');
  });

  test('a request to pull by somebody else ends it', () => {
    const pull: Mail = {
      ...reply('pull', max, 'v1-0', 4, ''),
      parents: [],
      subject: '[GIT PULL] cache updates',
      text: [
        'are available in the Git repository at:',
        '',
        '  https://git.example.org/cache.git for-next',
        '',
        'for you to fetch changes up to 89abcdef0123456789abcdef0123456789abcdef:',
        '',
        '----------------------------------------------------------------',
        'Ann Author (2):',
        ...titles.map((title) => `      ${title}`),
        '',
      ].join('\n'),
    };
    const analysis = analyse(v1, { pullMails: [pull] });
    expect(brief(analysis)).toBe('nobody, day 4: Max Maintainer asked for all of it to be pulled');
  });
});

describe('in the past', () => {
  const said = [
    'Should this not be >=?',
    'Right, will fix.',
    robs,
    'Applied, thanks.',
    'NACK, it deadlocks.',
    'I will send another version next week.',
  ];
  const stories = fc.record({
    versions: fc.integer({ min: 1, max: 2 }),
    replies: fc.array(
      fc.record({
        from: fc.constantFrom(ann, rob, max),
        to: fc.nat(),
        at: fc.integer({ min: 1, max: 30 }),
        said: fc.nat({ max: said.length - 1 }),
      }),
      { maxLength: 5 },
    ),
    commits: fc.array(
      fc.record({
        index: fc.constantFrom(0 as const, 1 as const),
        at: fc.integer({ min: 1, max: 30 }),
        role: fc.constantFrom<TreeRole>('maintainer', 'next', 'mainline'),
        isDated: fc.boolean(),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    reverted: fc.option(fc.integer({ min: 1, max: 34 })),
  });

  test('what is told of a moment is what was told then', () => {
    let nobody = 0;
    fc.assert(
      fc.property(stories, ({ versions, replies, commits: found, reverted }) => {
        const mails = [...posting(1, 0.1), ...(versions > 1 ? posting(2, 10.1, [other, {}]) : [])];
        replies.forEach(({ from, to, at, said: which }, index) => {
          // Nobody answers what is not there yet: clocks that go wrong are a matter of the mails alone.
          const there = mails.filter(({ date }) => date !== undefined && date <= day(at));
          const above = there[to % there.length];
          mails.push(reply(`r${index}`, from, above?.id ?? '', at + 0.2, said[which] ?? ''));
        });
        const commits = [
          // One commit of a patch in each tree.
          ...new Map(
            found.map(({ index, at, role, isDated }) => [
              `${index} ${role}`,
              landed(index, at + 0.4, role, isDated ? {} : { arrival: undefined }),
            ]),
          ).values(),
          ...(reverted === null ? [] : [reverting(0, reverted + 0.3)]),
        ];
        const whole = told(mails, commits);
        const status = [...whole.statuses.values()][0];
        const over = status?.turnsOver().turns ?? [];
        for (const { at, waitingOn, people } of over) {
          // The patches of a version are sent within minutes of its cover letter.
          const sent = new Date(at.getTime() + 5 * 60_000);
          const then = turnOf(analyse(mails, { commits, at: sent }));
          expect([at, waitingOn, people]).toEqual([
            at,
            then?.waitingOn,
            then?.people.map(({ name, address }) => name || address),
          ]);
          if (then?.evidence.some(({ kind }) => kind === 'commit')) nobody += 1;
        }
        expect(over.at(-1)?.waitingOn).toBe(status?.turn.waitingOn);
      }),
      { numRuns: 80 },
    );
    expect(nobody).toBeGreaterThan(10);
  });
});

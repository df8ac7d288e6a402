import { expect, test } from 'vitest';
import { nextStep, type Standing } from './nextStep';
import { openPull } from './openPull';

const standing: Standing = {
  stage: 'under-review',
  turn: { on: 'reviewers', people: [] },
  unsettled: 0,
  patches: 3,
  untagged: 3,
  isOnItsWay: true,
  pull: undefined,
};

test.each<[Partial<Standing>, string | undefined]>([
  [{ stage: 'posted' }, 'a first answer'],
  [{ stage: 'posted', turn: { on: 'reviewers', people: ['Rob'] } }, 'a first answer by Rob'],
  [{}, 'review'],
  [
    { untagged: 1, turn: { on: 'reviewers', people: ['Rob', 'Max', 'Eve'] } },
    'review of 1 of 3 patches by Rob, Max and 1 other',
  ],
  [
    { stage: 'changes-requested', turn: { on: 'author', people: ['Ann'] }, unsettled: 2 },
    'Ann answers 2 remarks or posts a version',
  ],
  [
    { stage: 'changes-requested', turn: { on: 'author', people: [] } },
    'the author answers or posts a version',
  ],
  [{ stage: 'reviewed', turn: { on: 'maintainer', people: ['Max'] }, untagged: 0 }, 'Max takes it'],
  [
    { stage: 'stalled', turn: { on: 'author', people: ['Ann'] } },
    'Ann answers or posts again, or gives it up',
  ],
  [
    { stage: 'stalled', turn: { on: 'maintainer', people: [] } },
    'the author asks the maintainer or posts it again',
  ],
  [{ stage: 'stalled', turn: { on: 'unknown', people: [] } }, 'the author asks again or posts it again'],
  [{ stage: 'applied' }, 'linux-next, then a pull request'],
  [{ stage: 'applied', isOnItsWay: false }, 'not known: no mail tells where it went from there'],
  [{ stage: 'in-next', isOnItsWay: false }, 'not known: no mail tells where it went from there'],
  [{ stage: 'in-next' }, 'a pull request in the merge window'],
  [{ stage: 'applied', pull: { kind: 'pull-requested', by: 'Max' } }, 'the pull request of Max is merged'],
  [{ stage: 'in-next', pull: { kind: 'pull-requested', by: undefined } }, 'the pull request is merged'],
  [{ stage: 'in-mainline', turn: { on: 'author', people: ['Ann'] } }, 'Ann posts it again, or gives it up'],
  [{ stage: 'in-mainline' }, 'a release that contains it'],
  [{ stage: 'released' }, undefined],
  [{ stage: 'rejected' }, undefined],
  [{ stage: 'unknown' }, undefined],
])('%j', (part, expected) => {
  expect(nextStep({ ...standing, ...part })).toBe(expected);
});

test.each([
  [['posted', 'applied'], false],
  [['applied', 'pull-requested'], true],
  [['pull-requested', 'in-next'], true],
  // A maintainer's request to another one that was answered: the way goes on as if it had not been asked.
  [['pull-requested', 'applied'], false],
  [['pull-requested', 'applied', 'pull-requested'], true],
  [['pull-requested', 'in-mainline', 'released'], false],
] as const)('a request to pull among %j waits: %s', (kinds, waits) => {
  expect(openPull(kinds.map((kind) => ({ kind, by: 'Max' }))) !== undefined).toBe(waits);
});

import { expect, test } from 'vitest';
import { nextStep, type Standing } from './nextStep';

const standing: Standing = {
  stage: 'under-review',
  turn: { on: 'reviewers', people: [] },
  unsettled: 0,
  patches: 3,
  untagged: 3,
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
  [{ stage: 'in-next' }, 'a pull request in the merge window'],
  [{ stage: 'in-mainline' }, 'a release that contains it'],
  [{ stage: 'released' }, undefined],
  [{ stage: 'rejected' }, undefined],
  [{ stage: 'unknown' }, undefined],
])('%j', (part, expected) => {
  expect(nextStep({ ...standing, ...part })).toBe(expected);
});

import { expect, test } from 'vitest';
import { keptView } from './kept-view';
import { everything } from './progress-asked';

const { view: _, ...all } = everything;

test.each([
  ['', {}, undefined, false],
  [
    'q=lamp&person=rob&list=a.b&label=for+6.9',
    { text: 'lamp', people: ['rob'], lists: ['a.b'], labels: ['for 6.9'] },
    undefined,
    false,
  ],
  ['path=drivers%2F&stage=stalled', { path: 'drivers/' }, 'stalled', false],
  ['q=+&stage=elsewhere&age=30%2B', {}, undefined, true],
  ['only=ready', {}, undefined, true],
] as const)('"%s"', (query, filter, stage, isOfQueue) => {
  expect(keptView({ name: 'Mine', query })).toEqual({
    name: 'Mine',
    filter: { ...all, role: 'any', ...filter },
    stage,
    isOfQueue,
  });
});

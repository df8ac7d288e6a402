import { expect, test } from 'vitest';
import { progressAsked } from './progress-params';
import { reportAsked, reportCommand, reportPath } from './report-params';

const now = new Date('2026-01-04T12:00:00Z');
const views = [{ id: 1, name: "Rob's lamps", query: 'q=lamp' }];

test.each([
  [{}, '/report', 'bin/loreview report --since 7d'],
  [{ since: '2024-10-01' }, '/report?since=2024-10-01', 'bin/loreview report --since 2024-10-01'],
  [
    { since: '2w', person: 'Ann Author, max@example.org', as: 'any', list: 'a.b' },
    '/report?person=Ann+Author%2Cmax%40example.org&as=any&list=a.b&since=2w',
    "bin/loreview report --since 2w --list a.b --person 'Ann Author' --person max@example.org --as any",
  ],
  [
    { view: "Rob's lamps", label: 'for 6.9' },
    '/report?view=Rob%27s+lamps&label=for+6.9',
    `bin/loreview report --since 7d --view 'Rob'\\''s lamps' --label 'for 6.9'`,
  ],
  [{ q: 'lamp' }, '/report?q=lamp', undefined],
])('%j', (words, path, command) => {
  const read = reportAsked(words, now, views);
  if ('why' in read) throw new Error(read.why);
  expect(reportPath(read.asked, read.since.words)).toBe(path);
  expect(reportCommand(read.asked, read.since.words)).toBe(command);
});

test('a view is found among those of its reader alone', () => {
  expect(progressAsked({ view: 'Other' }, views).view).toBeUndefined();
  expect(progressAsked({ view: "Rob's lamps" }).view).toBeUndefined();
});

import { expect, test } from 'vitest';
import { progressAsked, progressPath } from './progress-params';

test.each([
  ['', '/progress'],
  ['person=ann%2Crob&person=max', '/progress?person=ann%2Crob%2Cmax'],
  ['person=ann&as=any&list=a.b&label=for+6.13', '/progress?person=ann&as=any&list=a.b&label=for+6.13'],
  ['as=any', '/progress'],
  ['stage=stalled&weeks=13&sort=title&page=2', '/progress?stage=stalled&weeks=13&sort=title&page=2'],
  ['stage=none&weeks=-3&sort=x&page=-2&q=+', '/progress'],
  ['weeks=all&stage=all&path=drivers/', '/progress?path=drivers%2F&stage=all&weeks=all'],
])('%s', (query, path) => {
  const words = new URLSearchParams(query);
  const asked = progressAsked(
    Object.fromEntries(
      [...words.keys()]
        .map((name) => [name, words.getAll(name)])
        .map(([name, all]) => [name, all?.length === 1 ? all[0] : all]),
    ) as Record<string, string | string[]>,
  );
  expect(progressPath(asked, { page: asked.page })).toBe(path);
});

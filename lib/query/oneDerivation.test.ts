import { expect, test } from 'vitest';
import { ofOneDerivation } from './oneDerivation';

/** How often a page is made of a series that has these ids, one after the other, and which making is shown. */
async function made(ids: readonly (number | undefined)[]) {
  const left = [...ids];
  let pages = 0;
  const shown = await ofOneDerivation(
    'bell',
    () => Promise.resolve(++pages),
    () => Promise.resolve(left.length > 1 ? left.shift() : left[0]),
  );
  return { pages, shown };
}

test.each([
  ['that stays as it is: once', [7], 1],
  ['that is derived again meanwhile: once more', [7, 8], 2],
  ['that comes in meanwhile: once more', [undefined, 8], 2],
  ['that is not there: once', [undefined], 1],
  ['that is derived again all the time: some times', [1, 2, 3, 4, 5, 6, 7], 3],
])('a series %s', async (_, ids, pages) => {
  expect(await made(ids)).toEqual({ pages, shown: pages });
});

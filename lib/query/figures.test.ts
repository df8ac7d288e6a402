import fc from 'fast-check';
import { expect, test } from 'vitest';
import { answerBins, bands, flowOf, medianOf, quantile, spreadOf } from './figures';

const day = 86_400_000;

test('durations fall into the first bin they stay under', () => {
  const { bins, counted, median, most } = spreadOf([-day, 0, day - 1, day, 4.9 * day, 400 * day], answerBins);
  expect(
    Object.fromEntries(bins.filter(({ count }) => count > 0).map(({ name, count }) => [name, count])),
  ).toEqual({
    'same day': 3,
    '1 d': 1,
    '3 to 4 d': 1,
    longer: 1,
  });
  expect(counted).toBe(6);
  expect(median).toBeCloseTo(day - 0.5);
  expect(most).toBeCloseTo((4.9 * day + 400 * day) / 2);
});

test('of nothing there is no median', () => {
  expect(spreadOf([], answerBins)).toMatchObject({ counted: 0, median: undefined, most: undefined });
  expect(medianOf([])).toBeUndefined();
});

test('every duration is counted once, and quantiles lie among them', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -1e12, max: 1e12, noNaN: true })), (durations) => {
      const { bins, counted } = spreadOf(durations, answerBins);
      expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(durations.length);
      expect(counted).toBe(durations.length);
      const sorted = [...durations].sort((a, b) => a - b);
      const middle = quantile(sorted, 0.5);
      if (middle === undefined) return;
      expect(middle).toBeGreaterThanOrEqual(sorted[0] ?? 0);
      expect(middle).toBeLessThanOrEqual(sorted.at(-1) ?? 0);
    }),
  );
});

test('the flow adds up, and what ended leaves it', () => {
  const ends = [0, 7, 14].map((days) => new Date(days * day));
  const { points, ended, unknown } = flowOf(
    [
      { step: 0, stage: 'posted', patches: 5 },
      { step: 1, stage: 'posted', patches: -3 },
      { step: 1, stage: 'applied', patches: 2 },
      { step: 1, stage: 'rejected', patches: 1 },
      { step: 2, stage: 'applied', patches: -2 },
      { step: 2, stage: 'released', patches: 2 },
      { step: 2, stage: 'unknown', patches: 4 },
    ],
    ends,
  );
  expect(points.map(({ patches }) => bands.map((band) => patches[band]).join(' '))).toEqual([
    '0 0 0 0 0 0 5',
    '0 0 2 0 0 0 2',
    '2 0 0 0 0 0 2',
  ]);
  expect([ended, unknown]).toEqual([1, 4]);
});

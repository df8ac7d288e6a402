import { scaleUtc } from 'd3-scale';
import { expect, test } from 'vitest';
import { tickName } from './timeline';

const namesOf = (from: string, to: string) => {
  const ticks = scaleUtc([new Date(from), new Date(to)], [0, 272]).ticks(6);
  return ticks.map((tick) => tickName(tick, ticks)).join(' ');
};

test.each([
  ['2024-08-25', '2024-09-25', '25 Aug 1 Sep 8 Sep 15 Sep 22 Sep'],
  ['2024-11-10', '2025-04-03', 'Dec 2025 Feb Mar Apr'],
  ['2019-06-01', '2024-02-01', '2020 2021 2022 2023 2024'],
  ['2024-09-08', '2024-09-09', '8 Sep 8 Sep 8 Sep 8 Sep 8 Sep 8 Sep 8 Sep 8 Sep 9 Sep'],
])('from %s to %s', (from, to, expected) => {
  expect(namesOf(from, to)).toBe(expected);
});

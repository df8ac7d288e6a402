import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import type { SeriesTime } from '../../lib/query/index';
import { SeriesTimeView } from './seriesTime';

const first = Date.UTC(2025, 0, 1);

/** Versions posted so many days after the first. */
function drawn(...days: readonly number[]): readonly string[] {
  return drawnWith(days.map((day, index) => [`v${index + 1}`, day]));
}

function drawnWith(versions: readonly (readonly [label: string, day: number])[]): readonly string[] {
  const time: SeriesTime = {
    versions: versions.map(([label, day]) => ({
      label,
      isRfc: false,
      at: new Date(first + day * 86_400_000),
      replies: 0,
      asked: 0,
      unsettled: 0,
      tags: 0,
    })),
    days: [],
    unsettled: [],
    turns: [],
    turnDays: 0,
    tags: [],
    objections: [],
    landed: [],
  };
  const html = renderToStaticMarkup(<SeriesTimeView time={time} slug="cache" />);
  const posted = html.slice(html.indexOf('class="posted"'), html.indexOf('</svg>'));
  return [...posted.matchAll(/<text[^>]*>([^<]+)<\/text>/g)].map(([, label = '']) => label);
}

test.each<[string, readonly number[], readonly string[]]>([
  ['far apart', [0, 100, 200], ['v1', 'v2', 'v3']],
  ['two that stand beside each other', [0, 440, 454, 486], ['v1', 'v2', 'v3', 'v4']],
  ['two that would touch: the newer one', [0, 400, 402], ['v1', 'v3']],
  ['all on one day', [0, 0, 0], ['v3']],
])('labels of versions %s', (_, days, labels) => {
  expect(drawn(...days)).toEqual(labels);
});

test('a version that was sent again says so where the first stands beside it', () => {
  expect(
    drawnWith([
      ['RFC PREVIEW', 0],
      ['v1 RESEND', 100],
      ['v2', 200],
      ['v2 RESEND', 300],
    ]),
  ).toEqual(['RFC', 'v1', 'v2', 'v2 RESEND']);
});

import { expect, test } from 'vitest';
import { recogniseSeries } from './recognise';
import { isVersionLabel } from './said';
import type { SeriesCorrection } from './series';
import { letter, messageId, posted, rob } from './specimens';

const two = [
  ['mm: count pages', 'mm/a.c', 'int pages;', 'pages++;'],
  ['mm: free pages', 'mm/b.c', 'free(pages);', 'pages = 0;'],
] as const;
const mails = [
  ...posted({ prefix: 'a', tag: 'PATCH', cover: 'Count pages', patches: two }),
  ...posted({ prefix: 'b', tag: 'PATCH', cover: 'Count pages', patches: two, at: 90 }),
  ...posted({ prefix: 'c', tag: 'PATCH v2', cover: 'Count pages', patches: two, at: 180 }).filter(
    ({ id }) => id !== 'c-2',
  ),
  letter({
    id: 'r',
    subject: 'Re: [PATCH v2 2/2] mm: free pages',
    from: rob,
    at: 200,
    parents: ['c-2', 'c-0'],
  }),
];

const said = (posting: string, label: string, after?: string): SeriesCorrection => ({
  kind: 'version',
  posting: messageId(posting),
  label,
  ...(after === undefined ? {} : { after: messageId(after) }),
});

function labels(...corrections: SeriesCorrection[]): string[] {
  return recogniseSeries(mails, corrections).series.map(({ versions }) =>
    versions.map(({ label, cover }) => `${label} ${cover?.mail}`).join(', '),
  );
}

test.each<[what: string, corrections: SeriesCorrection[], expected: string]>([
  ['nothing said', [], 'v1 a-0, v1 #2 b-0, v2 c-0'],
  ['by the cover letter', [said('a-0', 'RFC')], 'RFC a-0, v1 b-0, v2 c-0'],
  ['by a patch', [said('b-2', 'v1 RESEND')], 'v1 a-0, v1 RESEND b-0, v2 c-0'],
  ['by a reply to it', [said('r', 'v3')], 'v1 a-0, v1 #2 b-0, v3 c-0'],
  ['by a posting that is not held', [said('c-2', 'v2.1')], 'v1 a-0, v1 #2 b-0, v2.1 c-0'],
  [
    'the last word counts',
    [said('b-0', 'v7'), said('b-0', 'rfc preview v2')],
    'v1 a-0, RFC PREVIEW v2 b-0, v2 c-0',
  ],
  ['its place', [said('a-0', 'v1', 'c-1')], 'v1 b-0, v2 c-0, v1 #2 a-0'],
  ['a place that is no longer there', [said('a-0', 'v3', 'nobody')], 'v3 a-0, v1 b-0, v2 c-0'],
  ['a label that is none', [said('a-0', 'the best one')], 'v1 a-0, v1 #2 b-0, v2 c-0'],
  ['a mail that is not here', [said('nobody', 'v3')], 'v1 a-0, v1 #2 b-0, v2 c-0'],
])('%s', (_, corrections, expected) => {
  expect(labels(...corrections)).toEqual([expected]);
});

test('a label by hand leaves the missing patch and its replies where they are', () => {
  const { series, postingOf } = recogniseSeries(mails, [said('c-0', 'v9')]);
  expect(series[0]?.versions[2]?.patches[1]).toMatchObject({
    kind: 'missing',
    mail: 'c-2',
    title: 'mm: free pages',
  });
  expect(postingOf.get(messageId('r'))).toBe('c-2');
});

test('a number said by hand fills or makes a gap', () => {
  const absent = (...corrections: SeriesCorrection[]): string[] =>
    recogniseSeries(mails, corrections).series.flatMap((one) => one.absent.map(({ what }) => what));
  expect(absent()).toEqual([]);
  expect(absent(said('c-0', 'v4'))).toEqual(['v2 to v3']);
  expect(absent(said('c-0', 'v4'), said('b-0', 'v3'))).toEqual(['v2']);
});

test.each([
  'RFC',
  'RFC PREVIEW',
  'PREVIEW',
  'v2',
  'rfc v3',
  'v2.1',
  'v3 RESEND',
  'RFC PREVIEW v12.34 RESEND',
  'RESEND',
])('%j is a label', (label) => {
  expect(isVersionLabel(label)).toBe(true);
});

test.each(['', ' ', 'x', 'v', '2', 'v99999', 'v2 v3', 'RFC ', ' v2', 'v2] x [', 'RESEND v2', 'RFCv2'])(
  '%j is none',
  (label) => {
    expect(isVersionLabel(label)).toBe(false);
  },
);

import fc from 'fast-check';
import { bands, type Band, type ProgressPage } from '../../lib/query/index';
import { ProgressDrawings } from './progress-drawings';
import { progressAsked } from './progress-params';
import { ProgressFilters, ProgressHead, ProgressTable } from './progress-table';
import { createElement, Suspense, type ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { states } from '../../lib/query/index';
import { Kept, markupOf } from './markup';
import { holdMarkup, takeMarkup } from './markup-held';
import { SeriesTable } from './seriesTable';
import { StateChip } from './state';

const hostile = `<script>alert("1")</script> & 'so' on`;

function Named({ name, children }: { readonly name: string; readonly children?: ReactNode }) {
  return (
    <b title={name}>
      {name}: {children}
    </b>
  );
}

test.each<[string, ReactNode]>([
  ['text', hostile],
  ['nothing', [null, undefined, true, false, '']],
  ['numbers', [0, 1.5, -0]],
  [
    'components and fragments',
    <Named name={hostile} key="a">
      <>{[1, 'two', <i key="3">3</i>]}</>
    </Named>,
  ],
  ['an attribute', <a href={`/mail/${hostile}`} title={hostile} className="a b" id="x" key="a" />],
  ['attributes of tables', <td colSpan={2} rowSpan={3} key="a" />],
  ['attributes that are not there', <p id={undefined} className={undefined} hidden={false} key="a" />],
  [
    'switches',
    <details open hidden key="a">
      <button type="button" disabled />
    </details>,
  ],
  ['words for yes and no', <p aria-hidden={true} aria-current={false} data-on={true} key="a" />],
  [
    'fields',
    <form action="/" method="get" key="a">
      <label htmlFor="q">q</label>
      <input id="q" type="search" name="q" defaultValue={hostile} size={14} required maxLength={20} />
    </form>,
  ],
  ['an empty field', <input type="text" name="q" defaultValue="" key="a" />],
  ['a hidden field', <input type="hidden" name="q" value="v" key="a" />],
  ['a box that is ticked', <input type="checkbox" name="q" value="v" defaultChecked key="a" />],
  [
    'a choice',
    <select name="s" defaultValue="b" key="a">
      <option value="a">A</option>
      <option value="b">B</option>
      <option>c</option>
    </select>,
  ],
  [
    'a choice of groups',
    <select defaultValue="c" key="a">
      <optgroup label="g">
        <option>{'c'}</option>
      </optgroup>
    </select>,
  ],
  ['a text field', <textarea name="t" rows={3} defaultValue={hostile} key="a" />],
  ['markup of ours', <tbody dangerouslySetInnerHTML={{ __html: '<tr></tr>' }} key="a" />],
  [
    'a drawing',
    <svg
      viewBox="0 0 1 1"
      strokeWidth={1.4}
      strokeDasharray="2 1"
      strokeLinecap="round"
      preserveAspectRatio="none"
      key="a"
    >
      <title>t</title>
      <use href="#g" />
      <text textAnchor="middle">x</text>
    </svg>,
  ],
  [
    'dates and elements without an end',
    <p key="a">
      <time dateTime="2024-01-01">1</time>
      <br />
      <wbr />
      <hr />
    </p>,
  ],
  ['every state', states.map((state) => <StateChip state={state} key={state} />)],
])('as React writes it: %s', (_, node) => {
  expect(markupOf(node)).toBe(renderToStaticMarkup(node));
});

test('the list of series is written as React writes it', () => {
  const at = new Date('2024-10-09T10:00:00Z');
  const node = (
    <SeriesTable
      asked={{
        text: hostile,
        list: 'a.b',
        person: undefined,
        turn: 'author',
        stage: undefined,
        label: hostile,
        order: 'title',
        page: 2,
      }}
      list={{
        found: 201,
        followed: 300,
        pages: 3,
        page: 2,
        lists: [{ id: 'a.b', count: 3 }],
        turns: [{ turn: 'author', count: 1 }],
        stages: [{ stage: 'posted', count: 1 }],
        labels: [{ label: hostile, count: 1 }],
        isSampleOnly: false,
        rows: [
          {
            slug: 'a-series',
            title: hostile,
            author: 'A. U. Thor',
            newest: { label: 'v2', slug: 'v2' },
            patches: 3,
            held: 2,
            remarks: 4,
            counts: { unsettled: 1, confirm: 2, settled: 3 },
            mails: 12,
            labels: [hostile],
            turn: { on: 'author', people: [], why: hostile, evidence: [], since: at },
            stage: { at: 'posted', since: at, why: hostile },
            firstAt: at,
            lastAt: at,
            versions: [{ label: 'RFC', short: 'R', isRfc: true, at }],
            days: [{ at, mails: 3 }],
          } as never,
        ],
      }}
    />
  );
  expect(markupOf(node)).toBe(renderToStaticMarkup(node));
});

test('the page of progress is written as React writes it', () => {
  const at = new Date('2024-10-09T10:00:00Z');
  const none = { bins: [{ name: '1 d', count: 2 }], counted: 2, median: 3_600_000, most: 86_400_000 };
  const patches = Object.fromEntries(bands.map((band, index) => [band, index])) as Record<Band, number>;
  const page: ProgressPage = {
    rows: [
      {
        slug: 'a-series',
        title: hostile,
        author: hostile,
        newest: 'v2',
        labels: [hostile],
        lists: ['a.b'],
        stage: {
          at: 'stalled',
          was: 'reviewed',
          since: at,
          why: hostile,
          lastWord: { at, by: hostile, mail: 'a@b' },
        },
        turn: { on: 'reviewers', people: [hostile, 'b', 'c'], since: at, why: hostile, evidence: [] },
        unsettled: 2,
        patches: 3,
        untagged: 1,
        next: hostile,
      },
    ],
    found: 60,
    pages: 3,
    page: 2,
    series: 70,
    open: 60,
    stages: [{ stage: 'stalled', count: 1 }],
    lists: [{ id: hostile, count: 1 }],
    labels: [{ label: hostile, count: 1 }],
    from: at,
    weeks: 'all',
    flow: {
      points: [
        { at, patches },
        { at: new Date('2024-11-09T10:00:00Z'), patches },
      ],
      ended: 1,
      unknown: 1,
      undated: 2,
    },
    landing: { applied: none, mainline: { ...none, median: undefined }, undated: 1 },
    answers: {
      all: none,
      never: 1,
      waiting: 2,
      byVersion: [{ name: 'second', postings: 3, answered: 2, median: 1 }],
    },
    reviewers: {
      pairs: [{ reviewer: hostile, author: 'b', series: 2, remarks: 3, tags: 0 }],
      found: 400,
      reviewers: [hostile],
      authors: ['b'],
    },
    byList: [
      {
        id: hostile,
        open: 1,
        stalled: 0,
        taken: 0,
        landed: 2,
        ended: 0,
        unknown: 1,
        unsettled: 3,
        answer: 1,
        landing: undefined,
        versions: 2.5,
        awaited: undefined,
      },
    ],
  };
  const asked = progressAsked({
    person: [hostile, 'b'],
    as: 'any',
    weeks: 'all',
    path: hostile,
    stage: 'all',
  });
  const node = (
    <>
      <ProgressHead page={page} asked={asked} />
      <ProgressFilters page={page} asked={asked} views={[{ id: 1, name: hostile, query: 'q=a&age=3' }]} />
      <ProgressTable page={page} asked={asked} now={at} />
      <ProgressDrawings page={page} asked={asked} />
    </>
  );
  expect(markupOf(node)).toBe(renderToStaticMarkup(node));
});

const tree = fc.letrec<{ node: ReactNode }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small' },
    fc.string(),
    fc.integer(),
    fc.constant(null),
    fc
      .tuple(
        fc.constantFrom('p', 'b', 'section', 'span'),
        fc.record(
          { className: fc.string(), title: fc.string(), id: fc.string(), hidden: fc.boolean() },
          { requiredKeys: [] },
        ),
        fc.array(tie('node'), { maxLength: 3 }),
      )
      .map(([tag, props, children]) => createElement(tag, props, ...children)),
  ),
})).node;

test('any tree is written as React writes it', () => {
  fc.assert(
    fc.property(tree, (node) => {
      expect(markupOf(node)).toBe(renderToStaticMarkup(node));
    }),
  );
});

test.each(['javascript:alert(1)', ' \tJava\nScript:alert(1)'])(
  'an address that is a script is left out: %j',
  (href) => {
    expect(markupOf(<a href={href}>x</a>)).toBe('<a>x</a>');
  },
);

const browser = Object.assign(() => null, { $$typeof: Symbol.for('react.client.reference') });

test.each<[string, ReactNode]>([
  ['a component of the browser', createElement(browser, { key: 'a' })],
  [
    'a component that waits',
    createElement((() => Promise.resolve('x')) as () => Promise<ReactNode>, { key: 'a' }),
  ],
  ['a boundary', <Suspense key="a" />],
  ['a handler', <button onClick={() => undefined} key="a" />],
  ['a style, which the policy of a page forbids', <p style={{ color: 'red' }} key="a" />],
])('%s is refused', (_, node) => {
  expect(() => markupOf(node)).toThrow('cannot be written as markup');
});

test('markup is taken once, by its name', () => {
  const first = holdMarkup('<b>1</b>');
  const second = holdMarkup('<b>2</b>');
  expect(takeMarkup(second)).toBe('<b>2</b>');
  expect(takeMarkup(first)).toBe('<b>1</b>');
  expect(() => takeMarkup(first)).toThrow(first);
});

test('markup that nobody takes makes room', () => {
  const page = 'x'.repeat(10_000_000);
  const first = holdMarkup('first');
  const later = [1, 2, 3].map(() => holdMarkup(page));
  expect(takeMarkup(first)).toBe('first');
  const second = holdMarkup('second');
  const last = holdMarkup(page);
  expect(() => takeMarkup(later[0] ?? '')).toThrow();
  expect([later[1] ?? '', later[2] ?? '', second, last].map((name) => takeMarkup(name).length)).toEqual([
    10_000_000, 10_000_000, 6, 10_000_000,
  ]);
});

test('a page larger than all that may wait is still taken', () => {
  const earlier = holdMarkup('earlier');
  const large = holdMarkup('x'.repeat(33_000_000));
  expect(() => takeMarkup(earlier)).toThrow();
  expect(takeMarkup(large)).toHaveLength(33_000_000);
});

test('what hangs on one object is written once for it, and by its name', () => {
  let times = 0;
  const made = (of: object, as: string) =>
    markupOf(
      <Kept of={of} as={as}>
        {() => <b>{`${as} ${(times += 1)}`}</b>}
      </Kept>,
    );
  const [one, other] = [{}, {}];
  expect([made(one, 'grid'), made(one, 'grid')]).toEqual(['<b>grid 1</b>', '<b>grid 1</b>']);
  expect([made(one, 'course'), made(other, 'grid')]).toEqual(['<b>course 2</b>', '<b>grid 3</b>']);
});

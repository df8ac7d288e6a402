import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { composeReport, formats, type Report } from './index';

const day = (date: string) => new Date(`${date}T12:00:00Z`);
const series = {
  title: 'cache: count the readers',
  author: 'Ann Author',
  version: 'v3',
  link: 'https://review.example.org/series/cache-count-the-readers',
};

const report: Report = {
  about: 'series by Ann',
  from: day('2025-12-28'),
  until: day('2026-01-04'),
  series: 4,
  stages: [
    { name: 'under review', count: 2 },
    { name: 'stalled', count: 1 },
  ],
  landed: [
    {
      ...series,
      events: [{ at: day('2026-01-02'), isDated: true, what: 'Max Maintainer took it for cache-next' }],
    },
  ],
  partly: [],
  moved: [
    {
      ...series,
      title: 'lamp: keep the level within its limit',
      events: [
        { at: day('2025-12-30'), isDated: true, what: 'Ann Author posted v3' },
        { at: day('2026-01-01'), isDated: true, what: 'Rob Reader was the first to answer' },
      ],
    },
  ],
  cameIn: [
    {
      ...series,
      title: 'valve: read the level twice',
      version: 'v1',
      at: day('2026-01-03'),
      patches: 1,
      answeredBy: undefined,
    },
  ],
  stuck: [
    {
      ...series,
      title: 'bell: ring once',
      on: 'the author, Ann Author',
      since: day('2025-09-01'),
      lastWord: day('2025-09-01'),
      stage: 'changes requested',
      isStalled: true,
      next: 'Ann Author answers or posts again, or gives it up',
    },
  ],
};

test('as plain text', () => {
  expect(composeReport(report, 'text')).toBe(`Progress of series by Ann, 28 Dec 2025 to 4 Jan 2026
====================================================

4 series: 2 under review, 1 stalled. In this time 1 series was taken or
went on upstream, 1 moved, 1 came in, 1 is stuck.

Landed (1)
----------
* cache: count the readers [1]
  Ann Author, v3
  - 2 Jan: Max Maintainer took it for cache-next

Moved (1)
---------
* lamp: keep the level within its limit [2]
  Ann Author, v3
  - 30 Dec 2025: Ann Author posted v3
  - 1 Jan: Rob Reader was the first to answer

Came in (1)
-----------
* valve: read the level twice [3]
  Ann Author, v1
  - 3 Jan: 1 patch, nobody has answered yet

Stuck (1)
---------
* bell: ring once [4]
  Ann Author, v3
  - stalled: waits for the author, Ann Author, since 1 Sep 2025 (4
    months); last word 1 Sep 2025
  - next: Ann Author answers or posts again, or gives it up

[1] https://review.example.org/series/cache-count-the-readers
[2] https://review.example.org/series/cache-count-the-readers
[3] https://review.example.org/series/cache-count-the-readers
[4] https://review.example.org/series/cache-count-the-readers
`);
});

test('as Markdown and HTML', () => {
  expect(composeReport(report, 'markdown')).toContain(
    '- [bell: ring once](<https://review.example.org/series/cache-count-the-readers>), Ann Author, v3\n  - stalled: waits',
  );
  expect(composeReport(report, 'html')).toContain(
    '<li><a href="https://review.example.org/series/cache-count-the-readers">bell: ring once</a>, Ann Author, v3<ul><li>stalled:',
  );
});

const nothing = { ...report, series: 0, stages: [], landed: [], moved: [], cameIn: [], stuck: [] };

test.each(formats)('of nothing it says so: %s', (format) => {
  expect(composeReport(nothing, format)).toMatch(/0 series\. In this time 0 series were taken/);
});

describe('whatever stands in mail', () => {
  const words = fc.array(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '<script>alert(1)</script>',
        '](http://evil)',
        '\n# x',
        '`',
        '&amp;',
        '\u202e',
        'x'.repeat(200),
        '* ',
      ),
    ),
    { maxLength: 5 },
  );
  const reports = words.map((parts): Report => {
    const text = parts.join(' ');
    return {
      ...report,
      about: text,
      landed: [
        {
          ...series,
          title: text,
          author: text,
          events: [{ at: day('2026-01-02'), isDated: true, what: text }],
        },
      ],
      stuck: [
        {
          ...report.stuck[0],
          ...series,
          title: text,
          on: text,
          next: text,
          isStalled: false,
          stage: text,
          since: undefined,
          lastWord: undefined,
        },
      ],
    };
  });

  test('plain text keeps to its columns, but for links', () => {
    fc.assert(
      fc.property(reports, (one) => {
        for (const line of composeReport(one, 'text').split('\n'))
          if (!/^\[\d+\] /.test(line)) expect(line.length).toBeLessThanOrEqual(72);
      }),
    );
  });

  test('HTML has the elements of the report alone', () => {
    fc.assert(
      fc.property(reports, (one) => {
        const tags = composeReport(one, 'html').match(/<[^>]*>/g) ?? [];
        for (const tag of tags) expect(tag).toMatch(/^<(?:\/?(?:h1|h2|p|ul|li|a)|a href="https:[^"<>]*")>$/);
      }),
    );
  });

  test('Markdown has its own headings alone', () => {
    fc.assert(
      fc.property(reports, (one) => {
        const lines = composeReport(one, 'markdown').split('\n');
        expect(lines.filter((line) => line.startsWith('#')).length).toBe(5);
        for (const line of lines) expect(line).not.toMatch(/(?<!\\)<(?!https:)/);
      }),
    );
  });
});

test('what landed in part and what has no date are told as such', () => {
  const part = {
    ...series,
    events: [
      { at: day('2026-01-02'), isDated: true, what: '1 of 11 patches: Max Maintainer took it' },
      { at: day('2026-01-03'), isDated: false, isBound: true, what: '1 of 11 patches is found in mainline' },
      { at: day('2026-01-02'), isDated: false, what: '1 of 11 patches is contained in v6.13' },
    ],
  };
  const text = composeReport({ ...report, landed: [], partly: [part] }, 'text');
  expect(text).toContain('0 series were taken or\nwent on upstream, 1 in part, 1 moved');
  expect(text).toContain('Landed in part (1)');
  expect(text).toContain('- 2 Jan: 1 of 11 patches: Max');
  expect(text).toContain('- by 3 Jan: 1 of 11 patches is found');
  expect(text).toContain('- not known when: 1 of 11 patches is contained in v6.13');
});

test.each([
  ['2026-01-04T02:00:00Z', '10 hours'],
  ['2025-12-20T12:00:00Z', '15 days'],
  ['2021-07-18T12:00:00Z', '4 years'],
  ['2026-02-01T12:00:00Z', '0 seconds'],
])('who waits since %s waits %s', (since, age) => {
  const [one] = report.stuck;
  const text = composeReport({ ...report, stuck: one ? [{ ...one, since: new Date(since) }] : [] }, 'text');
  expect(text.replace(/\s+/g, ' ')).toContain(`(${age})`);
});

test('a long section is cut, and the rest counted', () => {
  const many = Array.from(
    { length: 30 },
    (_, at) => ({ ...report.stuck[0], ...series, title: `series ${at}` }) as Report['stuck'][number],
  );
  const text = composeReport({ ...report, stuck: many }, 'text');
  expect(text).toContain('Stuck (30)');
  expect(text).toContain('and 5 more series');
});

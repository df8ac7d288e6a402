import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import type { Elsewhere, RepositoryView, SeriesPage, ThingView } from '../../lib/query/index';
import { SeriesElsewhere } from './seriesElsewhere';

const series = {
  slug: 'bell',
  isSample: false,
  progress: {
    rows: [
      { row: 0, title: 'bell: open the door' },
      { row: 1, title: 'bell: ring' },
    ],
    steps: [{ kind: 'in-mainline', where: 'torvalds/linux', commits: [{ row: 0, commit: 'a' }] }],
  },
} as unknown as SeriesPage;

const at = new Date('2024-03-01T12:00:00Z');
const branch: ThingView = {
  host: 'github.com',
  repository: 'ann/bell',
  kind: 'branch',
  what: 'dev/ring',
  url: 'https://github.com/ann/bell/tree/dev/ring',
  isNamed: false,
  evidence: { mail: 'a@x', by: 'Ann Author', at, sentence: 'It is <here>.', mails: 3 },
  seen: {
    facts: {
      kind: 'branch',
      name: 'dev/ring',
      latest: {
        hash: 'a',
        title: '<Ring>',
        author: 'Ann',
        date: '2024-03-01T12:00:00Z',
        url: 'https://github.com/c',
      },
    },
    at,
    problem: undefined,
  },
};
const bell: RepositoryView = {
  host: 'github.com',
  name: 'ann/bell',
  url: 'https://github.com/ann/bell',
  isAsked: true,
  seen: undefined,
  things: [branch, { ...branch, kind: 'file', what: 'dev/ring/a.c', isNamed: true, seen: undefined }],
};
const nothing: Elsewhere = { repositories: [], landings: [], contact: undefined, isWaiting: false };

/** The words of the part, and its addresses. */
function shown(elsewhere: Partial<Elsewhere>, host: string | undefined = 'github.com') {
  const html = renderToStaticMarkup(
    <SeriesElsewhere series={series} elsewhere={{ ...nothing, ...elsewhere }} host={host} />,
  );
  return {
    html,
    words: html
      .replace(/<[^>]*>/g, '')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>'),
    links: [...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href),
  };
}

test('what is linked, what is there and as of when, what tells of it, and what was not asked yet', () => {
  const { html, words, links } = shown({ repositories: [bell] });
  expect(words).toContain('1 repository in the mails');
  expect(words).toMatch(/latest commit <Ring>, Ann, 1 Mar 2024 as of \d+ years ago/);
  expect(words).toContain('Ann Author, 1 Mar 2024: It is <here>., and in 2 later mails');
  expect(words.match(/It is <here>/g)).toHaveLength(1);
  expect(words).toContain('not asked yet');
  expect(html).toContain('&lt;Ring&gt;');
  expect(links).toContain('https://github.com/ann/bell/tree/dev/ring');
  // A file that was only named has no address before it is known where its branch's name ends.
  expect(links.some((link) => link?.includes('a.c'))).toBe(false);
});

test('of another forge the link is all', () => {
  const { words } = shown({
    repositories: [
      {
        ...bell,
        host: 'gitlab.com',
        isAsked: false,
        things: [{ ...branch, host: 'gitlab.com', seen: undefined }],
      },
    ],
  });
  expect(words).toContain('branch dev/ring');
  expect(words).not.toContain('not asked yet');
});

test('without network it says so, why, and when it is tried next; what was known keeps its date', () => {
  const problem = 'github.com cannot be reached: no network.';
  const { words } = shown({
    repositories: [{ ...bell, things: [{ ...branch, seen: { facts: branch.seen?.facts, at, problem } }] }],
    landings: [
      {
        repository: 'torvalds/linux',
        searchedAt: undefined,
        namedAt: undefined,
        problem,
        triedAt: new Date(),
      },
    ],
    contact: {
      answeredAt: undefined,
      problem,
      failures: 1,
      triedAt: new Date(),
      nextTryAt: new Date(Date.now() + 900_500),
    },
  });
  expect(words).toContain('latest commit <Ring>');
  expect(words).toContain('since then it could not be asked');
  expect(words).toContain('Its patches in torvalds/linux: not known');
  expect(words).toMatch(/GitHub could not be asked\. .*no network\. Tried .* ago, next try in 15 minutes/);
  expect(words).not.toContain('not found');
});

test('what was found and what was not, and while it is asked', () => {
  const landing = {
    repository: 'torvalds/linux',
    searchedAt: at,
    namedAt: undefined,
    problem: undefined,
    triedAt: at,
  };
  expect(shown({ landings: [landing] }).words).toContain('1 of 2 patches was found (not “bell: ring”)');
  expect(shown({}).html).toContain('<form action="/github" method="post">');
  const waiting = shown({ isWaiting: true });
  expect(waiting.words).toContain('github.com is being asked. Look again');
  expect(waiting.html).not.toContain('<form');
});

test('where GitHub is not asked, nothing is said of it but that', () => {
  const html = renderToStaticMarkup(<SeriesElsewhere series={series} elsewhere={nothing} host={undefined} />);
  expect(html).toBe('');
  const off = renderToStaticMarkup(
    <SeriesElsewhere
      series={series}
      elsewhere={{
        ...nothing,
        repositories: [{ ...bell, isAsked: false, things: [{ ...branch, seen: undefined }] }],
      }}
      host={undefined}
    />,
  );
  expect(off).toContain('GitHub is not asked');
  expect(off).not.toContain('<form');
});

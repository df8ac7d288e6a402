import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import {
  firstRelease,
  GithubFailure,
  lookAtPlace,
  openGithub,
  releaseTags,
  searchCommits,
  type AnswerMemory,
  type Github,
  type GithubConfig,
  type KeptAnswer,
  type Limit,
} from '../lib/github/index';
import { forgePlace } from '../lib/patch/index';
import { hashOf, startGithub, type GithubStandIn } from './githubStandIn';

/** The real octokit against GitHub's documented answers on loopback; a second of waiting takes a millisecond. */

let server: GithubStandIn;
let github: Github;
let kept: Map<string, KeptAnswer>;

const history = (count: number) =>
  Array.from({ length: count }, (_, at) => ({
    message: `cache: change ${at + 1}`,
    date: '2024-11-20T10:00:00Z',
  }));

const repositories = () => ({
  'ann/bell': {
    description: 'Rings',
    branches: {
      main: [
        { message: 'Start\n\nWords.', files: ['README', 'old.c'], date: '2024-01-01T00:00:00Z' },
        { message: 'Drop the old', files: ['-old.c'], date: '2024-02-01T00:00:00Z' },
      ],
      'dev/ring': [
        { message: 'Ring', author: 'Rob Reader', files: ['src/ring.c'], date: '2024-03-01T00:00:00Z' },
      ],
      dev: [{ message: 'Before', files: ['x'] }],
    },
    tags: { 'v1.0': 1 },
    releases: [{ tag: 'v1.0', date: '2024-01-02T00:00:00Z' }],
    pulls: {
      3: {
        title: 'Ring twice',
        state: 'closed' as const,
        merged: '2024-08-03T00:00:00Z',
        head: 'a'.repeat(40),
      },
      4: { title: 'Ring thrice', state: 'open' as const, head: 'b'.repeat(40) },
    },
    issues: { 7: { title: 'Too loud', state: 'closed' as const } },
    checks: { ['b'.repeat(40)]: { build: 'success', test: 'failure', lint: '' } },
  },
  'torvalds/linux': {
    branches: { master: history(60) },
    tags: Object.fromEntries([
      ...Array.from({ length: 12 }, (_, at) => [`v6.${at + 1}`, (at + 1) * 4] as const),
      ['v6.12-rc7', 47],
      ['v6.13-rc1', 50],
      ['v6.13-rc2', 52],
    ]),
  },
});

beforeAll(async () => {
  server = await startGithub({});
});
afterAll(() => server.stop());

beforeEach(() => {
  Object.assign(server, { repositories: repositories(), reset: Math.floor(Date.now() / 1_000) + 3_600 });
  Object.assign(server.remaining, { core: 60, search: 10 });
  server.asked.length = 0;
  server.faults.length = 0;
  kept = new Map();
  github = open();
});
afterEach(() => github.close());

function open(settings: Partial<GithubConfig> = {}, limits: readonly Limit[] = []): Github {
  const memory: AnswerMemory = {
    recall: (question) => Promise.resolve(kept.get(question)),
    keep: (question, answer) => Promise.resolve(void kept.set(question, answer)),
  };
  return openGithub(
    {
      host: 'github.com',
      api: server.api,
      token: undefined,
      version: '1.0',
      contact: 'ann@example.org',
      second: 1,
      ...settings,
    },
    memory,
    limits,
  );
}

const look = (address: string) => {
  const place = forgePlace(address);
  if (!place) throw new Error(`no place: ${address}`);
  return lookAtPlace(github, place);
};
const repository = () => look('https://github.com/ann/bell');
const failure = async (asked: Promise<unknown>): Promise<GithubFailure> => {
  const error: unknown = await asked.then(
    () => undefined,
    (why: unknown) => why,
  );
  expect(error).toBeInstanceOf(GithubFailure);
  return error as GithubFailure;
};

test.each([
  [
    'https://github.com/Ann/Bell',
    {
      kind: 'repository',
      name: 'ann/bell',
      description: 'Rings',
      isArchived: false,
      branch: 'main',
      latest: { title: 'Drop the old', author: 'Ann Author', date: '2024-02-01T00:00:00Z' },
      release: { tag: 'v1.0', date: '2024-01-02T00:00:00Z' },
    },
  ],
  [
    'https://github.com/ann/bell/tree/main',
    { kind: 'branch', name: 'main', latest: { title: 'Drop the old' } },
  ],
  [
    'https://github.com/ann/bell/tree/dev/ring',
    { kind: 'branch', name: 'dev/ring', latest: { author: 'Rob Reader' } },
  ],
  ['https://github.com/ann/bell/tree/dev/src', { kind: 'branch', name: 'dev', latest: { title: 'Before' } }],
  ['https://github.com/ann/bell/tree/gone', { kind: 'missing' }],
  ['https://github.com/ann/bell/tree/gone/src', { kind: 'missing' }],
  [
    'https://github.com/ann/bell/blob/dev/ring/src/ring.c',
    { kind: 'file', branch: 'dev/ring', path: 'src/ring.c', isThere: true, changed: { title: 'Ring' } },
  ],
  [
    'https://github.com/ann/bell/blob/main/old.c',
    { kind: 'file', branch: 'main', path: 'old.c', isThere: false, changed: { title: 'Drop the old' } },
  ],
  ['https://github.com/ann/bell/blob/v1.0/old.c', { kind: 'file', branch: 'v1.0', isThere: true }],
  [
    `https://github.com/ann/bell/commit/${hashOf('Ring').slice(0, 12)}`,
    { kind: 'commit', commit: { title: 'Ring' } },
  ],
  ['https://github.com/ann/bell/commit/0123456789ab', { kind: 'missing' }],
  [
    'https://github.com/ann/bell/pull/3',
    { kind: 'pull', title: 'Ring twice', state: 'merged', since: '2024-08-03T00:00:00Z' },
  ],
  [
    'https://github.com/ann/bell/pull/4',
    { kind: 'pull', state: 'open', checks: { passed: 1, failed: 1, running: 1, failing: ['test'] } },
  ],
  ['https://github.com/ann/bell/issues/7', { kind: 'issue', title: 'Too loud', state: 'closed' }],
  ['https://github.com/ann/bell/issues/4', { kind: 'pull', title: 'Ring thrice' }],
  ['https://github.com/ann/bell/releases/tag/v1.0', { kind: 'release', release: { tag: 'v1.0' } }],
  ['https://github.com/ann/gone', { kind: 'missing' }],
])('what is at %s', async (address, facts) => {
  expect(await look(address)).toMatchObject(facts);
});

test('it says who asks, and asks for the interface it was written for', async () => {
  await repository();
  expect(server.asked[0]?.headers).toMatchObject({
    'user-agent': expect.stringMatching(/^loreview\/1\.0 \(\+ann@example\.org\) octokit/) as string,
    'x-github-api-version': '2022-11-28',
  });
  expect(server.asked[0]?.headers.authorization).toBeUndefined();
});

test('what did not change is not sent again, and with a token costs nothing', async () => {
  await github.close();
  github = open({ token: 'secret' });
  const first = await repository();
  const left = server.remaining.core;
  expect(await repository()).toEqual(first);
  expect(server.asked.map(({ status }) => status)).toEqual([200, 200, 200, 304, 304, 304]);
  expect(server.remaining.core).toBe(left);
  expect(server.asked[3]?.headers.authorization).toBe('token secret');
});

test('an answer kept by a program that read less of it is asked for whole', async () => {
  await repository();
  for (const [question, answer] of kept) kept.set(question, { ...answer, value: { less: true } });
  server.asked.length = 0;
  expect(await repository()).toMatchObject({ name: 'ann/bell' });
  expect(server.asked.map(({ status }) => status)).toEqual([200, 200, 200]);
});

test('lists are read over their pages, also from what was kept', async () => {
  const all = async () =>
    (
      await github.askPages(
        'GET /repos/{owner}/{repo}/commits',
        { owner: 'torvalds', repo: 'linux', per_page: 25 },
        z.array(z.object({ sha: z.string() })),
        9,
      )
    ).length;
  expect([await all(), await all()]).toEqual([60, 60]);
  expect(server.asked.map(({ status }) => status)).toEqual([200, 200, 200, 304, 304, 304]);
});

test('the primary limit is told with its end, and nothing is asked before', async () => {
  server.remaining.core = 0;
  const why = await failure(repository());
  expect(why).toMatchObject({ kind: 'limited', until: new Date(server.reset * 1_000), isGeneral: true });
  expect(why.message).toContain('GITHUB_TOKEN');
  expect(github.limits()).toMatchObject([{ resource: 'core', most: 60, remaining: 0 }]);
  expect(await failure(repository())).toMatchObject({ kind: 'limited' });
  expect(server.asked).toHaveLength(1);
  // Searches are counted by themselves.
  expect(await searchCommits(github, 'torvalds/linux', 'cache: change 7', new Date(0))).toHaveLength(1);
});

test('the last that is allowed is made use of; after it nothing is asked, in another process neither', async () => {
  server.remaining.core = 3;
  await repository();
  await failure(repository());
  expect(server.asked).toHaveLength(3);
  const limits = github.limits();
  await github.close();
  github = open({}, limits);
  await failure(repository());
  expect(server.asked).toHaveLength(3);
});

const secondary = (status: number, headers: Record<string, string> = {}) => ({
  kind: 'answer' as const,
  status,
  headers,
  body: {
    message: 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
  },
});

test('a short wait that a secondary limit asks for is waited', async () => {
  server.faults.push(secondary(403, { 'retry-after': '2' }), secondary(429, { 'retry-after': '1' }));
  expect(await failure(repository())).toMatchObject({ kind: 'limited' });
  expect(server.asked.map(({ status }) => status)).toEqual([403, 429]);
  await github.close();
  github = open();
  server.faults.push(secondary(429, { 'retry-after': '2' }));
  expect(await repository()).toMatchObject({ kind: 'repository' });
});

test.each([
  ['as it says', secondary(403, { 'retry-after': '600' }), 600],
  ['429', secondary(429, { 'retry-after': '90' }), 90],
  ['a minute when it does not say', secondary(403), 60],
  [
    'in the words of old servers',
    { ...secondary(403), body: { message: 'You have triggered an abuse detection mechanism.' } },
    60,
  ],
])('of a long one the caller is told, and nothing at all is asked before: %s', async (_, fault, seconds) => {
  server.faults.push(fault);
  const why = await failure(repository());
  expect(why.kind).toBe('limited');
  expect(Math.abs((why.until?.getTime() ?? 0) - Date.now() - seconds * 1_000)).toBeLessThan(5_000);
  expect(await failure(searchCommits(github, 'torvalds/linux', 'x', new Date(0)))).toMatchObject({
    kind: 'limited',
  });
  expect(server.asked).toHaveLength(1);
});

test.each([500, 502, 503])('%i is tried once more', async (status) => {
  server.faults.push({ kind: 'answer', status });
  expect(await repository()).toMatchObject({ kind: 'repository' });
  server.faults.push({ kind: 'answer', status }, { kind: 'answer', status });
  expect(await failure(repository())).toMatchObject({
    kind: 'broken',
    message: `github.com failed to answer (${status}).`,
    isGeneral: true,
  });
});

test('a connection that is cut is tried once more, then told', async () => {
  server.faults.push({ kind: 'cut' });
  expect(await repository()).toMatchObject({ kind: 'repository' });
  server.faults.push({ kind: 'cut' }, { kind: 'cut' });
  expect(await failure(repository())).toMatchObject({
    kind: 'unreachable',
    message: 'github.com cannot be reached: the connection was cut.',
  });
});

test('one that does not answer in time is told', async () => {
  await github.close();
  github = open({ timeout: 100 });
  server.faults.push({ kind: 'slow', ms: 400 }, { kind: 'slow', ms: 400 });
  expect(await failure(repository())).toMatchObject({
    kind: 'unreachable',
    message: 'github.com cannot be reached: it does not answer in time.',
  });
});

test('one that is not there is told', async () => {
  await github.close();
  const gone = await startGithub({});
  await gone.stop();
  github = open({ api: gone.api });
  expect(await failure(repository())).toMatchObject({
    kind: 'unreachable',
    message: 'github.com cannot be reached: it refuses connections.',
  });
});

test.each([
  [
    'a token that is not accepted',
    401,
    { message: 'Bad credentials' },
    'refused',
    /does not accept GITHUB_TOKEN/,
  ],
  [
    'a refusal without a limit',
    403,
    { message: 'Resource not accessible' },
    'refused',
    /Resource not accessible/,
  ],
  ['another answer', 200, ['no', 'repository'], 'unreadable', /something else/],
])('%s is told', async (_, status, body, kind, message) => {
  server.faults.push({ kind: 'answer', status, body });
  expect(await failure(repository())).toMatchObject({
    kind,
    message: expect.stringMatching(message) as string,
  });
  expect(server.asked).toHaveLength(1);
});

test('a page for browsers is no answer', async () => {
  server.faults.push({
    kind: 'answer',
    status: 200,
    headers: { 'content-type': 'text/html' },
    body: '<html>Log in',
  });
  expect(await failure(repository())).toMatchObject({ kind: 'unreadable' });
});

test('a renamed repository is followed on the same server, and nowhere else', async () => {
  const to = (location: string) => ({ kind: 'answer' as const, status: 301, headers: { location } });
  server.faults.push(to(`${server.api}/repos/ann/bell`));
  expect(await look('https://github.com/ann/gong')).toMatchObject({ kind: 'repository', name: 'ann/bell' });
  server.faults.push(to('http://127.0.0.2:9/repos/ann/bell'), to('http://127.0.0.2:9/repos/ann/bell'));
  expect(await failure(look('https://github.com/ann/gong'))).toMatchObject({ kind: 'unreadable' });
});

test('commits are searched by words in a row, in one repository, since a day', async () => {
  const since = new Date('2024-11-01T00:00:00Z');
  const found = await searchCommits(github, 'torvalds/linux', 'cache: "change"\n 7', since);
  expect(found.map(({ commit }) => commit.message)).toEqual(['cache: change 7']);
  const { searchParams } = new URL(`http://x${server.asked[0]?.what.slice(4) ?? ''}`);
  expect(searchParams.get('q')).toBe('"cache: change 7" repo:torvalds/linux committer-date:>=2024-11-01');
  expect(await searchCommits(github, 'torvalds/linux', 'change 7', new Date('2024-12-01'))).toEqual([]);
});

test('a repository that cannot be searched is told', async () => {
  expect(await failure(searchCommits(github, 'ann/gone', 'x', new Date(0)))).toMatchObject({
    kind: 'refused',
    message: expect.stringMatching(/422.*cannot be searched/) as string,
  });
});

test('searches keep apart, so that the allowance of a minute lasts', async () => {
  await github.close();
  github = open({ second: 10 });
  const begun = Date.now();
  for (const words of ['a', 'b', 'c']) await searchCommits(github, 'torvalds/linux', words, new Date(0));
  expect(Date.now() - begun).toBeGreaterThanOrEqual(115);
});

test.each([
  ['in none', 53, undefined, undefined, 1],
  ['in the newest candidate', 51, 'v6.13-rc2', undefined, 2],
  ['in the first', 1, 'v6.1', undefined, 6],
  ['in the last final one', 47, 'v6.12', undefined, 4],
  ['where another of the series is', 20, 'v6.5', 'v6.5', 2],
  ['not where another of the series is', 24, 'v6.6', 'v6.5', 5],
  ['earlier than another of the series', 12, 'v6.3', 'v6.5', 6],
])('the first release that contains a commit: %s', async (_, commit, release, near, most) => {
  const tags = await releaseTags(github, 'torvalds/linux');
  expect(tags.slice(-3)).toEqual(['v6.12', 'v6.13-rc1', 'v6.13-rc2']);
  server.asked.length = 0;
  expect(await firstRelease(github, 'torvalds/linux', hashOf(`cache: change ${commit}`), tags, near)).toBe(
    release,
  );
  expect(server.asked.length).toBeLessThanOrEqual(most);
});

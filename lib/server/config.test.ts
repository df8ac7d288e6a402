import { expect, test } from 'vitest';
import { ConfigProblem, defaultDataDirectory, readConfig, settingsHelp } from './config';

test('nothing said: loopback, port 3000, lore, the iopf series', () => {
  expect(readConfig({})).toEqual({
    dataDirectory: undefined,
    databaseUrl: undefined,
    archives: ['https://lore.kernel.org'],
    contact: undefined,
    follow: '20240826-iopf-for-all-v1-0-59174e6a7528@samsung.com',
    maintainers: undefined,
    trees: [],
    github: {
      host: 'github.com',
      api: 'https://api.github.com',
      token: undefined,
      repositories: [{ name: 'torvalds/linux', role: 'mainline' }],
    },
    port: 3000,
    host: '127.0.0.1',
    hosts: [],
  });
});

test.each([
  [{ LOREVIEW_DATA: '/srv/l' }, {}, { dataDirectory: '/srv/l' }],
  [{ LOREVIEW_DATA: '' }, {}, { dataDirectory: undefined }],
  [{ DATABASE_URL: 'postgres://u@h/d' }, {}, { databaseUrl: 'postgres://u@h/d' }],
  [
    { LOREVIEW_ARCHIVES: 'https://lore.kernel.org/, http://127.0.0.1:8080' },
    {},
    { archives: ['https://lore.kernel.org', 'http://127.0.0.1:8080'] },
  ],
  [{ LOREVIEW_FOLLOW: 'none' }, {}, { follow: undefined }],
  [{ LOREVIEW_FOLLOW: 'a@b' }, { follow: 'c@d' }, { follow: 'c@d' }],
  [{ LOREVIEW_HOSTS: 'review.example.org, devbox' }, {}, { hosts: ['review.example.org', 'devbox'] }],
  [
    { LOREVIEW_STALLED_WEEKS: '4', LOREVIEW_URL: 'https://review.example.org/' },
    {},
    { stalledWeeks: 4, url: 'https://review.example.org' },
  ],
  [{ LOREVIEW_MAINTAINERS: '/srv/linux' }, {}, { maintainers: '/srv/linux' }],
  [
    { LOREVIEW_GIT: 'mainline=/src/linux#master,\nnext=/src/linux#next/master' },
    {},
    {
      trees: [
        { name: 'mainline', role: 'mainline', path: '/src/linux', ref: 'master' },
        { name: 'next', role: 'next', path: '/src/linux', ref: 'next/master' },
      ],
    },
  ],
  [
    {
      LOREVIEW_GIT: '/src/linux',
      LOREVIEW_GIT_PAGES: 'mainline=https://git.example.org/c/, other=https://x/{commit}.html, none=none',
    },
    {},
    {
      trees: [
        {
          name: 'mainline',
          role: 'mainline',
          path: '/src/linux',
          ref: 'HEAD',
          pages: 'https://git.example.org/c/{commit}',
        },
      ],
    },
  ],
  [{ LOREVIEW_GITHUB: 'off', GITHUB_TOKEN: 'secret' }, {}, { github: undefined }],
  [
    {
      LOREVIEW_GITHUB_URL: 'https://github.example.org',
      LOREVIEW_GITHUB_REPOS: 'ann/bell,stable=ann/old',
      GITHUB_TOKEN: 'secret',
    },
    {},
    {
      github: {
        host: 'github.example.org',
        api: 'https://github.example.org/api/v3',
        token: 'secret',
        repositories: [
          { name: 'ann/bell', role: 'mainline' },
          { name: 'ann/old', role: 'stable' },
        ],
      },
    },
  ],
  [{ PORT: '8080' }, {}, { port: 8080 }],
  [{ PORT: '8080' }, { port: '9090', host: '::1' }, { port: 9090, host: '::1' }],
])('%j %j', (environment, given, expected) => {
  expect(readConfig(environment, given)).toMatchObject(expected);
});

test.each([
  [{ PORT: 'http' }, {}, 'PORT "http" is no number'],
  [{ PORT: '70000' }, {}, 'PORT "70000" is above 65535'],
  [{}, { port: '0' }, '--port "0" is below 1'],
  [{ HOST: 'a b' }, {}, 'HOST "a b" is no address or host name'],
  [{ DATABASE_URL: 'mysql://u:secret@h/d' }, {}, 'DATABASE_URL "mysql://u:***@h/d" begins with neither'],
  [{ LOREVIEW_ARCHIVES: 'lore.kernel.org' }, {}, 'LOREVIEW_ARCHIVES: "lore.kernel.org" is no origin'],
  [{ LOREVIEW_ARCHIVES: 'https://lore.kernel.org/all/' }, {}, 'is no origin'],
  [{ LOREVIEW_ARCHIVES: 'ftp://x' }, {}, 'is no origin'],
  [{ LOREVIEW_STALLED_WEEKS: '0' }, {}, 'is below 1'],
  [{ LOREVIEW_URL: 'https://x/reviews' }, {}, 'is no origin'],
  [{ LOREVIEW_HOSTS: 'http://devbox' }, {}, 'LOREVIEW_HOSTS'],
  [{ LOREVIEW_HOSTS: 'devbox:3000' }, {}, 'is no host name'],
  [{ LOREVIEW_GIT: 'next=' }, {}, 'LOREVIEW_GIT: "next=" names no path'],
  [{ LOREVIEW_GIT: '/a,/b' }, {}, 'LOREVIEW_GIT: two trees are named "mainline"'],
  [{ LOREVIEW_GIT_PAGES: 'mainline=git.example.org' }, {}, 'names no pages'],
  [{ LOREVIEW_GITHUB: 'maybe' }, {}, 'is neither on nor off'],
  [{ LOREVIEW_GITHUB_URL: 'github.com' }, {}, 'is no address of a GitHub'],
  [{ LOREVIEW_GITHUB_REPOS: 'linux' }, {}, 'is no repository'],
  [{ LOREVIEW_CONTACT: 'a\r\nX-Header: b' }, {}, 'LOREVIEW_CONTACT'],
])('%j %j is refused', (environment, given, message) => {
  expect(() => readConfig(environment, given)).toThrow(ConfigProblem);
  expect(() => readConfig(environment, given)).toThrow(message);
});

test('every wrong setting is named at once', () => {
  expect(() => readConfig({ PORT: 'x', HOST: '/' })).toThrow(/PORT.*\n.*HOST/);
});

test.each([
  [{}, 'linux', '/home/a', '/home/a/.local/share/loreview'],
  [{ XDG_DATA_HOME: '/d' }, 'linux', '/home/a', '/d/loreview'],
  [{ XDG_DATA_HOME: 'relative' }, 'linux', '/home/a', '/home/a/.local/share/loreview'],
  [{}, 'darwin', '/Users/a', '/Users/a/Library/Application Support/loreview'],
] as const)('data of %j on %s', (environment, platform, home, expected) => {
  expect(defaultDataDirectory(environment, platform, home)).toBe(expected);
});

test('help names every setting', () => {
  expect(settingsHelp().split('\n')).toHaveLength(17);
});

import { expect, test } from 'vitest';
import { githubAt, repositoriesIn } from './index';

test.each([
  ['https://github.com', { host: 'github.com', api: 'https://api.github.com' }],
  ['https://github.com/', { host: 'github.com', api: 'https://api.github.com' }],
  ['https://github.example.org', { host: 'github.example.org', api: 'https://github.example.org/api/v3' }],
  ['https://bell.ghe.com', { host: 'bell.ghe.com', api: 'https://api.bell.ghe.com' }],
  ['github.com=http://127.0.0.1:4120/', { host: 'github.com', api: 'http://127.0.0.1:4120' }],
  ['github.com=https://proxy.example.org/gh/', { host: 'github.com', api: 'https://proxy.example.org/gh' }],
  ['github.com', undefined],
  ['https://github.com/ann/bell', undefined],
  ['https://ann:secret@github.example.org', undefined],
  ['ftp://github.com', undefined],
])('GitHub at %s', (text, at) => {
  expect(githubAt(text)).toEqual(at);
});

test.each([
  ['torvalds/linux', [{ name: 'torvalds/linux', role: 'mainline' }]],
  [
    'torvalds/linux, stable=gregkh/linux',
    [
      { name: 'torvalds/linux', role: 'mainline' },
      { name: 'gregkh/linux', role: 'stable' },
    ],
  ],
  ['none', []],
  ['linux', { why: '"linux" is no repository. Write OWNER/NAME.' }],
  ['https://github.com/a/b', { why: '"https://github.com/a/b" is no repository. Write OWNER/NAME.' }],
  ['old=a/b', { why: '"old" is none of maintainer, next, mainline, stable.' }],
  ['a/b,a/b', { why: '"a/b" stands there twice.' }],
])('repositories in %s', (text, read) => {
  expect(repositoriesIn(text)).toEqual(read);
});

import { expect, test } from 'vitest';
import { linkText, safeAddress } from './text';

test.each([
  ['see https://lore.kernel.org/r/a@b.c/.', ['https://lore.kernel.org/r/a@b.c/']],
  ['(https://example.org/a_(b))', ['https://example.org/a_(b)']],
  ['<http://example.org>', ['http://example.org']],
  ['Link: https://example.org/a?b=c&d=e#f', ['https://example.org/a?b=c&d=e#f']],
  ['javascript:alert(1) data:text/html,x ftp://a.b', []],
  ['https://', []],
  ['no link', []],
])('%s', (line, links) => {
  const spans = linkText(line);
  expect(spans.map((span) => span.text).join('')).toBe(line);
  expect(spans.flatMap((span) => span.href ?? [])).toEqual(links);
});

test.each([
  ['https://example.org', true],
  ['mailto:a@b.c', true],
  ['mailto:', false],
  ['javascript:alert(1)', false],
  ['JAVASCRIPT:alert(1)', false],
  ['vbscript:x', false],
  ['//example.org', false],
])('safeAddress(%j) lets through: %s', (text, isSafe) => {
  expect(safeAddress(text) !== undefined).toBe(isSafe);
});

import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { Brief, briefly } from './brief';

test.each([
  ['Kevin Tian', 'Kevin Tian'],
  ['t'.repeat(160), 't'.repeat(160)],
  ['t'.repeat(161), `${'t'.repeat(160)}…`],
  [`${'t'.repeat(159)} and more`, `${'t'.repeat(159)}…`],
])('%.20s', (text, shown) => {
  expect(briefly(text)).toBe(shown);
});

test('the whole of what is cut is shown on hover', () => {
  expect(renderToStaticMarkup(<Brief text="Kevin Tian" />)).toBe('Kevin Tian');
  expect(renderToStaticMarkup(<Brief text="Kevin Tian" most={5} />)).toBe(
    '<span title="Kevin Tian">Kevin…</span>',
  );
  expect(renderToStaticMarkup(<Brief text={undefined} />)).toBe('');
});

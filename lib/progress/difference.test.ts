import { expect, test } from 'vitest';
import { readPatch } from '../patch/index';
import { differenceOf } from './difference';

const patchOf = (...lines: readonly string[]) =>
  readPatch(['diff --git a/bell.c b/bell.c', '--- a/bell.c', '+++ b/bell.c', ...lines, ''].join('\n'));

// The same change, as `git diff` tells it and as `git diff --patience` does.
const plain = patchOf(
  '@@ -1,6 +1,6 @@',
  ' {',
  '-	if (a)',
  '-		ring(a);',
  '+	if (b)',
  '+		ring(b);',
  ' ',
  ' 	stop();',
  ' }',
);
const patient = patchOf(
  '@@ -1,6 +1,6 @@',
  ' {',
  '-	if (a)',
  '+	if (b)',
  '+		ring(b);',
  '-		ring(a);',
  ' ',
  ' 	stop();',
  ' }',
);

test('two ways to tell one change are one', () => {
  expect(differenceOf(plain, patient)).toEqual({ kind: 'same-lines' });
  const wider = patchOf(
    '@@ -1,5 +1,5 @@',
    ' {',
    '-	if (a)',
    '-		ring(a);',
    '-',
    '+	if (b)',
    '+		ring(b);',
    '+',
    ' 	stop();',
  );
  expect(differenceOf(plain, wider)).toEqual({ kind: 'same-lines' });
});

test('what makes another text of it is told by its lines', () => {
  const other = patchOf(
    '@@ -1,6 +1,6 @@',
    ' {',
    '-	if (a)',
    '-		ring(a);',
    '+	if (b)',
    '+		ring(b, 2);',
    ' ',
    ' 	stop();',
    ' }',
  );
  expect(differenceOf(plain, other)).toEqual({
    kind: 'lines',
    patch: [{ path: 'bell.c', text: '+		ring(b);' }],
    commit: [{ path: 'bell.c', text: '+		ring(b, 2);' }],
    count: 2,
  });
});

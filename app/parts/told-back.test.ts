import fc from 'fast-check';
import { expect, test } from 'vitest';
import { problemIn, withProblem } from './told-back';

const wordsOf = (path: string) => Object.fromEntries(new URL(path, 'http://localhost').searchParams);

test('what we said is told, wherever it leads back to, and once', () => {
  const text = fc.string({ unit: 'binary', maxLength: 500 });
  fc.assert(
    fc.property(
      text,
      fc.constantFrom('/triage', '/triage?q=a#row-1', '/?problem=x&sign=y', '/settings#x'),
      (why, path) => {
        const back = withProblem(path, why);
        expect(problemIn(wordsOf(back))).toBe(why.toWellFormed());
        expect(new URL(back, 'http://localhost').hash).toBe(new URL(path, 'http://localhost').hash);
        expect(withProblem(back, why)).toBe(back);
      },
    ),
  );
});

test('what others wrote into an address is told nowhere', () => {
  const ours = wordsOf(withProblem('/settings', 'The name is empty.'));
  for (const words of [
    {},
    { problem: 'Your account is locked, write to evil@example.org' },
    { problem: 'The name is empty.', sign: '' },
    { ...ours, problem: 'The name is full.' },
    { ...ours, sign: `${ours['sign'] ?? ''}A` },
    { ...ours, problem: ['The name is empty.'] },
  ])
    expect(problemIn(words)).toBeUndefined();
});

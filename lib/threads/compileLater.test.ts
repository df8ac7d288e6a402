import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { compileAfter } from './compileLater';

test('this V8 knows the setting', () => {
  const [name, value] = compileAfter.split('=');
  const known = execFileSync(process.execPath, ['--v8-options'], { encoding: 'utf8' });
  expect(known).toContain(`\n  ${name} (`);
  expect(Number(value)).toBeGreaterThan(0);
});

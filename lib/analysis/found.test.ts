import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { hostileCases } from '../../bench/hostile';
import { readCase } from '../../fuzz/cases';
import { checkLaws } from '../../fuzz/laws';

const found = fileURLToPath(new URL('../../fixtures/found/', import.meta.url));
const names = readdirSync(found, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);

describe('what the fuzz run found keeps all laws now', () => {
  test.each(names)('%s', async (name) => {
    const raw = readCase(`${found}${name}`);
    expect(raw.length).toBeGreaterThan(0);
    await checkLaws(raw);
  });
});

/** Small enough for a test; `npm run bench -- --only growth` has them whole. */
const share = 1 / 4;

describe('mails made to be hard keep all laws', () => {
  test.each(hostileCases.map((one) => [one.title, one] as const))('%s', async (_title, { mails, size }) => {
    await checkLaws(mails(Math.round(size * share)).map((text) => Buffer.from(text)));
  });
});

import { createReadStream, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createGunzip } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { parseAnyAddresses, parsePlainAddresses } from './addresses';
import { readMimeBody, readPlainBody } from './body';
import { readHeaders } from './headers';
import { parseMail, splitMbox } from './index';

/** A folder of real mail, when there is one beside the project. */
const corpus =
  process.env['LOREVIEW_CORPUS'] ?? fileURLToPath(new URL('../../../shared/corpus', import.meta.url));

function filesUnder(folder: string, name: RegExp): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory()
      ? filesUnder(join(folder, entry.name), name)
      : name.test(entry.name)
        ? [join(folder, entry.name)]
        : [],
  );
}

async function* mailsOf(file: string): AsyncGenerator<Uint8Array> {
  const stream = createReadStream(file);
  for await (const { raw } of splitMbox(file.endsWith('.gz') ? stream.pipe(createGunzip()) : stream))
    yield raw;
}

describe.skipIf(!existsSync(corpus))('real mail (skipped where LOREVIEW_CORPUS is not there)', () => {
  test('odd mails are read, every one', async () => {
    const files = filesUnder(join(corpus, 'odd'), /\.eml$/);
    expect(files.length).toBeGreaterThan(100);
    for (const file of files) {
      const mail = await parseMail(readFileSync(file));
      const isEmpty = mail.problems.some((problem) => problem.what === 'there is nothing in it');
      expect(isEmpty || mail.text.length + mail.attachments.length > 0, file).toBe(true);
    }
  });

  test('the fast path reads what the library reads', async () => {
    let read = 0;
    for (const folder of ['series', 'list-month', 'iopf']) {
      for (const file of filesUnder(join(corpus, folder), /\.mbox(?:\.gz)?$/)) {
        for await (const raw of mailsOf(file)) {
          const fast = readPlainBody(raw, readHeaders(raw));
          if (!fast) continue;
          read += 1;
          // Newlines at the very end carry nothing: the library drops some of them.
          expect(fast.text.trimEnd(), file).toBe((await readMimeBody(raw)).text.trimEnd());
        }
      }
    }
    expect(read).toBeGreaterThan(5_000);
  });

  test('plain addresses are read as the library reads them', async () => {
    let read = 0;
    for (const folder of ['series', 'list-month', 'iopf']) {
      for (const file of filesUnder(join(corpus, folder), /\.mbox(?:\.gz)?$/)) {
        for await (const raw of mailsOf(file)) {
          const { encoded } = readHeaders(raw);
          for (const value of ['from', 'to', 'cc', 'reply-to'].flatMap((name) => encoded.get(name) ?? [])) {
            const fast = parsePlainAddresses(value);
            if (!fast) continue;
            read += 1;
            expect(fast, value).toEqual(parseAnyAddresses(value));
          }
        }
      }
    }
    expect(read).toBeGreaterThan(20_000);
  });
});

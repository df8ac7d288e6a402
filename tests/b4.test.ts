import { execFileSync, spawnSync } from 'node:child_process';
import {
  createReadStream,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { analyse } from '../lib/analysis/index';
import { parseMail, splitMbox, type Mail } from '../lib/mail/index';

// The tags Loreview collects beside those `b4 am` collects from the same mail, where b4 is installed.

const hasB4 = spawnSync('b4', ['--version'], { stdio: 'ignore' }).status === 0;
const fixtures = join(import.meta.dirname, '../fixtures/threads');
const corpus = process.env['LOREVIEW_CORPUS'] ?? join(import.meta.dirname, '../../shared/corpus');

const home = mkdtempSync(join(tmpdir(), 'loreview-b4-'));
afterAll(() => {
  rmSync(home, { recursive: true, force: true });
});
if (hasB4) {
  execFileSync('git', ['init', '--quiet', home]);
  // b4 ends without a word where git knows no name.
  execFileSync('git', ['-C', home, 'config', 'user.name', 'Nobody']);
  execFileSync('git', ['-C', home, 'config', 'user.email', 'nobody@example.org']);
}

async function mailsOf(file: string): Promise<readonly Mail[]> {
  const mails: Mail[] = [];
  for await (const { raw } of splitMbox(createReadStream(file))) mails.push(await parseMail(raw));
  return mails;
}

/**
 * "TITLE | key | address" of what b4 would add to the patches of a version, from the thread of its head. Undefined where
 * b4 0.12 itself gives up: it cannot write a subject that was folded.
 */
function collectedByB4(mbox: string, head: string, version: number): ReadonlySet<string> | undefined {
  const { stderr, status } = spawnSync(
    'b4',
    ['--offline-mode', 'am', '-C', '-t', '--no-cover', '-m', mbox, '-v', String(version), '-o', '-', head],
    {
      cwd: home,
      encoding: 'utf8',
      env: { ...process.env, HOME: home, XDG_CACHE_HOME: home },
      timeout: 60_000,
    },
  );
  if (stderr.includes('may not contain linefeed')) return undefined;
  if (status !== 0) throw new Error(`b4 ended with ${String(status)} on ${head}:\n${stderr}`);
  const found = new Set<string>();
  let title = '';
  for (const line of stderr.split('\n')) {
    const patch = /^ {2}(?:✓ )?(\[.*)$/.exec(line)?.[1];
    if (patch !== undefined) title = titleOf(patch);
    const [, key = '', value = ''] = /^ {4}(?:✓ )?\+ ([A-Za-z-]+-by): (.*)$/.exec(line) ?? [];
    if (key !== '') found.add(`${title} | ${key.toLowerCase()} | ${addressOf(value)}`);
  }
  return found;
}

function titleOf(subject: string): string {
  return subject
    .replace(/^(?:\[[^\]]*\]\s*)+/, '')
    .replace(/\s+/g, ' ')
    .trim();
}

function addressOf(value: string): string {
  return (/<([^<>]+)>/.exec(value)?.[1] ?? value).trim().toLowerCase();
}

interface Compared {
  readonly b4: ReadonlySet<string>;
  readonly ours: ReadonlySet<string>;
  /** What the patches carry already: b4 adds nothing twice. */
  readonly carried: ReadonlySet<string>;
}

/** Both, for each version that has a cover letter or a first patch. */
async function compare(mbox: string): Promise<readonly Compared[]> {
  const { recognition, statuses } = analyse(await mailsOf(mbox));
  return recognition.series.flatMap((series) =>
    series.versions.flatMap((version): Compared[] => {
      const slots = version.patches.flatMap((slot) => (slot.kind === 'held' ? [slot] : []));
      const head = version.cover?.kind === 'held' ? version.cover.mail : slots[0]?.mail;
      // b4 knows versions by number: of several with one number it takes the newest.
      const isOnly = series.versions.filter((one) => one.version === version.version).length === 1;
      if (head === undefined || !isOnly || version.partialOf !== undefined) return [];
      const idOf = new Map(
        series.versions.flatMap(({ patches }) =>
          patches.flatMap((slot) => (slot.kind === 'held' ? [[slot.mail, slot.patch.patchId] as const] : [])),
        ),
      );
      const b4 = collectedByB4(mbox, head, version.version);
      if (!b4) return [];
      const titles = new Map(slots.map((slot) => [slot.mail as string, titleOf(slot.title)]));
      const ours = new Set(
        (statuses.get(series.slug)?.tags ?? [])
          .filter((tag) => tag.holds !== 'mismatch')
          .flatMap((tag) =>
            [...tag.patches, ...sameDiff(slots, tag.patches, idOf)].flatMap((patch) => {
              const title = titles.get(patch);
              return title === undefined
                ? []
                : [`${title} | ${tag.key.toLowerCase()} | ${tag.person.address.toLowerCase()}`];
            }),
          ),
      );
      const carried = new Set(
        slots.flatMap((slot) =>
          slot.patch.trailers.map(
            ({ key, value }) => `${titleOf(slot.title)} | ${key.toLowerCase()} | ${addressOf(value)}`,
          ),
        ),
      );
      return [{ b4, ours, carried }];
    }),
  );
}

/** b4 carries a tag to the same diff in any other version; Loreview says of the tag that it holds there. */
function sameDiff<Id>(
  slots: readonly { readonly mail: Id; readonly patch: { readonly patchId: string | undefined } }[],
  tagged: readonly Id[],
  idOf: ReadonlyMap<Id, string | undefined>,
): readonly Id[] {
  const ids = new Set(tagged.flatMap((one) => idOf.get(one) ?? []));
  return slots.flatMap(({ mail, patch }) => (patch.patchId && ids.has(patch.patchId) ? [mail] : []));
}

function missing(all: readonly Compared[]): readonly string[] {
  return all.flatMap(({ b4, ours, carried }) => [...b4].filter((one) => !ours.has(one) && !carried.has(one)));
}

/** b4 0.12 does not come to an end within a minute over names and titles of thousands of letters. */
const endlessForB4 = 'long-words';

describe.skipIf(!hasB4)('what b4 collects is collected (needs b4)', () => {
  test.each(readdirSync(fixtures).filter((name) => name !== endlessForB4))(
    '%s',
    { timeout: 120_000 },
    async (name) => {
      expect(missing(await compare(join(fixtures, name, 'thread.mbox')))).toEqual([]);
    },
  );

  test('the sample has tags for both to find', { timeout: 60_000 }, async () => {
    const all = await compare(join(fixtures, 'sample', 'thread.mbox'));
    expect(all.flatMap(({ b4 }) => [...b4])).toEqual(
      expect.arrayContaining([
        'chime: Ring the bell from user space | reviewed-by | mei.tan@example.org',
        'Documentation: ABI: Describe the ring file of chimes | reviewed-by | ivo@example.net',
      ]),
    );
  });

  test.skipIf(!existsSync(corpus))('real mail (needs the corpus)', { timeout: 600_000 }, async () => {
    const files = mboxes(join(corpus, 'series')).filter((file) => statSync(file).size < largest);
    const all = (await Promise.all(files.slice(0, mostFiles).map((file) => compare(unpacked(file))))).flat();
    expect(all.reduce((sum, { b4 }) => sum + b4.size, 0)).toBeGreaterThan(0);
    expect(missing(all)).toEqual([]);
  });
});

/** Threads of some size and number are enough: b4 starts anew for each version. */
const largest = 60_000;
const mostFiles = 6;

function unpacked(file: string): string {
  const name = join(home, basename(file, '.gz'));
  writeFileSync(name, gunzipSync(readFileSync(file)));
  return name;
}

function mboxes(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.mbox.gz'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

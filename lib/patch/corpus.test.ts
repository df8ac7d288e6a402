import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { parseSubject, readPatch } from './index';

const corpus = process.env['LOREVIEW_CORPUS'] ?? join(import.meta.dirname, '../../../shared/corpus');
const hasCorpus = existsSync(join(corpus, 'iopf'));
const hasGit = spawnSync('git', ['--version']).status === 0;

/** The mboxes below a folder of the corpus, in order of their names. */
function mboxesIn(folder: string): readonly string[] {
  return readdirSync(join(corpus, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.mbox(?:\.gz)?$/.test(name))
    .toSorted()
    .map((name) => join(corpus, folder, name));
}

interface Posting {
  readonly id: string;
  readonly text: string;
}

/** The postings of an mbox whose text needs no decoding: enough for a comparison, without the mail room. */
function postingsOf(path: string): readonly Posting[] {
  const raw = readFileSync(path);
  const mails = (path.endsWith('.gz') ? gunzipSync(raw) : raw)
    .toString('utf8')
    .split(/^From mboxrd@z .*\n/m)
    .slice(1);
  return mails.flatMap((mail) => {
    const cut = mail.indexOf('\n\n');
    const header = mail.slice(0, cut).replace(/\n[ \t]+/g, ' ');
    const subject = parseSubject(/^Subject: (.*)$/im.exec(header)?.[1] ?? '');
    if (!subject.isPosting || subject.replyDepth > 0) return [];
    if (
      /^Content-Transfer-Encoding: *(?:base64|quoted)/im.test(header) ||
      /^Content-Type: *multipart/im.test(header)
    )
      return [];
    return [
      {
        id: /^Message-ID: *<(.*)>/im.exec(header)?.[1] ?? '',
        text: mail.slice(cut + 2).replace(/^>(>*From )/gm, '$1'),
      },
    ];
  });
}

test.skipIf(!hasCorpus || !hasGit)('real postings read as git reads them (needs the corpus and git)', () => {
  const series = mboxesIn('series');
  const files = [...mboxesIn('iopf'), ...series.filter((_, at) => at % 12 === 0)];
  const postings = files
    .flatMap((file) => postingsOf(file))
    .filter((posting) => readPatch(posting.text).files.length > 0);
  expect(postings.length).toBeGreaterThan(20);
  for (const { id, text } of postings) {
    const patch = readPatch(text);
    const git = spawnSync('git', ['patch-id', '--stable'], { input: text, encoding: 'utf8' });
    expect(patch.patchId, id).toBe(/^[0-9a-f]{40}/.exec(git.stdout)?.[0]);
    const applied = spawnSync('git', ['apply', '--numstat', '-'], { input: text, encoding: 'utf8' });
    // git refuses damaged patches; those are read all the same.
    if (applied.status !== 0) continue;
    const counts = patch.files.map((file) => {
      const signs = file.hunks.flatMap((hunk) => hunk.lines.map((line) => line.sign));
      const count = (sign: string): string => String(signs.filter((each) => each === sign).length);
      return file.change === 'binary' ? '-\t-' : `${count('+')}\t${count('-')}`;
    });
    expect(counts, id).toEqual(
      applied.stdout
        .trimEnd()
        .split('\n')
        .map((line) => line.split('\t', 2).join('\t')),
    );
  }
});

test.skipIf(!hasCorpus)('the iopf patches are whole (needs the corpus)', () => {
  const postings = mboxesIn('iopf').flatMap((file) => postingsOf(file));
  const patches = postings.map((posting) => ({ id: posting.id, patch: readPatch(posting.text) }));
  for (const { id, patch } of patches) {
    expect(
      patch.files.flatMap((file) => file.hunks).filter((hunk) => hunk.isCut),
      id,
    ).toEqual([]);
  }
  const cover = patches.find(({ id }) => id === '20241015-jag-iopfv8-v4-0-b696ca89ba29@kernel.org')?.patch;
  expect(cover).toMatchObject({ changeId: '20240904-jag-iopfv8-1577fd20422d', files: [] });
  expect(cover?.links).toContain('20240826-iopf-for-all-v1-0-59174e6a7528@samsung.com');
});

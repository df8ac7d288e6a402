import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openArchive, parseLink, type Archive, type ArchiveLink } from '../lib/inbox/index';
import { parseMail } from '../lib/mail/index';
import { pullSeries } from '../lib/pull/index';
import { hasPublicInbox, startPublicInbox, type PublicInbox } from './publicInbox';

const fixture = (name: string) =>
  fileURLToPath(new URL(`../fixtures/threads/${name}/thread.mbox`, import.meta.url));
const corpus =
  process.env['LOREVIEW_CORPUS'] ?? fileURLToPath(new URL('../../shared/corpus', import.meta.url));

function readerOf(origin: string): Archive {
  return openArchive({ origins: [origin], version: 'test', contact: undefined, spacing: 0 });
}

function linkTo(id: string, origin: string): ArchiveLink {
  const link = parseLink(id, [origin]);
  if (link.kind === 'problem') throw new Error(link.why);
  return link;
}

async function pulled(archive: Archive, link: ArchiveLink) {
  const found = await pullSeries(archive, link);
  const ids = await Promise.all(found.mails.map(async ({ raw }) => (await parseMail(raw)).id));
  return { ...found, ids: ids.sort() };
}

/** A third version under another title, with one patch of the series, changed: neither a title nor a diff finds it. */
function retitled(): string {
  const file = join(mkdtempSync(join(tmpdir(), 'loreview-retitled-')), 'v3.mbox');
  const thread = readFileSync(fixture('absent-versions'), 'utf8');
  const [, patch = ''] =
    /(^From mboxrd(?:(?!^From mboxrd)[^])*?Message-ID: <av4\.2@(?:(?!^From mboxrd)[^])*)/m.exec(thread) ?? [];
  const alone = patch
    .replace('[PATCH v4 2/3] valve: bound the level', '[PATCH v3] valve: level within bounds')
    .replace('av4.2@', 'av3@')
    .replace(/^(?:In-Reply-To|References): .*\n/gm, '')
    .replace('10 Feb 2024', '30 Jan 2024')
    .replace('valve_count(4)', 'valve_count(3)')
    .replace('\n---\n', '\n---\nv2: https://lore.kernel.org/linux-widget/av2.0@example.com/\n\n');
  if (!alone.includes('v3] valve') || !alone.includes('valve_count(3)'))
    throw new Error('the fixture was changed');
  writeFileSync(file, alone);
  return file;
}

describe.skipIf(!hasPublicInbox)(
  'pulling from a real public-inbox (skipped where public-inbox is not installed)',
  () => {
    let inbox: PublicInbox;
    let second: PublicInbox;
    let third: PublicInbox;
    // Fixtures whose patches are the same would rightly be joined: they are served apart.
    beforeAll(async () => {
      inbox = await startPublicInbox({
        chimes: [fixture('sample')],
        gates: [fixture('rfc-to-v2-renamed-cover')],
      });
      second = await startPublicInbox({ gates: ['unthreaded', 'no-patch'].map(fixture) });
      third = await startPublicInbox({ gates: [fixture('absent-versions'), retitled()] });
    });
    afterAll(async () => {
      await inbox?.stop();
      await second?.stop();
      await third?.stop();
    });

    test.each([
      ['20240603-chime-rfc-0@example.com'],
      ['20240627-chime-v2-0@example.com'],
      ['47f3.ivo@example.net'],
      ['20240613-chime-v1-2@example.com'],
    ])('from %s all versions of the sample are found', async (id) => {
      const found = await pulled(readerOf(inbox.origin), linkTo(id, inbox.origin));
      expect(found.versions).toEqual(['RFC', 'v1', 'v2']);
      expect(found.mails).toHaveLength(33);
      expect(found.requests).toBeLessThanOrEqual(4);
      expect([found.absent, found.notFound]).toEqual([[], []]);
    });

    test('a renamed series whose RFC another person sent, from its last version', async () => {
      const found = await pulled(readerOf(inbox.origin), linkTo('g2.0@example.com', inbox.origin));
      expect(found.versions).toEqual(['RFC', 'v1', 'v2']);
    });

    test('a list in the link', async () => {
      const found = await pulled(
        readerOf(second.origin),
        linkTo(`${second.origin}/gates/u.1@example.com/T/#u`, second.origin),
      );
      expect(found.versions).toEqual(['v3']);
      expect(found.ids).toEqual(['u.0@example.com', 'u.1@example.com', 'u.2@example.com', 'u.r@example.org']);
    });

    test('a thread without a patch is read, and said to be none', async () => {
      const found = await pulled(readerOf(second.origin), linkTo('np.1@example.com', second.origin));
      expect(found).toMatchObject({ isWithoutPatch: true, versions: [] });
      expect(found.mails).toHaveLength(2);
    });

    test('a missing number is looked for by sender and file; what is not found is told with the reason', async () => {
      const steps: string[] = [];
      const found = await pullSeries(
        readerOf(third.origin),
        linkTo('av4.2@example.com', third.origin),
        (progress) => {
          steps.push(progress.step);
        },
      );
      expect(found.versions).toEqual(['v2', 'v3', 'v4']);
      expect(steps[1]).toBe('searching for other versions, v1, v2, v3 among them');
      expect(found.absent.map(({ what, evidence }) => [what, ...evidence.map(({ why }) => why)])).toEqual([
        [
          'v1',
          'the cover letter of v2 (and 1 more) links av1.0@example.com as v1; that mail is not here',
          'v2 is the lowest number here',
        ],
      ]);
      expect(found.notFound).toEqual(['av1.0@example.com']);
      expect(found.requests).toBeLessThanOrEqual(4);
    });

    test('an unknown Message-ID is not found', async () => {
      await expect(
        pullSeries(readerOf(inbox.origin), linkTo('nobody@example.com', inbox.origin)),
      ).rejects.toMatchObject({
        kind: 'not-found',
      });
    });
  },
);

describe.skipIf(!hasPublicInbox || !existsSync(`${corpus}/iopf`))(
  'pulling iopf (skipped without the corpus or public-inbox)',
  () => {
    let inbox: PublicInbox;
    beforeAll(async () => {
      const mboxes = ['iopf-rfc', 'iopf-v1-to-v4', 'iopf-landing'].map(
        (name) => `${corpus}/iopf/${name}.mbox`,
      );
      inbox = await startPublicInbox({ iommu: mboxes });
    });
    afterAll(async () => inbox?.stop());

    test.each([
      ['the RFC', '20240826-iopf-for-all-v1-0-59174e6a7528@samsung.com'],
      ['a reply to the RFC', '20240826135955.GI3468552@ziepe.ca'],
      ['a reply to v2', 'BN9PR11MB527611131A808B78C8E0E8388C662@BN9PR11MB5276.namprd11.prod.outlook.com'],
      ['a patch of v4', '20241015-jag-iopfv8-v4-3-b696ca89ba29@kernel.org'],
    ])(
      'from %s: every version, and the five patches as they landed, with their cover letter, in 3 requests',
      async (_, id) => {
        const found = await pulled(readerOf(inbox.origin), linkTo(id, inbox.origin));
        expect(found.versions).toEqual(['RFC PREVIEW', 'v1', 'v2', 'v3', 'v4']);
        expect(found.mails).toHaveLength(98 + 5 + 1);
        expect(found.requests).toBe(3);
        expect([found.absent, found.notFound]).toEqual([[], []]);
      },
    );
  },
);

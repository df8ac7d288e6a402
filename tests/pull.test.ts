import { existsSync } from 'node:fs';
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

describe.skipIf(!hasPublicInbox)(
  'pulling from a real public-inbox (skipped where public-inbox is not installed)',
  () => {
    let inbox: PublicInbox;
    let second: PublicInbox;
    // Fixtures whose patches are the same would rightly be joined: they are served apart.
    beforeAll(async () => {
      inbox = await startPublicInbox({
        chimes: [fixture('sample')],
        gates: [fixture('rfc-to-v2-renamed-cover')],
      });
      second = await startPublicInbox({ gates: ['unthreaded', 'no-patch'].map(fixture) });
    });
    afterAll(async () => {
      await inbox?.stop();
      await second?.stop();
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
      expect(found.requests).toBeLessThanOrEqual(6);
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
      ['20240826-iopf-for-all-v1-0-59174e6a7528@samsung.com'],
      ['20241015-jag-iopfv8-v4-0-b696ca89ba29@kernel.org'],
    ])('from %s', async (id) => {
      const found = await pulled(readerOf(inbox.origin), linkTo(id, inbox.origin));
      expect(found.versions).toEqual(['RFC PREVIEW', 'v1', 'v2', 'v3', 'v4']);
      expect(found.mails).toHaveLength(98);
    });
  },
);

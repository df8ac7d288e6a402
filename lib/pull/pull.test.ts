import { createReadStream } from 'node:fs';
import { expect, test } from 'vitest';
import type { Archive, ArchivedMail, ArchiveLink } from '../inbox/index';
import { parseMail, parseMessageId, splitMbox, type MessageId } from '../mail/index';
import { pullSeries } from './pull';

const source = 'https://archive.invalid/all/a@x/t.mbox.gz';

function linkTo(id: string): ArchiveLink {
  return { kind: 'link', messageId: parseMessageId(id) as MessageId, list: undefined };
}

/** An archive that has one thread, and gives it to every search, too. */
function archiveOf(...raws: readonly string[]): Archive {
  const mails = raws.map((raw, index): ArchivedMail => ({
    raw: Buffer.from(raw),
    source,
    offset: index * 100,
    isCut: false,
  }));
  return {
    thread: () => Promise.resolve(mails),
    search: () => Promise.resolve(mails.map((mail) => ({ ...mail, offset: mail.offset + 5000 }))),
    requests: 0,
    close: () => Promise.resolve(),
  };
}

const patch = (id: string, more = '') => `Message-ID: <${id}>
${more}From: Ann <ann@example.com>
Date: Mon, 1 Jan 2024 10:00:00 +0000
Subject: [PATCH] bell: ring it

Ring.

Signed-off-by: Ann <ann@example.com>
---
 bell.c | 2 +-

diff --git a/bell.c b/bell.c
index 1111111..2222222 100644
--- a/bell.c
+++ b/bell.c
@@ -1 +1 @@
-silent
+loud
`;
const reply = (to: string) => `Message-ID: <r@x>
In-Reply-To: <${to}>
From: Bob <bob@example.com>
Date: Mon, 1 Jan 2024 11:00:00 +0000
Subject: Re: [PATCH] bell: ring it

> +loud
Too loud.
`;

test('what is no mail among the mails is told once with its place, and the others are there', async () => {
  const found = await pullSeries(archiveOf(patch('a@x'), '\n\njust text\n', reply('a@x')), linkTo('a@x'));
  expect(found).toMatchObject({ versions: ['v1'], isWithoutPatch: false });
  expect(found.mails.map(({ offset }) => offset)).toEqual([0, 200]);
  expect(found.unreadable).toEqual([
    { kind: 'problem', place: `${source} (byte 100)`, why: 'there is no header in it: this is no mail' },
  ]);
});

test('a mail that was cut for its size is told by its Message-ID', async () => {
  const archive = archiveOf(patch('a@x'), reply('a@x'));
  const all = await archive.thread('' as MessageId);
  const thread = all.map((mail, index) => ({ ...mail, isCut: index === 1 }));
  const found = await pullSeries(
    { ...archive, thread: () => Promise.resolve(thread), search: () => Promise.resolve([]) },
    linkTo('a@x'),
  );
  expect(found.mails).toHaveLength(1);
  expect(found.unreadable.map(({ why }) => why)).toEqual([
    expect.stringMatching(/<r@x> is larger than 50 MB/),
  ]);
});

test.each([
  ['a@x', true, false],
  ['second@z', true, false],
  ['r@x', true, false],
  ['other@x', false, true],
])('%s asked for: in the answer %s, without a patch %s', async (id, isAskedHere, isWithoutPatch) => {
  const found = await pullSeries(
    archiveOf(patch('a@x', 'Message-ID: <second@z>\n'), reply('a@x')),
    linkTo(id),
  );
  expect(found).toMatchObject({ isAskedHere, isWithoutPatch });
  expect(found.mails).toHaveLength(2);
});

test('of the set in which somebody posted patches again, these are kept and the cover letter that says why', async () => {
  const all: ArchivedMail[] = [];
  const thread = new URL('../../fixtures/threads/maintainers-repost/thread.mbox', import.meta.url);
  for await (const mail of splitMbox(createReadStream(thread))) all.push({ ...mail, source });
  const ids = await Promise.all(all.map(async ({ raw }) => (await parseMail(raw)).id));
  const archive = {
    ...archiveOf(),
    thread: () => Promise.resolve(all.filter((_, at) => !ids[at]?.startsWith('mr2.'))),
    search: () => Promise.resolve(all),
  };
  const { mails } = await pullSeries(archive, linkTo('mr1.0@example.com'));
  const kept = await Promise.all(mails.map(async ({ raw }) => (await parseMail(raw)).id));
  expect(kept.filter((id) => id.startsWith('mr2.')).sort()).toEqual(
    ['mr2.0', 'mr2.2', 'mr2.3'].map((id) => `${id}@example.org`),
  );
});

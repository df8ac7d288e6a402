import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { composeReplies, emlText, replyFileName, sendCommand, type Reply } from '../lib/compose/index';
import { parseMail, type MessageId } from '../lib/mail/index';

/** False where git has no send-email that runs (Debian: packages git-email and libmailtools-perl). */
const hasSendEmail =
  spawnSync('sh', ['-c', 'test -x "$(git --exec-path)/git-send-email" && perl -MMail::Address -e 1'])
    .status === 0;

const reader = { name: 'Carol "C." Çhecker, PhD', address: 'carol@example.com' };

async function replyTo(text: string, line: number, said: string): Promise<Reply> {
  const mail = await parseMail(
    Buffer.from(`From: =?UTF-8?Q?J=C3=B6rg?= Author <joerg@example.org>
To: "List, The" <list@example.org>
Cc: o'neil@example.org, Carol <Carol@example.com>
Subject: [PATCH] cache: =?UTF-8?Q?fr=C3=BCher?=
Date: Fri, 1 Mar 2024 12:00:00 +0100
Message-ID: <patch'1$x@example.org>
References: <cover@example.org>
Content-Type: text/plain; charset=UTF-8

${text}`),
  );
  const draft = { answers: mail.id, at: { start: line, end: line + 1 }, text: said, tags: ['Acked-by'] };
  const stamp = { now: new Date(Date.UTC(2024, 2, 2)), idFor: () => 'r1@example.com' as MessageId };
  const [reply] = composeReplies([draft], [mail], reader, stamp).replies;
  if (!reply) throw new Error('No reply was made.');
  return reply;
}

describe.skipIf(!hasSendEmail)('git send-email (skipped where git-email is not installed)', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "loreview it's "));
    execFileSync('git', ['init', '-q', folder]);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test.each([
    ['plain text', 'Signed-off-by: Eve <eve@example.net>\nx = 1;\n', 2, 'Why?'],
    [
      'UTF-8',
      'x = "ü";\n',
      1,
      'Früher — oder später? 列表\n\nFrom here on: Cc: eve@example.net\nCc: eve@example.net',
    ],
    ['a line that is too long for mail', `${'x'.repeat(2_000)}\n`, 1, 'Why =3D?  \nx'],
  ])('accepts a reply with %s, and sends it to those it names', async (_name, text, line, said) => {
    const reply = await replyTo(text, line, said);
    const file = replyFileName(reply, 1);
    await writeFile(join(folder, file), emlText(reply));
    const command = sendCommand(reply, file).replace('send-email', 'send-email --dry-run --confirm=never');
    const answer = execFileSync('sh', ['-c', command], {
      cwd: folder,
      encoding: 'utf8',
      env: {
        ...process.env,
        HOME: folder,
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_AUTHOR_NAME: 'Carol',
        GIT_AUTHOR_EMAIL: reader.address,
        GIT_COMMITTER_NAME: 'Carol',
        GIT_COMMITTER_EMAIL: reader.address,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    expect(answer).toContain('\nResult: OK');
    const recipients = [...answer.matchAll(/^RCPT TO:<(.*)>$/gm)].map(([, address]) => address);
    expect(recipients).toEqual(['joerg@example.org', 'list@example.org', "o'neil@example.org"]);
    // A dry run shows the headers of what it would send.
    const mail = await parseMail(Buffer.from(answer.slice(answer.search(/^From: /m))));
    expect(mail.parents).toEqual(["patch'1$x@example.org", 'cover@example.org']);
    expect(mail.subject).toBe('Re: [PATCH] cache: früher');
    expect(mail.id).toBe('r1@example.com');
    expect(answer).not.toContain('eve@');
  });
});

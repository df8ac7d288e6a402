import { execFileSync, spawn } from 'node:child_process';
import { createReadStream, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createGunzip } from 'node:zlib';
import { parseMail, splitMbox, UnreadableMail, type Mail } from '../lib/mail/index';

/** A file of real mail: one series, a month of a list, or a whole list. */
export interface MailFile {
  readonly name: string;
  readonly path: string;
}

/** The mboxes and bundles below a folder, by name; none when the folder is not there. */
export function mailFiles(folder: string): readonly MailFile[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(?:mbox|mbox\.gz|bundle)$/.test(entry.name))
    .map((entry) => ({
      name: basename(entry.name).replace(/\.(?:mbox|mbox\.gz|bundle)$/, ''),
      path: join(entry.parentPath, entry.name),
    }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The mails of a file; what is no mail is left out. */
export async function readMails({ path }: MailFile): Promise<readonly Mail[]> {
  const mails: Mail[] = [];
  for await (const raw of path.endsWith('.bundle') ? rawOfBundle(path) : rawOfMbox(path)) {
    try {
      mails.push(await parseMail(raw));
    } catch (error) {
      if (!(error instanceof UnreadableMail)) throw error;
    }
  }
  return mails;
}

async function* rawOfMbox(path: string): AsyncGenerator<Uint8Array> {
  const stream = createReadStream(path);
  for await (const { raw } of splitMbox(path.endsWith('.gz') ? stream.pipe(createGunzip()) : stream))
    yield raw;
}

/** A git bundle of a list as public-inbox keeps it: one commit a mail, the mail in the file "m". */
async function* rawOfBundle(path: string): AsyncGenerator<Uint8Array> {
  const folder = mkdtempSync(join(tmpdir(), 'loreview-epoch-'));
  try {
    execFileSync('git', ['clone', '-q', '--bare', path, folder]);
    const git = ['--git-dir', folder];
    const commits = execFileSync('git', [...git, 'rev-list', '--reverse', 'HEAD'], {
      encoding: 'utf8',
      maxBuffer: 1024 ** 3,
    });
    const reader = spawn('git', [...git, 'cat-file', '--batch', '--buffer'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    reader.stdin.end(commits.replace(/\n/g, ':m\n'));
    yield* blobsOf(reader.stdout);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What `git cat-file --batch` prints: "HASH blob SIZE", the bytes, a newline; or "NAME missing". */
async function* blobsOf(stream: AsyncIterable<Buffer>): AsyncGenerator<Uint8Array> {
  let held: Buffer = Buffer.alloc(0);
  for await (const chunk of stream) {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    for (;;) {
      const newline = held.indexOf(10);
      if (newline < 0) break;
      const size = Number(/ blob (\d+)$/.exec(held.subarray(0, newline).toString('latin1'))?.[1] ?? -1);
      if (size < 0) {
        held = held.subarray(newline + 1);
        continue;
      }
      if (held.length < newline + 1 + size + 1) break;
      yield Uint8Array.from(held.subarray(newline + 1, newline + 1 + size));
      held = held.subarray(newline + 1 + size + 1);
    }
  }
}

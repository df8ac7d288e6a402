import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { splitMbox } from '../mail/index';
import { boundedGunzip, GzipProblem, isGzip } from './gunzip';
import { largestMail, whyTooLarge } from './largestMail';
import { peek, shapeOf } from './shape';

/** A mail read from a file. `place` names the file and, in an mbox, the byte it starts at. */
export interface FileMail {
  readonly kind: 'mail';
  readonly raw: Uint8Array;
  readonly place: string;
}

/** A file, the rest of one, or a mail in it or in an answer, that could not be read as mail, with the reason and what to do. */
export interface FileProblem {
  readonly kind: 'problem';
  readonly place: string;
  readonly why: string;
  /** It is a path that leads to no mail: nothing is lost. */
  readonly isPath?: true;
}

export interface MailFileOptions {
  /** What `-` reads; the caller's standard input. */
  readonly stdin?: Readable;
  /** Told the bytes read so far of all files, before inflating. */
  readonly onBytes?: (bytes: number) => void;
}

/** A list's whole archive inflated is a few GB; a gzip that grows past this is not mail. */
const largestInflated = 64 * 1024 ** 3;
/** Names that mail has in a folder. Others are left alone there; a file named by itself is always read. */
const mailNames = /\.(?:mbox|mbx|mboxrd|eml|msg|patch)(?:\.gz)?$|^(?:mbox|all)$|\.gz$/i;

/**
 * Reads mails out of files: mboxrd and mboxo, single mails, all of these gzipped; folders of such files, at any
 * depth; maildirs (`cur`, `new`); `-` is standard input. Files are read in the order given, a folder's by name.
 * One file at a time is open, and only one mail is in memory.
 *
 * What cannot be read comes as a problem in its place and reading goes on with the next file. The last mail of
 * a truncated gzip is not given out: it may be cut short itself.
 */
export async function* readMailFiles(
  paths: readonly string[],
  options: MailFileOptions = {},
): AsyncGenerator<FileMail | FileProblem> {
  const tally = { bytes: 0 };
  for (const path of paths) {
    if (path === '-') {
      yield* readStream(options.stdin ?? Readable.from([]), 'standard input', options, tally);
      continue;
    }
    for await (const file of filesUnder(path)) {
      if (typeof file === 'string') yield* readStream(createReadStream(file), file, options, tally);
      else yield file;
    }
  }
}

/** Bytes of all files under the given paths, for a progress bar; undefined when standard input is among them. */
export async function mailFilesSize(paths: readonly string[]): Promise<number | undefined> {
  if (paths.includes('-')) return undefined;
  let total = 0;
  for (const path of paths) {
    for await (const file of filesUnder(path)) if (typeof file === 'string') total += (await stat(file)).size;
  }
  return total;
}

async function* filesUnder(path: string): AsyncGenerator<string | FileProblem> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => error);
  if (found instanceof Error) {
    const why =
      found.code === 'ENOENT'
        ? 'there is no such file'
        : `it cannot be opened (${found.code ?? found.message})`;
    yield { kind: 'problem', place: path, why, isPath: true };
  } else if (found.isDirectory()) {
    const count = { files: 0 };
    for await (const file of filesOfFolder(path)) {
      count.files += 1;
      yield file;
    }
    if (count.files === 0)
      yield {
        kind: 'problem',
        place: path,
        why: 'this folder holds no mail files (.mbox, .eml, .gz, or a maildir)',
        isPath: true,
      };
  } else {
    yield path;
  }
}

async function* filesOfFolder(folder: string): AsyncGenerator<string> {
  const entries = (await readdir(folder, { withFileTypes: true })).sort((a, b) => (a.name < b.name ? -1 : 1));
  const names = new Set(entries.map((entry) => entry.name));
  const isMaildir = names.has('cur') && names.has('new');
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (isMaildir && entry.name === 'tmp') continue;
      if (isMaildir && (entry.name === 'cur' || entry.name === 'new')) yield* plainFiles(path);
      else if (!entry.name.startsWith('.') || isMaildir) yield* filesOfFolder(path);
    } else if (entry.isFile() && mailNames.test(entry.name)) {
      yield path;
    }
  }
}

/** Every mail of a maildir's folder has a file of its own, named by no rule. */
async function* plainFiles(folder: string): AsyncGenerator<string> {
  const entries = await readdir(folder, { withFileTypes: true });
  for (const name of entries
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name)
    .sort())
    yield join(folder, name);
}

async function* readStream(
  source: Readable,
  name: string,
  options: MailFileOptions,
  tally: { bytes: number },
): AsyncGenerator<FileMail | FileProblem> {
  let own = 0;
  const counted = Readable.from(
    (async function* () {
      for await (const chunk of source as AsyncIterable<Buffer>) {
        own += chunk.length;
        tally.bytes += chunk.length;
        options.onBytes?.(tally.bytes);
        yield chunk;
      }
    })(),
  );
  let given = 0;
  try {
    for await (const found of readMails(counted, name, () => own)) {
      if (found.kind === 'mail') given += 1;
      yield found;
    }
  } catch (error) {
    yield {
      kind: 'problem',
      place: name,
      why: `${reason(error)}${given > 0 ? `; the ${given} mails before that were read, what follows was not` : ''}`,
    };
  } finally {
    source.destroy();
  }
}

function reason(error: unknown): string {
  if (error instanceof GzipProblem) {
    return error.kind === 'cut-short'
      ? 'the gzip file is cut short: fetch or copy it again'
      : `${error.message}`;
  }
  const { code, message } = error as NodeJS.ErrnoException;
  return code === undefined ? message : `it cannot be read (${code})`;
}

async function* readMails(
  source: Readable,
  name: string,
  bytesRead: () => number,
): AsyncGenerator<FileMail | FileProblem> {
  const bytes = await peek(source);
  if (bytes.head.length === 0) {
    yield { kind: 'problem', place: name, why: 'it is empty' };
    return;
  }
  const plain = isGzip(bytes.head)
    ? await peek(
        Readable.from(
          boundedGunzip(Readable.from(bytes.all()), { limit: largestInflated, ratioOf: bytesRead }),
        ),
      )
    : bytes;
  if (plain.head.length === 0) {
    yield { kind: 'problem', place: name, why: 'it is empty' };
    return;
  }
  const shape = shapeOf(plain.head);
  if (shape === 'mbox') {
    for await (const entry of splitMbox(plain.all(), { largestMail })) {
      const place = `${name} (byte ${entry.offset})`;
      if (entry.isCut) yield { kind: 'problem', place, why: whyTooLarge(entry.raw) };
      else yield { kind: 'mail', raw: entry.raw, place };
    }
  } else if (shape === 'mail') {
    yield await readOneMail(plain.all(), name);
  } else {
    yield { kind: 'problem', place: name, why: noMail[shape] };
  }
}

const noMail = {
  page: "it is a web page, not mail: an archive's answer to a browser? Fetch the thread's t.mbox.gz, or use loreview pull",
  other: 'it is neither an mbox nor a mail: it does not begin with the headers of one',
};

async function readOneMail(chunks: AsyncIterable<Buffer>, place: string): Promise<FileMail | FileProblem> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > largestMail) return { kind: 'problem', place, why: whyTooLarge(parts[0] ?? chunk) };
    parts.push(chunk);
  }
  return { kind: 'mail', raw: Buffer.concat(parts), place };
}

import { createHash } from 'node:crypto';
import type { Mail } from '../mail/index';
import { normaliseTitle } from '../patch/index';
import { UNTHREADED_GAP } from './batch';
import { supersededIn } from './mentions';
import { nearTitles } from './nearTitle';
import { nameKey, senderOf } from './people';
import { readMail, type ReadMail } from './posting';

/** Bytes; longer ones (titles, change-ids) are told by a digest, for an index holds no text of any length. */
const longestKey = 1_300;

/** Longest slug made from a title, in characters; the rest is cut at a word. */
const SLUG_LENGTH = 60;

/**
 * The keys by which a mail can come to be in one series with another: mails that share no key, not even through a
 * chain of other mails, are never joined but by a correction. So the mails of one series are found by following keys, and
 * deriving each such group by itself gives what deriving all of them together gives.
 *
 * - `id:` its own ids and those of everything it answers; in postings also of archive links and "Supersedes:";
 * - `change:` the change-id of a posting;
 * - `title:` the folded title of a posting, of a reply to one, and of "(was: ...)"; also as cut for a slug, so that
 *   two series whose slugs would be equal are named apart together;
 * - `patch:` the patch-id of a posting;
 * - `near:` for cover letters and lone patches, the sender and the title with one word left out, as a digest;
 * - `sent:` sender, version, total and hour of numbered postings, two hours each, so that neighbours share one.
 */
export function seriesKeys(mail: Mail): readonly string[] {
  return keysOf(readMail(mail));
}

/** `seriesKeys` of a mail that is read already. */
export function keysOf({ mail, subject, titleKey, patch }: ReadMail): readonly string[] {
  const keys = new Set<string>([mail.id, ...mail.otherIds, ...mail.parents].map((id) => `id:${id}`));
  if (patch || (subject.replyDepth > 0 && subject.isPosting)) addTitle(keys, titleKey);
  if (!patch) return bounded(keys);
  for (const link of patch.links) keys.add(`id:${link}`);
  const superseded = supersededIn(mail, patch);
  if (superseded !== undefined) keys.add(`id:${superseded}`);
  if (subject.formerTitle !== undefined) addTitle(keys, normaliseTitle(subject.formerTitle));
  if (patch.changeId !== undefined) keys.add(`change:${patch.changeId}`);
  if (patch.patchId !== undefined) keys.add(`patch:${patch.patchId}`);
  const sender = senderOf(mail, patch.inBodyFrom);
  if (!subject.number || subject.total === 1) {
    const names = [sender.address, nameKey(sender.name)].filter((name) => name !== '');
    for (const near of nearTitles(subject.title))
      for (const name of names) keys.add(`near:${digest(`${name}|${near}`)}`);
  }
  if (subject.total !== undefined && mail.date) {
    const hour = Math.floor(mail.date.getTime() / UNTHREADED_GAP);
    const stem = `sent:${sender.address || sender.name}|${subject.versionText ?? subject.version}|${subject.total}`;
    keys.add(`${stem}|${hour}`).add(`${stem}|${hour + 1}`);
  }
  return bounded(keys);
}

function bounded(keys: ReadonlySet<string>): readonly string[] {
  return [...keys].map((key) =>
    key.length * 3 > longestKey && Buffer.byteLength(key) > longestKey
      ? `${key.slice(0, key.indexOf(':'))}:#${digest(key)}`
      : key,
  );
}

/** 64 bits of SHA-256: two different texts with one digest only make a group larger than need be. */
function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

function addTitle(keys: Set<string>, titleKey: string): void {
  if (titleKey === '') return;
  keys.add(`title:${titleKey}`).add(`title:${slugOf(titleKey)}`);
}

/** A title for a URL: lower case letters, digits and single '-', at most `SLUG_LENGTH` characters, never empty. */
export function slugOf(title: string): string {
  const words = normaliseTitle(title)
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  if (words.length <= SLUG_LENGTH) return words || 'series';
  const cut = words.slice(0, SLUG_LENGTH + 1);
  const end = cut.lastIndexOf('-');
  return cut.slice(0, end > SLUG_LENGTH / 2 ? end : SLUG_LENGTH);
}

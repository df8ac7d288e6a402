import type { Mail, Mailbox, MessageId } from '../mail/index';
import { normaliseTitle, parseSubject, readPatch, type Patch, type Subject } from '../patch/index';
import { parseMailbox, senderOf, type Sender } from './people';
import type { Threads } from './thread';

/** A mail with its subject read, and its text too when it may be a posting. */
export interface ReadMail {
  readonly mail: Mail;
  readonly subject: Subject;
  /** Folded title (`normaliseTitle`). */
  readonly titleKey: string;
  /** Present when the mail claims to be a posting: a tag or number in brackets and no reply prefix. */
  readonly patch: Patch | undefined;
}

/** A posted mail: a cover letter or a patch. */
export interface Posting {
  readonly mail: Mail;
  readonly subject: Subject;
  readonly titleKey: string;
  readonly patch: Patch;
  readonly kind: 'cover' | 'patch';
  /** n of n/m; 0 for a cover letter, also when its subject carries no number; 1 for a patch posted alone. */
  readonly number: number;
  /** m of n/m; 1 for a patch posted alone. */
  readonly total: number;
  /** True when the subject holds n/m, or the mail was recognised as the cover of mails that do. */
  readonly isNumbered: boolean;
  readonly sender: Sender;
  /** Who wrote the patch: the in-body From, else the sender. */
  readonly author: Mailbox;
}

/** Asked for the keys of a mail and again for its series: it is read once. */
const reads = new WeakMap<Mail, ReadMail>();

/** Reads the subject of a mail and, when it claims to be a posting, its text. */
export function readMail(mail: Mail): ReadMail {
  const known = reads.get(mail);
  if (known) return known;
  const read = readAnew(mail);
  reads.set(mail, read);
  return read;
}

function readAnew(mail: Mail): ReadMail {
  const subject = parseSubject(mail.subject);
  const patch = claimsPosting(subject) ? readPatch(mail.text) : undefined;
  return { mail, subject, titleKey: normaliseTitle(subject.title), patch };
}

/**
 * A mail with a reply or forward prefix is never a posting, even with a diff in it: that is a counter-patch.
 * "[RFC] x" and "[net-next 1/3] x" lack the word PATCH; whether they are postings shows in their text.
 */
function claimsPosting(subject: Subject): boolean {
  if (subject.replyDepth > 0 || subject.isForward) return false;
  return subject.isPosting || subject.isRfc || subject.total !== undefined;
}

/**
 * Which of the mails are cover letters and patches.
 *
 * A posting has a diff, or n/m in its subject, or something attached. Without these a tagged mail is a cover
 * letter when numbered mails of the same sender and version answer it, a reply when it answers a mail with the
 * same title (a mail program that writes no "Re:"), else a patch whose diff could not be read.
 *
 * @param mails in the order of `Threads.topDown`.
 */
export function findPostings(mails: readonly ReadMail[], threads: Threads): Map<MessageId, Posting> {
  const covers = unnumberedCovers(mails, threads);
  const byId = new Map(mails.map((read) => [read.mail.id, read]));
  const postings = new Map<MessageId, Posting>();
  for (const read of mails) {
    const { mail, subject, patch } = read;
    if (!patch) continue;
    const hasDiff = patch.files.length > 0;
    const coverTotal = covers.get(mail.id);
    const isTitledAlone = subject.total === undefined && coverTotal === undefined;
    if (!subject.isPosting && !hasDiff && subject.number !== 0 && coverTotal === undefined) continue;
    if (!hasDiff && subject.number !== 0 && coverTotal === undefined && mail.attachments.length === 0) {
      const parent = byId.get(threads.parentOf.get(mail.id) ?? mail.id);
      if (parent && parent !== read && parent.titleKey === read.titleKey && parent.subject.isPosting)
        continue;
      if (isTitledAlone && parent && parent !== read) continue;
    }
    postings.set(mail.id, posting(read, patch, coverTotal, isTitledAlone));
  }
  return postings;
}

function posting(read: ReadMail, patch: Patch, coverTotal: number | undefined, isAlone: boolean): Posting {
  const { mail, subject, titleKey } = read;
  const isCover = coverTotal !== undefined || (subject.number === 0 && (subject.total ?? 0) > 0);
  const sender = senderOf(mail, patch.inBodyFrom);
  const author = patch.inBodyFrom === undefined ? undefined : parseMailbox(patch.inBodyFrom);
  return {
    mail,
    subject,
    titleKey,
    patch,
    kind: isCover ? 'cover' : 'patch',
    number: isCover ? 0 : isAlone || !subject.number ? 1 : subject.number,
    total: coverTotal ?? (isAlone ? 1 : Math.max(1, subject.total ?? 1)),
    isNumbered: !isAlone,
    sender,
    author: author ?? { name: sender.name, address: sender.address },
  };
}

/** Tagged mails without number and diff that numbered mails of the same sender and version answer, with their m. */
function unnumberedCovers(mails: readonly ReadMail[], threads: Threads): Map<MessageId, number> {
  const byId = new Map(mails.map((read) => [read.mail.id, read]));
  const totals = new Map<MessageId, number>();
  for (const { mail, subject, patch } of mails) {
    if (!patch || subject.total === undefined || subject.number === undefined || subject.number === 0)
      continue;
    const parent = byId.get(threads.parentOf.get(mail.id) ?? mail.id);
    if (!parent?.patch || parent.patch.files.length > 0 || parent.subject.total !== undefined) continue;
    if (parent.subject.version !== subject.version) continue;
    if (parent.mail.from.address.toLowerCase() !== mail.from.address.toLowerCase()) continue;
    totals.set(parent.mail.id, Math.max(subject.total, totals.get(parent.mail.id) ?? 0));
  }
  return totals;
}

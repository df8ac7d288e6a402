import type { MessageId } from '../mail/index';
import type { Batch } from './batch';
import { timeOf } from './order';
import type { Posting, ReadMail } from './posting';
import type { Threads } from './thread';
import type { Unheld } from './unheld';

/**
 * The posting each reply finally speaks to, held or not, through any depth.
 *
 * The way up is what the headers say. Where they name a ghost in between, the subject corrects the way: "Re:
 * [PATCH 2/5] x" whose only held ancestor is the cover letter speaks to 2/5. A reply whose headers lead nowhere
 * goes by its subject, when exactly one posting carries that title, version and number before it.
 *
 * @param reads every mail, in the order of `Threads.topDown`.
 */
export function findSpokenTo(
  reads: readonly ReadMail[],
  batches: readonly Batch[],
  unheld: ReadonlyMap<Batch, Unheld>,
  postings: ReadonlyMap<MessageId, Posting>,
  threads: Threads,
): Map<MessageId, MessageId> {
  const batchOf = new Map<MessageId, Batch>();
  const ghosts = new Set<MessageId>();
  const byTitle = new Map<string, Posting[]>();
  for (const batch of batches) {
    for (const posting of batch.postings) {
      batchOf.set(posting.mail.id, batch);
      const same = byTitle.get(posting.titleKey);
      if (same) same.push(posting);
      else byTitle.set(posting.titleKey, [posting]);
    }
    const known = unheld.get(batch);
    for (const id of [known?.cover, ...[...(known?.patches.values() ?? [])].map(({ mail }) => mail)]) {
      if (id === undefined) continue;
      ghosts.add(id);
      if (!batchOf.has(id)) batchOf.set(id, batch);
    }
  }
  const spokenTo = new Map<MessageId, MessageId>();
  for (const read of reads) {
    const { mail, subject, titleKey } = read;
    if (postings.has(mail.id)) continue;
    const parent = threads.parentOf.get(mail.id);
    const upTo = mail.parents.findIndex((id) => id === parent || ghosts.has(id));
    const nearest = mail.parents[upTo];
    const reached =
      nearest !== undefined && ghosts.has(nearest)
        ? nearest
        : parent !== undefined && postings.has(parent)
          ? parent
          : parent !== undefined
            ? spokenTo.get(parent)
            : undefined;
    if (reached !== undefined) {
      const named = upTo > 0 && subject.replyDepth > 0 ? namesakeIn(batchOf.get(reached), read) : undefined;
      spokenTo.set(mail.id, named ?? reached);
    } else if (parent === undefined && subject.replyDepth > 0 && subject.isPosting) {
      const before = (byTitle.get(titleKey) ?? []).filter(
        (posting) =>
          posting.subject.version === subject.version &&
          posting.subject.isRfc === subject.isRfc &&
          (subject.number ?? posting.number) === posting.number &&
          timeOf(posting.mail.date) <= timeOf(mail.date),
      );
      const [only] = before;
      if (only && before.length === 1) spokenTo.set(mail.id, only.mail.id);
    }
  }
  return spokenTo;
}

/** The held patch of the batch whose number and title the subject of a reply carries. */
function namesakeIn(batch: Batch | undefined, { subject, titleKey }: ReadMail): MessageId | undefined {
  if (!batch || subject.version !== batch.marks.version) return undefined;
  if (subject.number === undefined) return undefined;
  const named = subject.number === 0 ? batch.cover : batch.patches.get(subject.number);
  return named?.titleKey === titleKey ? named.mail.id : undefined;
}

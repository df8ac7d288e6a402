import type { Mail, MessageId } from '../mail/index';

/** Who answers whom among the mails at hand. */
export interface Threads {
  /** The nearest held ancestor; absent for roots. */
  readonly parentOf: ReadonlyMap<MessageId, MessageId>;
  /** Every mail, each after its parent; roots and siblings by date then id. */
  readonly topDown: readonly Mail[];
  /** The topmost held mail of each mail's thread; a root is its own. */
  readonly rootOf: ReadonlyMap<MessageId, MessageId>;
}

/**
 * Threads mails by what they answer: the first id of `parents` that is held, so ghosts (ids that belong to no
 * mail at hand) are stepped over. A cycle, which only broken or hostile headers make, is cut at its oldest mail.
 *
 * @param mails one mail an id, by date then id (see `onePerId`).
 */
export function threadMails(mails: readonly Mail[]): Threads {
  const holder = holders(mails);
  const parentOf = new Map<MessageId, MessageId>();
  for (const mail of mails) {
    const parent = mail.parents.map((id) => holder.get(id)).find((id) => id !== undefined && id !== mail.id);
    if (parent !== undefined) parentOf.set(mail.id, parent);
  }
  cutCycles(mails, parentOf);
  return { parentOf, ...walkDown(mails, parentOf) };
}

/** The mail that answers to each id: its own first, then the further ids an archive gave to another. */
function holders(mails: readonly Mail[]): Map<MessageId, MessageId> {
  const holder = new Map<MessageId, MessageId>(mails.map((mail) => [mail.id, mail.id]));
  for (const mail of mails) {
    for (const other of mail.otherIds) if (!holder.has(other)) holder.set(other, mail.id);
  }
  return holder;
}

/** Takes the parent from the oldest mail of every cycle. Each mail is stepped on once. */
function cutCycles(mails: readonly Mail[], parentOf: Map<MessageId, MessageId>): void {
  const rank = new Map(mails.map((mail, index) => [mail.id, index]));
  const walkedIn = new Map<MessageId, number>();
  mails.forEach((mail, walk) => {
    let at: MessageId | undefined = mail.id;
    while (at !== undefined && !walkedIn.has(at)) {
      walkedIn.set(at, walk);
      at = parentOf.get(at);
    }
    if (at === undefined || walkedIn.get(at) !== walk) return;
    let oldest = at;
    for (let on = parentOf.get(at); on !== undefined && on !== at; on = parentOf.get(on)) {
      if ((rank.get(on) ?? 0) < (rank.get(oldest) ?? 0)) oldest = on;
    }
    parentOf.delete(oldest);
  });
}

function walkDown(mails: readonly Mail[], parentOf: ReadonlyMap<MessageId, MessageId>) {
  const children = new Map<MessageId, Mail[]>();
  const topDown: Mail[] = [];
  const rootOf = new Map<MessageId, MessageId>();
  for (const mail of mails) {
    const parent = parentOf.get(mail.id);
    if (parent === undefined) {
      topDown.push(mail);
      rootOf.set(mail.id, mail.id);
      continue;
    }
    const siblings = children.get(parent);
    if (siblings) siblings.push(mail);
    else children.set(parent, [mail]);
  }
  for (let at = 0; at < topDown.length; at++) {
    const mail = topDown[at];
    if (!mail) break;
    const root = rootOf.get(mail.id) ?? mail.id;
    for (const child of children.get(mail.id) ?? []) {
      rootOf.set(child.id, root);
      topDown.push(child);
    }
  }
  return { topDown, rootOf };
}

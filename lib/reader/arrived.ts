import { findArrived, markSent, type ArrivedReply, type KeptDraft, type Reader } from '../store/index';
import { giveReplyNames } from './replyNames';

/**
 * Takes drafts for sent when the mail they went out in is among those held. What was not in it stays a draft.
 *
 * @returns True when something was.
 */
export async function settleArrived(reader: Reader, drafts: readonly KeptDraft[]): Promise<boolean> {
  let isAny = false;
  const answersOf = new Map<string, readonly KeptDraft[]>();
  for (const draft of drafts) answersOf.set(draft.answers, [...(answersOf.get(draft.answers) ?? []), draft]);
  for (const arrived of await findArrived(reader.id)) {
    const sent = sentDrafts(answersOf.get(arrived.answers) ?? [], arrived);
    if (sent === undefined) continue;
    isAny = true;
    await markSent(reader.id, {
      id: arrived.reply,
      by: 'arrived',
      arrivedAs: arrived.messageId,
      drafts: sent.map(({ id }) => id),
    });
  }
  if (isAny) await giveReplyNames(reader);
  return isAny;
}

/**
 * The drafts that a mail brought; undefined when it is another mail. A mail under the id that the reply was given is that
 * reply, and brings what was written before it was sent, however it was changed on the way. One under another id
 * is it when it says what a draft says: mail programs give an id of their own to what is pasted into them.
 */
export function sentDrafts(
  drafts: readonly KeptDraft[],
  arrived: Pick<ArrivedReply, 'reply' | 'messageId' | 'sentAt' | 'text'>,
): readonly KeptDraft[] | undefined {
  const own = ownWords(arrived.text);
  const isIt = arrived.messageId === arrived.reply;
  const sent = drafts.filter(
    (draft) =>
      (isSaid(draft) &&
        own.includes(squeeze(draft.text)) &&
        draft.tags.every((tag) => own.includes(`${tag}:`))) ||
      (isIt && arrived.sentAt !== undefined && draft.changedAt <= arrived.sentAt),
  );
  return isIt || sent.some(({ text }) => squeeze(text).length >= shortestProof) ? sent : undefined;
}

/** Shorter words ("Looks good") may stand in any mail, too. Characters without white space. */
const shortestProof = 12;

function isSaid({ text, tags }: KeptDraft): boolean {
  return text.trim() !== '' || tags.length > 0;
}

/** What a mail says itself, without white space: programs wrap lines anew. */
function ownWords(text: string): string {
  return squeeze(
    text
      .split('\n')
      .filter((line) => !line.startsWith('>'))
      .join('\n'),
  );
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, '');
}

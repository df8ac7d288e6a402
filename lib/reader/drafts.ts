import { randomUUID } from 'node:crypto';
import {
  changeDraft,
  countDrafts as countKept,
  findDrafts,
  forgetDraft as forgetKept,
  type KeptDraft,
  type Reader,
} from '../store/index';
import { settleArrived } from './arrived';
import { mergedText } from './mergedText';
import { giveReplyNames } from './replyNames';

/** Tags that a reader can give with a reply. */
export const reviewTags = ['Reviewed-by', 'Acked-by', 'Tested-by'] as const;
export type ReviewTag = (typeof reviewTags)[number];

/** A longer text is no remark: the largest mail of the archives seen is a tenth of it. Characters. */
export const longestDraft = 1_000_000;

/** A draft as a page sends it. */
export interface DraftGiven {
  /** Made by the page that begins it, so that sending it twice makes one; a new one when left out. */
  readonly id?: string;
  readonly answers: string;
  readonly at: KeptDraft['at'];
  readonly text: string;
  /** As they are kept when left out. */
  readonly tags?: readonly ReviewTag[];
  /** Revision of the draft that the text was written on; undefined when nothing was known of one. */
  readonly base?: number;
}

/**
 * What became of a draft that was sent. merged: another place had changed it, both texts are in it; again: it had been
 * deleted and is back; anew: it had gone out, and is a new one.
 */
export interface DraftTaken {
  readonly draft: KeptDraft;
  readonly how: 'kept' | 'merged' | 'again' | 'anew';
}

/** Keeps a draft, for the reader if it is known who that is. Nothing written is lost, whatever was kept meanwhile. */
export async function keepDraft(reader: Reader | undefined, given: DraftGiven): Promise<DraftTaken> {
  const id = given.id ?? randomUUID();
  let how = 'kept' as DraftTaken['how'];
  const draft = await changeDraft(reader?.id, id, (kept) => {
    const { answers, at } = given;
    const tags = given.tags ?? kept?.tags ?? [];
    if (!kept) return { answers, at, text: given.text, tags };
    if (kept.sentIn !== undefined) {
      how = 'anew';
      return undefined;
    }
    const text = kept.revision === given.base ? given.text : mergedText(kept.text, given.text);
    if (text !== given.text && text !== kept.text) how = 'merged';
    const isChanged = text !== kept.text || tags.join() !== kept.tags.join();
    if (kept.droppedAt !== undefined && isChanged) how = 'again';
    const isMoved = at?.start !== kept.at?.start || at?.end !== kept.at?.end || answers !== kept.answers;
    return isChanged || (isMoved && kept.droppedAt === undefined)
      ? { answers, at, text, tags, isDropped: false }
      : undefined;
  });
  if (draft && how !== 'anew') {
    await giveReplyNames(reader);
    return { draft, how };
  }
  // It went out with this text already, which an answer that was lost would have told.
  if (draft && draft.text === given.text) return { draft, how: 'kept' };
  const { draft: made } = await keepDraft(reader, { ...given, id: randomUUID() });
  return { draft: made, how: 'anew' };
}

/** Deletes a draft; it can be put back. */
export async function dropDraft(reader: Reader | undefined, id: string): Promise<void> {
  await changeDraft(reader?.id, id, (kept) =>
    kept && kept.droppedAt === undefined && kept.sentIn === undefined ? { isDropped: true } : undefined,
  );
}

/** Puts a deleted draft back. */
export async function restoreDraft(reader: Reader | undefined, id: string): Promise<void> {
  await changeDraft(reader?.id, id, (kept) => (kept ? { isDropped: false } : undefined));
  await giveReplyNames(reader);
}

/** Deletes a draft for good. */
export async function forgetDraft(reader: Reader | undefined, id: string): Promise<void> {
  await forgetKept(reader?.id, id);
}

/** Lets a draft answer another mail, at other lines: its patch has a newer version. */
export async function moveDraft(
  reader: Reader,
  id: string,
  to: { readonly answers: string; readonly at: KeptDraft['at'] },
): Promise<void> {
  await changeDraft(reader.id, id, (kept) => (kept ? to : undefined));
  await giveReplyNames(reader);
}

/** Sets which tags the reply to a mail gives: they stand with what is said of the whole mail, which may be nothing else. */
export async function setTags(reader: Reader, answers: string, tags: readonly ReviewTag[]): Promise<void> {
  const drafts = (await findDrafts(reader.id)).filter((draft) => draft.answers === answers);
  const whole = drafts.find(({ at }) => at === undefined);
  for (const { id } of drafts)
    if (id !== whole?.id)
      await changeDraft(reader.id, id, (kept) => (kept && kept.tags.length > 0 ? { tags: [] } : undefined));
  if (!whole && tags.length === 0) return;
  await changeDraft(reader.id, whole?.id ?? randomUUID(), (kept) => {
    if (!kept) return { answers, at: undefined, text: '', tags };
    if (kept.text.trim() === '' && tags.length === 0) return { tags, isDropped: true };
    return kept.tags.join() === tags.join() ? undefined : { tags };
  });
  await giveReplyNames(reader);
}

/** The drafts a reader is writing, in the order they were begun; what arrived meanwhile as mail is none any more. */
export async function draftsOf(reader: Reader | undefined): Promise<readonly KeptDraft[]> {
  const drafts = await findDrafts(reader?.id);
  if (!reader || drafts.length === 0) return drafts;
  return (await settleArrived(reader, drafts)) ? findDrafts(reader.id) : drafts;
}

/** How many drafts a reader is writing. */
export async function countDrafts(reader: Reader | undefined): Promise<number> {
  return countKept(reader?.id);
}

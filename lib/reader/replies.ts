import { composeReplies, emlText, replyFileName, type LeftDraft, type Reply } from '../compose/index';
import { parseMail, type Mail, type MessageId } from '../mail/index';
import {
  findDrafts,
  findReplyMails,
  markSent,
  rawMailsById,
  unmarkSent,
  type KeptDraft,
  type Reader,
  type ReplyMail,
} from '../store/index';
import { draftsOf } from './drafts';
import { placeNow } from './placeNow';
import { giveReplyNames } from './replyNames';

/** A draft in a reply that is being written. */
export interface DraftInReply {
  readonly draft: KeptDraft;
  /** Where it stands in the answered mail as that is read now. */
  readonly at: KeptDraft['at'];
  /** Why it is not in the reply; undefined when it is. line-gone: its words stand nowhere in the mail, or in several places. */
  readonly why: LeftDraft['why'] | 'line-gone' | undefined;
}

/** Drafts that answer one mail, and the mail they make. */
export interface ReplyInWork {
  readonly answers: string;
  /** Undefined when that mail is not held. */
  readonly mail: Mail | undefined;
  /** In the order of the mail; about the whole of it first. */
  readonly drafts: readonly DraftInReply[];
  /** Undefined when nothing can be composed yet: nothing is said, or nobody said who writes. */
  readonly reply: Reply | undefined;
  readonly fileName: string;
}

/** A reply that went, with what was written in it. */
export interface ReplySent {
  readonly mail: ReplyMail;
  readonly drafts: readonly KeptDraft[];
}

/** The replies a reader is writing, in the order they were begun. */
export async function repliesInWork(reader: Reader | undefined): Promise<readonly ReplyInWork[]> {
  const drafts = await draftsOf(reader);
  const answered = new Map<string, KeptDraft[]>();
  for (const draft of drafts) answered.set(draft.answers, [...(answered.get(draft.answers) ?? []), draft]);
  const [raws, ids] = await Promise.all([rawMailsById([...answered.keys()]), idsOf(reader)]);
  return Promise.all(
    [...answered].map(async ([answers, own], index) => {
      const raw = raws.get(answers);
      const mail = raw && (await parseMail(raw));
      return replyInWork({ answers, mail, drafts: own, reader, id: ids.get(answers), number: index + 1 });
    }),
  );
}

/** Message-IDs of the replies being written, by the mail they answer. */
async function idsOf(reader: Reader | undefined): Promise<ReadonlyMap<string, string>> {
  if (!reader) return new Map();
  // Drafts that were begun before the reader was known have none yet.
  await giveReplyNames(reader);
  const mails = await findReplyMails(reader.id);
  return new Map(mails.flatMap(({ id, answers, sentAt }) => (sentAt === undefined ? [[answers, id]] : [])));
}

interface InWork {
  readonly answers: string;
  readonly mail: Mail | undefined;
  readonly drafts: readonly KeptDraft[];
  readonly reader: Reader | undefined;
  readonly id: string | undefined;
  readonly number: number;
}

/** The date of a reply is that of the last change: taken twice, it is the same mail. */
function replyInWork({ answers, mail, drafts, reader, id, number }: InWork): ReplyInWork {
  const placed = drafts.map((draft) => ({ draft, at: mail && placeNow(draft, mail.text) }));
  const isGone = ({ draft, at }: (typeof placed)[number]) => draft.at !== undefined && at === undefined;
  const there = placed.filter((one) => !isGone(one));
  const [address, ...otherAddresses] = reader?.addresses ?? [];
  const now = new Date(Math.max(...drafts.map(({ changedAt }) => changedAt.getTime())));
  const composed =
    reader && address !== undefined && id !== undefined
      ? composeReplies(
          there.map(({ draft, at }) => ({
            answers: answers as MessageId,
            at: at && { ...at },
            text: draft.text,
            tags: draft.tags,
          })),
          mail ? [{ ...mail, id: answers as MessageId }] : [],
          { name: reader.name, address, otherAddresses },
          { now, offset: -now.getTimezoneOffset(), idFor: () => id as MessageId },
        )
      : undefined;
  const left = new Map((composed?.left ?? []).map(({ draft, why }) => [there[draft], why]));
  const reply = composed?.replies[0];
  return {
    answers,
    mail,
    drafts: placed
      .map((one) => ({
        ...one,
        why:
          mail === undefined
            ? ('mail-missing' as const)
            : isGone(one)
              ? ('line-gone' as const)
              : left.get(one),
      }))
      .sort((a, b) => (a.at?.end ?? 0) - (b.at?.end ?? 0)),
    reply,
    fileName: reply ? replyFileName(reply, number) : '',
  };
}

/** Replies that went, newest first, and drafts that were deleted. */
export async function pastReplies(
  reader: Reader | undefined,
): Promise<{ readonly sent: readonly ReplySent[]; readonly dropped: readonly KeptDraft[] }> {
  const [drafts, mails] = await Promise.all([
    findDrafts(reader?.id, { includesPast: true }),
    reader ? findReplyMails(reader.id) : [],
  ]);
  return {
    sent: mails.flatMap((mail) =>
      mail.sentAt === undefined ? [] : [{ mail, drafts: drafts.filter(({ sentIn }) => sentIn === mail.id) }],
    ),
    dropped: drafts.filter(({ droppedAt, sentIn }) => droppedAt !== undefined && sentIn === undefined),
  };
}

/** Says that a reply went: its drafts go with it, those that are not in it stay. */
export async function sayReplySent(reader: Reader, id: string): Promise<void> {
  const replies = await repliesInWork(reader);
  const work = replies.find(({ reply }) => reply?.id === id);
  if (!work?.reply) return;
  await markSent(reader.id, {
    id,
    by: 'said',
    eml: emlText(work.reply),
    drafts: work.drafts.flatMap(({ draft, why }) => (why === undefined ? draft.id : [])),
  });
  await giveReplyNames(reader);
}

/** Takes that back: its drafts are written on, under the same Message-ID. */
export async function sayReplyNotSent(reader: Reader, id: string): Promise<void> {
  await unmarkSent(reader.id, id);
}

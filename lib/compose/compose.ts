import type { Mail, MessageId } from '../mail/index';
import { parseSubject } from '../patch/index';
import { isWritableAddress, oneLine } from './headerText';
import { layOut, type Note } from './layOut';
import { recipientsOf } from './recipients';
import type { Composed, Draft, LeftDraft, Reader, Reply, ReplyStamp } from './reply';
import { tagLines } from './tags';
import { threadOf } from './thread';
import { quotableLines, type QuotableLine } from './quotable';
import { attributionLine } from './attribution';

/**
 * Gathers drafts into one plain-text mail for each mail they answer, as a reviewer writes it by hand: what is answered
 * quoted with "> " and cut with "[...]", each text under the lines it speaks of, what is said of the whole on top,
 * tags at the end. Read back, every draft stands at its line. Nothing is thrown for strange mail.
 *
 * @param mails The mails that are answered; others are passed over.
 * @throws {Error} when the reader's own address cannot stand in a header.
 */
export function composeReplies(
  drafts: readonly Draft[],
  mails: readonly Mail[],
  reader: Reader,
  stamp: ReplyStamp,
): Composed {
  if (!isWritableAddress(reader.address))
    throw new Error(`The reader's address ${JSON.stringify(reader.address)} cannot stand in a mail.`);
  const answered = new Map<MessageId, Answered>();
  const byId = new Map(mails.map((mail) => [mail.id, mail]));
  const left: LeftDraft[] = [];
  drafts.forEach((draft, index) => {
    const mail = byId.get(draft.answers);
    if (!mail) {
      left.push({ draft: index, why: 'mail-missing' });
      return;
    }
    const known = answered.get(mail.id) ?? { mail, source: quotableLines(mail), notes: [] };
    answered.set(mail.id, known);
    const note = noteOf(draft, index, known.source);
    if (typeof note === 'string') left.push({ draft: index, why: note });
    else known.notes.push(note);
  });
  const replies = [...answered.values()].flatMap((one) =>
    one.notes.length > 0 ? [replyTo(one, reader, stamp)] : [],
  );
  return { replies, left };
}

interface Answered {
  readonly mail: Mail;
  readonly source: readonly QuotableLine[];
  readonly notes: Note[];
}

function noteOf(draft: Draft, index: number, source: readonly QuotableLine[]): Note | LeftDraft['why'] {
  const text = tidied(draft.text);
  const tags = draft.tags ?? [];
  if (text.length === 0 && tags.length === 0) return 'nothing-said';
  if (draft.at === undefined) return { draft: index, at: undefined, text, tags };
  const { start, end } = draft.at;
  const isThere = Number.isInteger(start) && Number.isInteger(end) && start >= 1 && end > start;
  if (!isThere || end - 1 > source.length) return 'no-such-line';
  let anchor = end - 2;
  while (anchor >= 0 && source[anchor]?.isEmpty) anchor -= 1;
  const at = anchor < 0 ? undefined : { first: Math.min(start - 1, anchor), anchor };
  return { draft: index, at, text, tags };
}

/** The lines of a text as they can stand in a mail, without empty ones at both ends. */
function tidied(text: string): readonly string[] {
  const lines = text
    .replace(/\r\n?/g, '\n')
    .replace(/\0|\p{Surrogate}/gu, '\uFFFD')
    .split('\n');
  while (lines[0]?.trim() === '') lines.shift();
  while (lines.at(-1)?.trim() === '') lines.pop();
  return lines;
}

function replyTo({ mail, source, notes }: Answered, reader: Reader, stamp: ReplyStamp): Reply {
  const { to, cc, problems: unwritable } = recipientsOf(mail, reader);
  const { inReplyTo, references, problems: unthreaded } = threadOf(mail);
  const tags = tagLines(notes, reader);
  const { lines, problems: uncertain } = layOut(attributionLine(mail), source, { notes, tags });
  return {
    answers: mail.id,
    id: stamp.idFor(mail.id),
    from: { name: oneLine(reader.name), address: reader.address },
    to,
    cc,
    subject: replySubject(mail.subject),
    inReplyTo,
    references,
    date: stamp.now,
    offset: stamp.offset ?? 0,
    body: `${lines.join('\n')}\n`,
    places: notes.map(({ draft, at }) => ({ draft, line: at && at.anchor + 1 })),
    problems: [...unwritable, ...unthreaded, ...uncertain],
  };
}

/** Subjects are cut here: the longest seen on lists is a third of it. */
const longestSubject = 900;

/** "Re: " and the subject; one that is a reply already, in any language, keeps the prefix it has. */
function replySubject(subject: string): string {
  const said = oneLine(subject).slice(0, longestSubject);
  return parseSubject(said).replyDepth > 0 ? said : `Re: ${said}`.trimEnd();
}

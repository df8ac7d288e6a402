import type { Mail, MessageId } from '../mail/index';
import type { Recognition, Series } from '../series/index';
import { answeredBy } from './answered';
import { cutBlocks } from './blocks';
import { mergeQuotes } from './merge';
import { Quotable } from './quotable';
import { followQuotes, type Sources } from './quotes';
import { postedScroll, type Scroll } from './scroll';

/** Ancestors that are asked for a quoted line which the parent does not have. */
const ancestorsAsked = 6;

/**
 * Follows every line of every mail of a series. A mail is read after its ancestors, and otherwise in the order of the
 * series (by date), so nothing points to a descendant.
 */
export function followLines(recognition: Recognition, series: Series): ReadonlyMap<MessageId, Scroll> {
  const reader = new Reader(recognition, series);
  for (const id of series.mails) {
    const path = [id];
    for (let at = recognition.parentOf.get(id); at !== undefined; at = recognition.parentOf.get(at)) {
      if (reader.scrolls.has(at)) break;
      path.push(at);
    }
    for (const one of path.reverse()) reader.read(one);
  }
  return reader.scrolls;
}

class Reader {
  readonly scrolls = new Map<MessageId, Scroll>();
  private readonly postings: readonly MessageId[];
  private readonly missingPostings: ReadonlySet<MessageId>;
  /** Replies by the mail they answer that is not held. */
  private readonly repliesToMissing = new Map<MessageId, Mail[]>();
  private readonly reading = new Set<MessageId>();
  private quotable: Quotable | undefined;

  constructor(
    private readonly recognition: Recognition,
    series: Series,
  ) {
    this.postings = series.mails.filter((id) => this.isPosting(id));
    this.missingPostings = new Set(
      series.versions.flatMap((version) => [
        ...(version.cover?.kind === 'missing' ? [version.cover.mail] : []),
        ...version.patches.flatMap((slot) =>
          slot.kind === 'missing' && slot.mail !== undefined ? [slot.mail] : [],
        ),
      ]),
    );
    for (const id of series.mails) {
      const mail = recognition.byId.get(id)?.mail;
      const answered = answeredBy(recognition, id);
      if (!mail || answered === undefined || recognition.byId.has(answered) || this.isPosting(id)) continue;
      const known = this.repliesToMissing.get(answered);
      if (known) known.push(mail);
      else this.repliesToMissing.set(answered, [mail]);
    }
    for (const id of this.postings) {
      const posting = recognition.byId.get(id);
      if (posting) this.scrolls.set(id, postedScroll(id, posting.mail.from, posting.mail.text));
    }
  }

  private isPosting(id: MessageId): boolean {
    const kind = this.recognition.byId.get(id)?.kind;
    return kind === 'cover' || kind === 'patch';
  }

  read(id: MessageId): void {
    const mail = this.recognition.byId.get(id)?.mail;
    if (!mail || this.scrolls.has(id)) return;
    if (this.isPosting(id)) {
      // An ancestor that opens another series.
      this.scrolls.set(id, postedScroll(id, mail.from, mail.text));
      return;
    }
    const answered = answeredBy(this.recognition, id);
    const parent = answered === undefined ? undefined : this.parentScroll(answered);
    const sources = this.sourcesOf(id, parent);
    const followed = followQuotes(mail.text, sources);
    const texts = mail.text.split('\n');
    const { strands, blocks } = cutBlocks(texts, followed, mail.from, sources.parent?.from);
    const scroll: Scroll = {
      id,
      isHeld: true,
      isPosting: false,
      from: mail.from,
      texts,
      lines: followed.lines,
      strands,
      blocks,
    };
    this.scrolls.set(id, scroll);
    this.quotable?.add(scroll);
  }

  /** The mail a reply answers: held, or as far as its replies quote it. */
  private parentScroll(id: MessageId): Scroll | undefined {
    return this.scrolls.get(id) ?? (this.recognition.byId.has(id) ? undefined : this.missingScroll(id));
  }

  /** What a reply may quote: the mail it answers, that one's ancestors, and the postings of the series. */
  private sourcesOf(id: MessageId, parent: Scroll | undefined): Sources {
    const ancestors: Scroll[] = [];
    const { parentOf } = this.recognition;
    for (
      let at = parentOf.get(id);
      at !== undefined && ancestors.length < ancestorsAsked;
      at = parentOf.get(at)
    ) {
      const scroll = this.scrolls.get(at);
      if (scroll && scroll !== parent) ancestors.push(scroll);
    }
    const known = new Set([parent, ...ancestors]);
    return {
      parent: parent ?? ancestors[0],
      isParentKnown: parent !== undefined,
      ancestors: parent ? ancestors : ancestors.slice(1),
      others: (lost) =>
        this.othersWith(lost, id).filter((one) => !known.has(one) && this.isNotAfter(one.id, id)),
    };
  }

  /** Mails read so far that wrote the lines given. */
  private othersWith(lost: readonly string[], id: MessageId): readonly Scroll[] {
    this.quotable ??= new Quotable(this.scrolls.values());
    return this.quotable.likeliest(lost, this.recognition.postingOf.get(id));
  }

  /** False when one mail is dated after another that would quote it. */
  private isNotAfter(quoted: MessageId, by: MessageId): boolean {
    const [then, now] = [quoted, by].map((id) => this.recognition.byId.get(id)?.mail.date?.getTime());
    return then === undefined || now === undefined || then <= now;
  }

  /**
   * A mail that is not held, put together from what its replies quote of it: the first reply's quotes, and lines
   * that only others quote put in after the line they follow there.
   */
  private missingScroll(id: MessageId): Scroll | undefined {
    const replies = this.repliesToMissing.get(id);
    const [first] = replies ?? [];
    if (!replies || !first || this.reading.has(id)) return undefined;
    this.reading.add(id);
    const texts = mergeQuotes(replies.map((reply) => reply.text));
    const isPosting = this.missingPostings.has(id);
    if (isPosting) {
      const scroll = {
        ...postedScroll(id, { name: '', address: '' }, texts.join('\n')),
        isHeld: false,
        quotedBy: first.id,
      };
      this.scrolls.set(id, scroll);
      return scroll;
    }
    const further = this.recognition.parentOf.get(first.id);
    const above = further === undefined ? undefined : this.scrolls.get(further);
    const sources: Sources = {
      parent: above,
      isParentKnown: false,
      ancestors: further === undefined ? [] : this.sourcesOf(further, undefined).ancestors,
      others: (lost) => this.othersWith(lost, first.id).filter((one) => this.isNotAfter(one.id, first.id)),
    };
    const text = texts.join('\n');
    const followed = followQuotes(text, sources);
    const writer = { name: '', address: '' };
    const { strands, blocks } = cutBlocks(texts, followed, writer, above?.from);
    const scroll: Scroll = {
      id,
      isHeld: false,
      isPosting: false,
      quotedBy: first.id,
      from: writer,
      texts,
      lines: followed.lines,
      strands,
      blocks,
    };
    this.scrolls.set(id, scroll);
    return scroll;
  }
}

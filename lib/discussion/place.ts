import type { MessageId } from '../mail/index';
import { diffLineAt, readPatch, type Patch } from '../patch/index';
import type { Recognition, Series } from '../series/index';
import { answeredBy } from './answered';
import { lineAbove, lineBelow, quoteAbove, type Above } from './above';
import { conversationsOf } from './conversations';
import { verdictsOf, type RemarkCorrection, type Verdict } from './corrections';
import { counterDiffs } from './counterDiff';
import type { Anchor, AnchorPart, Discussion, Remark, RemarkRef } from './discussion';
import { originsOf, silence } from './origins';
import type { Placed } from './placed';
import { followLines } from './provenance';
import { isAddresseeNote } from './furnitureWords';
import { blockFrom, type Block, type Scroll } from './scroll';
import { speaksOfWhole } from './whole';
import { isRobot, isSocial, readTags } from './speech';

/**
 * Places every remark of a series' replies: cuts replies into blocks, follows each quoted line through any depth of
 * replies to the mail that wrote it, and anchors each block at the last line quoted above it. Rules, and the mails
 * that taught them: docs/heuristics.md.
 *
 * Mails in any order give the same result. Nothing is thrown for strange mail.
 *
 * @param corrections What people said of remarks' places, in the order they said it; it outranks every rule.
 */
export function placeRemarks(
  recognition: Recognition,
  series: Series,
  corrections: readonly RemarkCorrection[] = [],
): Discussion {
  const scrolls = followLines(recognition, series);
  const placer = new Placer(recognition, series, scrolls, verdictsOf(corrections, scrolls));
  for (const scroll of scrolls.values())
    if (!scroll.isPosting) for (const block of scroll.blocks) placer.place(scroll, block);
  const held = series.mails.flatMap((id) => scrolls.get(id) ?? []);
  const remarks = held.flatMap((scroll) => scroll.blocks.map((block) => placer.remark(scroll, block)));
  return {
    remarks,
    conversations: conversationsOf(remarks, ({ reply, block }) => placer.placedAt(reply, block)),
    silent: held.flatMap((scroll) => silence(scroll.id, scroll) ?? []),
    lines: new Map(held.map((scroll) => [scroll.id, originsOf(scroll)])),
  };
}

class Placer {
  private readonly placed = new Map<string, Placed>();
  private readonly patches = new Map<MessageId, Patch>();
  private readonly covers: ReadonlySet<MessageId>;
  private readonly ofSeries: ReadonlySet<MessageId>;

  constructor(
    private readonly recognition: Recognition,
    series: Series,
    private readonly scrolls: ReadonlyMap<MessageId, Scroll>,
    private readonly verdicts: ReadonlyMap<Block, Verdict>,
  ) {
    this.ofSeries = new Set(series.mails);
    this.covers = new Set(series.versions.flatMap((version) => version.cover?.mail ?? []));
  }

  placedAt(id: MessageId, block: number): Placed | undefined {
    return this.placed.get(keyOf(id, block));
  }

  place(scroll: Scroll, block: Block): Placed {
    const known = this.placedAt(scroll.id, block.number);
    if (known) return known;
    const text = ownText(scroll, block);
    const { trailers, isOnlyTags, rest } = readTags(text, scroll.from);
    const above = lineAbove(scroll, block);
    const answered = this.answered(scroll, block, above);
    const whole = wholeAnchor(this.postingOf(scroll.id));
    const isRobotic = isRobot(scroll.from, text);
    const isCourteous = isSocial(text, scroll.from) || text.split('\n').every(isAddresseeNote);
    const inferred =
      isRobotic || isOnlyTags
        ? whole
        : (answered?.anchor ??
          (isCourteous
            ? whole
            : (this.anchorOf(scroll, block, above, { text: rest, givesTag: trailers.length > 0 }) ?? whole)));
    const verdict = this.verdicts.get(block);
    const { anchor, answers } = verdict
      ? this.corrected(verdict, inferred, whole)
      : { anchor: inferred, answers: answered };
    const placed: Placed = {
      scroll,
      block,
      anchor,
      answers,
      isApart: verdict?.kind === 'detach',
      kind: kindOf({ isRobotic, isOnlyTags, isCourteous, anchor }),
      text,
      trailers,
      quote: quoteAbove(scroll, block),
    };
    this.placed.set(keyOf(scroll.id, block.number), placed);
    return placed;
  }

  /** Where a person said that a remark stands. */
  private corrected(verdict: Verdict, inferred: Anchor, whole: Anchor): Pick<Placed, 'anchor' | 'answers'> {
    switch (verdict.kind) {
      case 'move': {
        const anchor = this.lineAnchor(verdict.posting, verdict.bodyLine, true);
        return { anchor: anchor ?? inferred, answers: undefined };
      }
      case 'general':
        return { anchor: whole, answers: undefined };
      case 'detach':
        return { anchor: inferred, answers: undefined };
      case 'answer': {
        const answers = this.place(verdict.scroll, verdict.block);
        return { anchor: answers.anchor, answers };
      }
    }
  }

  /** The posting a mail speaks to; for a mail that is not held, that of the first reply to it. */
  private postingOf(id: MessageId): MessageId | undefined {
    const known = this.recognition.postingOf.get(id);
    if (known !== undefined || this.recognition.byId.has(id)) return known;
    const reply = this.scrolls.get(id)?.quotedBy;
    return reply === undefined ? undefined : this.recognition.postingOf.get(reply);
  }

  /** The remark a block answers. */
  private answered(scroll: Scroll, block: Block, above: Above): Placed | undefined {
    if (above.kind === 'line')
      return above.scroll.isPosting
        ? this.answeredBelow(scroll, block, above)
        : this.remarkNear(above.scroll, above.from);
    return above.kind === 'nothing' ? this.answeredByTopPost(scroll) : undefined;
  }

  /** The remark that wrote a line; for a line that is no remark's (a closing), the nearest one above it. */
  private remarkNear(scroll: Scroll, from: number): Placed | undefined {
    const at = blockFrom(scroll, from);
    return at && this.place(scroll, at);
  }

  /**
   * Some answer above what they answer: the block stands between the line of the patch and the remark about this very
   * line, in a reply to that remark.
   */
  private answeredBelow(
    scroll: Scroll,
    block: Block,
    above: { readonly scroll: Scroll; readonly from: number },
  ): Placed | undefined {
    const below = lineBelow(scroll, block);
    if (!below || below.scroll.isPosting || below.scroll !== this.parentOf(scroll.id)) return undefined;
    const first = blockFrom(below.scroll, below.from);
    const answered = first?.start === below.from ? this.place(below.scroll, first) : undefined;
    const { anchor } = answered ?? {};
    const isSamePlace =
      anchor?.kind === 'line' && anchor.patch === above.scroll.id && anchor.bodyLine === above.from + 1;
    return isSamePlace ? answered : undefined;
  }

  /** The only text of a reply, above all quotes, answers the only remark of the mail it replies to. */
  private answeredByTopPost(scroll: Scroll): Placed | undefined {
    const parent = this.parentOf(scroll.id);
    const [only, ...more] = parent?.isPosting === false ? parent.blocks : [];
    return parent && only && more.length === 0 && scroll.blocks.length === 1
      ? this.place(parent, only)
      : undefined;
  }

  private parentOf(id: MessageId): Scroll | undefined {
    const answered = answeredBy(this.recognition, id);
    return answered === undefined ? undefined : this.scrolls.get(answered);
  }

  /** Undefined for a block that speaks of the whole posting. `said.text` is what it says besides tags. */
  private anchorOf(
    scroll: Scroll,
    block: Block,
    above: Above,
    said: { readonly text: string; readonly givesTag: boolean },
  ): Anchor | undefined {
    if (above.kind === 'nothing') return undefined;
    if (above.kind === 'lost') {
      // What a mail that is not held stands under is not known; only the posting it speaks to is.
      if (!scroll.isHeld) return undefined;
      if (above.why === 'too-large') return { kind: 'unplaced', why: 'too-large' };
      if (above.why === 'ambiguous') return { kind: 'unplaced', why: 'quote-ambiguous' };
      const posting = this.postingOf(scroll.id);
      const isUnheld = posting !== undefined && !this.recognition.byId.has(posting);
      if (isUnheld) return { kind: 'unheld', patch: posting, quotedLine: above.text };
      return above.why === 'parent-missing' ? undefined : { kind: 'unplaced', why: 'quote-not-found' };
    }
    const { scroll: posting, from } = above;
    // A series may be sent into the thread of another, and a reply to it quote that one: its pages have no such line.
    if (!posting.isPosting || (posting.isHeld && !this.ofSeries.has(posting.id))) return undefined;
    if (!posting.isHeld) return { kind: 'unheld', patch: posting.id, quotedLine: posting.texts[from] };
    const patch = this.patchOf(posting);
    const isCover = this.covers.has(posting.id);
    if (speaksOfWhole(scroll, block, { posting, patch, from, isCover }, said)) return undefined;
    return this.lineAnchor(posting, from + 1, above.precise);
  }

  /** A line of a posting, counted from 1; undefined for one that belongs to no part of it. */
  private lineAnchor(posting: Scroll, bodyLine: number, precise: boolean): Anchor | undefined {
    const patch = this.patchOf(posting);
    const isCover = this.covers.has(posting.id);
    const section = patch.sections.find((one) => bodyLine >= one.start && bodyLine < one.end)?.kind;
    if (section === undefined || section === 'tail') return undefined;
    const part: AnchorPart = isCover && section !== 'diff' ? 'cover' : section;
    return {
      kind: 'line',
      patch: posting.id,
      part,
      bodyLine,
      at: section === 'diff' ? diffLineAt(patch, bodyLine) : undefined,
      precise,
    };
  }

  private patchOf(posting: Scroll): Patch {
    const known = this.patches.get(posting.id);
    if (known) return known;
    const mail = this.recognition.byId.get(posting.id);
    const patch = mail && 'patch' in mail ? mail.patch : readPatch(posting.texts.join('\n'));
    this.patches.set(posting.id, patch);
    return patch;
  }

  remark(scroll: Scroll, block: Block): Remark {
    const { text, kind, anchor, answers, quote, trailers } = this.place(scroll, block);
    return {
      reply: scroll.id,
      block: block.number,
      start: block.start + 1,
      end: block.end + 1,
      text,
      from: scroll.from,
      date: this.recognition.byId.get(scroll.id)?.mail.date,
      kind,
      anchor,
      answers: heldAnswer(answers),
      quote,
      counterDiffs: counterDiffs(scroll.texts.slice(block.start, block.end).join('\n')).map(
        ({ start, end }) => ({
          start: block.start + start,
          end: block.start + end,
        }),
      ),
      trailers,
    };
  }
}

function keyOf(id: MessageId, block: number): string {
  return `${block} ${id}`;
}

/** What the replier wrote in a block: a robot's report goes on around the lines it quotes. */
function ownText(scroll: Scroll, block: Block): string {
  return scroll.texts
    .slice(block.start, block.end)
    .filter((_text, index) => {
      const kind = scroll.strands[block.start + index]?.kind;
      return kind === 'own' || kind === 'blank';
    })
    .join('\n');
}

/** Only a mail that is held has remarks to name. */
function heldAnswer(answers: Placed | undefined): RemarkRef | undefined {
  return answers?.scroll.isHeld ? { reply: answers.scroll.id, block: answers.block.number } : undefined;
}

function wholeAnchor(posting: MessageId | undefined): Anchor {
  return posting === undefined ? { kind: 'unplaced', why: 'no-posting' } : { kind: 'patch', patch: posting };
}

function kindOf(found: {
  readonly isRobotic: boolean;
  readonly isOnlyTags: boolean;
  readonly isCourteous: boolean;
  readonly anchor: Anchor;
}): Remark['kind'] {
  if (found.isRobotic) return 'bot';
  if (found.isOnlyTags) return 'trailer';
  const isGeneral = found.anchor.kind === 'patch' || isNowhere(found.anchor);
  // "Got it, thanks!" under a remark on a line is an answer to it.
  if (found.isCourteous && isGeneral) return 'social';
  return isGeneral ? 'general' : 'inline';
}

function isNowhere(anchor: Anchor): boolean {
  return anchor.kind === 'unplaced' && anchor.why === 'no-posting';
}

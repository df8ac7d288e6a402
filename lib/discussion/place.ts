import type { MessageId } from '../mail/index';
import { diffLineAt, readPatch, type Patch } from '../patch/index';
import type { Recognition, Series } from '../series/index';
import type {
  Anchor,
  AnchorPart,
  Conversation,
  Discussion,
  LineOrigin,
  Remark,
  RemarkRef,
} from './discussion';
import { followLines } from './provenance';
import type { Block, Scroll, Strand } from './scroll';
import { isRobot, isSocial, readTags } from './words';

/** Quoted lines shown with a remark: what a reader needs to see above it. */
const quoteShown = 10;

/**
 * Places every remark of a series' replies: cuts replies into blocks, follows each quoted line through any depth of
 * replies to the mail that wrote it, and anchors each block at the last line quoted above it. Rules, and the mails
 * that taught them: docs/heuristics.md.
 */
export function placeRemarks(recognition: Recognition, series: Series): Discussion {
  const { scrolls } = followLines(recognition, series);
  const placer = new Placer(recognition, series, scrolls);
  const replies = [...scrolls.values()].filter((scroll) => !scroll.isPosting);
  for (const scroll of replies) for (const block of scroll.blocks) placer.place(scroll, block);
  const remarks = placer.remarks(series.mails);
  return {
    remarks,
    conversations: placer.conversations(remarks),
    silent: series.mails.flatMap((id) => silence(id, scrolls.get(id))),
    lines: new Map(series.mails.flatMap((id) => linesOf(id, scrolls.get(id)))),
  };
}

/** A remark while it is placed; those of mails that are not held are kept to lead answers through them. */
interface Placed {
  readonly scroll: Scroll;
  readonly block: Block;
  readonly anchor: Anchor;
  readonly answers: Placed | undefined;
  readonly kind: Remark['kind'];
  readonly text: string;
  readonly quote: readonly string[];
}

/** What a block stands under. */
type Above =
  | { readonly kind: 'line'; readonly scroll: Scroll; readonly from: number; readonly precise: boolean }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'lost'; readonly why: 'parent-missing' | 'quote-not-found' | 'ambiguous' | 'too-large' };

class Placer {
  private readonly placed = new Map<string, Placed>();
  private readonly patches = new Map<MessageId, Patch>();
  private readonly covers: ReadonlySet<MessageId>;

  constructor(
    private readonly recognition: Recognition,
    series: Series,
    private readonly scrolls: ReadonlyMap<MessageId, Scroll>,
  ) {
    this.covers = new Set(series.versions.flatMap((version) => version.cover?.mail ?? []));
  }

  place(scroll: Scroll, block: Block): Placed {
    const key = keyOf(scroll.id, block.number);
    const known = this.placed.get(key);
    if (known) return known;
    const text = scroll.texts.slice(block.start, block.end).join('\n');
    const above = lineAbove(scroll, block);
    const answers = this.answered(scroll, block, above);
    const tags = readTags(text);
    const whole = wholeAnchor(this.postingOf(scroll.id));
    const isCourteous = isSocial(text);
    const anchor =
      isRobot(scroll.from) || tags.isOnlyTags
        ? whole
        : (answers?.anchor ?? (isCourteous ? whole : (this.anchorOf(scroll, block, above, text) ?? whole)));
    const kind = kindOf({
      isRobotic: isRobot(scroll.from),
      isOnlyTags: tags.isOnlyTags,
      isCourteous,
      anchor,
    });
    const placed: Placed = { scroll, block, anchor, answers, kind, text, quote: quoteAbove(scroll, block) };
    this.placed.set(key, placed);
    return placed;
  }

  /** The posting a mail speaks to; for a mail that is not held, that of any reply to it. */
  private postingOf(id: MessageId): MessageId | undefined {
    const known = this.recognition.postingOf.get(id);
    if (known !== undefined || this.recognition.byId.has(id)) return known;
    for (const [reply, posting] of this.recognition.postingOf) {
      if (this.recognition.byId.get(reply)?.mail.parents[0] === id) return posting;
    }
    return undefined;
  }

  /**
   * The remark a block answers: the one that wrote the last line quoted above it. Text above everything in a reply
   * answers the only remark of the mail it replies to.
   */
  private answered(scroll: Scroll, block: Block, above: Above): Placed | undefined {
    if (above.kind === 'line') {
      if (above.scroll.isPosting || above.scroll === scroll) return undefined;
      const at =
        above.scroll.blocks.find((one) => above.from >= one.start && above.from < one.end) ??
        nearestBlock(above.scroll, above.from);
      return at ? this.place(above.scroll, at) : undefined;
    }
    if (above.kind === 'lost') return undefined;
    const parent = this.parentOf(scroll.id);
    const only = parent && !parent.isPosting && parent.blocks.length === 1 ? parent.blocks[0] : undefined;
    return parent && only ? this.place(parent, only) : undefined;
  }

  private parentOf(id: MessageId): Scroll | undefined {
    const mail = this.recognition.byId.get(id)?.mail;
    const answered = mail?.parents[0];
    return answered === undefined ? undefined : this.scrolls.get(answered);
  }

  /** Undefined for a block that speaks of the whole posting. */
  private anchorOf(scroll: Scroll, block: Block, above: Above, text: string): Anchor | undefined {
    if (above.kind === 'nothing') return undefined;
    if (above.kind === 'lost') {
      if (above.why === 'too-large') return { kind: 'unplaced', why: 'too-large' };
      if (above.why === 'ambiguous') return { kind: 'unplaced', why: 'quote-ambiguous' };
      const posting = this.postingOf(scroll.id);
      const isHeld = posting !== undefined && this.recognition.byId.has(posting);
      if (posting !== undefined && !isHeld)
        return { kind: 'unheld', patch: posting, quotedLine: quoteAbove(scroll, block).at(-1) };
      return { kind: 'unplaced', why: 'quote-not-found' };
    }
    const posting = above.scroll;
    if (!posting.isPosting) return undefined;
    if (!posting.isHeld) return { kind: 'unheld', patch: posting.id, quotedLine: posting.texts[above.from] };
    return this.lineAnchor(posting, above, text);
  }

  private lineAnchor(
    posting: Scroll,
    above: { readonly from: number; readonly precise: boolean },
    text: string,
  ): Anchor | undefined {
    const patch = this.patchOf(posting);
    const bodyLine = above.from + 1;
    const section = patch.sections.find((one) => bodyLine >= one.start && bodyLine < one.end)?.kind;
    if (section === undefined || section === 'tail') return undefined;
    const line = posting.texts[above.from] ?? '';
    if (section === 'diffstat' && !/\|/.test(line)) return undefined;
    const trailer = patch.trailers.find((one) => one.line === bodyLine);
    if (section !== 'diff' && (trailer || /^---\s*$/.test(line)) && !speaksOfTrailers(text)) return undefined;
    const part: AnchorPart = this.covers.has(posting.id) && section !== 'diff' ? 'cover' : section;
    return {
      kind: 'line',
      patch: posting.id,
      part,
      bodyLine,
      at: section === 'diff' ? diffLineAt(patch, bodyLine) : undefined,
      precise: above.precise,
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

  remarks(order: readonly MessageId[]): readonly Remark[] {
    return order.flatMap((id) => (this.scrolls.get(id)?.blocks ?? []).map((block) => this.remark(id, block)));
  }

  private remark(id: MessageId, block: Block): Remark {
    const placed = this.placed.get(keyOf(id, block.number));
    const mail = this.recognition.byId.get(id)?.mail;
    if (!placed || !mail) throw new Error(`Block ${block.number} of ${id} was not placed.`);
    return {
      reply: id,
      block: block.number,
      start: block.start + 1,
      end: block.end + 1,
      text: placed.text,
      from: mail.from,
      date: mail.date,
      kind: placed.kind,
      anchor: placed.anchor,
      answers: heldAnswer(placed.answers),
      quote: placed.quote,
      counterDiffs: counterDiffs(placed.scroll, block),
      trailers: readTags(placed.text).trailers,
    };
  }

  /** Remarks that answer one another, and roots that stand at one line; by date, the first asks. */
  conversations(remarks: readonly Remark[]): readonly Conversation[] {
    const groups = new Map<string, Remark[]>();
    for (const remark of remarks) {
      const key = this.rootKey(remark);
      groups.set(key, [...(groups.get(key) ?? []), remark]);
    }
    return [...groups.values()].map((group) => {
      const sorted = [...group].sort(
        (a, b) =>
          (a.date?.getTime() ?? Infinity) - (b.date?.getTime() ?? Infinity) ||
          (a.reply < b.reply ? -1 : a.reply > b.reply ? 1 : a.block - b.block),
      );
      return {
        anchor: sorted[0]?.anchor ?? { kind: 'unplaced', why: 'no-posting' },
        remarks: sorted.map(({ reply, block }) => ({ reply, block })),
      };
    });
  }

  private rootKey(remark: Remark): string {
    let root = this.placed.get(keyOf(remark.reply, remark.block));
    while (root?.answers) root = root.answers;
    const anchor = root?.anchor;
    if (anchor?.kind === 'line') return `line ${anchor.bodyLine} ${anchor.patch}`;
    if (anchor?.kind === 'unheld' && anchor.quotedLine !== undefined)
      return `unheld ${anchor.patch} ${anchor.quotedLine}`;
    return root
      ? `remark ${keyOf(root.scroll.id, root.block.number)}`
      : `remark ${keyOf(remark.reply, remark.block)}`;
  }
}

function keyOf(id: MessageId, block: number): string {
  return `${block} ${id}`;
}

/** The nearest remark of a mail that is held: answers lead through mails that are not. */
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
  if (found.isCourteous) return 'social';
  return found.anchor.kind === 'patch' ? 'general' : 'inline';
}

/** A remark under a sign-off is about the whole patch, unless its words are about the sign-off, the tags or their author. */
function speaksOfTrailers(text: string): boolean {
  return /\b(?:sign(?:ed)?[- ]?off|s-?o-?b|tags?|trailers?|fixes|reported|suggested|co-developed|link|closes|author(?:ship)?|cc|r-?b|reviewed-by|acked-by|tested-by|from:|e-?mail|address|name)\b/i.test(
    text,
  );
}

/**
 * The last quoted line above a block that holds more than white space. A line that was not found leaves its place to
 * the found one above it in the same quoted run, which is then not precise.
 */
function lineAbove(scroll: Scroll, block: Block): Above {
  let lost: Above | undefined;
  for (let at = block.start - 1; at >= 0; at -= 1) {
    const strand = scroll.strands[at];
    const isEmpty = (scroll.lines[at]?.squeezed ?? '') === '';
    if (strand?.kind === 'own') break;
    if (strand?.kind === 'lost' && !isEmpty) lost ??= { kind: 'lost', why: strand.why };
    if (strand?.kind !== 'quote' || isEmpty || isFurnitureOf(strand)) continue;
    return {
      kind: 'line',
      scroll: strand.scroll,
      from: strand.from,
      precise: strand.precise && lost === undefined,
    };
  }
  return lost ?? { kind: 'nothing' };
}

/** A quoted attribution line or signature is nothing to speak of. */
function isFurnitureOf(strand: Extract<Strand, { readonly kind: 'quote' }>): boolean {
  const origin = strand.scroll.strands[strand.from];
  return origin?.kind === 'attribution' || origin?.kind === 'furniture' || origin?.kind === 'blank';
}

function nearestBlock(scroll: Scroll, from: number): Block | undefined {
  return scroll.blocks.filter((block) => block.start <= from).at(-1);
}

function quoteAbove(scroll: Scroll, block: Block): readonly string[] {
  const quote: string[] = [];
  for (let at = block.start - 1; at >= 0 && quote.length < quoteShown; at -= 1) {
    const strand = scroll.strands[at];
    if (strand?.kind === 'quote' || strand?.kind === 'lost') quote.unshift(scroll.lines[at]?.content ?? '');
    else if (strand?.kind !== 'blank' || quote.length > 0) break;
  }
  while (quote[0]?.trim() === '') quote.shift();
  while (quote.at(-1)?.trim() === '') quote.pop();
  return quote;
}

const diffStart = /^(?:diff --git |Index: |--- (?:[ai]\/|\/dev\/null)|@@ -\d)/;
const diffLine =
  /^(?:[-+ @\\]|diff |index |new file|deleted file|rename |similarity |old mode|new mode|Index: |===)/;

/** Diffs the replier wrote inside a block, as lines of the reply from 1. */
function counterDiffs(
  scroll: Scroll,
  block: Block,
): readonly { readonly start: number; readonly end: number }[] {
  const diffs: { start: number; end: number }[] = [];
  for (let at = block.start; at < block.end; at += 1) {
    if (!diffStart.test(scroll.texts[at] ?? '')) continue;
    let end = at;
    while (
      end < block.end &&
      (diffLine.test(scroll.texts[end] ?? '') || isBlankInDiff(scroll.texts, end, block.end))
    )
      end += 1;
    if (scroll.texts.slice(at, end).some((text) => text.startsWith('@@')))
      diffs.push({ start: at + 1, end: end + 1 });
    at = end;
  }
  return diffs;
}

/** An empty context line whose space was lost: the diff goes on below it. */
function isBlankInDiff(texts: readonly string[], at: number, end: number): boolean {
  return (texts[at] ?? '') === '' && at + 1 < end && /^(?:[-+@\\ ]|diff )/.test(texts[at + 1] ?? '');
}

function silence(
  id: MessageId,
  scroll: Scroll | undefined,
): readonly { readonly reply: MessageId; readonly why: string }[] {
  if (!scroll || scroll.isPosting || scroll.blocks.length > 0) return [];
  const isQuoting = scroll.strands.some((strand) => strand.kind === 'quote' || strand.kind === 'lost');
  return [{ reply: id, why: isQuoting ? 'everything in it is quoted' : 'there is no text in it' }];
}

/** What was made of each line, for the page of a mail. */
function linesOf(
  id: MessageId,
  scroll: Scroll | undefined,
): readonly (readonly [MessageId, readonly LineOrigin[]])[] {
  if (!scroll) return [];
  return [[id, scroll.strands.map((strand, at) => originOf(strand, scroll, at))]];
}

function originOf(strand: Strand, scroll: Scroll, at: number): LineOrigin {
  switch (strand.kind) {
    case 'quote':
      // The text of a mail that is not held is known from quotes alone: it has no lines to name.
      if (!strand.scroll.isHeld) return { kind: 'lost-quote', depth: strand.depth, why: 'parent-missing' };
      return {
        kind: 'quote',
        depth: strand.depth,
        mail: strand.scroll.id,
        line: strand.from + 1,
        precise: strand.precise,
      };
    case 'lost':
      if ((scroll.lines[at]?.squeezed ?? '') === '') return { kind: 'blank' };
      return {
        kind: 'lost-quote',
        depth: strand.depth,
        why: strand.why === 'ambiguous' ? 'quote-not-found' : strand.why,
      };
    case 'own': {
      const block = scroll.blocks.find((one) => at >= one.start && at < one.end);
      return block ? { kind: 'own', remark: block.number } : { kind: 'furniture', what: 'closing' };
    }
    default:
      return strand;
  }
}

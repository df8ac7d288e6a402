import { changeAt, Pair, type ChangeAt, type Compared, type Interdiff, type Ported } from '../compare/index';
import type { Discussion, Remark } from '../discussion/index';
import type { MessageId } from '../mail/index';
import { foldSpaces } from '../patch/index';
import type { Recognition } from '../series/index';
import { isStillLong, isRenamingOnly } from './bearing';
import { wordsOf } from './claimed';
import type { Journey, Stop } from './journey';
import type { Evidence } from './status';
import { suggestionsIn, type Suggestion } from './suggestions';

/**
 * How strongly a change speaks for having been asked for: the very line; what the remark proposes, found in the new
 * version and not in the old; a line beside it; some other line of the same patch.
 */
export type Strength = 'spot' | 'suggested' | 'neighbour' | 'wholesale' | 'passing' | 'elsewhere';

/** A change in a later version that may answer a remark. */
export interface Found {
  readonly at: number;
  readonly label: string;
  readonly strength: Strength;
  readonly evidence: Evidence;
}

/** What happened to the place of a remark in the versions after it. */
export interface Fate {
  /** Every change, by version. */
  readonly changes: readonly Found[];
  /** The later versions that hold the patch, by index, with their dates. */
  readonly later: readonly { readonly at: number; readonly date: Date | undefined }[];
  /** The last held version in which the place is as it was; undefined when there is none later. */
  readonly unchanged: Evidence | undefined;
  /** The version that no longer has the patch. */
  readonly dropped: { readonly at: number; readonly label: string; readonly evidence: Evidence } | undefined;
}

const nowhere: Fate = { changes: [], later: [], unchanged: undefined, dropped: undefined };

/** Compares postings, each pair once. */
export class Changes {
  private readonly postings = new Map<MessageId, Compared>();
  private readonly pairs = new Map<string, Pair | undefined>();

  constructor(
    private readonly recognition: Recognition,
    private readonly discussion: Discussion,
    private readonly journey: Journey,
  ) {}

  compared(id: MessageId): Compared | undefined {
    const known = this.postings.get(id);
    if (known) return known;
    const mail = this.recognition.byId.get(id);
    if (mail?.kind !== 'patch' && mail?.kind !== 'cover') return undefined;
    const made = { title: mail.subject.title, text: mail.mail.text, patch: mail.patch };
    this.postings.set(id, made);
    return made;
  }

  between(earlier: MessageId, later: MessageId): Interdiff | undefined {
    return this.pair(earlier, later)?.interdiff;
  }

  /** Where a line of an earlier posting belongs in a later one; undefined when one is not held. */
  port(earlier: MessageId, later: MessageId, line: number): Ported | undefined {
    return this.pair(earlier, later)?.port(line);
  }

  private pair(earlier: MessageId, later: MessageId): Pair | undefined {
    const key = `${earlier} ${later}`;
    if (!this.pairs.has(key)) {
      const [one, other] = [this.compared(earlier), this.compared(later)];
      this.pairs.set(key, one && other ? new Pair(one, other) : undefined);
    }
    return this.pairs.get(key);
  }

  /** True when two postings make the same change, whatever their messages and context; undefined when one is not held. */
  isSameChange(earlier: MessageId, later: MessageId): boolean | undefined {
    const [one, other] = [this.compared(earlier), this.compared(later)];
    if (!one || !other) return undefined;
    if (one.patch.patchId !== undefined && one.patch.patchId === other.patch.patchId) return true;
    return this.between(earlier, later)?.changes.has('diff') === false;
  }

  /** Follows the place a remark speaks of from version to version. */
  fateOf(remark: Remark, posting: MessageId | undefined): Fate {
    const start = posting === undefined ? undefined : this.journey.stopOf(posting);
    if (!start) return nowhere;
    const place = this.placeOf(remark, start);
    const suggested = suggestionsIn(remark);
    const first = this.compared(posting as MessageId);
    const changes: Found[] = [];
    const laterOnes: Fate['later'][number][] = [];
    let unchanged: Evidence | undefined;
    let dropped: Fate['dropped'];
    let from: MessageId | undefined = start.mail;
    let [line, top] = [place?.line, place?.first];
    for (const stop of this.journey.after(start)) {
      if ('dropped' in stop) {
        dropped ??= droppedAt(
          stop.at,
          stop.version.label,
          stop.version.cover?.mail ?? stop.version.patches[0]?.mail,
        );
        continue;
      }
      // A patch that comes back was not dropped for good.
      dropped = undefined;
      if (!stop.isHeld || stop.mail === undefined) continue;
      laterOnes.push({ at: stop.at, date: stop.version.date });
      const [later, earlier] = [this.compared(stop.mail), from && this.compared(from)];
      if (!later) continue;
      const found = (
        strength: Strength,
        evidence: Omit<Extract<Evidence, { kind: 'hunk' }>, 'kind' | 'mail' | 'version'>,
      ) => {
        changes.push({
          at: stop.at,
          label: stop.version.label,
          strength,
          evidence: { kind: 'hunk', mail: stop.mail as MessageId, version: stop.version.label, ...evidence },
        });
      };
      const before = changes.length;
      const kept = suggested.find((one) => isFollowed(one, first && this.saidOf(first), this.saidOf(later)));
      if (kept) found('suggested', { line: lineWith(later, kept), what: kept.told });
      else {
        const other = this.followedInAnother(suggested, start.at, stop);
        if (other) changes.push(other);
      }
      const link = first && asksForLink.test(remark.text) ? newLink(first, later, remark.text) : undefined;
      if (link !== undefined)
        found('suggested', { line: link, what: 'a link is there now that was not before' });
      const diff = from && this.between(from, stop.mail);
      if (diff && earlier) {
        const change = line === undefined ? undefined : changeAt(diff, earlier, line, top);
        if (change && change.kind !== 'none' && change.kind !== 'neighbour')
          found(strengthOf(change, remark, diff, earlier, later, line as number, top), told(change));
        else if (change?.kind === 'neighbour') found('neighbour', told(change));
        const isLeft = change?.kind === 'none' && line !== undefined;
        if (!isLeft && (diff.changes.has('diff') || diff.changes.has('message')))
          found('elsewhere', { line: undefined, what: whatChanged(diff) });
        if (line !== undefined) {
          const isSame = change === undefined || change.kind === 'none' || change.kind === 'neighbour';
          const lineNow = lineOf(this.port(from as MessageId, stop.mail, line));
          top =
            top === undefined || top === line
              ? lineNow
              : (lineOf(this.port(from as MessageId, stop.mail, top)) ?? lineNow);
          line = lineNow;
          if (isSame && !changes.some(({ strength }) => strength === 'spot'))
            unchanged = { kind: 'no-change', mail: stop.mail, version: stop.version.label, line };
        }
      }
      if (line !== undefined && isStillLong(remark.text, later, top ?? line, line)) {
        changes.length = before;
        unchanged = { kind: 'no-change', mail: stop.mail, version: stop.version.label, line };
      }
      if (!diff || !diff.changes.has('diff'))
        unchanged ??= { kind: 'no-change', mail: stop.mail, version: stop.version.label, line };
      from = stop.mail;
    }
    return { changes, later: laterOnes, unchanged, dropped };
  }

  private readonly said = new WeakMap<Compared, SaidIn>();

  private saidOf(compared: Compared): SaidIn {
    const known = this.said.get(compared);
    if (known) return known;
    const made = new SaidIn(compared);
    this.said.set(compared, made);
    return made;
  }

  /** A line of a diff that the remark proposed, added by another patch of a version and by none of the one before. */
  private followedInAnother(suggested: readonly Suggestion[], first: number, stop: Stop): Found | undefined {
    const lines = suggested.filter(({ isLine }) => isLine);
    if (lines.length === 0) return undefined;
    const patchesAt = (at: number) =>
      this.journey.patchesOf(at).flatMap(({ mail }) => {
        const compared = this.compared(mail);
        return compared ? [{ mail, compared, said: this.saidOf(compared) }] : [];
      });
    const before = patchesAt(first);
    for (const { come } of lines) {
      if (come === undefined || before.some(({ said }) => said.lines.has(come))) continue;
      const there = patchesAt(stop.at).find(({ said }) => said.lines.has(come));
      if (!there) continue;
      const line = there.compared.text
        .split('\n')
        .findIndex((text) => text.startsWith('+') && foldSpaces(text.slice(1)) === come);
      return {
        at: stop.at,
        label: stop.version.label,
        strength: 'suggested',
        evidence: {
          kind: 'hunk',
          mail: there.mail,
          version: stop.version.label,
          line: line < 0 ? undefined : line + 1,
          what: 'the proposed line is there now',
        },
      };
    }
    return undefined;
  }

  /** The lines a remark speaks of: the quoted piece right above it, as far as it is of the posting. */
  private placeOf(remark: Remark, stop: Stop): { readonly line: number; readonly first: number } | undefined {
    const { anchor } = remark;
    if (anchor.kind !== 'line') return undefined;
    const line = anchor.bodyLine;
    let first = line;
    const origins = this.discussion.lines.get(remark.reply) ?? [];
    for (let at = remark.start - 2; at >= 0 && remark.start - at < longestPiece; at -= 1) {
      const origin = origins[at];
      if (origin?.kind === 'blank') continue;
      if (
        origin?.kind !== 'quote' ||
        origin.mail !== stop.mail ||
        origin.line > first ||
        first - origin.line > 3
      )
        break;
      first = origin.line;
    }
    return { line, first: Math.max(first, line - mostAbove) };
  }
}

/** The line something was carried to, when it was to a line. */
export function lineOf(ported: Ported | undefined): number | undefined {
  return ported && 'bodyLine' in ported ? ported.bodyLine : undefined;
}

/** Lines of a reply above a remark that are read for the piece it quotes. */
const longestPiece = 40;
/** A remark under a long quote speaks of its end. */
const mostAbove = 5;

const asksForLink = /\b(?:links?|urls?|pointers?|references?) (?:to|for)\b/i;

/** The body line of a link that is new and beside words of the remark; undefined when there is none. */
function newLink(earlier: Compared, later: Compared, said: string): number | undefined {
  const wanted = wordsOf(said);
  const lines = later.text.split('\n');
  const at = lines.findIndex((line, index) => {
    const link = /https?:\/\/[^\s>]+/.exec(line)?.[0];
    if (link === undefined || earlier.text.includes(link)) return false;
    // What a link is said to be counts, and not where it leads.
    const beside = lines
      .slice(Math.max(0, index - 1), index + 1)
      .join(' ')
      .replace(/https?:\/\/\S+/g, '')
      .toLowerCase();
    // "spec" in the remark is "specification" there.
    return [...wanted.keys()].some((word) => word !== 'link' && beside.includes(word));
  });
  return at < 0 ? undefined : at + 1;
}

function droppedAt(at: number, label: string, mail: MessageId | undefined): Fate['dropped'] {
  return mail === undefined ? undefined : { at, label, evidence: { kind: 'dropped', mail, version: label } };
}

function told({ kind, hunk }: ChangeAt): { readonly line: number | undefined; readonly what: string } {
  const line = hunk?.lines.find(
    ({ outer, laterLine }) => outer === '+' && laterLine !== undefined,
  )?.laterLine;
  const words = {
    gone: 'the line is gone',
    rewritten: 'the line was rewritten',
    moved: 'the line moved',
    neighbour: 'lines beside it changed',
    none: '',
  };
  return {
    line: line ?? hunk?.lines.find(({ laterLine }) => laterLine !== undefined)?.laterLine,
    what: words[kind],
  };
}

/** Lines on either side of a place that show whether it was changed, or everything was. */
const around = 10;
/** Where fewer of them than this share survived, the text was written anew: that says nothing of one line. */
const leastSurvivors = 0.35;

/** True when nearly all around a line was written anew. */
function isWholesale(diff: Interdiff, { patch }: Compared, line: number): boolean {
  const isDiff = patch.files.some(({ start, end }) => line >= start && line < end);
  let gone = 0;
  const count = (lines: Interdiff['message']): void => {
    for (const { outer, earlierLine, text } of lines)
      if (outer === '-' && earlierLine !== undefined && Math.abs(earlierLine - line) <= around)
        if (text.trim() !== '') gone += 1;
  };
  if (isDiff) for (const { hunks } of diff.files) for (const { lines } of hunks) count(lines);
  if (!isDiff) count(diff.message);
  const section = patch.sections.find(({ start, end }) => line >= start && line < end);
  const all =
    Math.min(line + around, (section?.end ?? line) - 1) - Math.max(line - around, section?.start ?? line) + 1;
  return all >= around && gone > all * (1 - leastSurvivors);
}

/** How a change of the quoted lines themselves speaks for the remark. */
function strengthOf(
  change: ChangeAt,
  { text }: Remark,
  diff: Interdiff,
  earlier: Compared,
  later: Compared,
  line: number,
  first = line,
): Strength {
  if (change.kind === 'moved') return 'spot';
  if (isWholesale(diff, earlier, line)) return 'wholesale';
  return change.hunk && isRenamingOnly(text, earlier, later, change.hunk, first, line) ? 'passing' : 'spot';
}

function whatChanged({ changes }: Interdiff): string {
  return changes.has('diff') ? 'other lines of the patch changed' : 'other lines of its message changed';
}

/** What a posting says and adds, each made when first asked for. Context and lines it takes away are not its own. */
class SaidIn {
  private whole: string | undefined;
  private folded: ReadonlySet<string> | undefined;

  constructor(private readonly compared: Compared) {}

  get text(): string {
    return (this.whole ??= this.made());
  }

  /** Added lines, white space folded. */
  get lines(): ReadonlySet<string> {
    return (this.folded ??= new Set(this.added().map(foldSpaces)));
  }

  private made(): string {
    const { title, text, patch } = this.compared;
    const lines = text.split('\n');
    const prose = patch.sections
      .filter(({ kind }) => kind !== 'diff' && kind !== 'tail')
      .flatMap(({ start, end }) => lines.slice(start - 1, end - 1));
    return [title, ...prose, ...this.added()].join('\n');
  }

  private added(): readonly string[] {
    const added: string[] = [];
    for (const { hunks } of this.compared.patch.files)
      for (const { lines } of hunks) for (const { sign, text } of lines) if (sign === '+') added.push(text);
    return added;
  }
}

/** What a remark proposes is there now and was not before, or what it wants gone is gone. */
function isFollowed(suggestion: Suggestion, before: SaidIn | undefined, now: SaidIn): boolean {
  const { gone, come } = suggestion;
  if (gone !== undefined && (!has(before, gone) || has(now, gone))) return false;
  if (come === undefined) return gone !== undefined;
  if (suggestion.isLine) return !before?.lines.has(come) && now.lines.has(come);
  return (gone !== undefined || !has(before, come)) && has(now, come);
}

/** True when a text holds a piece as whole words. */
function has(said: SaidIn | undefined, piece: string): boolean {
  return said !== undefined && isIn(said.text, piece);
}

function isIn(text: string, piece: string): boolean {
  for (let at = text.indexOf(piece); at >= 0; at = text.indexOf(piece, at + 1)) {
    const isWord = (character: string | undefined) => character !== undefined && /\w/.test(character);
    const isCut =
      (isWord(piece[0]) && isWord(text[at - 1])) || (isWord(piece.at(-1)) && isWord(text[at + piece.length]));
    if (!isCut) return true;
  }
  return false;
}

function lineWith({ text }: Compared, { come }: Suggestion): number | undefined {
  if (come === undefined) return undefined;
  const at = text
    .split('\n')
    .findIndex(
      (line) =>
        line.length >= come.length &&
        !line.startsWith('-') &&
        (isIn(line, come) || foldSpaces(line.slice(1)) === come),
    );
  return at < 0 ? undefined : at + 1;
}

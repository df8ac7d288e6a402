import type { Anchor } from '../discussion/index';
import type { Warning } from '../progress/index';
import { groupBy } from './group-by';
import type { Cast, Role } from './people';
import { states, type Evidence, type State } from './states';

/** A remark as the store keeps it. */
export interface StoredRemark {
  readonly reply: string;
  readonly block: number;
  readonly startLine: number;
  readonly endLine: number;
  readonly text: string;
  readonly fromName: string;
  readonly fromAddress: string;
  readonly sentAt: Date | null;
  readonly kind: string;
  readonly anchor: unknown;
  /** The posting it speaks of. */
  readonly patch: string | null;
  readonly answersReply: string | null;
  readonly answersBlock: number | null;
  readonly quote: readonly string[];
  readonly counterDiffs: unknown;
  readonly trailers: unknown;
  readonly conversation: number;
  readonly position: number;
  /** What the reply answers, when that mail is neither held nor the posting itself. */
  readonly missingParent: string | null;
  /** What became of it, when it asks for something. */
  readonly state: State | null;
  readonly stateWhy: string | null;
  readonly evidence: readonly Evidence[];
  readonly addressedIn: string | null;
}

/** What became of a remark that asks for something, and why that is thought. */
export interface AskedView {
  readonly state: State;
  /** One sentence. */
  readonly why: string;
  readonly evidence: readonly Evidence[];
  /** Label of the first version in which nothing essential of what was asked is left. */
  readonly addressedIn: string | undefined;
}

/** One remark as a page shows it. */
export interface RemarkView {
  readonly reply: string;
  readonly block: number;
  /** Of the blocks of the same mail that stand on this page, this one included. */
  readonly blocks: readonly number[];
  readonly name: string;
  readonly role: Role;
  /** One value for all addresses of the person. */
  readonly person: string;
  readonly sentAt: Date | undefined;
  readonly kind: string;
  readonly text: string;
  /** Body line of the reply at which `text` begins, counted from 1. */
  readonly startLine: number;
  /** Body lines of the reply; `end` is the first after. */
  readonly counterDiffs: readonly { readonly start: number; readonly end: number }[];
  readonly trailers: readonly { readonly key: string; readonly value: string }[];
  /** Quoted lines a reader needs to see with it; empty when they stand right above on the page. */
  readonly quote: readonly string[];
  /** How many remarks it answers, one through the other, within the conversation. */
  readonly depth: number;
  /** Who wrote the remark it answers. */
  readonly to: string | undefined;
  /** The mail it answers, when that one is not held. */
  readonly missingParent: string | undefined;
  /** Undefined when it asks for nothing. */
  readonly asked: AskedView | undefined;
  /** A later commit that changes the line it stands at, links its mail, or takes back what it objected to; left out when none is known. */
  readonly later?: LaterChange;
}

export interface LaterChange {
  readonly kind: 'fixed' | 'reverted';
  /** Of the commit. */
  readonly title: string;
  readonly by: Warning['by'];
}

/** Where a discussion of an earlier version was begun, and how sure its place in this one is. */
export interface CarriedView {
  readonly version: { readonly slug: string; readonly label: string };
  readonly number: number;
  /** n of the last patch of that version. */
  readonly total: number;
  readonly kind: 'line' | 'near' | 'file' | 'patch';
  /** True when the mail it was said of is not held, and its quote was looked for. */
  readonly isByQuote: boolean;
  /** Why it is not the same line: a sentence's end. */
  readonly why: string | undefined;
}

/** Remarks that answer one another at one place: an answer stands behind what it answers, with its depth. */
export interface ConversationView {
  /** Number in the series, from 0. */
  readonly number: number;
  readonly anchor: Anchor;
  readonly remarks: readonly RemarkView[];
  readonly people: number;
  /** The worst state of what is asked in it; undefined when nothing is. */
  readonly state: State | undefined;
  /** Undefined when it was begun on the very posting that is shown. */
  readonly carried: CarriedView | undefined;
}

/** Gathers stored remarks into conversations, in order of their place in the posting, those without a place last. */
export function conversationsOf(remarks: readonly StoredRemark[], cast: Cast): readonly ConversationView[] {
  const blocks = groupBy(remarks, (remark) => remark.reply);
  const groups = groupBy(remarks, (remark) => remark.conversation);
  const conversations = [...groups].map(([number, members]): ConversationView => {
    const inOrder = [...members].sort((a, b) => a.position - b.position);
    const views = threadOf(inOrder, cast, blocks);
    // The store holds what lib/discussion made; the column is its Anchor as JSON.
    const anchor = inOrder[0]?.anchor as Anchor;
    return {
      number,
      anchor,
      remarks: views,
      people: new Set(views.map((view) => view.person)).size,
      state: worstOf(views.flatMap(({ asked }) => asked?.state ?? [])),
      carried: undefined,
    };
  });
  return inOrderOfPlace(conversations);
}

/** By line; at one line what was said of this very posting before what was carried to it. */
export function inOrderOfPlace(conversations: readonly ConversationView[]): readonly ConversationView[] {
  return [...conversations].sort(
    (a, b) =>
      placeOf(a.anchor) - placeOf(b.anchor) ||
      Number(a.carried !== undefined) - Number(b.carried !== undefined) ||
      a.number - b.number,
  );
}

/** The state that needs somebody most. */
export function worstOf(given: readonly State[]): State | undefined {
  return states.find((state) => given.includes(state));
}

function placeOf(anchor: Anchor): number {
  return anchor.kind === 'line' ? anchor.bodyLine : Number.MAX_SAFE_INTEGER;
}

function threadOf(
  members: readonly StoredRemark[],
  cast: Cast,
  blocks: ReadonlyMap<string, readonly StoredRemark[]>,
): readonly RemarkView[] {
  const byKey = new Map(members.map((member) => [keyOf(member.reply, member.block), member]));
  const answers = new Map<StoredRemark | undefined, StoredRemark[]>();
  for (const member of members) {
    const parent = parentOf(member, byKey);
    const siblings = answers.get(parent);
    if (siblings) siblings.push(member);
    else answers.set(parent, [member]);
  }
  const views: RemarkView[] = [];
  const waiting = (answers.get(undefined) ?? []).map((remark) => ({ remark, depth: 0 })).reverse();
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { remark, depth } = next;
    views.push(viewOf(remark, depth, parentOf(remark, byKey), cast, blocks));
    for (const answer of [...(answers.get(remark) ?? [])].reverse())
      waiting.push({ remark: answer, depth: depth + 1 });
  }
  return views;
}

/** The remark answered, when it is in the conversation and was there before: a circle would never end. */
function parentOf(remark: StoredRemark, byKey: ReadonlyMap<string, StoredRemark>): StoredRemark | undefined {
  if (remark.answersReply === null || remark.answersBlock === null) return undefined;
  const parent = byKey.get(keyOf(remark.answersReply, remark.answersBlock));
  return parent && parent.position < remark.position ? parent : undefined;
}

function keyOf(reply: string, block: number): string {
  return `${block} ${reply}`;
}

function viewOf(
  remark: StoredRemark,
  depth: number,
  parent: StoredRemark | undefined,
  cast: Cast,
  blocks: ReadonlyMap<string, readonly StoredRemark[]>,
): RemarkView {
  return {
    reply: remark.reply,
    block: remark.block,
    blocks: (blocks.get(remark.reply) ?? [remark]).map((each) => each.block).sort((a, b) => a - b),
    name: cast.nameOf(remark.fromName, remark.fromAddress),
    role: cast.roleOf(remark.fromAddress, remark.kind),
    person: cast.personOf(remark.fromAddress),
    sentAt: remark.sentAt ?? undefined,
    kind: remark.kind,
    text: remark.text,
    startLine: remark.startLine,
    counterDiffs: remark.counterDiffs as RemarkView['counterDiffs'],
    trailers: remark.trailers as RemarkView['trailers'],
    quote: quoteToShow(remark, parent),
    depth,
    to: parent && cast.nameOf(parent.fromName, parent.fromAddress),
    missingParent: parent ? undefined : (remark.missingParent ?? undefined),
    asked:
      remark.state === null
        ? undefined
        : {
            state: remark.state,
            why: remark.stateWhy ?? '',
            evidence: remark.evidence,
            addressedIn: remark.addressedIn ?? undefined,
          },
  };
}

/** An answer right under a remark no longer than this needs no quote of it. */
const shortRemark = 12;

/** An answer to the end of a remark: the quote ends within this many lines of it. */
const closing = 3;

/**
 * The quoted lines a reader needs to see: none for a remark woven under the very line or about the whole mail, none for an answer to a short
 * remark or to the end of one. What the quote itself quotes stands further above already.
 */
function quoteToShow(remark: StoredRemark, parent: StoredRemark | undefined): readonly string[] {
  const quote = remark.quote.filter((line) => !/^\s*>/.test(line));
  if (!parent) {
    const anchor = remark.anchor as Anchor;
    const isPlaced = (anchor.kind === 'line' && anchor.precise) || anchor.kind === 'patch';
    return isPlaced && remark.answersReply === null ? [] : quote;
  }
  const said = parent.text.split('\n').map(foldSpace).filter(Boolean);
  const last = quote.map(foldSpace).findLast(Boolean);
  return said.length <= shortRemark || last === undefined || said.slice(-closing).includes(last) ? [] : quote;
}

function foldSpace(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

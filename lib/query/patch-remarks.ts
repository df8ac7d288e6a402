import type { Anchor, AnchorPart } from '../discussion/index';
import type { MessageId } from '../mail/index';
import { select } from '../store/index';
import {
  conversationsOf,
  inOrderOfPlace,
  worstOf,
  type CarriedView,
  type ConversationView,
  type StoredRemark,
} from './conversations';
import { groupBy } from './group-by';
import type { Cast } from './people';
import { groupOf, type State } from './states';

/** A posting of the series: which version's, and its number there (0 is the cover letter). */
export interface PostingAt {
  readonly version: { readonly slug: string; readonly label: string };
  readonly number: number;
  /** n of the last patch of that version. */
  readonly total: number;
}

/** A discussion of an earlier version that is settled and was not settled by this one: no more than a line of a list. */
export interface SettledEarlier {
  readonly number: number;
  readonly state: State;
  readonly reply: string;
  readonly block: number;
  readonly name: string;
  /** The beginning of what was asked. */
  readonly text: string;
  readonly from: PostingAt;
}

/** What is said at a posting: on itself, and on its earlier versions as far as it is of interest here. */
export interface Talk {
  readonly conversations: readonly ConversationView[];
  readonly settledEarlier: readonly SettledEarlier[];
}

export interface TalkAsked {
  readonly seriesId: number;
  readonly posting: string;
  /** Label of the version the page shows. */
  readonly version: string;
  /** Where a posting stands in the series. */
  readonly at: (posting: string) => PostingAt | undefined;
  readonly cast: Cast;
  /** True when also those discussions of earlier versions are wanted that are settled. */
  readonly showsSettled: boolean;
}

/**
 * Discussions to show at a posting, in the order of their places in it. Of an earlier version come those that need
 * somebody still and those that this very version settled; of the others a line each.
 */
export async function findTalk(asked: TalkAsked): Promise<Talk> {
  const { seriesId, posting, cast, at } = asked;
  const carried = groupBy(await readCarried(seriesId, posting), ({ conversation }) => conversation);
  const isShown = (asks: readonly CarriedRow[]): boolean =>
    asked.showsSettled || asks.some((ask) => isOfInterest(ask, asked.version));
  const numbers = [...carried].flatMap(([number, asks]) => (isShown(asks) ? number : []));
  const remarks = await readRemarks(seriesId, posting, numbers);
  const firstOf = new Map(remarks.map((remark) => [remark.conversation, remark] as const).reverse());
  const conversations = conversationsOf(remarks, cast).map((conversation) => {
    const asks = carried.get(conversation.number);
    const first = firstOf.get(conversation.number);
    const isOwn = first === undefined || first.patch === posting || first.patch === null;
    return asks === undefined || isOwn ? conversation : carryTo(posting, conversation, first, asks, at);
  });
  return {
    conversations: inOrderOfPlace(conversations),
    settledEarlier: [...carried.values()].flatMap((asks): SettledEarlier[] => {
      const [first] = asks;
      const from = first && at(first.madeAt);
      if (!first || !from || isShown(asks)) return [];
      return [
        {
          number: first.conversation,
          state: worstOf(asks.map(({ state }) => state)) ?? first.state,
          reply: first.reply,
          block: first.block,
          name: cast.nameOf(first.fromName, first.fromAddress),
          text: first.text,
          from,
        },
      ];
    }),
  };
}

/** A remark that asks, carried to the posting that is shown. */
interface CarriedRow {
  readonly kind: CarriedView['kind'];
  readonly bodyLine: number | null;
  readonly path: string | null;
  readonly why: string | null;
  readonly reply: string;
  readonly block: number;
  readonly conversation: number;
  readonly state: State;
  readonly addressedIn: string | null;
  /** The posting it was made on. */
  readonly madeAt: string;
  readonly fromName: string;
  readonly fromAddress: string;
  readonly text: string;
}

/** What somebody must still look at, or what this version did something about. */
function isOfInterest({ state, addressedIn }: CarriedRow, version: string): boolean {
  return groupOf(state) !== 'settled' || addressedIn === version;
}

/** The conversation at the place of its worst ask. */
function carryTo(
  posting: string,
  conversation: ConversationView,
  first: StoredRemark,
  asks: readonly CarriedRow[],
  at: TalkAsked['at'],
): ConversationView {
  const worst = worstOf(asks.map(({ state }) => state));
  const place = asks.find(({ state }) => state === worst);
  const from = place && at(place.madeAt);
  if (!place || !from) return conversation;
  const [opening, ...others] = conversation.remarks;
  const anchor = anchorOf(posting as MessageId, place, conversation.anchor);
  return {
    ...conversation,
    anchor,
    // The line it was said of is not here to be read above it.
    remarks:
      opening && place.kind !== 'line'
        ? [{ ...opening, quote: first.quote.filter((line) => !/^\s*>/.test(line)) }, ...others]
        : conversation.remarks,
    // What has no line here says so, though its words may be found at one.
    carried: {
      ...from,
      kind: anchor.kind === 'patch' ? 'patch' : place.kind,
      isByQuote: conversation.anchor.kind === 'unheld',
      why: place.why ?? undefined,
    },
  };
}

/** A line is carried within its part: out of the message into the message, out of the diff into the diff. */
function anchorOf(patch: MessageId, { kind, bodyLine, path, why }: CarriedRow, before: Anchor): Anchor {
  if (bodyLine !== null && before.kind === 'line')
    return { ...before, patch, bodyLine, at: undefined, precise: kind === 'line' };
  // Said of a mail that is not held, and the line it quotes stands in this one.
  if (bodyLine !== null && before.kind === 'unheld')
    return { kind: 'line', patch, part: partOf(before.quotedLine), bodyLine, at: undefined, precise: false };
  if (kind === 'file' && path !== null) return { kind: 'file', patch, path, why: why ?? '' };
  return { kind: 'patch', patch };
}

/** Lines of a diff begin with their sign. */
function partOf(quotedLine: string | undefined): AnchorPart {
  return /^[-+ @]/.test(quotedLine ?? '') ? 'diff' : 'message';
}

/** Characters of a remark that are read for a line of a list. */
const firstCharacters = 200;

function readCarried(seriesId: number, posting: string): Promise<CarriedRow[]> {
  return select<CarriedRow>`
    SELECT c.kind, c.body_line AS "bodyLine", c.path, c.why, r.reply, r.block, r.conversation, r.state,
      r.addressed_in AS "addressedIn", r.patch AS "madeAt", r.from_name AS "fromName",
      r.from_address AS "fromAddress", left(r.text, ${firstCharacters}::int) AS text
    FROM carried_remark c
    JOIN remark r ON r.series_id = c.series_id AND r.reply = c.reply AND r.block = c.block
    WHERE c.series_id = ${seriesId} AND c.patch = ${posting} AND r.state IS NOT NULL AND r.patch IS NOT NULL
    ORDER BY r.conversation, r.position`;
}

/**
 * Remarks on a posting: those placed in it, those that found no place in replies to it, and those of the conversations
 * named. `missingParent` is what the reply answers, when that mail is neither held nor the posting itself.
 */
function readRemarks(
  seriesId: number,
  posting: string,
  conversations: readonly number[],
): Promise<StoredRemark[]> {
  return select<StoredRemark>`
    SELECT r.reply, r.block, r.start_line AS "startLine", r.end_line AS "endLine", r.text, r.from_name AS "fromName",
      r.from_address AS "fromAddress", r.sent_at AS "sentAt", r.kind, r.anchor, r.patch, r.answers_reply AS "answersReply",
      r.answers_block AS "answersBlock", r.quote, r.counter_diffs AS "counterDiffs", r.trailers, r.conversation, r.position,
      r.state, r.state_why AS "stateWhy", r.evidence, r.addressed_in AS "addressedIn",
      CASE WHEN m.parents[1] <> coalesce(r.patch, ${posting})
        AND NOT EXISTS (SELECT 1 FROM mail h WHERE h.message_id = m.parents[1]) THEN m.parents[1] END AS "missingParent"
    FROM remark r LEFT JOIN mail m ON m.message_id = r.reply AND NOT m.is_variant
    WHERE r.series_id = ${seriesId} AND (r.patch = ${posting} OR r.conversation = ANY(${[...conversations]})
      OR (r.anchor_kind = 'unplaced' AND EXISTS (
        SELECT 1 FROM series_mail sm
        WHERE sm.series_id = r.series_id AND sm.message_id = r.reply AND sm.posting = ${posting})))
    ORDER BY r.conversation, r.position`;
}

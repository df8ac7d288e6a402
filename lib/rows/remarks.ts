import type { Anchor, Remark } from '../discussion/index';
import type { MessageId } from '../mail/index';
import type { Carried, RemarkStatus, Tag } from '../status/index';
import { discussionOf, statusOf, type PlacedSeries } from './derived';
import type { FoundRemark } from './mails';

export function remarkRows(placed: PlacedSeries) {
  const discussion = discussionOf(placed);
  const places = new Map<string, { readonly conversation: number; readonly position: number }>();
  discussion.conversations.forEach((conversation, number) => {
    conversation.remarks.forEach((ref, position) =>
      places.set(`${ref.block} ${ref.reply}`, { conversation: number, position }),
    );
  });
  const statuses = new Map(statusOf(placed).remarks.map((one) => [`${one.block} ${one.reply}`, one]));
  return discussion.remarks.map((remark) => {
    const place = places.get(`${remark.block} ${remark.reply}`);
    if (!place) throw new Error(`Remark ${remark.block} of ${remark.reply} lies in no conversation.`);
    return remarkRow(placed.place, remark, place, statuses.get(`${remark.block} ${remark.reply}`));
  });
}

function remarkRow(
  seriesId: number,
  remark: Remark,
  place: { readonly conversation: number; readonly position: number },
  status: RemarkStatus | undefined,
) {
  return {
    // The id comes from its sequence: nothing refers to it.
    series_id: seriesId,
    reply: remark.reply,
    block: remark.block,
    start_line: remark.start,
    end_line: remark.end,
    text: remark.text,
    from_name: remark.from.name,
    from_address: remark.from.address,
    sent_at: remark.date ?? null,
    kind: remark.kind,
    anchor: remark.anchor,
    anchor_kind: remark.anchor.kind,
    patch: postingOf(remark.anchor),
    body_line: remark.anchor.kind === 'line' ? remark.anchor.bodyLine : null,
    answers_reply: remark.answers?.reply ?? null,
    answers_block: remark.answers?.block ?? null,
    quote: remark.quote,
    counter_diffs: remark.counterDiffs,
    trailers: remark.trailers,
    asks: status?.asks ?? false,
    state: status?.state ?? null,
    made_on: status?.version ?? null,
    addressed_in: status?.addressedIn ?? null,
    state_why: status?.why ?? null,
    evidence: status?.evidence ?? [],
    conversation: place.conversation,
    position: place.position,
  };
}

/** The remarks of a series, as a search finds them. */
export function foundRemarks(placed: PlacedSeries): readonly FoundRemark[] {
  const { byId } = placed.cluster.analysis.recognition;
  return discussionOf(placed).remarks.map(({ reply, block, date, text, from }) => ({
    seriesId: placed.place,
    reply,
    block,
    date,
    text,
    subject: byId.get(reply)?.mail.subject ?? '',
    from,
  }));
}

function postingOf(anchor: Anchor): MessageId | null {
  return 'patch' in anchor ? anchor.patch : null;
}

export function tagRows(placed: PlacedSeries) {
  return statusOf(placed).tags.map((tag: Tag) => ({
    series_id: placed.place,
    key: tag.key,
    value: tag.value,
    name: tag.person.name,
    address: tag.person.address.toLowerCase(),
    mail: tag.mail,
    block: tag.block,
    given_at: tag.date ?? null,
    version: tag.version ?? null,
    posting: tag.posting ?? null,
    patches: tag.patches,
    scope: tag.scope,
    holds: tag.holds,
    why: tag.why,
    picked_up: tag.pickedUp ?? null,
  }));
}

export function carriedRows(placed: PlacedSeries) {
  return statusOf(placed).carried.map(({ reply, block, patch, version, place }: Carried) => ({
    series_id: placed.place,
    reply,
    block,
    patch,
    version,
    kind: place.kind,
    body_line: 'bodyLine' in place ? place.bodyLine : null,
    path: 'path' in place ? place.path : null,
    why: 'why' in place ? place.why : null,
  }));
}

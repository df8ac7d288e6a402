import type { Lineage, Person } from '../series/index';
import { database } from '../store/index';
import { conversationsOf, type ConversationView, type StoredRemark } from './conversations';
import { Cast, nameOf } from './people';

/** One posting of a version: patch n, or the cover letter as number 0. */
export interface SlotView {
  readonly number: number;
  readonly kind: 'held' | 'missing' | 'carried';
  readonly messageId: string | undefined;
  /** Undefined when only the number is known. */
  readonly title: string | undefined;
  readonly conversations: number;
  readonly remarks: number;
}

/** The same patch in another version: `number` is undefined where the version has no such patch. */
export interface VersionLink {
  readonly slug: string;
  readonly label: string;
  readonly number: number | undefined;
  readonly kind: SlotView['kind'] | undefined;
}

/** Everything the page of one patch or cover letter shows. */
export interface PatchPage {
  readonly series: { readonly slug: string; readonly title: string };
  readonly version: { readonly slug: string; readonly label: string };
  readonly versions: readonly VersionLink[];
  /** The cover letter first when the version has one, then 1 to n. */
  readonly slots: readonly SlotView[];
  readonly slot: SlotView;
  /** n of the last patch. */
  readonly total: number;
  /** Undefined when the mail is not held. */
  readonly posting: PostingMail | undefined;
  readonly author: string | undefined;
  /** Label of the version a carried patch was posted in. */
  readonly carriedFrom: string | undefined;
  readonly conversations: readonly ConversationView[];
  /** Replies to this posting without a remark of their own, with the reason. */
  readonly silent: readonly { readonly messageId: string; readonly name: string; readonly why: string }[];
}

export interface PostingMail {
  readonly messageId: string;
  readonly subject: string;
  readonly fromName: string;
  readonly via: string | undefined;
  readonly sentAt: Date | undefined;
  readonly text: string;
}

/**
 * What the page of patch `number` (0 is the cover letter) of a version shows; undefined when there is no such
 * series, version or number.
 */
export async function findPatchPage(
  seriesSlug: string,
  versionSlug: string,
  number: number,
): Promise<PatchPage | undefined> {
  const series = await readSeries(seriesSlug);
  const version = series?.versions.find((each) => each.slug === versionSlug);
  if (!series || !version) return undefined;
  const countOf = new Map(series.counts.map((count) => [count.patch, count]));
  const slotsOf = (of: VersionRow): readonly SlotView[] =>
    patchesOf(of).map((patch) => {
      const count = countOf.get(patch.messageId ?? '');
      return {
        number: patch.number,
        kind: patch.kind,
        messageId: patch.messageId ?? undefined,
        title: patch.title ?? undefined,
        conversations: count?.conversations ?? 0,
        remarks: count?.remarks ?? 0,
      };
    });
  const slots = slotsOf(version);
  const slot = slots.find((each) => each.number === number);
  if (!slot) return undefined;
  const { messageId } = slot;
  const [mail, remarks, silent] = await Promise.all([
    messageId === undefined || slot.kind === 'missing' ? undefined : readPosting(messageId),
    messageId === undefined ? [] : readRemarks(series.id, messageId),
    messageId === undefined ? [] : readSilent(series.id, messageId),
  ]);
  const cast = new Cast(series.people, [series.authorKey, ...series.versions.map((each) => each.senderKey)]);
  const sender = mail && nameOf(mail.fromName, mail.fromAddress);
  const patch = version.patches.find((each) => each.number === number);
  return {
    series: { slug: seriesSlug, title: series.title },
    version: { slug: version.slug, label: version.label },
    versions: versionLinks(series, version.ordinal, number, slotsOf),
    slots,
    slot,
    total: version.patches.length,
    posting:
      mail && sender
        ? {
            messageId: mail.messageId,
            subject: mail.subject,
            fromName: sender.name,
            via: sender.via,
            sentAt: mail.sentAt ?? undefined,
            text: mail.text,
          }
        : undefined,
    author: patch?.authorName ?? sender?.name,
    carriedFrom: slot.kind === 'carried' ? holderOf(series.versions, messageId) : undefined,
    conversations: conversationsOf(remarks, cast),
    silent: silent.map((reply) => ({
      messageId: reply.messageId,
      name: cast.nameOf(reply.fromName, reply.fromAddress),
      why: reply.why,
    })),
  };
}

/** The cover letter, when the version has one, is patch 0. */
function patchesOf(version: VersionRow): readonly PatchRow[] {
  const cover: PatchRow = {
    number: 0,
    kind: version.isCoverHeld ? 'held' : 'missing',
    messageId: version.coverId,
    title: version.coverTitle,
    authorName: null,
  };
  return version.coverId === null ? version.patches : [cover, ...version.patches];
}

/** Label of the version in which a mail was posted. */
function holderOf(versions: readonly VersionRow[], messageId: string | undefined): string | undefined {
  return versions.find((version) =>
    version.patches.some((patch) => patch.kind === 'held' && patch.messageId === messageId),
  )?.label;
}

interface SeriesRow {
  readonly id: number;
  readonly title: string;
  readonly authorKey: string;
  readonly people: readonly Person[];
  readonly lineages: readonly Lineage[];
  readonly versions: readonly VersionRow[];
  readonly counts: readonly {
    readonly patch: string;
    readonly conversations: number;
    readonly remarks: number;
  }[];
}

interface VersionRow {
  readonly ordinal: number;
  readonly slug: string;
  readonly label: string;
  readonly senderKey: string;
  readonly coverId: string | null;
  readonly isCoverHeld: boolean;
  readonly coverTitle: string | null;
  readonly patches: readonly PatchRow[];
}

interface PatchRow {
  readonly number: number;
  readonly kind: SlotView['kind'];
  readonly messageId: string | null;
  readonly title: string | null;
  readonly authorName: string | null;
}

/** One statement for all of it: a page asks for this with every click, and Prisma's nested reads are one each. */
async function readSeries(slug: string): Promise<SeriesRow | undefined> {
  const [row] = await database().$queryRaw<SeriesRow[]>`
    SELECT s.id, s.title, s.author_key AS "authorKey", s.people, s.lineages,
      (SELECT coalesce(json_agg(json_build_object('ordinal', v.ordinal, 'slug', v.slug, 'label', v.label,
          'senderKey', v.sender_key, 'coverId', v.cover_id, 'isCoverHeld', v.is_cover_held, 'coverTitle', v.cover_title,
          'patches', (SELECT coalesce(json_agg(json_build_object('number', p.number, 'kind', p.kind,
              'messageId', p.message_id, 'title', p.title, 'authorName', p.author_name) ORDER BY p.number), '[]')
            FROM patch p WHERE p.version_id = v.id)) ORDER BY v.ordinal), '[]')
        FROM version v WHERE v.series_id = s.id) AS versions,
      (SELECT coalesce(json_agg(c), '[]') FROM (
          SELECT patch, count(DISTINCT conversation)::int AS conversations, count(*)::int AS remarks
          FROM remark WHERE series_id = s.id AND patch IS NOT NULL GROUP BY patch) c) AS counts
    FROM series s WHERE s.slug = ${slug}`;
  return row;
}

interface PostingRow {
  readonly messageId: string;
  readonly subject: string;
  readonly fromName: string;
  readonly fromAddress: string;
  readonly sentAt: Date | null;
  readonly text: string;
}

async function readPosting(messageId: string): Promise<PostingRow | undefined> {
  const [row] = await database().$queryRaw<PostingRow[]>`
    SELECT message_id AS "messageId", subject, from_name AS "fromName", from_address AS "fromAddress",
      sent_at AS "sentAt", text
    FROM mail WHERE message_id = ${messageId} AND NOT is_variant LIMIT 1`;
  return row;
}

/**
 * Remarks on a posting: those placed in it, and those that found no place in replies to it. `missingParent` is what the
 * reply answers, when that mail is neither held nor the posting itself.
 */
function readRemarks(seriesId: number, posting: string): Promise<StoredRemark[]> {
  return database().$queryRaw<StoredRemark[]>`
    SELECT r.reply, r.block, r.start_line AS "startLine", r.end_line AS "endLine", r.text, r.from_name AS "fromName",
      r.from_address AS "fromAddress", r.sent_at AS "sentAt", r.kind, r.anchor, r.answers_reply AS "answersReply",
      r.answers_block AS "answersBlock", r.quote, r.counter_diffs AS "counterDiffs", r.trailers, r.conversation, r.position,
      CASE WHEN m.parents[1] <> ${posting}
        AND NOT EXISTS (SELECT 1 FROM mail h WHERE h.message_id = m.parents[1]) THEN m.parents[1] END AS "missingParent"
    FROM remark r LEFT JOIN mail m ON m.message_id = r.reply AND NOT m.is_variant
    WHERE r.series_id = ${seriesId} AND (r.patch = ${posting} OR (r.anchor_kind = 'unplaced' AND EXISTS (
      SELECT 1 FROM series_mail sm
      WHERE sm.series_id = r.series_id AND sm.message_id = r.reply AND sm.posting = ${posting})))
    ORDER BY r.conversation, r.position`;
}

interface SilentRow {
  readonly messageId: string;
  readonly fromName: string;
  readonly fromAddress: string;
  readonly why: string;
}

function readSilent(seriesId: number, posting: string): Promise<SilentRow[]> {
  return database().$queryRaw<SilentRow[]>`
    SELECT sm.message_id AS "messageId", m.from_name AS "fromName", m.from_address AS "fromAddress",
      sm.silent_why AS why
    FROM series_mail sm JOIN mail m ON m.message_id = sm.message_id AND NOT m.is_variant
    WHERE sm.series_id = ${seriesId} AND sm.posting = ${posting} AND sm.silent_why IS NOT NULL
    ORDER BY m.sent_at`;
}

/** Follows a patch through the versions by its lineage; a cover letter by being one. */
function versionLinks(
  series: SeriesRow,
  ordinal: number,
  number: number,
  slotsOf: (version: VersionRow) => readonly SlotView[],
): readonly VersionLink[] {
  const lineage = series.lineages.find((each) => each.cells[ordinal] === number);
  return series.versions.map((version, index) => {
    // JSON has no undefined: an empty cell comes back as null.
    const cell = number === 0 ? 0 : index === ordinal ? number : (lineage?.cells[index] ?? undefined);
    const slot = slotsOf(version).find((each) => each.number === cell);
    return { slug: version.slug, label: version.label, number: slot?.number, kind: slot?.kind };
  });
}

/** The number a version begins with: 0 for its cover letter, else its first patch; undefined when there is no such version. */
export async function findFirstPosting(seriesSlug: string, versionSlug: string): Promise<number | undefined> {
  const version = await database().version.findFirst({
    where: { slug: versionSlug, series: { slug: seriesSlug } },
    select: { coverId: true, patches: { orderBy: { number: 'asc' }, take: 1, select: { number: true } } },
  });
  if (!version) return undefined;
  return version.coverId === null ? version.patches[0]?.number : 0;
}

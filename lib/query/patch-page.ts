import type { Lineage, Person } from '../series/index';
import type { Objection } from '../status/index';
import { database, select } from '../store/index';
import { worstOf, type ConversationView, type LaterChange } from './conversations';
import { groupBy } from './group-by';
import { landedOf, type LandedView } from './landed';
import { stepsIn } from './stored-steps';
import { findTalk, type PostingAt, type SettledEarlier } from './patch-remarks';
import { lastSpoken, looksOf, type Look, type SpeakerRow } from './patch-looks';
import { readTags, tagsOf, type PatchTag } from './patch-tags';
import { Cast, nameOf } from './people';
import { groupOf, groups, statesOf, type Group, type State } from './states';
import { ofOneDerivation } from './oneDerivation';

/** One posting of a version: patch n, or the cover letter as number 0. */
export interface SlotView {
  readonly number: number;
  readonly kind: 'held' | 'missing' | 'carried';
  readonly messageId: string | undefined;
  /** Undefined when only the number is known. */
  readonly title: string | undefined;
  /** Discussions that stand on its page: its own, and those of earlier versions that are shown there. */
  readonly conversations: number;
  /** Of the remarks in them that ask for something, how many are in each group, with the worst state in it. */
  readonly counts: GroupsOfPatch;
}

/** Of each group of states, how many remarks of a patch are in it, and the worst state there. */
export type GroupsOfPatch = Readonly<
  Record<Group, { readonly count: number; readonly worst: State | undefined }>
>;

/** The same patch in another version: `number` is undefined where the version has no such patch. */
export interface VersionLink {
  readonly slug: string;
  readonly label: string;
  readonly number: number | undefined;
  readonly kind: SlotView['kind'] | undefined;
  readonly messageId: string | undefined;
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
  /** Discussions of earlier versions that are not among them. */
  readonly settledEarlier: readonly SettledEarlier[];
  /** Tags given to this patch, in this version or an earlier one, and objections. */
  readonly tags: readonly PatchTag[];
  /** As which commits it was found, and which fix it or take it back. */
  readonly landed: LandedView;
  /** What a reader may compare this version with. */
  readonly looks: readonly Look[];
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

export interface PatchPageOptions {
  /** True when also those discussions of earlier versions are wanted that are settled. */
  readonly showsSettled?: boolean;
  /** Slug of the version the reader last looked at before this one. */
  readonly lookedAt?: string;
}

/**
 * What the page of patch `number` (0 is the cover letter) of a version shows; undefined when there is no such
 * series, version or number.
 */
export function findPatchPage(
  seriesSlug: string,
  versionSlug: string,
  number: number,
  options: PatchPageOptions = {},
): Promise<PatchPage | undefined> {
  return ofOneDerivation(seriesSlug, () => makePage(seriesSlug, versionSlug, number, options));
}

async function makePage(
  seriesSlug: string,
  versionSlug: string,
  number: number,
  { showsSettled = false, lookedAt }: PatchPageOptions,
): Promise<PatchPage | undefined> {
  const series = await readSeries(seriesSlug, versionSlug);
  const version = series?.versions.find((each) => each.slug === versionSlug);
  if (!series || !version) return undefined;
  const talksOf = groupBy(series.talks, ({ patch }) => patch);
  const slotsOf = (of: VersionRow): readonly SlotView[] =>
    patchesOf(of).map((patch) => {
      const talks = talksOf.get(patch.messageId ?? '') ?? [];
      return {
        number: patch.number,
        kind: patch.kind,
        messageId: patch.messageId ?? undefined,
        title: patch.title ?? undefined,
        conversations: talks.length,
        counts: countGroups(talks),
      };
    });
  const slots = slotsOf(version);
  const slot = slots.find((each) => each.number === number);
  if (!slot) return undefined;
  const { messageId } = slot;
  const cast = new Cast(series.people, [series.authorKey, ...series.versions.map((each) => each.senderKey)]);
  const postings = postingsOf(series.versions);
  const [mail, talk, silent, tags] = await Promise.all([
    messageId === undefined || slot.kind === 'missing' ? undefined : readPosting(messageId),
    messageId === undefined
      ? { conversations: [], settledEarlier: [] }
      : findTalk({
          seriesId: series.id,
          posting: messageId,
          version: version.label,
          at: (posting) => postings.get(posting),
          cast,
          showsSettled,
        }),
    messageId === undefined ? [] : readSilent(series.id, messageId),
    readTags(series.id),
  ]);
  const links = versionLinks(series, version.ordinal, number, slotsOf);
  const sender = mail && nameOf(mail.fromName, mail.fromAddress);
  const patch = version.patches.find((each) => each.number === number);
  const row = series.lineages.findIndex(({ cells }) => cells[version.ordinal] === number);
  const landed = landedOf(stepsIn(series.progress), row);
  return {
    series: { slug: seriesSlug, title: series.title },
    version: { slug: version.slug, label: version.label },
    versions: links,
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
    conversations: withLaterChanges(talk.conversations, landed),
    landed,
    settledEarlier: talk.settledEarlier,
    tags: tagsOf({
      tags,
      objections: series.objections,
      patches: links.slice(0, version.ordinal + 1).flatMap((link) => link.messageId ?? []),
      version: version.label,
      isNewest: version.ordinal === series.versions.length - 1,
      cast,
    }),
    looks: looksOf({
      earlier: links.slice(0, version.ordinal),
      lookedAt,
      spoken: lastSpoken(
        series.speakers,
        tags,
        postings,
        series.versions.slice(0, version.ordinal).map(({ label }) => label),
        cast,
      ),
    }),
    silent: silent.map((reply) => ({
      messageId: reply.messageId,
      name: cast.nameOf(reply.fromName, reply.fromAddress),
      why: reply.why,
    })),
  };
}

/** Remarks that had spoken of what a later commit changes say so. */
function withLaterChanges(
  conversations: readonly ConversationView[],
  { after }: LandedView,
): readonly ConversationView[] {
  const later = new Map<string, LaterChange>(
    after.flatMap(({ kind, title, warnings }) =>
      warnings.map(({ reply, block, by }) => [`${block} ${reply}`, { kind, title, by }] as const),
    ),
  );
  if (later.size === 0) return conversations;
  return conversations.map((conversation) => ({
    ...conversation,
    remarks: conversation.remarks.map((remark) => {
      const change = later.get(`${remark.block} ${remark.reply}`);
      return change ? { ...remark, later: change } : remark;
    }),
  }));
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
  readonly objections: readonly Objection[];
  /** Of lib/progress, as JSON. */
  readonly progress: unknown;
  /** Every discussion that stands on the page of a posting of the version asked for. */
  readonly talks: readonly TalkRow[];
  /** Who remarked on which posting; robots are not among them. */
  readonly speakers: readonly SpeakerRow[];
}

interface TalkRow {
  readonly patch: string;
  /** Of each remark in it that asks for something; null when none does. */
  readonly states: readonly State[] | null;
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

function countGroups(talks: readonly TalkRow[]): GroupsOfPatch {
  const asked = talks.flatMap(({ states }) => states ?? []);
  const [unsettled, confirm, settled] = groups.map((group) => {
    const here = asked.filter((state) => groupOf(state) === group);
    return { count: here.length, worst: worstOf(here) };
  });
  const none = { count: 0, worst: undefined };
  return { unsettled: unsettled ?? none, confirm: confirm ?? none, settled: settled ?? none };
}

/** Where each posting stands; one that a later version carried over stands where it was posted. */
function postingsOf(versions: readonly VersionRow[]): ReadonlyMap<string, PostingAt> {
  return new Map(
    versions.flatMap((version) =>
      patchesOf(version).flatMap(({ messageId, kind, number }) =>
        messageId === null || kind === 'carried'
          ? []
          : [
              [
                messageId,
                {
                  version: { slug: version.slug, label: version.label },
                  number,
                  total: version.patches.length,
                },
              ] as const,
            ],
      ),
    ),
  );
}

/**
 * One statement for all of it: a page asks for this with every click, and Prisma's nested reads are one each. Of earlier
 * versions' remarks those are counted that `findTalk` shows.
 */
async function readSeries(slug: string, version: string): Promise<SeriesRow | undefined> {
  const [row] = await select<SeriesRow>`
    WITH s AS (SELECT * FROM series WHERE slug = ${slug}),
    here AS (
      SELECT p.message_id FROM s JOIN version v ON v.series_id = s.id JOIN patch p ON p.version_id = v.id
      WHERE v.slug = ${version} AND p.message_id IS NOT NULL
      UNION SELECT v.cover_id FROM s JOIN version v ON v.series_id = s.id
      WHERE v.slug = ${version} AND v.cover_id IS NOT NULL)
    SELECT s.id, s.title, s.author_key AS "authorKey", s.people, s.lineages, s.objections, s.progress,
      (SELECT coalesce(json_agg(json_build_object('ordinal', v.ordinal, 'slug', v.slug, 'label', v.label,
          'senderKey', v.sender_key, 'coverId', v.cover_id, 'isCoverHeld', v.is_cover_held, 'coverTitle', v.cover_title,
          'patches', (SELECT coalesce(json_agg(json_build_object('number', p.number, 'kind', p.kind,
              'messageId', p.message_id, 'title', p.title, 'authorName', p.author_name) ORDER BY p.number), '[]')
            FROM patch p WHERE p.version_id = v.id)) ORDER BY v.ordinal), '[]')
        FROM version v WHERE v.series_id = s.id) AS versions,
      (SELECT coalesce(json_agg(t), '[]') FROM (
          SELECT patch, array_agg(state) FILTER (WHERE state IS NOT NULL) AS states FROM (
            SELECT r.patch, r.conversation, r.reply, r.block, r.state FROM remark r
            WHERE r.series_id = s.id AND r.patch IN (SELECT message_id FROM here)
            UNION
            SELECT shown.patch, r.conversation, r.reply, r.block, r.state FROM (
              SELECT DISTINCT c.patch, r.conversation FROM carried_remark c
              JOIN remark r ON r.series_id = c.series_id AND r.reply = c.reply AND r.block = c.block
              WHERE c.series_id = s.id AND c.patch IN (SELECT message_id FROM here)
                AND (r.state <> ALL(${[...statesOf.settled]}) OR r.addressed_in = c.version)) shown
            JOIN remark r ON r.series_id = s.id AND r.conversation = shown.conversation) each
          GROUP BY patch, conversation) t) AS talks,
      (SELECT coalesce(json_agg(p), '[]') FROM (
          SELECT patch AS posting, from_address AS address, min(from_name) AS name FROM remark
          WHERE series_id = s.id AND patch IS NOT NULL AND kind <> 'bot' GROUP BY patch, from_address) p) AS speakers
    FROM s`;
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
  const [row] = await select<PostingRow>`
    SELECT message_id AS "messageId", subject, from_name AS "fromName", from_address AS "fromAddress",
      sent_at AS "sentAt", text
    FROM mail WHERE message_id = ${messageId} AND NOT is_variant LIMIT 1`;
  return row;
}

interface SilentRow {
  readonly messageId: string;
  readonly fromName: string;
  readonly fromAddress: string;
  readonly why: string;
}

function readSilent(seriesId: number, posting: string): Promise<SilentRow[]> {
  return select<SilentRow>`
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
    return {
      slug: version.slug,
      label: version.label,
      number: slot?.number,
      kind: slot?.kind,
      messageId: slot?.messageId,
    };
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

/** Slugs of the versions of a series, oldest first; empty when there is no such series. */
export async function findVersionOrder(seriesSlug: string): Promise<readonly string[]> {
  const rows = await select<{ slug: string }>`
    SELECT v.slug FROM version v JOIN series s ON s.id = v.series_id WHERE s.slug = ${seriesSlug} ORDER BY v.ordinal`;
  return rows.map(({ slug }) => slug);
}

import type { Absent, Lineage, Maybe, Person, Repost, Signal } from '../series/index';
import type { Objection, Review, TurnAt } from '../status/index';
import { select } from '../store/index';

/** A date in a column of JSON is a string. */
export type Stored<T extends { readonly date: Date | undefined }> = Omit<T, 'date'> & {
  readonly date?: string;
};

/** A series as it is stored, as far as its page needs it; what is JSON there is what the pure rooms made. */
export interface StoredSeries {
  readonly id: number;
  readonly slug: string;
  readonly title: string;
  readonly authorKey: string;
  readonly authorName: string;
  readonly people: readonly Person[];
  readonly lineages: readonly Lineage[];
  readonly objections: readonly Objection[];
  readonly reposts: readonly Stored<Repost>[];
  readonly absent: readonly Absent[];
  readonly maybe: readonly Stored<Maybe>[];
  readonly lists: readonly string[];
  readonly firstAt: Date | null;
  readonly lastAt: Date | null;
  readonly mailCount: number;
  readonly remarkCount: number;
  readonly isSample: boolean;
  readonly turnOn: string;
  readonly turnPeople: readonly string[];
  readonly turnSince: Date | null;
  readonly turnWhy: string;
  readonly turnEvidence: unknown;
  readonly turnDays: number;
  readonly turnsOver: readonly (Omit<TurnAt, 'at'> & { readonly at: string })[];
  readonly stage: string;
  readonly stageSince: Date | null;
  readonly progress: unknown;
  readonly lastWordAt: Date | null;
  readonly lastWordBy: string | null;
  readonly lastWordMail: string | null;
  /** Oldest first. */
  readonly versions: readonly StoredVersion[];
}

export interface StoredVersion {
  readonly id: number;
  readonly slug: string;
  readonly label: string;
  readonly isRfc: boolean;
  readonly isPreview: boolean;
  readonly sentAt: Date | null;
  readonly senderName: string;
  readonly senderKey: string;
  readonly coverId: string | null;
  readonly isCoverHeld: boolean;
  readonly coverTitle: string | null;
  readonly partialOf: string | null;
  readonly changeId: string | null;
  readonly baseCommit: string | null;
  readonly linkedBy: readonly Signal[];
  /** By number. */
  readonly patches: readonly StoredPatch[];
}

export interface StoredPatch {
  readonly versionId: number;
  readonly number: number;
  readonly kind: string;
  readonly messageId: string | null;
  readonly title: string | null;
  /** Review tags that count for it; null for patches of earlier versions. */
  readonly reviews: readonly Stored<Review>[] | null;
}

/** A series with its versions and their patches; undefined when there is none of that name. */
export async function readSeriesRows(slug: string): Promise<StoredSeries | undefined> {
  const [[series], versions, patches] = await Promise.all([
    select<Omit<StoredSeries, 'versions'>>`
      SELECT id, slug, title, author_key AS "authorKey", author_name AS "authorName", people, lineages, objections, reposts,
        absent, maybe, lists, first_at AS "firstAt", last_at AS "lastAt", mail_count AS "mailCount",
        remark_count AS "remarkCount", is_sample AS "isSample", turn_on AS "turnOn", turn_people AS "turnPeople",
        turn_since AS "turnSince", turn_why AS "turnWhy", turn_evidence AS "turnEvidence", turns_over AS "turnsOver", turn_days AS "turnDays",
        stage, stage_since AS "stageSince", progress, last_word_at AS "lastWordAt", last_word_by AS "lastWordBy",
        last_word_mail AS "lastWordMail"
      FROM series WHERE slug = ${slug}`,
    select<Omit<StoredVersion, 'patches'>>`
      SELECT v.id, v.slug, v.label, is_rfc AS "isRfc", is_preview AS "isPreview", sent_at AS "sentAt",
        sender_name AS "senderName", sender_key AS "senderKey", cover_id AS "coverId", is_cover_held AS "isCoverHeld",
        cover_title AS "coverTitle", partial_of AS "partialOf", change_id AS "changeId", base_commit AS "baseCommit",
        linked_by AS "linkedBy"
      FROM version v JOIN series s ON s.id = v.series_id WHERE s.slug = ${slug} ORDER BY ordinal`,
    select<StoredPatch>`
      SELECT version_id AS "versionId", number, p.kind, message_id AS "messageId", p.title, p.turn->'reviews' AS reviews
      FROM patch p JOIN version v ON v.id = p.version_id JOIN series s ON s.id = v.series_id
      WHERE s.slug = ${slug} ORDER BY version_id, number`,
  ]);
  if (!series) return undefined;
  return {
    ...series,
    versions: versions.map((version) => ({
      ...version,
      patches: patches.filter(({ versionId }) => versionId === version.id),
    })),
  };
}

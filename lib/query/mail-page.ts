import { inflateSync } from 'node:zlib';
import { parseMail, type Mail } from '../mail/index';
import { linesOfRuns, type LineOrigin, type LineRun } from '../discussion/index';
import { database, select } from '../store/index';
import { nameOf } from './people';
import { stateOf, type State } from './states';

/** A mail of the same thread, as far as a link to it needs. */
export interface MailLink {
  readonly messageId: string;
  readonly subject: string;
  readonly name: string;
  readonly sentAt: Date | undefined;
}

/** One mail with what was made of each of its lines. */
export interface MailPage {
  readonly mail: Mail;
  readonly name: string;
  readonly via: string | undefined;
  /** Where its raw bytes were first read: a URL or a file name. */
  readonly source: string;
  readonly storedAt: Date;
  /** Bytes as received. */
  readonly size: number;
  /** How many mails with this Message-ID and other content are kept; this is number `variant` of them, from 1. */
  readonly variants: number;
  readonly variant: number;
  /** Index 0 is body line 1; undefined when the mail is in no series. */
  readonly lines: readonly LineOrigin[] | undefined;
  /** By number of the remark in this mail: what it is, which posting it speaks of, what became of what it asks. */
  readonly remarks: ReadonlyMap<
    number,
    { readonly kind: string; readonly patch: string | undefined; readonly state: State | undefined }
  >;
  readonly silentWhy: string | undefined;
  /** Names of the mails that are quoted here, by Message-ID. */
  readonly quoted: ReadonlyMap<string, MailLink>;
  readonly parent: MailLink | undefined;
  /** The Message-ID it answers, when that mail is not held. */
  readonly missingParent: string | undefined;
  readonly answers: readonly MailLink[];
  readonly series:
    | {
        readonly slug: string;
        readonly title: string;
        /** The posting it is, or in whose thread it stands. */
        readonly posting:
          | {
              readonly version: { readonly slug: string; readonly label: string };
              readonly number: number;
            }
          | undefined;
      }
    | undefined;
}

/**
 * What the page of a mail shows; undefined when no mail with this Message-ID is held. `variant` counts from 1 and
 * names one of several mails that share the id; the first is the one shown elsewhere.
 */
export async function findMailPage(messageId: string, variant = 1): Promise<MailPage | undefined> {
  const [rows, [place], remarks, answers] = await Promise.all([
    readVariants(messageId),
    readPlaces(messageId),
    readRemarks(messageId),
    readAnswers(messageId),
  ]);
  const row = rows[variant - 1];
  if (!row) return undefined;
  const isShown = variant === 1;
  const lines = isShown && place?.lines ? linesOfRuns(place.lines) : undefined;
  const quotedIds = new Set((lines ?? []).flatMap((line) => (line.kind === 'quote' ? line.mail : [])));
  const parentId = place?.parent ?? row.parents[0];
  const [raw, links] = await Promise.all([
    readRaw(row.rawId),
    findLinks([...quotedIds, ...(parentId === undefined ? [] : [parentId])]),
  ]);
  const mail = await parseMail(inflateSync(raw.raw));
  const sender = nameOf(mail.from.name, mail.from.address);
  const parent = links.get(parentId ?? '');
  const [first] = row.parents;
  return {
    mail,
    name: sender.name,
    via: sender.via,
    source: raw.source,
    storedAt: raw.storedAt,
    size: raw.size,
    variants: rows.length,
    variant,
    lines,
    remarks: new Map(
      remarks.map(({ block, kind, patch, state }) => [
        block,
        { kind, patch: patch ?? undefined, state: stateOf(state) },
      ]),
    ),
    silentWhy: isShown ? (place?.silentWhy ?? undefined) : undefined,
    quoted: links,
    parent,
    missingParent:
      first !== undefined && first !== parentId ? first : parent === undefined ? first : undefined,
    answers: answers.map(linkOf),
    series: place && {
      slug: place.slug,
      title: place.title,
      posting:
        place.version === null || place.label === null || place.number === null
          ? undefined
          : { version: { slug: place.version, label: place.label }, number: place.number },
    },
  };
}

/** The mails that share a Message-ID, the one shown elsewhere first. */
function readVariants(
  messageId: string,
): Promise<readonly { readonly rawId: string; readonly parents: readonly string[] }[]> {
  return select`
    SELECT raw_id AS "rawId", parents FROM mail WHERE message_id = ${messageId} ORDER BY is_variant, raw_id`;
}

interface RawRow {
  readonly raw: Uint8Array;
  readonly source: string;
  readonly storedAt: Date;
  readonly size: number;
}

async function readRaw(id: string): Promise<RawRow> {
  const [row] = await select<RawRow>`
    SELECT raw, source, stored_at AS "storedAt", size FROM raw_mail WHERE id = ${id}`;
  if (!row) throw new Error(`The bytes of mail ${id} are not stored.`);
  return row;
}

interface PlaceRow {
  readonly slug: string;
  readonly title: string;
  readonly parent: string | null;
  readonly lines: readonly LineRun[] | null;
  readonly silentWhy: string | null;
  /** Of the posting in whose thread it stands. */
  readonly version: string | null;
  readonly label: string | null;
  readonly number: number | null;
}

/** What each series that has a mail knows of it, with the posting it belongs to. */
function readPlaces(messageId: string): Promise<PlaceRow[]> {
  return select<PlaceRow>`
    SELECT s.slug, s.title, sm.parent, sm.lines, sm.silent_why AS "silentWhy", at.version, at.label, at.number
    FROM series_mail sm JOIN series s ON s.id = sm.series_id LEFT JOIN LATERAL (
      SELECT v.slug AS version, v.label, p.number FROM patch p JOIN version v ON v.id = p.version_id
      WHERE p.message_id = sm.posting AND p.kind <> 'carried'
      UNION ALL
      SELECT v.slug, v.label, 0 FROM version v WHERE v.cover_id = sm.posting
      LIMIT 1) AS at ON true
    WHERE sm.message_id = ${messageId} ORDER BY sm.series_id LIMIT 1`;
}

interface RemarkRow {
  readonly block: number;
  readonly kind: string;
  readonly patch: string | null;
  readonly state: string | null;
}

function readRemarks(messageId: string): Promise<RemarkRow[]> {
  return select<RemarkRow>`SELECT block, kind, patch, state FROM remark WHERE reply = ${messageId}`;
}

/** Mails whose nearest held ancestor is this one. They name it, so they are found by its key. */
function readAnswers(messageId: string): Promise<LinkRow[]> {
  return select<LinkRow>`
    SELECT m.message_id AS "messageId", m.subject, m.from_name AS "fromName", m.from_address AS "fromAddress",
      m.sent_at AS "sentAt"
    FROM mail_key k JOIN mail m ON m.raw_id = k.raw_id
    WHERE k.key = ${`id:${messageId}`} AND NOT m.is_variant AND EXISTS (
      SELECT 1 FROM series_mail sm WHERE sm.message_id = m.message_id AND sm.parent = ${messageId})
    ORDER BY m.sent_at`;
}

/** The bytes of a mail as received; undefined when it is not held. `variant` as for `findMailPage`. */
export async function findRawMail(
  messageId: string,
  variant = 1,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const [row] = await database().mail.findMany({
    where: { messageId },
    orderBy: [{ isVariant: 'asc' }, { rawId: 'asc' }],
    skip: variant - 1,
    take: 1,
    select: { raw: { select: { raw: true } } },
  });
  return row && new Uint8Array(inflateSync(row.raw.raw));
}

async function findLinks(ids: readonly string[]): Promise<ReadonlyMap<string, MailLink>> {
  if (ids.length === 0) return new Map();
  const rows = await select<LinkRow>`
    SELECT message_id AS "messageId", subject, from_name AS "fromName", from_address AS "fromAddress",
      sent_at AS "sentAt"
    FROM mail WHERE message_id = ANY(${ids}::text[]) AND NOT is_variant`;
  return new Map(rows.map((row) => [row.messageId, linkOf(row)]));
}

interface LinkRow {
  readonly messageId: string;
  readonly subject: string;
  readonly fromName: string;
  readonly fromAddress: string;
  readonly sentAt: Date | null;
}

function linkOf(row: LinkRow): MailLink {
  return {
    messageId: row.messageId,
    subject: row.subject,
    name: nameOf(row.fromName, row.fromAddress).name,
    sentAt: row.sentAt ?? undefined,
  };
}

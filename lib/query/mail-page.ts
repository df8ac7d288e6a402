import { inflateSync } from 'node:zlib';
import { parseMail, type Mail } from '../mail/index';
import type { LineOrigin } from '../discussion/index';
import { database } from '../store/index';
import { findPosting } from './mail-home';
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
        readonly version: string | undefined;
        readonly number: number | undefined;
      }
    | undefined;
}

/**
 * What the page of a mail shows; undefined when no mail with this Message-ID is held. `variant` counts from 1 and
 * names one of several mails that share the id; the first is the one shown elsewhere.
 */
export async function findMailPage(messageId: string, variant = 1): Promise<MailPage | undefined> {
  const db = database();
  const rows = await db.mail.findMany({
    where: { messageId },
    orderBy: [{ isVariant: 'asc' }, { rawId: 'asc' }],
    select: { rawId: true, parents: true },
  });
  const row = rows[variant - 1];
  if (!row) return undefined;
  const [raw, place, remarks] = await Promise.all([
    db.rawMail.findUniqueOrThrow({ where: { id: row.rawId } }),
    db.seriesMail.findFirst({
      where: { messageId },
      include: { series: { select: { slug: true, title: true } } },
    }),
    db.remark.findMany({
      where: { reply: messageId },
      select: { block: true, kind: true, patch: true, state: true },
    }),
  ]);
  const mail = await parseMail(inflateSync(raw.raw));
  const isShown = variant === 1;
  const lines = isShown ? ((place?.lines ?? undefined) as readonly LineOrigin[] | undefined) : undefined;
  const quotedIds = new Set((lines ?? []).flatMap((line) => (line.kind === 'quote' ? line.mail : [])));
  const parentId = place?.parent ?? row.parents[0];
  const [quoted, parents, answers, posting] = await Promise.all([
    findLinks([...quotedIds]),
    findLinks(parentId === undefined ? [] : [parentId]),
    findAnswers(messageId),
    place?.posting ? findPosting(place.posting) : undefined,
  ]);
  const sender = nameOf(mail.from.name, mail.from.address);
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
    quoted,
    parent: parents.get(parentId ?? ''),
    missingParent: first !== undefined && first !== parentId ? first : parents.size === 0 ? first : undefined,
    answers,
    series: place ? { ...place.series, version: posting?.version, number: posting?.number } : undefined,
  };
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
  const rows = await database().mail.findMany({
    where: { messageId: { in: [...ids] }, isVariant: false },
    select: linkColumns,
  });
  return new Map(rows.map((row) => [row.messageId, linkOf(row)]));
}

/** Mails whose nearest held ancestor is this one; of mails outside any series, those that name it first. */
async function findAnswers(messageId: string): Promise<readonly MailLink[]> {
  const placed = await database().seriesMail.findMany({
    where: { parent: messageId },
    select: { messageId: true },
  });
  const rows = await database().mail.findMany({
    where: { messageId: { in: placed.map((each) => each.messageId) }, isVariant: false },
    orderBy: { sentAt: 'asc' },
    select: linkColumns,
  });
  return rows.map(linkOf);
}

const linkColumns = {
  messageId: true,
  subject: true,
  fromName: true,
  fromAddress: true,
  sentAt: true,
} as const;

function linkOf(row: {
  messageId: string;
  subject: string;
  fromName: string;
  fromAddress: string;
  sentAt: Date | null;
}): MailLink {
  return {
    messageId: row.messageId,
    subject: row.subject,
    name: nameOf(row.fromName, row.fromAddress).name,
    sentAt: row.sentAt ?? undefined,
  };
}

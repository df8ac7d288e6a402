import type { Anchor } from '../discussion/index';
import { readPatch, type Section } from '../patch/index';
import { correctionsMade, database, select, type CorrectionMade } from '../store/index';
import { ofOneDerivation } from './oneDerivation';
import { nameOf } from './people';

/** Where a remark was placed, and every other place a person can give it. */
export interface CorrectPage {
  readonly series: { readonly slug: string; readonly title: string };
  readonly remark: RemarkToPlace;
  /** What was said of remarks of this mail and is in force, oldest first. */
  readonly made: readonly RemarkCorrectionMade[];
  /** Held postings of the series, newest version first. */
  readonly postings: readonly PostingToChoose[];
  /** The one whose lines are shown; undefined when the mail answers none that is held. */
  readonly posting: (PostingToChoose & { readonly lines: readonly LineToChoose[] }) | undefined;
  /** Remarks on that posting which were there before, in the order they were made. */
  readonly earlier: readonly EarlierRemark[];
}

export interface RemarkToPlace {
  readonly reply: string;
  readonly block: number;
  /** The first body line of the remark, counted from 1: what names it for good. */
  readonly line: number;
  readonly name: string;
  readonly sentAt: Date | undefined;
  readonly text: string;
  readonly quote: readonly string[];
  readonly kind: string;
  readonly anchor: Anchor;
  readonly answers: EarlierRemark | undefined;
}

export interface EarlierRemark {
  readonly reply: string;
  readonly line: number;
  readonly block: number;
  readonly name: string;
  readonly sentAt: Date | undefined;
  readonly text: string;
}

export interface RemarkCorrectionMade {
  readonly id: number;
  /** The body line of the mail that names the remark. */
  readonly line: number;
  readonly kind: 'move' | 'general' | 'detach' | 'answer' | 'state';
  /** The state that was said. */
  readonly state: string | undefined;
  /** Where a moved remark was moved to. */
  readonly bodyLine: number | undefined;
  readonly author: string;
  readonly reason: string;
  readonly madeAt: Date;
}

export interface PostingToChoose {
  readonly messageId: string;
  readonly title: string;
  readonly version: string;
  /** 0 is the cover letter. */
  readonly number: number;
}

export interface LineToChoose {
  /** Body line, counted from 1. */
  readonly number: number;
  readonly text: string;
  /** Undefined for lines that belong to no part: a signature, a list's footer. */
  readonly part: Section['kind'] | undefined;
}

/** Remarks offered to be answered; on a posting with more, the last ones. */
const mostEarlier = 200;

/**
 * What the page that corrects a remark shows; undefined when no remark holds that line of that mail.
 *
 * @param line Body line of the reply, counted from 1.
 * @param postingId The posting whose lines are to be shown; the one the remark speaks of when left out.
 */
export function findCorrectPage(
  reply: string,
  line: number,
  postingId?: string,
): Promise<CorrectPage | undefined> {
  return ofOneDerivation(reply, () => makePage(reply, line, postingId), seriesOfRemarks);
}

async function seriesOfRemarks(reply: string): Promise<number | undefined> {
  const [row] = await select<{
    id: number;
  }>`SELECT series_id AS id FROM remark WHERE reply = ${reply} LIMIT 1`;
  return row?.id;
}

async function makePage(
  reply: string,
  line: number,
  postingId: string | undefined,
): Promise<CorrectPage | undefined> {
  const remark = await database().remark.findFirst({
    where: { reply, startLine: { lte: line }, endLine: { gt: line } },
  });
  if (!remark) return undefined;
  const series = await database().series.findUnique({
    where: { id: remark.seriesId },
    select: { slug: true, title: true },
  });
  if (!series) return undefined;
  const answered =
    remark.answersReply === null || remark.answersBlock === null
      ? null
      : await database().remark.findFirst({
          where: { seriesId: remark.seriesId, reply: remark.answersReply, block: remark.answersBlock },
        });
  const [postings, made, asked] = await Promise.all([
    readPostings(remark.seriesId),
    correctionsMade(),
    postingId ?? remark.patch ?? postingOf(remark.seriesId, reply),
  ]);
  const posting = postings.find((one) => one.messageId === asked);
  return {
    series,
    remark: {
      ...earlierRemark(remark),
      quote: remark.quote,
      kind: remark.kind,
      // The store holds what lib/discussion made; the column is its Anchor as JSON.
      anchor: remark.anchor as unknown as Anchor,
      answers: answered ? earlierRemark(answered) : undefined,
    },
    made: made.flatMap((one) => madeOf(one, reply)),
    postings,
    posting: posting && { ...posting, lines: await readLines(posting.messageId) },
    earlier: posting
      ? (await readEarlier(remark.seriesId, posting.messageId, remark)).map(earlierRemark)
      : [],
  };
}

async function postingOf(seriesId: number, reply: string): Promise<string | undefined> {
  const place = await database().seriesMail.findUnique({
    where: { seriesId_messageId: { seriesId, messageId: reply } },
    select: { posting: true },
  });
  return place?.posting ?? undefined;
}

async function readPostings(seriesId: number): Promise<readonly PostingToChoose[]> {
  const versions = await database().version.findMany({
    where: { seriesId },
    orderBy: { ordinal: 'desc' },
    include: { patches: { where: { kind: 'held' }, orderBy: { number: 'asc' } } },
  });
  return versions.flatMap((version) => [
    ...(version.isCoverHeld && version.coverId !== null
      ? [
          {
            messageId: version.coverId,
            title: version.coverTitle ?? '',
            version: version.label,
            number: 0,
          },
        ]
      : []),
    ...version.patches.flatMap((patch) =>
      patch.messageId === null
        ? []
        : [
            {
              messageId: patch.messageId,
              title: patch.title ?? '',
              version: version.label,
              number: patch.number,
            },
          ],
    ),
  ]);
}

async function readLines(messageId: string): Promise<readonly LineToChoose[]> {
  const mail = await database().mail.findFirst({
    where: { messageId, isVariant: false },
    select: { text: true },
  });
  const text = mail?.text ?? '';
  const { sections } = readPatch(text);
  let at = 0;
  return text.split('\n').map((line, index) => {
    const number = index + 1;
    while ((sections[at]?.end ?? Infinity) <= number) at += 1;
    const kind = sections[at]?.kind;
    return { number, text: line, part: kind === 'tail' ? undefined : kind };
  });
}

async function readEarlier(
  seriesId: number,
  patch: string,
  remark: { readonly reply: string; readonly block: number; readonly sentAt: Date | null },
) {
  const rows = await database().remark.findMany({
    where: {
      seriesId,
      patch,
      ...(remark.sentAt ? { OR: [{ sentAt: null }, { sentAt: { lte: remark.sentAt } }] } : {}),
    },
    orderBy: [{ sentAt: 'desc' }, { block: 'desc' }],
    take: mostEarlier,
  });
  return rows.filter((row) => row.reply !== remark.reply || row.block < remark.block).reverse();
}

function earlierRemark(row: {
  readonly reply: string;
  readonly block: number;
  readonly startLine: number;
  readonly fromName: string;
  readonly fromAddress: string;
  readonly sentAt: Date | null;
  readonly text: string;
}): EarlierRemark {
  return {
    reply: row.reply,
    line: row.startLine,
    block: row.block,
    name: nameOf(row.fromName, row.fromAddress).name,
    sentAt: row.sentAt ?? undefined,
    text: row.text,
  };
}

function madeOf(made: CorrectionMade, reply: string): readonly RemarkCorrectionMade[] {
  const { id, correction, author, reason, madeAt } = made;
  if (!('remark' in correction) || correction.remark.reply !== reply) return [];
  const bodyLine = correction.kind === 'move' ? correction.bodyLine : undefined;
  const state = correction.kind === 'state' ? correction.state : undefined;
  const { line } = correction.remark;
  return [{ id, line, kind: correction.kind, state, bodyLine, author, reason, madeAt }];
}

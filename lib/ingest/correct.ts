import { setTimeout } from 'node:timers/promises';
import type { RemarkSpot } from '../discussion/index';
import type { MessageId } from '../mail/index';
import { isVersionLabel } from '../series/index';
import { addCorrection, awaitsDerivation, database, type CorrectionGiven } from '../store/index';
import { askForDerive } from './worker';

/** Why a correction was not taken, in words for whoever made it. */
export interface CorrectionRefused {
  readonly why: string;
}

/**
 * Takes a person's word on the place of a remark or on what the versions of a series are (or takes such a word back) and has its series derived again. One
 * that names what is not there is refused with the reason, and nothing is stored.
 *
 * @returns The number of the correction, once it is stored.
 */
export async function correct(given: CorrectionGiven): Promise<{ readonly id: number } | CorrectionRefused> {
  const why = await refusal(given.target);
  if (why !== undefined) return { why };
  const id = await addCorrection(given);
  await askForDerive();
  return { id };
}

const lookEvery = 40;

/** Waits until a correction shows, at most so many milliseconds. False when it does not yet. */
export async function showsWithin(correction: number, milliseconds: number): Promise<boolean> {
  for (let waited = 0; waited < milliseconds; waited += lookEvery) {
    if (!(await awaitsDerivation(correction))) return true;
    await setTimeout(lookEvery);
  }
  return false;
}

async function refusal(target: CorrectionGiven['target']): Promise<string | undefined> {
  switch (target.kind) {
    case 'move': {
      const remark = await remarkAt(target.remark);
      return remark ? refusalOfLine(remark.seriesId, target.patch, target.bodyLine) : noRemark(target.remark);
    }
    case 'general':
    case 'detach':
    case 'state':
      return (await remarkAt(target.remark)) ? undefined : noRemark(target.remark);
    case 'answer': {
      const [remark, answered] = [await remarkAt(target.remark), await remarkAt(target.answers)];
      if (!remark) return noRemark(target.remark);
      if (answered?.seriesId !== remark.seriesId) return noRemark(target.answers);
      const isLater =
        remark.reply === answered.reply
          ? remark.block <= answered.block
          : remark.sentAt !== null && answered.sentAt !== null && remark.sentAt < answered.sentAt;
      return isLater ? 'A remark can only answer one that was there before it.' : undefined;
    }
    case 'undo': {
      const known = await database().correction.findUnique({ where: { id: target.correction } });
      return known ? undefined : `There is no correction ${target.correction}.`;
    }
    case 'join':
    case 'apart': {
      const [one, other] = [await placeOf(target.a), await placeOf(target.b)];
      if (!one) return noSeries(target.a);
      if (!other) return noSeries(target.b);
      return one.seriesId === other.seriesId ? 'These two are of one series already.' : undefined;
    }
    case 'split': {
      const place = await placeOf(target.posting);
      if (!place) return noSeries(target.posting);
      const versions = await database().version.count({ where: { seriesId: place.seriesId } });
      return versions > 1 ? undefined : 'This is the only version of its series.';
    }
    case 'turn':
      return (await placeOf(target.series)) ? undefined : noSeries(target.series);
    case 'version': {
      const place = await placeOf(target.posting);
      if (!place) return noSeries(target.posting);
      if (!isVersionLabel(target.label))
        return `"${target.label}" is no name of a version. Such are: RFC, v2, v2.1, RFC v3, v4 RESEND.`;
      if (target.after === undefined) return undefined;
      const before = await placeOf(target.after);
      return before?.seriesId === place.seriesId
        ? undefined
        : `${target.after} is of no version of this series.`;
    }
  }
}

function placeOf(messageId: MessageId) {
  return database().seriesMail.findFirst({
    where: { messageId, posting: { not: null } },
    select: { seriesId: true },
  });
}

function noSeries(id: MessageId): string {
  return `${id} is no mail of a version that is held here. Follow or import its series first.`;
}

function remarkAt({ reply, line }: RemarkSpot) {
  return database().remark.findFirst({
    where: { reply, startLine: { lte: line }, endLine: { gt: line } },
    select: { seriesId: true, reply: true, block: true, sentAt: true },
  });
}

function noRemark({ reply, line }: RemarkSpot): string {
  return `Line ${line} of ${reply} belongs to no remark. See what was made of its lines on the page of the mail.`;
}

async function refusalOfLine(
  seriesId: number,
  patch: MessageId,
  bodyLine: number,
): Promise<string | undefined> {
  const posting = await database().seriesMail.findFirst({
    where: { seriesId, messageId: patch, kind: { in: ['cover', 'patch'] } },
  });
  if (!posting) return `${patch} is no patch or cover letter of this series that is held.`;
  const mail = await database().mail.findFirst({
    where: { messageId: patch, isVariant: false },
    select: { text: true },
  });
  const lines = mail?.text.split('\n').length ?? 0;
  return bodyLine <= lines ? undefined : `${patch} has ${lines} lines; there is no line ${bodyLine}.`;
}

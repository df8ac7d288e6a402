import { analyse, bundleOf, type Analysis } from '../lib/analysis/index';
import type { Anchor, Discussion } from '../lib/discussion/index';
import { parseMail, UnreadableMail, type Mail, type MessageId } from '../lib/mail/index';

/** A law of the pure rooms that some mails break. */
export class Breach extends Error {
  override readonly name = 'Breach';
}

function hold(isKept: boolean, law: string, detail = ''): void {
  if (!isKept) throw new Breach(detail === '' ? law : `${law}: ${detail}`);
}

/**
 * Time of the processor, so that a busy machine breaks no law. A case of a few kilobytes takes some milliseconds once
 * the code is warm; who needs this long does something by the square or worse.
 */
const slowestMilliseconds = 5_000;
const millisecondsOfByte = 0.005;

/**
 * Reads raw messages, analyses them and tells the bundle, and checks what must hold for any bytes: nothing is thrown, time is
 * bounded, each mail and each remark is in one place, what is quoted was written before, lines named are there, and
 * the order of arrival makes no difference.
 *
 * @throws Breach, or whatever the rooms threw.
 */
export async function checkLaws(raw: readonly Uint8Array[]): Promise<void> {
  const began = process.cpuUsage();
  const mails: Mail[] = [];
  for (const bytes of raw) {
    try {
      mails.push(await parseMail(bytes));
    } catch (error) {
      if (!(error instanceof UnreadableMail)) throw error;
    }
  }
  const analysis = analyse(mails);
  const bundle = JSON.stringify(bundleOf(analysis));
  const { user } = process.cpuUsage(began);
  const spent = user / 1_000;
  const bytes = raw.reduce((sum, one) => sum + one.length, 0);
  hold(
    spent < slowestMilliseconds + bytes * millisecondsOfByte,
    'time is bounded',
    `${Math.round(spent)} ms`,
  );
  checkMails(analysis);
  for (const { slug } of analysis.recognition.series) {
    const discussion = analysis.discussions.get(slug);
    hold(discussion !== undefined, 'every series has a discussion', slug);
    if (discussion) checkDiscussion(analysis, discussion);
  }
  checkAnswers(analysis);
  hold(
    JSON.stringify(bundleOf(analyse([...mails].reverse()))) === bundle,
    'the order of arrival makes no difference',
  );
}

/** Every mail lies in one series or in none, and every reply of a series is told. */
function checkMails({ recognition, discussions }: Analysis): void {
  const seriesOf = new Map<MessageId, string>();
  for (const series of recognition.series) {
    for (const id of series.mails) {
      hold(!seriesOf.has(id), 'a mail lies in one series', id);
      seriesOf.set(id, series.slug);
      const seen = recognition.byId.get(id);
      hold(seen !== undefined, 'a series holds mails that are there', id);
      const discussion = discussions.get(series.slug);
      const remarks = discussion?.remarks.filter(({ reply }) => reply === id).length ?? 0;
      const silent = discussion?.silent.filter(({ reply }) => reply === id).length ?? 0;
      const isPosting = seen?.kind === 'cover' || seen?.kind === 'patch';
      const isToldOnce = isPosting ? remarks + silent === 0 : silent === (remarks > 0 ? 0 : 1);
      hold(isToldOnce, 'a reply is told in one place', `${id}: ${remarks} remarks, silent ${silent} times`);
    }
    for (const [older, newer] of series.patchPairs)
      hold(
        recognition.byId.has(older) && recognition.byId.has(newer),
        'pairs are of patches that are there',
        `${older} ${newer}`,
      );
  }
}

function checkDiscussion(analysis: Analysis, discussion: Discussion): void {
  checkOrigins(analysis, discussion);
  checkRemarks(analysis, discussion);
  const told = discussion.conversations.flatMap(({ remarks }) => remarks.map(keyOf)).sort();
  const all = discussion.remarks.map(keyOf).sort();
  hold(told.join('\n') === all.join('\n'), 'each remark stands in one conversation');
}

function keyOf({ reply, block }: { readonly reply: MessageId; readonly block: number }): string {
  return `${reply} ${block}`;
}

function linesOf({ recognition }: Analysis, id: MessageId): readonly string[] | undefined {
  return recognition.byId.get(id)?.mail.text.split('\n');
}

const ancestorsKnown = new WeakMap<Analysis, Map<MessageId, ReadonlySet<MessageId>>>();

function isAncestor(analysis: Analysis, id: MessageId, of: MessageId): boolean {
  const known = ancestorsKnown.get(analysis) ?? new Map<MessageId, ReadonlySet<MessageId>>();
  ancestorsKnown.set(analysis, known);
  const ancestors = known.get(of) ?? ancestorsOf(analysis, of);
  known.set(of, ancestors);
  return ancestors.has(id);
}

function ancestorsOf({ recognition }: Analysis, id: MessageId): ReadonlySet<MessageId> {
  const ancestors = new Set<MessageId>();
  for (let at = recognition.parentOf.get(id); at !== undefined; at = recognition.parentOf.get(at))
    ancestors.add(at);
  return ancestors;
}

/** When each mail was there at the latest: it has a date of its own, and those of the mails that answer it. */
function latestWriting({ recognition }: Analysis): ReadonlyMap<MessageId, number> {
  const times = new Map<MessageId, number>();
  for (const [id, { mail }] of recognition.byId) {
    const time = mail.date?.getTime();
    if (time === undefined) continue;
    for (let at: MessageId | undefined = id; at !== undefined; at = recognition.parentOf.get(at))
      times.set(at, Math.min(times.get(at) ?? Infinity, time));
  }
  return times;
}

/** When a mail was not there yet: it came after the dates of itself and of all it answers. Infinity when none is known. */
function earliestWriting({ recognition }: Analysis, id: MessageId): number {
  let latest: number | undefined;
  for (let at: MessageId | undefined = id; at !== undefined; at = recognition.parentOf.get(at)) {
    const time = recognition.byId.get(at)?.mail.date?.getTime();
    if (time === undefined) return Infinity;
    latest = Math.max(latest ?? time, time);
  }
  return latest ?? Infinity;
}

/** One origin a line; a quote is of a line that is there, reads alike when it is sure, and was written before. */
function checkOrigins(analysis: Analysis, { lines, remarks }: Discussion): void {
  const writtenBy = latestWriting(analysis);
  const known = new Set(remarks.map(keyOf));
  for (const [id, origins] of lines) {
    const texts = linesOf(analysis, id) ?? [];
    hold(origins.length === texts.length, 'each line has one origin', id);
    const now = earliestWriting(analysis, id);
    origins.forEach((origin, at) => {
      const where = `${id} line ${at + 1}`;
      if (origin.kind === 'own')
        hold(known.has(`${id} ${origin.remark}`), 'own text lies in a remark', where);
      if (origin.kind !== 'quote') return;
      const source = linesOf(analysis, origin.mail);
      hold(source !== undefined, 'a quote is of a mail that is there', where);
      hold(origin.line >= 1 && origin.line <= (source?.length ?? 0), 'a quoted line is there', where);
      hold(
        origin.mail !== id && !isAncestor(analysis, id, origin.mail),
        'no quote of what came after',
        where,
      );
      const then = writtenBy.get(origin.mail) ?? -Infinity;
      hold(then <= now || isAncestor(analysis, origin.mail, id), 'no quote of what is dated after', where);
    });
  }
}

/** Remarks lie in their reply one after the other; their anchors name lines that are there. */
function checkRemarks(analysis: Analysis, { remarks }: Discussion): void {
  let last: (typeof remarks)[number] | undefined;
  for (const remark of remarks) {
    const key = keyOf(remark);
    const texts = linesOf(analysis, remark.reply) ?? [];
    const before = last?.reply === remark.reply ? last : undefined;
    hold(remark.block === (before?.block ?? 0) + 1, 'blocks are numbered in order', key);
    hold(
      remark.start >= (before?.end ?? 1) && remark.end > remark.start && remark.end <= texts.length + 1,
      'blocks lie in their mail and do not overlap',
      key,
    );
    hold(remark.text.trim() !== '', 'a remark has text', key);
    for (const { start, end } of remark.counterDiffs)
      hold(start >= remark.start && end <= remark.end && start < end, 'diffs lie in their remark', key);
    checkAnchor(analysis, remark.anchor, key);
    last = remark;
  }
}

/** What is answered is a remark, here or in the series into whose thread this one was sent, and was there before. */
function checkAnswers(analysis: Analysis): void {
  const remarks = [...analysis.discussions.values()].flatMap((discussion) => discussion.remarks);
  const known = new Set(remarks.map(keyOf));
  for (const { reply, block, answers } of remarks) {
    if (!answers) continue;
    hold(known.has(keyOf(answers)), 'what is answered is there', `${reply} ${block}`);
    const isUp = answers.reply !== reply && !isAncestor(analysis, reply, answers.reply);
    hold(isUp, 'answers go up', `${reply} ${block}`);
  }
}

function checkAnchor(analysis: Analysis, anchor: Anchor, key: string): void {
  if (anchor.kind !== 'line') return;
  const texts = linesOf(analysis, anchor.patch);
  const kind = analysis.recognition.byId.get(anchor.patch)?.kind;
  hold(kind === 'patch' || kind === 'cover', 'an anchor is in a posting that is there', key);
  hold(
    anchor.bodyLine >= 1 && anchor.bodyLine <= (texts?.length ?? 0),
    'a line that is spoken of is there',
    `${key} at ${anchor.bodyLine}`,
  );
  hold(anchor.at === undefined || anchor.at.line >= 0, 'lines of files count up', key);
}

import { existsSync, readFileSync } from 'node:fs';
import type { Remark } from '../lib/discussion/index';

/** What a careful reader found: one block of text of a reply, and what it speaks of. */
export interface Label {
  readonly reply: string;
  readonly block: number;
  readonly text: string;
  readonly kind: Remark['kind'];
  readonly patch: string | null;
  readonly bodyLine: number | null;
  readonly thread: { readonly reply: string; readonly block: number } | null;
  readonly depth?: number;
}

/** The labels of a series; none when nobody made any. */
export function anchorLabels(folder: string, name: string): readonly Label[] {
  const path = `${folder}/${name}.anchors.jsonl`;
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Label);
}

/** Counts of labels; shares are made of them when they are printed. */
export interface AnchorScore {
  direct: Placing;
  nested: Placing;
  /** Labels that speak of no line. */
  lineless: { labels: number; givenLine: number; otherPatch: number; missing: number };
  /** "label -> ours" and how often. */
  kinds: Map<string, number>;
  answers: { labels: number; right: number; invented: number };
  /** Blocks of the labelled mails, ours and the labels', and those only one side has. */
  cutting: { labels: number; ours: number; differing: number };
}

/** Of labels on a line: on that very line, on another one, without a line (said or missing). */
export interface Placing {
  labels: number;
  exact: number;
  wrong: number;
  none: number;
}

export function emptyScore(): AnchorScore {
  const placing = () => ({ labels: 0, exact: 0, wrong: 0, none: 0 });
  return {
    direct: placing(),
    nested: placing(),
    lineless: { labels: 0, givenLine: 0, otherPatch: 0, missing: 0 },
    kinds: new Map(),
    answers: { labels: 0, right: 0, invented: 0 },
    cutting: { labels: 0, ours: 0, differing: 0 },
  };
}

/** Compares remarks with the labels of the same mails, block by block, and adds to a score. */
export function scoreAnchors(score: AnchorScore, labels: readonly Label[], remarks: readonly Remark[]): void {
  const replies = new Set(labels.map((label) => label.reply));
  const ours = new Map(
    remarks.filter(({ reply }) => replies.has(reply)).map((remark) => [keyOf(remark), remark]),
  );
  const theirs = new Set(labels.map(keyOf));
  score.cutting.labels += labels.length;
  score.cutting.ours += ours.size;
  for (const label of labels) {
    const remark = ours.get(keyOf(label));
    const isSameText = remark !== undefined && fold(remark.text).startsWith(fold(label.text).slice(0, 30));
    if (!isSameText) score.cutting.differing += 1;
    const kind = `${label.kind} -> ${remark?.kind ?? 'missing'}`;
    score.kinds.set(kind, (score.kinds.get(kind) ?? 0) + 1);
    scorePlace(score, label, remark);
    scoreAnswer(score, label, remark);
  }
  for (const key of ours.keys()) if (!theirs.has(key)) score.cutting.differing += 1;
}

function scorePlace(score: AnchorScore, label: Label, remark: Remark | undefined): void {
  const anchor = remark?.anchor;
  const line = anchor?.kind === 'line' ? anchor.bodyLine : undefined;
  const patch = anchor && 'patch' in anchor ? anchor.patch : null;
  if (label.bodyLine === null) {
    score.lineless.labels += 1;
    if (!remark) score.lineless.missing += 1;
    else if (line !== undefined) score.lineless.givenLine += 1;
    else if (patch !== label.patch) score.lineless.otherPatch += 1;
    return;
  }
  const placing = (label.depth ?? (label.thread ? 2 : 1)) > 1 ? score.nested : score.direct;
  placing.labels += 1;
  if (line === undefined) placing.none += 1;
  else if (line === label.bodyLine && patch === label.patch) placing.exact += 1;
  else placing.wrong += 1;
}

function scoreAnswer(score: AnchorScore, label: Label, remark: Remark | undefined): void {
  if (!label.thread) {
    if (remark?.answers) score.answers.invented += 1;
    return;
  }
  score.answers.labels += 1;
  const { answers } = remark ?? {};
  if (answers?.reply === label.thread.reply && answers.block === label.thread.block) score.answers.right += 1;
}

function keyOf({ reply, block }: { readonly reply: string; readonly block: number }): string {
  return `${block} ${reply}`;
}

/** Labels hold the first 60 characters; greetings run into a block on either side. */
function fold(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

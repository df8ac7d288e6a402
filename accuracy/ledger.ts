import { existsSync, readFileSync } from 'node:fs';
import type { Analysis } from '../lib/analysis/index';
import type { RemarkStatus } from '../lib/status/index';

/** What a careful reader found to have become of a remark. */
interface LedgerLabel {
  readonly reply: string;
  readonly block: number;
  readonly text: string;
  readonly state: string;
  readonly addressedIn: number | null;
  readonly unsure: boolean;
}

export interface LedgerScore {
  labels: number;
  exact: number;
  /** Open, answered and promised counted as one, addressed and resolved as one. */
  grouped: number;
  addressedIn: number;
  sure: number;
  sureExact: number;
  sureGrouped: number;
  sureAddressedIn: number;
  /** States called addressed or resolved without anything to look at. */
  withoutEvidence: number;
  /** "label -> ours" and how often. */
  readonly states: Map<string, number>;
}

export function emptyLedgerScore(): LedgerScore {
  return {
    labels: 0,
    exact: 0,
    grouped: 0,
    addressedIn: 0,
    sure: 0,
    sureExact: 0,
    sureGrouped: 0,
    sureAddressedIn: 0,
    withoutEvidence: 0,
    states: new Map(),
  };
}

export function hasLedgerLabels(folder: string, name: string): boolean {
  return existsSync(`${folder}/${name}.ledger.jsonl`);
}

/** Which states are one when they are counted coarsely. */
const groups: Readonly<Record<string, string>> = {
  open: 'unsettled',
  answered: 'unsettled',
  promised: 'unsettled',
  addressed: 'done',
  resolved: 'done',
};

/** Compares states with the labels of one file and adds to a score; a remark that is not found counts as wrong. */
export function scoreLedger(score: LedgerScore, folder: string, name: string, analysis: Analysis): void {
  const labels = readFileSync(`${folder}/${name}.ledger.jsonl`, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as LedgerLabel);
  const found = statusesOf(analysis);
  for (const label of labels) {
    const ours = found.find(({ reply, text }) => reply === label.reply && beginsAlike(text, label.text));
    const state = ours?.status?.state ?? 'none';
    score.labels += 1;
    score.states.set(`${label.state} -> ${state}`, (score.states.get(`${label.state} -> ${state}`) ?? 0) + 1);
    if (state === label.state) score.exact += 1;
    const isGrouped = (groups[state] ?? state) === (groups[label.state] ?? label.state);
    const isSameVersion = ours !== undefined && (ours.addressedIn ?? null) === label.addressedIn;
    if (isGrouped) score.grouped += 1;
    if (isSameVersion) score.addressedIn += 1;
    if ((state === 'addressed' || state === 'resolved') && ours?.status?.evidence.length === 0)
      score.withoutEvidence += 1;
    if (label.unsure) continue;
    score.sure += 1;
    if (state === label.state) score.sureExact += 1;
    if (isGrouped) score.sureGrouped += 1;
    if (isSameVersion) score.sureAddressedIn += 1;
  }
}

interface Found {
  readonly reply: string;
  readonly text: string;
  readonly status: RemarkStatus | undefined;
  /** Number of the version. */
  readonly addressedIn: number | undefined;
}

function statusesOf(analysis: Analysis): readonly Found[] {
  return analysis.recognition.series.flatMap((series) => {
    const statuses = new Map(
      (analysis.statuses.get(series.slug)?.remarks ?? []).map((one) => [`${one.block} ${one.reply}`, one]),
    );
    const numberOf = new Map(series.versions.map(({ label, version }) => [label, version]));
    return (analysis.discussions.get(series.slug)?.remarks ?? []).map(({ reply, block, text }) => {
      const status = statuses.get(`${block} ${reply}`);
      const addressedIn = status?.addressedIn === undefined ? undefined : numberOf.get(status.addressedIn);
      return { reply, text, status, addressedIn };
    });
  });
}

/** Characters by which a label finds its remark. */
const compared = 40;

function beginsAlike(text: string, label: string): boolean {
  const fold = (one: string) => one.replace(/\s+/g, ' ').trim();
  return fold(text).includes(fold(label).slice(0, compared).trim());
}

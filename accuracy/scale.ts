import type { Analysis } from '../lib/analysis/index';
import type { Anchor, LineOrigin, Remark } from '../lib/discussion/index';

/** What became of all remarks of a body of mail, labelled or not. */
export interface Scale {
  mails: number;
  series: number;
  /** Replies of series, and those in which no remark was found. */
  replies: number;
  silent: number;
  remarks: number;
  nested: number;
  /** "kind | place" and how often. */
  readonly places: Map<string, number>;
  /** Quoted lines that say something, and those that were found in no mail, by reason. */
  quotedLines: number;
  readonly lostLines: Map<string, number>;
  /** Mails that quote something which found no home, by reason. */
  readonly lostMails: LostMail[];
}

export interface LostMail {
  readonly file: string;
  readonly reply: string;
  readonly why: string;
  /** Body line of the first such quote, counted from 1, and how many there are. */
  readonly line: number;
  readonly lines: number;
  readonly text: string;
}

export function emptyScale(): Scale {
  return {
    mails: 0,
    series: 0,
    replies: 0,
    silent: 0,
    remarks: 0,
    nested: 0,
    places: new Map(),
    quotedLines: 0,
    lostLines: new Map(),
    lostMails: [],
  };
}

/** Shorter quoted lines (without marks and white space) stand in many mails: one that is lost tells nothing. */
const tellingLength = 12;

/** Counts what an analysis made of a file, and adds it to a scale. */
export function addToScale(scale: Scale, file: string, { recognition, discussions }: Analysis): void {
  scale.mails += recognition.byId.size;
  scale.series += recognition.series.length;
  for (const { remarks, silent, lines } of discussions.values()) {
    scale.remarks += remarks.length;
    scale.silent += silent.length;
    for (const remark of remarks) {
      if (remark.answers) scale.nested += 1;
      count(scale.places, `${remark.kind} | ${placeOf(remark)}`);
    }
    for (const [id, origins] of lines) {
      const seen = recognition.byId.get(id);
      if (seen?.kind !== 'reply') continue;
      scale.replies += 1;
      addLines(scale, file, id, seen.mail.text.split('\n'), origins);
    }
  }
}

function addLines(
  scale: Scale,
  file: string,
  reply: string,
  texts: readonly string[],
  origins: readonly LineOrigin[],
): void {
  const lost: { readonly at: number; readonly why: string }[] = [];
  origins.forEach((origin, at) => {
    if (origin.kind !== 'quote' && origin.kind !== 'lost-quote') return;
    const said = (texts[at] ?? '').replace(/^[\s>|]+/, '').replace(/\s+/g, '');
    if (said.length < tellingLength) return;
    scale.quotedLines += 1;
    if (origin.kind === 'quote') return;
    count(scale.lostLines, origin.why);
    lost.push({ at, why: origin.why });
  });
  const [first] = lost;
  if (first)
    scale.lostMails.push({
      file,
      reply,
      why: first.why,
      line: first.at + 1,
      lines: lost.length,
      text: texts[first.at] ?? '',
    });
}

function placeOf({ anchor }: Remark): string {
  return anchor.kind === 'line'
    ? `${anchor.part}${anchor.precise ? '' : ', near'}`
    : anchor.kind === 'unplaced'
      ? `unplaced: ${anchor.why}`
      : placeWords[anchor.kind];
}

const placeWords: Readonly<Record<Exclude<Anchor['kind'], 'line' | 'unplaced'>, string>> = {
  file: 'file',
  patch: 'the whole posting',
  unheld: 'a posting not held',
};

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

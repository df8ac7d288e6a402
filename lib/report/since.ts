import { isoMoment } from '../dates/index';

/** How far back a report goes: from where, and as it was said. */
export interface Since {
  readonly at: Date;
  /** Days back from now; undefined where a day or a moment was named. */
  readonly days: number | undefined;
  /** The words that say so again: "7d", "2024-10-01". */
  readonly words: string;
}

/** Why words say no time, and what may be written. */
export interface SinceRefused {
  readonly why: string;
}

export const usualSince = '7d';

const mayBe = 'Write 7d for days, 2w for weeks, or a day such as 2024-11-04 (UTC).';
const dayLong = 86_400_000;

/** "7d", "2w", or a day or moment (ISO 8601; without a zone it is UTC) that has been. */
export function readSince(given: string, now: Date): Since | SinceRefused {
  const words = given.trim();
  const [, count, unit] = /^([1-9]\d{0,3})([dw])$/i.exec(words) ?? [];
  if (count !== undefined) {
    const days = Number(count) * (unit?.toLowerCase() === 'w' ? 7 : 1);
    return { at: new Date(now.getTime() - days * dayLong), days, words: words.toLowerCase() };
  }
  const at = isoMoment(words);
  if (!at) return { why: `This is no time to go back to. ${mayBe}` };
  if (at >= now) return { why: `A report tells what has been, and this is still to come. ${mayBe}` };
  return { at, days: undefined, words };
}

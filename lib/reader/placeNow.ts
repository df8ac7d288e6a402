import type { KeptDraft } from '../store/index';

/**
 * The lines of a mail that a draft was written at, as the mail is read now: the same numbers when the same words stand there,
 * else the only place where they do. Undefined when there is no such place.
 *
 * @param text The mail's decoded text, as `Mail.text`.
 */
export function placeNow({ at, quoted }: Pick<KeptDraft, 'at' | 'quoted'>, text: string): KeptDraft['at'] {
  if (at === undefined) return undefined;
  const lines = text.split('\n');
  const wanted = quoted.split('\n');
  const standsAt = (end: number) =>
    wanted.every((line, index) => lines[end - wanted.length + index] === line);
  const end = at.end - 1;
  // Nothing is known of a mail that was not held when the draft was begun.
  if (quoted === '' ? end <= lines.length : standsAt(end)) return at;
  const [found, other] = endsOf(wanted, lines, standsAt);
  if (found === undefined || other !== undefined) return undefined;
  return { start: Math.max(1, at.start + found - end), end: found + 1 };
}

/** Line numbers at which the words end, each; tried only below a line that is their last. */
function endsOf(
  wanted: readonly string[],
  lines: readonly string[],
  standsAt: (end: number) => boolean,
): readonly number[] {
  const last = wanted.at(-1) ?? '';
  if (wanted.join('').trim() === '') return [];
  return lines.flatMap((line, index) => (line === last && standsAt(index + 1) ? [index + 1] : []));
}

import type { Remark } from '../discussion/index';
import type { Cast } from './cast';
import { lineOf, type Changes } from './changes';
import { wordsOf } from './claimed';
import type { Journey } from './journey';
import { timeOf, type Asked } from './talk';

/** Words by which somebody asks again. */
const again =
  /\b(?:as (?:i |we )?(?:said|mentioned|asked|pointed out|commented|noted|already|discussed)|i (?:already|have already) (?:said|asked|mentioned|commented)|still (?:not|the same|there|wrong|missing|has|have|uses?|needs?)|again|same (?:comment|question|problem|issue|remark)|(?:previous|last|earlier) (?:comment|remark|review|version|time)|my (?:comment|question|remark)s? (?:on|from|in|about) v\d|not addressed|ignored|in v\d{1,3})\b/i;

/** Whether a remark says that it was made before: few do, and only these are looked through. */
export function asksAgain({ remark }: Asked): boolean {
  return again.test(remark.text);
}

/** Lines between the place of a remark, carried over, and its repetition. */
const nearby = 10;

/**
 * Versions on which the writer of a remark asked for the same again: on the same patch, at the place the remark is
 * carried to, in words that say so and share most of what they name.
 */
export function repeatsOf(
  { remark, posting }: Asked,
  repetitions: readonly Asked[],
  journey: Journey,
  cast: Cast,
  changes: Changes,
): readonly { readonly at: number; readonly asked: Asked }[] {
  const stop = posting === undefined ? undefined : journey.stopOf(posting);
  if (!stop || repetitions.length === 0) return [];
  const person = cast.personOf(remark.from);
  return repetitions.flatMap((other) => {
    if (other.posting === undefined || other.posting === posting || !journey.goesOnIn(stop, other.posting))
      return [];
    if (cast.personOf(other.remark.from) !== person || timeOf(other.remark) <= timeOf(remark)) return [];
    if (partOf(other.remark) !== partOf(remark)) return [];
    if (!isNear(remark, other.remark, changes)) return [];
    const own = wordsOf([remark.text, ...remark.quote.slice(-3)].join('\n'));
    const theirs = wordsOf([other.remark.text, ...other.remark.quote.slice(-3)].join('\n'));
    const [all, shared] = [...theirs].reduce(
      ([sum, same], [word, worth]) => [sum + worth, same + (own.has(word) ? worth : 0)],
      [0, 0],
    );
    const isSame = shared >= 2 && shared >= all / 2;
    const at = journey.stopOf(other.posting)?.at;
    return isSame && at !== undefined && at > stop.at ? [{ at, asked: other }] : [];
  });
}

function isNear({ anchor: earlier }: Remark, { anchor: later }: Remark, changes: Changes): boolean {
  if (earlier.kind !== 'line' || later.kind !== 'line') return true;
  const ported = lineOf(changes.port(earlier.patch, later.patch, earlier.bodyLine));
  return ported !== undefined && Math.abs(ported - later.bodyLine) <= nearby;
}

function partOf({ anchor }: Remark): string {
  return anchor.kind === 'line' ? anchor.part : anchor.kind;
}

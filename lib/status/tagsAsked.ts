import type { Series } from '../series/index';
import type { Found } from './changes';
import { personIn, type Cast } from './cast';
import type { Journey } from './journey';
import type { Tag } from './status';
import type { Asked } from './talk';

const tagWord = String.raw`(?:tags?|trailers?|r-?bs?|a-?bs?|t-?bs?|acks?|(?:reviewed|acked|tested)-by)\b`;
const without = String.raw`(?:did|have|has|do|does)(?:n['’]?t| not)\b[^.!?\n]{0,20}\b(?:includ|pick|collect|carr|keep|add)\w*`;
const left = String.raw`(?:dropp|los[et]|forg[eo]t|miss|collect|carr(?:y|ied)\b|(?:why|where|pick(?:ed|ing)? up)\b)\w*`;
const gone = String.raw`(?:gone|lost|missing|dropped|forgotten|left out|not there)\b`;
/** "You didn't include any tags", "you lost my R-b", "the tag is gone", "please pick up the Reviewed-by of v2". */
const asksForTags = new RegExp(
  `\\b(?:${without}|${left})[^.!?\\n]{0,60}\\b${tagWord}|\\b${tagWord}[^.!?\\n]{0,60}\\b${gone}`,
  'i',
);
/** Who gives a tag speaks of that one. */
const givesTag = /^\s*[A-Z][a-z]+(?:-[a-z]+)*-by:/m;

/**
 * Who asks where the tags are that were given before is answered by the first later version that carries them, and by
 * nothing else: not by a line of the cover letter that happens to change. Undefined when nothing of the kind is asked, or
 * the version had all the tags it could have; `found` is undefined while some are still missing.
 */
export function tagsBroughtBack(
  { remark, posting }: Asked,
  tags: readonly Tag[],
  series: Series,
  journey: Journey,
  cast: Cast,
): { readonly found: Found | undefined } | undefined {
  const stop = posting === undefined ? undefined : journey.stopOf(posting);
  if (!stop || remark.kind === 'bot' || givesTag.test(remark.text) || !asksForTags.test(remark.text))
    return undefined;
  const { label } = stop.version;
  const missed = tags.filter(
    ({ pickedUp, date, holds }) =>
      holds !== 'withdrawn' &&
      pickedUp?.missedIn.includes(label) === true &&
      (date ?? 0) < (remark.date ?? Infinity),
  );
  if (missed.length === 0) return undefined;
  const reached = missed.map(({ pickedUp }) =>
    series.versions.findIndex((one) => one.label === pickedUp?.in),
  );
  const at = Math.max(...reached);
  const version = series.versions[at];
  if (!version || reached.includes(-1) || at <= stop.at) return { found: undefined };
  const names = [...new Set(missed.map(({ person }) => person.name || person.address))];
  const people = new Set(missed.map(({ person }) => cast.personOf(person)));
  const carrier = version.patches.flatMap((slot) => {
    if (slot.kind !== 'held') return [];
    const trailer = slot.patch.trailers.find(({ key, value }) => {
      const person = personIn(value);
      return (
        person &&
        people.has(cast.personOf(person)) &&
        missed.some((tag) => tag.key.toLowerCase() === key.toLowerCase())
      );
    });
    return trailer ? [{ mail: slot.mail, line: trailer.line }] : [];
  })[0];
  if (!carrier) return { found: undefined };
  return {
    found: {
      at,
      label: version.label,
      strength: 'suggested',
      evidence: {
        kind: 'hunk',
        ...carrier,
        version: version.label,
        what: `the tags of ${names.join(' and ')} that ${label} left out are there now`,
      },
    },
  };
}

import type { Patch, Section } from '../patch/index';
import { isEmptyAt } from './above';
import { isGreeting, isOwnName } from './furnitureWords';
import type { Block, Scroll } from './scroll';
import { cites, saysTaken, speaksOfTrailers, speaksOfWording, speaksOfWork } from './speech';

/** Lines of text above the first quoted one that do not make a quote start late: a greeting, an in-body From. */
const mostSkipped = 2;
/** This share of a posting's lines quoted is the whole of it. */
const wholeShare = 0.8;

/** A place in a posting: the index of its line from 0. */
interface Place {
  readonly posting: Scroll;
  readonly patch: Patch;
  readonly from: number;
  readonly isCover: boolean;
}

/**
 * Whether a block under a line of a posting speaks of the posting as a whole:
 *
 * - it says that the patch was taken ("Applied, thanks");
 * - under its sign-off, tags, "---", sum of the diffstat or signature: there is nothing to say about these lines, and
 *   people write there because the message, or the mail, ends;
 * - below the last paragraph of the message or of the notes, in words that name the whole ("this patch", "comments below");
 * - below any paragraph of them when it gives a review tag besides: "I tested this series, so Tested-by: ...";
 * - the only text of the reply, below the head of the message or all of the mail, nothing quoted after it: so people
 *   quote to tell what they answer. Who answers one sentence cuts around it, or goes on quoting. In a reply to a cover
 *   letter a text that begins with a greeting is such a letter too, whatever is left quoted below it.
 */
export function speaksOfWhole(
  scroll: Scroll,
  block: Block,
  place: Place,
  { text, givesTag }: { readonly text: string; readonly givesTag: boolean },
): boolean {
  const section = sectionAt(place);
  if (section === undefined || section.kind === 'tail' || saysTaken(text)) return true;
  if (section.kind !== 'diff' && isClosingLine(place, section) && !speaksOfTrailers(text)) return true;
  if (section.kind !== 'diff' && speaksOfWork(text) && !speaksOfWording(text)) {
    if (isEndOfMessage(place, section)) return true;
    if (givesTag && isEndOfParagraph(place)) return true;
  }
  if (scroll.blocks.length > 1 || speaksOfWording(text) || cites(text, textAbove(place))) return false;
  const quoted = quotedFrom(scroll, place.posting);
  const isLetter = place.isCover && isGreeting(scroll.texts[block.start] ?? '');
  if (quoted.skipped > mostSkipped || (quoted.isAfter(block.end) && !isLetter)) return false;
  return section.kind === 'diff' ? isEndOfDiff(place) && quoted.share >= wholeShare : isEndOfParagraph(place);
}

function sectionAt({ patch, from }: Place): Section | undefined {
  return patch.sections.find((one) => from + 1 >= one.start && from + 1 < one.end);
}

/** Lines above a remark whose words it may cite. */
const citedLines = 10;

function textAbove({ posting, from }: Place): string {
  return posting.lines
    .slice(Math.max(0, from + 1 - citedLines), from + 1)
    .map((line) => line.squeezed)
    .join('');
}

/** The last trailer, "---", the sum of the diffstat, or the name the poster signs a letter with. */
function isClosingLine({ posting, patch, from }: Place, section: Section): boolean {
  const line = posting.texts[from] ?? '';
  if (/\p{L}/u.test(line) && isOwnName(line, posting.from)) return true;
  if (section.kind === 'diffstat') return !line.includes('|');
  if (/^---\s*$/.test(line)) return true;
  // Who cuts within the trailers means the last one quoted.
  return isTrailer(patch, from) && !isTrailer(patch, from + 1);
}

function isTrailer({ trailers }: Patch, from: number): boolean {
  let [low, high] = [0, trailers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((trailers[middle]?.line ?? 0) <= from) low = middle + 1;
    else high = middle;
  }
  return trailers[low]?.line === from + 1;
}

/** The last line of the message above its trailers, or of the notes. */
function isEndOfMessage({ posting, patch, from }: Place, section: Section): boolean {
  if (isTrailer(patch, from)) return false;
  for (let at = from + 1; at < section.end - 1; at += 1) {
    const line = posting.texts[at] ?? '';
    if (/^---\s*$/.test(line) || isTrailer(patch, at)) return true;
    if (line.trim() !== '') return false;
  }
  return true;
}

function isEndOfParagraph({ posting, patch, from }: Place): boolean {
  const next = posting.texts[from + 1] ?? '';
  if (isTrailer(patch, from)) return false;
  return next.trim() === '' || /^---\s*$/.test(next) || isTrailer(patch, from + 1);
}

/** True on the last line of the last diff that holds anything. */
function isEndOfDiff({ posting, patch, from }: Place): boolean {
  const end = patch.sections.filter((one) => one.kind === 'diff').at(-1)?.end ?? 0;
  return posting.texts.slice(from + 1, end - 1).every((text) => text.trim() === '');
}

/** How much of a posting a reply quotes. */
function quotedFrom(scroll: Scroll, posting: Scroll) {
  const froms = new Set<number>();
  let [first, last] = [Infinity, -1];
  scroll.strands.forEach((strand, at) => {
    if (isEmptyAt(scroll, at)) return;
    if (strand.kind === 'quote' || strand.kind === 'lost') last = at;
    if (strand.kind !== 'quote' || strand.scroll !== posting) return;
    froms.add(strand.from);
    first = Math.min(first, strand.from);
  });
  const isFilled = (text: string) => text.trim() !== '';
  return {
    /** Lines of text of the posting above the first quoted one. */
    skipped: posting.texts.slice(0, Math.min(first, posting.texts.length)).filter(isFilled).length,
    /** Of all lines of text. */
    share: froms.size / Math.max(posting.texts.filter(isFilled).length, 1),
    isAfter: (at: number) => last >= at,
  };
}

import type { ConversationView } from '../../lib/query/index';
import { briefly } from './brief';
import type { DiscussionGlyphName } from './discussion-glyphs';

/** The state of what is asked; where nothing is, what kind of talk it is. */
export function glyphOf(conversation: ConversationView): Exclude<DiscussionGlyphName, 'hole'> {
  if (conversation.state !== undefined) return conversation.state;
  const kind = conversation.remarks[0]?.kind;
  if (kind === 'bot') return 'bot';
  return isTagOnly(conversation) ? 'tag' : 'talk';
}

/** The word that stands beside the glyph. */
export function kindWord(conversation: ConversationView): string {
  const kind = conversation.remarks[0]?.kind;
  if (kind === 'bot') return 'bot report';
  if (isTagOnly(conversation)) return 'tag';
  if (kind === 'social') return 'note';
  return conversation.remarks.length === 1 ? 'remark' : 'discussion';
}

/** True when nothing is said but tags, so that one line tells all of it. */
export function isTagOnly(conversation: ConversationView): boolean {
  return conversation.remarks.every((remark) => remark.kind === 'trailer');
}

/** "3 remarks, 2 people"; a noun beside every number. */
export function countWords(conversation: ConversationView): string {
  const { remarks, people } = conversation;
  return people > 1
    ? `${plural(remarks.length, 'remark')}, ${plural(people, 'person', 'people')}`
    : plural(remarks.length, 'remark');
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** The first words of a remark, for a list or a folded line. */
export function firstWords(remark: { readonly text: string } | undefined, most = 72): string {
  const line = remark?.text.split('\n').find((each) => /[\p{L}\p{N}]/u.test(each)) ?? '';
  const words = line.trim().replace(/\s+/g, ' ');
  return words.length <= most ? words : `${words.slice(0, most - 1).replace(/\s+\S*$/, '')}…`;
}

/** "Tian" of "Kevin Tian", and of "Tian, Kevin". */
export function lastName(name: string): string {
  const comma = name.indexOf(', ');
  if (comma > 0) return briefly(name.slice(0, comma));
  return briefly(name.split(' ').at(-1) ?? name);
}

const shortTags: Readonly<Record<string, string>> = {
  'reviewed-by': 'R-b',
  'acked-by': 'A-b',
  'tested-by': 'T-b',
  'nacked-by': 'NACK',
  nacked: 'NACK',
  nack: 'NACK',
  'reported-by': 'Reported-by',
};

/** True for a tag of somebody who is against it. */
export function isAgainst(key: string): boolean {
  return shortTag(key) === 'NACK';
}

export function shortTag(key: string): string {
  return shortTags[key.toLowerCase()] ?? key;
}

/** "Kevin Tian" of "Kevin Tian <kevin@example.org>". */
export function personOfTag(value: string): string {
  return briefly(value.replace(/\s*<[^<>]*>.*$/, '').replace(/^"(.*)"$/, '$1') || value);
}

/** "v2 1/5": a posting of another version. */
export function postingWords({
  version,
  number,
  total,
}: {
  readonly version: { readonly label: string };
  readonly number: number;
  readonly total: number;
}): string {
  return `${version.label} ${number === 0 ? 'cover letter' : `${number}/${total}`}`;
}

/** Why a discussion stands where it stands, when that is not the very line. */
export function placeWords(conversation: ConversationView): string | undefined {
  const { anchor, carried } = conversation;
  if (carried) {
    const place = carriedWords[carried.kind];
    if (anchor.kind === 'line' && carried.isByQuote) return `place: not sure, ${carried.why ?? ''}`;
    return place === undefined || carried.why === undefined ? place : `${place}, ${carried.why}`;
  }
  switch (anchor.kind) {
    case 'line':
      return anchor.precise ? undefined : 'place: near this line, not sure';
    case 'file':
      return `place: the file, line not sure (${anchor.why})`;
    case 'patch':
      return undefined;
    case 'unheld':
      return 'place: known by its quote alone';
    case 'unplaced':
      return unplacedWords[anchor.why];
  }
}

const carriedWords = {
  line: undefined,
  near: 'place: nearest surviving line',
  file: 'place: the file',
  patch: 'place: the patch',
} as const;

const unplacedWords = {
  'no-posting': 'no place: it answers no mail of this version that is held',
  'quote-not-found': 'no place: what it quotes stands in no mail that is held',
  'quote-ambiguous': 'no place: what it quotes stands in several lines alike',
  'too-large': 'no place: the mail is too large to be compared line by line',
} as const;

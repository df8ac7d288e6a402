import type { MessageId } from '../mail/index';
import { foldSpaces } from '../patch/index';
import type { Recognition, Series } from '../series/index';
import { wordsOf } from './claimed';
import type { Journey } from './journey';
import type { Inferred } from './state';
import { replyOf } from './state';
import type { Asked, Said } from './talk';

/** A paragraph of a remark that was answered by itself. */
interface Point {
  readonly text: string;
  readonly answer: Said;
}

/** A quoted line shorter than this is found in many paragraphs. Characters. */
const shortestQuote = 8;

/** Asks for something to be there that is not; of what is to go or to be renamed the words would go too. */
const addition =
  /\b(?:add(?:ed|ing)?|expect(?:ed)?|need(?:s|ed)?|required?|missing|write|provide|include|want(?:ed)?|lacks?|document|describe|mention)\b/i;

/** A few lines of somebody's own words, and no output of a program or code. */
const prose = /^(?:\p{L}[^\n]*\n?){1,3}$/u;

/**
 * A remark of several paragraphs is one matter to its writer and may be several to the author, who quotes and answers them one by
 * one. What changes at the line settles the first of them. One further down that asks for something new and was promised is still
 * owed while no later version has any of its words that the answered posting does not have: the whole is promised then. Gives
 * `inferred` otherwise.
 */
export function withoutOwedPoints(
  inferred: Inferred,
  asked: Asked,
  series: Series,
  journey: Journey,
  recognition: Recognition,
): Inferred {
  const posting = asked.posting === undefined ? undefined : recognition.byId.get(asked.posting);
  if (inferred.state !== 'addressed' || !posting) return inferred;
  const stop = journey.stopOf(posting.mail.id);
  const [first, ...others] = pointsOf(asked);
  if (!stop || !first || others.length === 0) return inferred;
  const later = series.versions.slice(stop.at + 1);
  // In a mail that is not held it may stand.
  if (later.some(({ patches }) => patches.some(({ kind }) => kind === 'missing'))) return inferred;
  const text = (id: MessageId) => recognition.byId.get(id)?.mail.text ?? '';
  const postingsOf = ({ cover, patches }: (typeof later)[number]): readonly MessageId[] =>
    [cover?.mail, ...patches.map(({ mail }) => mail)].flatMap((mail) => mail ?? []);
  const known = new Set([...wordsOf(posting.mail.text).keys(), ...wordsOf(first.text).keys()]);
  let come: ReadonlySet<string> | undefined;
  const owed = others.find(({ text: said, answer: { acts } }) => {
    if (!prose.test(said) || !addition.test(said) || !acts.promises || acts.declines) return false;
    const telling = [...wordsOf(said).keys()].filter((word) => !known.has(word));
    if (telling.length === 0) return false;
    come ??= new Set(later.flatMap(postingsOf).flatMap((id) => [...wordsOf(text(id)).keys()]));
    return telling.every((word) => !come?.has(word));
  });
  const newest = later.findLast((version) => postingsOf(version).length > 0);
  const [mail] = newest ? postingsOf(newest) : [];
  if (!owed || !newest || mail === undefined) return inferred;
  const [said] = owed.text.split('\n');
  return {
    state: 'promised',
    addressedIn: undefined,
    why: `the first of its points changed in ${inferred.addressedIn ?? newest.label}; "${said ?? ''}" was promised too, and no later version speaks of it`,
    evidence: [
      replyOf(owed.answer),
      ...inferred.evidence,
      { kind: 'no-change', mail, version: newest.label, line: undefined },
    ],
  };
}

/** The paragraphs that one mail of the author's answers apart from each other, in their order; none when it answers the whole. */
function pointsOf({ remark, said }: Asked): readonly Point[] {
  const paragraphs = remark.text.split(/\n\s*\n/).map((text) => text.trim());
  if (paragraphs.length < 2) return [];
  const points = new Map<number, Point>();
  for (const answer of said) {
    if (answer.voice !== 'author' || !answer.isDirect) continue;
    const quoted = answer.remark.quote
      .map((line) => foldSpaces(line.replace(/^[>\s]+/, '')))
      .findLast((line) => line.length >= shortestQuote);
    const at =
      quoted === undefined ? -1 : paragraphs.findLastIndex((text) => foldSpaces(text).includes(quoted));
    const text = paragraphs[at];
    if (text !== undefined) points.set(at, { text, answer });
  }
  const mails = new Set([...points.values()].map(({ answer }) => answer.remark.reply));
  return mails.size > 1 || !points.has(0)
    ? []
    : [...points].sort(([a], [b]) => a - b).map(([, point]) => point);
}

import { readLine, type LineOrigin } from '../discussion/index';
import type { Mail, MessageId } from '../mail/index';
import { readPatch } from '../patch/index';
import type { Reader, ReplyStamp } from './reply';

// What the tests of this room share.

export const carol: Reader = { name: 'Carol Çhecker', address: 'carol@example.com' };

export const stamp: ReplyStamp = {
  now: new Date(Date.UTC(2024, 2, 2, 9, 30)),
  idFor: (answered) => `reply-to-${answered}` as MessageId,
};

/**
 * The lines of a mail (from 1) that a reader takes a remark under them to be about: not the last tag, "---", the sum of
 * the diffstat, a signature
 * or the writer's name (there one speaks of the whole), no greeting or attribution, no quote of a mail not held.
 *
 * @param origins What `placeRemarks` made of each line of the mail.
 */
export function answerableLines(mail: Mail, origins: readonly LineOrigin[]): readonly number[] {
  const { sections, trailers } = readPatch(mail.text);
  const trailerLines = new Set(trailers.map(({ line }) => line));
  return mail.text.split('\n').flatMap((text, index) => {
    const line = index + 1;
    const origin = origins[index];
    if (readLine(text).squeezed === '') return [];
    if (origin?.kind !== 'posted')
      return origin?.kind === 'own' || (origin?.kind === 'quote' && origin.precise) ? [line] : [];
    const section = sections.find(({ start, end }) => line >= start && line < end)?.kind;
    const isName =
      /\p{L}/u.test(text) &&
      `${mail.from.name} ${mail.from.address}`.toLowerCase().includes(text.trim().toLowerCase());
    const isClosing =
      isName ||
      /^---\s*$/.test(text) ||
      trailerLines.has(line) ||
      (section === 'diffstat' && !text.includes('|'));
    return isClosing || section === 'tail' ? [] : [line];
  });
}

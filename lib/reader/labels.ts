import type { MessageId } from '../mail/index';
import { addLabel, dropLabel, type Reader } from '../store/index';
import type { MarkRefused } from './marks';

/** Longer is no label but a note. */
export const longestLabel = 40;

/** Puts a label on the series of a posting; all who read here see it. Refused with what is wrong with it. */
export async function label(
  reader: Reader,
  { series, text }: { readonly series: MessageId; readonly text: string },
): Promise<MarkRefused | undefined> {
  const word = readLabel(text);
  if ('why' in word) return word;
  const isHeld = await addLabel(reader.name, { series, label: word.label });
  return isHeld ? undefined : { why: `${series} is no posting of a series that is held here.` };
}

/** Takes a label off the series of a posting. */
export async function unlabel(
  reader: Reader,
  { series, text }: { readonly series: MessageId; readonly text: string },
): Promise<void> {
  await dropLabel(reader.name, { series, label: text });
}

/** A label as it is kept: blanks folded. A comma parts labels in an address, and `label:` in a search ends at a quote. */
export function readLabel(text: string): { readonly label: string } | MarkRefused {
  const word = text.replace(/[\p{Cc}\p{Surrogate}\s]+/gu, ' ').trim();
  if (word === '') return { why: 'The label is empty.' };
  if (word.length > longestLabel) return { why: `The label is longer than ${longestLabel} characters.` };
  if (/[,"]/.test(word)) return { why: 'A label holds no comma and no quote.' };
  return { label: word };
}

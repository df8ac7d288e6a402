import { parseTrailerLine } from '../patch/index';
import { oneLine } from './headerText';
import type { Reader } from './reply';

/** "Reviewed-by: Name <address>" for each tag given, each once. A key that is none ("Reviewed by", a newline) is left out. */
export function tagLines(
  notes: readonly { readonly tags: readonly string[] }[],
  reader: Reader,
): readonly string[] {
  const name = oneLine(reader.name);
  const who = name === '' ? reader.address : `${name} <${reader.address}>`;
  const lines = notes.flatMap(({ tags }) => tags).map((key) => `${key}: ${who}`);
  return [...new Set(lines)].filter((line) => !line.includes('\n') && parseTrailerLine(line) !== undefined);
}

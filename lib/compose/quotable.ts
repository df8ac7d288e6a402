import { readLine } from '../discussion/index';
import type { Mail } from '../mail/index';

/** A line of the answered mail, as it is quoted and as a reader of the quote takes it. */
export interface QuotableLine {
  readonly text: string;
  /** Number of quote marks it bears already. */
  readonly depth: number;
  /** Without its marks. */
  readonly content: string;
  /** True when nothing can stand under it: no reader tells one empty line from another. */
  readonly isEmpty: boolean;
  /** True when no other line of the mail reads the same. */
  readonly isUnique: boolean;
  /** Index of the "@@" line and of the "diff" line it stands under, quoted as deeply as itself. */
  readonly hunk: number | undefined;
  readonly file: number | undefined;
}

/** The lines of a mail's text, index 0 = body line 1, read once in time proportional to the text. */
export function quotableLines(mail: Mail): readonly QuotableLine[] {
  const lines = linesOf(mail);
  const read = lines.map(readLine);
  const counts = new Map<string, number>();
  for (const { squeezed } of read) counts.set(squeezed, (counts.get(squeezed) ?? 0) + 1);
  const places = new Map<number, Place>();
  return read.map(({ depth, content, squeezed }, index) => {
    const place = placeBelow(places.get(depth) ?? nowhere, content, index);
    places.set(depth, place);
    return {
      text: lines[index] ?? '',
      depth,
      content,
      isEmpty: squeezed === '',
      isUnique: squeezed !== '' && counts.get(squeezed) === 1,
      hunk: place.hunk,
      file: place.file,
    };
  });
}

/** A text that was never read from a mail may hold what no body can: it would break lines that are quoted. */
function linesOf(mail: Mail): readonly string[] {
  return mail.text.split('\n').map((line) => line.replace(/\r$/, '').replace(/[\r\0]/g, ' '));
}

/**
 * A line with one more mark, as mailers set it: "> " before text, ">" before a mark. Bars and initials that some set
 * for marks get the form that reads one level deeper.
 */
export function quotedLine({ text, depth }: Pick<QuotableLine, 'text' | 'depth'>): string {
  if (text.trim() === '') return text === '' ? '>' : `> ${text}`;
  const isDeeper = (line: string) => readLine(line).depth === depth + 1;
  const usual = text.startsWith('>') ? `>${text}` : `> ${text}`;
  return isDeeper(usual) || !isDeeper(`>${text}`) ? usual : `>${text}`;
}

interface Place {
  readonly file: number | undefined;
  readonly hunk: number | undefined;
}

const nowhere: Place = { file: undefined, hunk: undefined };

/** What git writes between the "diff" line and the first hunk. */
const fileHeader =
  /^(?:index |--- |\+\+\+ |(?:new|deleted) file mode |(?:new|old) mode |(?:dis)?similarity index |(?:rename|copy) (?:from|to) |Binary files |GIT binary patch)/;

function placeBelow(above: Place, content: string, index: number): Place {
  if (/^diff --\S/.test(content)) return { file: index, hunk: undefined };
  if (/^@@+ -\d/.test(content)) return { file: above.file, hunk: index };
  if (above.hunk !== undefined) return content === '' || /^[-+ \t\\]/.test(content) ? above : nowhere;
  return above.file !== undefined && fileHeader.test(content) ? above : nowhere;
}

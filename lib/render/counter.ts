import { readPatch, type HunkLine } from '../patch/index';
import { hunkRows, viewFile, type DiffRow } from './file';
import { languageOf } from './syntax';

/** A diff that somebody wrote in a reply. Its rows count lines from the start of the diff, 1 is the first. */
export interface CounterDiff {
  readonly parts: readonly { readonly path: string | undefined; readonly rows: readonly DiffRow[] }[];
  readonly added: number;
  readonly deleted: number;
}

/**
 * Makes rows of a diff in a reply. Many are fragments without file names or counts, or damaged; what cannot be read as
 * a diff of files is read line by line by its signs, in the language of `path`, the file spoken of.
 */
export function viewCounterDiff(text: string, path: string | undefined): CounterDiff {
  const lines = text.split('\n');
  const patch = readPatch(text);
  const last = patch.files.at(-1);
  const isWhole =
    last !== undefined &&
    patch.files[0]?.start === 1 &&
    lines
      .slice(last.end - 1)
      .join('')
      .trim() === '';
  const parts = isWhole
    ? patch.files.map((file) => {
        const view = viewFile(file, lines);
        const rows = view.rows.filter(
          (row) => row.kind !== 'header' && (row.kind !== 'rest' || row.text !== ''),
        );
        return { path: view.path, rows };
      })
    : [{ path: undefined, rows: fragmentRows(lines, path) }];
  const count = (sign: '+' | '-'): number =>
    parts.reduce(
      (sum, part) => sum + part.rows.filter((row) => row.kind === 'code' && row.sign === sign).length,
      0,
    );
  return { parts, added: count('+'), deleted: count('-') };
}

/** Lines with signs between "@@" lines and file headers, unnumbered. */
function fragmentRows(lines: readonly string[], path: string | undefined): readonly DiffRow[] {
  const rows: DiffRow[] = [];
  let block: HunkLine[] = [];
  let language = path === undefined ? undefined : languageOf(path);
  const endBlock = (): void => {
    rows.push(...hunkRows(block, language));
    block = [];
  };
  lines.forEach((line, index) => {
    const bodyLine = index + 1;
    const header = /^(?:diff |index [0-9a-f]|--- \S|\+\+\+ (?:[ab]\/)?(\S+)|@@ )/.exec(line);
    if (header) {
      endBlock();
      if (header[1] !== undefined) language = languageOf(header[1]);
      rows.push({ kind: line.startsWith('@@ ') ? 'hunk' : 'header', bodyLine, text: line });
      return;
    }
    const sign = line.startsWith('+') ? '+' : line.startsWith('-') ? '-' : ' ';
    const hasSign = sign !== ' ' || line.startsWith(' ');
    block.push({
      bodyLine,
      sign,
      text: hasSign ? line.slice(1) : line,
      oldLine: sign === '+' ? undefined : 0,
      newLine: sign === '-' ? undefined : 0,
    });
  });
  endBlock();
  return rows;
}

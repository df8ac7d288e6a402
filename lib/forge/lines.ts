/** Characters; the rest of a longer line is left out. It is of a file that is none of text. */
export const longestLine = 256 * 1024;

/** What git prints, line by line. */
export async function* linesIn(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let open = '';
  for await (const piece of pieces) {
    const lines = piece.split('\n');
    const last = lines.pop() ?? '';
    for (const line of lines) {
      yield open + line;
      open = '';
    }
    open += last.slice(0, Math.max(0, longestLine + 1 - open.length));
  }
  if (open !== '') yield open;
}

import type { AlignLine } from './alignLine';

/** The text of some lines without white space, and for each of its characters the line it stands on. */
export class RunningText {
  readonly text: string;
  private readonly ends: readonly number[];

  /** Lines `s0` to `s1` of the source, counted from 0; `s1` is the first line after. */
  constructor(
    source: readonly AlignLine[],
    private readonly s0: number,
    s1: number,
  ) {
    const ends: number[] = [];
    const parts: string[] = [];
    let length = 0;
    for (let s = s0; s < s1; s += 1) {
      const part = source[s]?.squeezed ?? '';
      parts.push(part);
      length += part.length;
      ends.push(length);
    }
    this.text = parts.join('');
    this.ends = ends;
  }

  /** The line that holds the character at `offset`. */
  lineAt(offset: number): number {
    let [low, high] = [0, this.ends.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.ends[middle] ?? 0) > offset) high = middle;
      else low = middle + 1;
    }
    return this.s0 + low;
  }
}

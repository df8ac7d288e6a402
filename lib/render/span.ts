/** The five inks of code; a stretch without one has the colour of text. */
export type Ink = 'comment' | 'keyword' | 'string' | 'preprocessor' | 'number';

/** A stretch of a line that looks the same throughout. The spans of a line joined are the line. */
export interface Span {
  readonly text: string;
  readonly ink: Ink | undefined;
  /** True for words that the other side of the diff does not have. */
  readonly isMarked: boolean;
}

/** Characters of a line (UTF-16 units, counted from 0); `end` is the first after the range. */
export interface Mark {
  readonly start: number;
  readonly end: number;
}

export function plainSpans(text: string): readonly Span[] {
  return text === '' ? [] : [{ text, ink: undefined, isMarked: false }];
}

/** Cuts spans at the edges of marks. Marks are in order and do not overlap. */
export function markSpans(spans: readonly Span[], marks: readonly Mark[]): readonly Span[] {
  if (marks.length === 0) return spans;
  const cut: Span[] = [];
  let at = 0;
  let next = 0;
  for (const span of spans) {
    const end = at + span.text.length;
    let from = at;
    while (from < end) {
      while (next < marks.length && (marks[next]?.end ?? 0) <= from) next++;
      const mark = marks[next];
      const isMarked = mark !== undefined && mark.start <= from;
      const to = Math.min(end, mark === undefined ? end : isMarked ? mark.end : mark.start);
      cut.push({ text: span.text.slice(from - at, to - at), ink: span.ink, isMarked });
      from = to;
    }
    at = end;
  }
  return cut;
}

import type { LineOrigin } from './discussion';

/** Lines of a mail that follow one another and come from the same place: quoted ones from lines that follow one another too. */
export interface LineRun {
  /** Of the first. */
  readonly origin: LineOrigin;
  readonly lines: number;
}

/** Where the lines of a mail come from, told once for each run: quotes are long, and kept of every reply. */
export function lineRuns(origins: readonly LineOrigin[]): readonly LineRun[] {
  const runs: { readonly origin: LineOrigin; lines: number }[] = [];
  for (const origin of origins) {
    const last = runs.at(-1);
    if (last && isSame(originAt(last.origin, last.lines), origin)) last.lines += 1;
    else runs.push({ origin, lines: 1 });
  }
  return runs;
}

/** The lines again, index 0 = body line 1. */
export function linesOfRuns(runs: readonly LineRun[]): readonly LineOrigin[] {
  return runs.flatMap(({ origin, lines }) =>
    Array.from({ length: lines }, (_, index) => originAt(origin, index)),
  );
}

/** The origin of the line `index` lines into a run. */
function originAt(first: LineOrigin, index: number): LineOrigin {
  return first.kind === 'quote' && index > 0 ? { ...first, line: first.line + index } : first;
}

function isSame(one: LineOrigin, other: LineOrigin): boolean {
  switch (one.kind) {
    case 'own':
      return other.kind === 'own' && one.remark === other.remark;
    case 'quote':
      return (
        other.kind === 'quote' &&
        one.line === other.line &&
        one.mail === other.mail &&
        one.depth === other.depth &&
        one.precise === other.precise
      );
    case 'lost-quote':
      return other.kind === 'lost-quote' && one.depth === other.depth && one.why === other.why;
    case 'furniture':
      return other.kind === 'furniture' && one.what === other.what;
    default:
      return one.kind === other.kind;
  }
}

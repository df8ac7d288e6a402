import { mostTold, type Report, type ToldSeries } from './report';
import { cameWords, eventsOf, stuckWords } from './words';

export interface Section {
  readonly title: string;
  readonly entries: readonly { readonly series: ToldSeries; readonly lines: readonly string[] }[];
  /** Series that are counted and not told. */
  readonly left: number;
}

/** What a report tells, in order: what landed, and what of it in part, what moved, what came in, what is stuck. Empty ones are left out. */
export function sectionsOf(report: Report): readonly Section[] {
  const { until } = report;
  const section = <Series extends ToldSeries>(
    title: string,
    all: readonly Series[],
    linesOf: (series: Series) => readonly string[],
  ): Section => ({
    title: `${title} (${all.length})`,
    entries: all.slice(0, mostTold).map((series) => ({ series, lines: linesOf(series) })),
    left: Math.max(0, all.length - mostTold),
  });
  return [
    section('Landed', report.landed, (one) => eventsOf(one, until)),
    section('Landed in part', report.partly, (one) => eventsOf(one, until)),
    section('Moved', report.moved, (one) => eventsOf(one, until)),
    section('Came in', report.cameIn, (one) => [cameWords(one, until)]),
    section('Stuck', report.stuck, (one) => stuckWords(one, until)),
  ].filter(({ entries }) => entries.length > 0);
}

import { deriveSeries } from '../lib/ingest/index';
import { findProgressPage, findReport, findTeamFeed, stalledAfterWeeks } from '../lib/query/index';
import { markupOf } from '../app/parts/markup';
import { progressAsked } from '../app/parts/progress-params';
import { progressMarkup } from './progressMarkup';
import { importAll, mailsOf, startDatabase, useDatabase } from '../tests/database';
import { copySeries, series, spreadSeries } from './manySeries';

const rounds = 21;

/** How long it takes to find and write the page of progress over 2,000 series, and to make a report and a feed of them. Milliseconds, the middle of 21. */
export async function measureProgress(): Promise<readonly (readonly [string, number])[]> {
  const server = await startDatabase();
  try {
    await useDatabase(await server.fresh());
    await importAll(await mailsOf('gentle-ping'));
    await deriveSeries();
    await copySeries();
    await spreadSeries();
    const present = { now: new Date(), stalledAfterWeeks };
    const page = async (words: Record<string, string>): Promise<number> => {
      const asked = progressAsked(words);
      const found = await findProgressPage(asked, present);
      if (markupOf(progressMarkup(found, asked, present.now)).length < 10_000)
        throw new Error('The page is empty.');
      return found.series;
    };
    const week = new Date(present.now.getTime() - 7 * 86_400_000);
    const measured: (readonly [string, number])[] = [];
    for (const [what, work] of [
      [`progress: the page over ${series} series, written`, () => page({ weeks: 'all' })],
      ['progress: of one author in sixty', () => page({ person: '17', weeks: 'all' })],
      ['progress: of one list of forty', () => page({ list: 'list-7.example.org' })],
      [
        `progress: a report on ${series} series`,
        async () => (await findReport({ ...progressAsked({}), since: week }, present, (slug) => slug)).series,
      ],
      [
        `progress: a feed of ${series} series`,
        async () => (await findTeamFeed(progressAsked({}), present)).length,
      ],
    ] as const) {
      const times: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        const began = performance.now();
        if ((await work()) === 0) throw new Error(`${what}: nothing was found.`);
        times.push(performance.now() - began);
      }
      measured.push([what, times.sort((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0]);
    }
    return measured;
  } finally {
    await server.stop();
  }
}

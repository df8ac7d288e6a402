import { deriveSeries } from '../lib/ingest/index';
import type { MessageId } from '../lib/mail/index';
import { findTriage, stalledAfterWeeks, type TriageAsked } from '../lib/query/index';
import { mark, setReader, thisReader } from '../lib/reader/index';
import { importAll, mailsOf, startDatabase, useDatabase } from '../tests/database';
import { copySeries, series } from './manySeries';

const marks = 400;
const rounds = 21;

const all: TriageAsked = {
  text: undefined,
  list: undefined,
  path: undefined,
  person: undefined,
  age: undefined,
  stage: undefined,
  label: undefined,
  only: undefined,
  page: 1,
};

/** How long the queue of a reader with 2,000 series takes to be found: one thread, copied. Milliseconds, the middle of 21. */
export async function measureTriage(): Promise<readonly (readonly [string, number])[]> {
  const server = await startDatabase();
  try {
    await useDatabase(await server.fresh());
    await importAll(await mailsOf('gentle-ping'));
    await deriveSeries();
    await copySeries();
    await setReader({ name: 'Rob Keel', addresses: 'rob.keel@example.net' });
    const reader = await thisReader();
    if (!reader) throw new Error('The reader was not kept.');
    for (let number = 1; number <= marks; number += 1)
      await mark(reader, {
        kind: number % 2 ? 'done' : 'mute',
        series: `bench-${number}@example.org` as MessageId,
      });
    const measured: (readonly [string, number])[] = [];
    for (const [what, asked] of [
      ['', all],
      [', filtered by files', { ...all, path: 'drivers/lamp/' }],
      [', filtered by title and person', { ...all, text: 'lamp', person: 'tess' }],
    ] as const) {
      const times: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        const began = performance.now();
        const page = await findTriage(reader, asked, { now: new Date(), stalledAfterWeeks });
        times.push(performance.now() - began);
        if (page.mine <= series) throw new Error(`${page.mine} series were found.`);
      }
      measured.push([
        `triage: the queue of ${series} series, ${marks} marks${what}`,
        times.sort((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0,
      ]);
    }
    return measured;
  } finally {
    await server.stop();
  }
}

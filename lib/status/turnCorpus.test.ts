import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseMail, splitMbox, type Mail } from '../mail/index';
import { placeRemarks } from '../discussion/index';
import { recogniseSeries } from '../series/index';
import { inferStatus } from './infer';
import type { Status } from './status';

// The iopf series, where the corpus is there: `../shared/corpus` beside the repository, or LOREVIEW_CORPUS.
const corpus = process.env['LOREVIEW_CORPUS'] ?? '../shared/corpus';

async function readIopf(): Promise<readonly Mail[]> {
  const mails: Mail[] = [];
  for (const name of ['iopf-rfc', 'iopf-v1-to-v4', 'iopf-landing'])
    for await (const { raw } of splitMbox([readFileSync(`${corpus}/iopf/${name}.mbox`)]))
      mails.push(await parseMail(raw));
  return mails;
}

/** The status of the series as it was at a moment. */
function statusAt(mails: readonly Mail[], moment: string): Status | undefined {
  const at = new Date(moment);
  const recognition = recogniseSeries(mails.filter(({ date }) => !date || date <= at));
  const series = recognition.series.find(({ title }) => /user space iopfs/i.test(title));
  return series && inferStatus(recognition, series, placeRemarks(recognition, series));
}

const isHere = existsSync(`${corpus}/iopf`);
const mails = isHere ? readIopf() : Promise.resolve([]);

describe.skipIf(!isHere)('the turn of iopf through time', () => {
  test.each<[string, string, string, string | undefined]>([
    ['the RFC was posted', '2024-08-26T13:00Z', 'reviewers', '2024-08-26'],
    ['its remarks', '2024-08-27', 'author', '2024-08-26'],
    ['v1 was posted', '2024-09-04T14:00Z', 'reviewers', '2024-09-04'],
    ['remarks on v1', '2024-09-06', 'author', '2024-09-04'],
    ['v2 was posted', '2024-09-13T23:00Z', 'reviewers', '2024-09-13'],
    ['"either intel_iommu_finish_prq() or ..."', '2024-09-14T12:00Z', 'author', '2024-09-14'],
    ['promised, not posted', '2024-10-08', 'author', '2024-09-14'],
    ['v3 was posted', '2024-10-09T23:00Z', 'reviewers', '2024-10-09'],
    ['v3 carries no tags', '2024-10-12', 'author', '2024-10-11'],
    ['v4 was posted', '2024-10-16', 'reviewers', '2024-10-15'],
    ['draining is missed', '2024-10-28T09:00Z', 'author', '2024-10-28'],
    ['asked back', '2024-10-28T23:00Z', 'reviewers', '2024-10-28'],
    ['"Queued this series for v6.13"', '2024-11-03', 'nobody', '2024-11-02'],
    ['posted to Linus', '2024-11-30', 'nobody', '2024-11-02'],
  ])('%s', async (_, moment, waitingOn, since) => {
    const turn = statusAt(await mails, moment)?.turn;
    expect([turn?.waitingOn, turn?.since?.toISOString().slice(0, 10)]).toEqual([waitingOn, since]);
  });

  test('what the end of the mails tells of the past is what was true then', async () => {
    // A name may be turned round by a mail that comes later.
    const words = (name: string) => name.split(/[ ,]+/).sort().join(' ');
    const over = statusAt(await mails, '2024-11-30')?.turnsOver().turns ?? [];
    for (const moment of [
      '2024-08-26T13:00Z',
      '2024-08-27',
      '2024-09-04T14:00Z',
      '2024-09-06',
      '2024-09-13T23:00Z',
      '2024-09-14T12:00Z',
      '2024-10-08',
      '2024-10-09T23:00Z',
      '2024-10-12',
      '2024-10-16',
      '2024-10-28T09:00Z',
      '2024-10-28T23:00Z',
      '2024-11-03',
    ]) {
      const then = over.findLast(({ at }) => at <= new Date(moment));
      const turn = statusAt(await mails, moment)?.turn;
      expect([moment, then?.waitingOn, then?.people.map(words)]).toEqual([
        moment,
        turn?.waitingOn,
        turn?.people.map(({ name }) => words(name)),
      ]);
    }
    expect(over[0]).toMatchObject({ waitingOn: 'reviewers' });
    expect(over.at(-1)).toMatchObject({ waitingOn: 'nobody' });
  });

  test('v4 waits for who asked before, and for nobody who is done', async () => {
    const status = statusAt(await mails, '2024-10-16');
    expect(status?.turn.people.map(({ name }) => name)).toEqual([
      'Baolu Lu',
      'Kevin Tian',
      'Jason Gunthorpe',
    ]);
    expect(status?.turns.patches.map(({ waitingOn }) => waitingOn)).toEqual([
      'reviewers',
      'maintainer',
      'reviewers',
      'maintainer',
      // It carries the tag of v2, and makes another change.
      'reviewers',
    ]);
  });

  test('what was queued was queued by a mail', async () => {
    expect(statusAt(await mails, '2024-11-03')?.turn.evidence).toMatchObject([
      { kind: 'applied', name: 'Baolu Lu' },
    ]);
  });
});

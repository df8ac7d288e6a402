import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { parseMail, splitMbox, type Mail } from '../mail/index';
import { recogniseSeries } from './recognise';
import { connectedByKeys, messageId } from './specimens';

// Real threads, where the corpus is there: `../shared/corpus` beside the repository, or LOREVIEW_CORPUS.
const corpus = process.env['LOREVIEW_CORPUS'] ?? '../shared/corpus';
const isHere = existsSync(`${corpus}/iopf`);

async function readMbox(path: string): Promise<Mail[]> {
  const raw = readFileSync(path);
  const mails: Mail[] = [];
  for await (const entry of splitMbox([path.endsWith('.gz') ? gunzipSync(raw) : raw]))
    mails.push(await parseMail(entry.raw));
  return mails;
}

const readIopf = async (): Promise<Mail[]> =>
  (
    await Promise.all(
      ['iopf-rfc', 'iopf-v1-to-v4', 'iopf-landing'].map((name) => readMbox(`${corpus}/iopf/${name}.mbox`)),
    )
  ).flat();

describe.skipIf(!isHere)('the iopf series', () => {
  test('is one series from RFC PREVIEW to v4, the pull request another', async () => {
    const { series, outside } = recogniseSeries(await readIopf());
    expect(series.map(({ title }) => title)).toEqual([
      'iommu: Enable user space IOPFs in non-PASID and non-svm cases',
      'Intel IOMMU updates for v6.13',
    ]);
    expect(outside).toEqual(['Z0A-K1MiL2CLa7Zd@8bytes.org']);
    const [iopf] = series;
    expect(iopf?.mails).toHaveLength(98);
    expect(
      iopf?.versions.map(({ label, patches }) => [label, patches.map(({ kind }) => kind[0]).join('')]),
    ).toEqual([
      ['RFC PREVIEW', 'hhhhhh'],
      ['v1', 'hhhhhh'],
      ['v2', 'mhhhh'],
      ['v3', 'hhhhh'],
      ['v4', 'hhhhh'],
    ]);
    expect(iopf?.versions[2]?.patches[0]).toEqual({
      kind: 'missing',
      number: 1,
      mail: '20240913-jag-iopfv8-v2-1-dea01c2343bc@samsung.com',
      title: 'iommu/vt-d: Separate page request queue from SVM',
    });
  });

  test('follows each patch from column to column', async () => {
    const [iopf] = recogniseSeries(await readIopf()).series;
    const rows = iopf?.lineages.map(
      ({ cells, steps }) => `${cells.map((cell) => cell ?? '-').join(' ')} ${steps.join(' ')}`,
    );
    expect(rows).toEqual([
      '1 1 1 1 1 changed unknown unknown same',
      '2 3 3 3 3 changed same same same',
      '3 4 4 4 4 same same same same',
      '4 5 - - - changed dropped none none',
      '5 6 5 5 5 same same changed same',
      '6 2 2 2 2 same same same same',
    ]);
  });

  test('landed through the pull request of another person, its titles altered', async () => {
    const [iopf, pull] = recogniseSeries(await readIopf()).series;
    expect(iopf?.reposts.map(({ mail, of, by, tree }) => [mail, of, by.address, tree].join(' '))).toEqual(
      [1, 2, 3, 4, 5].map(
        (number) =>
          `20241104014040.106100-${number + 14}-baolu.lu@linux.intel.com 20241015-jag-iopfv8-v4-${number}-b696ca89ba29@kernel.org baolu.lu@linux.intel.com `,
      ),
    );
    expect(iopf?.reposts.every(({ evidence }) => evidence[0]?.kind === 'link')).toBe(true);
    expect([iopf?.absent, iopf?.maybe, pull?.reposts, pull?.absent, pull?.maybe]).toEqual([
      [],
      [],
      [],
      [],
      [],
    ]);
  });

  test('knows its people across addresses', async () => {
    const [iopf] = recogniseSeries(await readIopf()).series;
    const people = iopf?.people.map(({ name, addresses }) => [name, ...addresses].join(' ')).sort();
    expect(people).toEqual([
      'Baolu Lu baolu.lu@linux.intel.com',
      'Jason Gunthorpe jgg@ziepe.ca',
      'Joel Granados j.granados@samsung.com joel.granados@kernel.org devnull+j.granados.samsung.com@kernel.org',
      'Kevin Tian kevin.tian@intel.com',
      'Klaus Jensen k.jensen@samsung.com its@irrelevant.dk',
      'Yi Liu yi.l.liu@intel.com',
    ]);
    expect(new Set(iopf?.versions.slice(1).map(({ sender }) => sender.name))).toEqual(
      new Set(['Joel Granados']),
    );
  });

  // Posting: replies at any depth, of these direct ones.
  const replies: Readonly<Record<string, readonly [number, number]>> = {
    '20240826-iopf-for-all-v1-0-59174e6a7528@samsung.com': [9, 1],
    '20240826-iopf-for-all-v1-1-59174e6a7528@samsung.com': [5, 2],
    '20240826-iopf-for-all-v1-2-59174e6a7528@samsung.com': [2, 1],
    '20240826-iopf-for-all-v1-6-59174e6a7528@samsung.com': [2, 1],
    '20240904-jag-iopfv8-v1-1-e3549920adf3@samsung.com': [2, 1],
    '20240904-jag-iopfv8-v1-3-e3549920adf3@samsung.com': [4, 1],
    '20240904-jag-iopfv8-v1-5-e3549920adf3@samsung.com': [10, 1],
    '20240913-jag-iopfv8-v2-0-dea01c2343bc@samsung.com': [4, 1],
    '20240913-jag-iopfv8-v2-1-dea01c2343bc@samsung.com': [11, 1],
    '20240913-jag-iopfv8-v2-2-dea01c2343bc@samsung.com': [1, 1],
    '20240913-jag-iopfv8-v2-4-dea01c2343bc@samsung.com': [1, 1],
    '20240913-jag-iopfv8-v2-5-dea01c2343bc@samsung.com': [1, 1],
    '20241009-jag-iopfv8-v3-0-bd4271df5b2b@kernel.org': [2, 1],
    '20241015-jag-iopfv8-v4-0-b696ca89ba29@kernel.org': [1, 1],
    '20241015-jag-iopfv8-v4-2-b696ca89ba29@kernel.org': [12, 1],
  };

  test('counts its replies under the posting they speak to', async () => {
    const { series, postingOf, byId } = recogniseSeries(await readIopf());
    const mine = new Set(series[0]?.mails);
    const counts: Record<string, [number, number]> = {};
    for (const [reply, posting] of postingOf) {
      if (!mine.has(reply)) continue;
      const count = (counts[posting] ??= [0, 0]);
      count[0]++;
      if (byId.get(reply)?.mail.parents[0] === posting) count[1]++;
    }
    expect(counts).toEqual(replies);
  });
});

describe.skipIf(!isHere)('the series of the corpus', () => {
  test('are the same derived all together and by connected group', { timeout: 120_000 }, async () => {
    const paths = readdirSync(`${corpus}/series`).flatMap((list) =>
      readdirSync(`${corpus}/series/${list}`).map((name) => `${corpus}/series/${list}/${name}`),
    );
    const mails = (await Promise.all(paths.map(readMbox))).flat();
    const told = (sets: readonly (readonly Mail[])[]): Map<string, string> =>
      new Map(
        sets.flatMap((set) =>
          recogniseSeries(set).series.map((one) => [one.slug, JSON.stringify(one)] as const),
        ),
      );
    const whole = told([mails]);
    const parts = told(connectedByKeys(mails));
    expect(parts.size).toBe(whole.size);
    for (const [slug, series] of whole) expect(parts.get(slug), slug).toBe(series);
  });
});

describe.skipIf(!isHere)('two people with one title', () => {
  test('stay two series', async () => {
    const { series } = recogniseSeries(
      await readMbox(`${corpus}/series/cygwin-patches/fix-out-of-order-keystrokes.mbox.gz`),
    );
    expect(series.map(({ versions }) => versions.map(({ label }) => label).join(' '))).toEqual([
      'v1',
      'v1 v2 v3 v4 v5 v6 v7 v8',
    ]);
    expect(series[1]?.versions[1]?.patches.map((slot) => slot.kind)).toEqual([
      'carried',
      'held',
      'carried',
      'carried',
      'carried',
      'held',
    ]);
    expect(series[1]?.versions[1]?.patches[1]).toMatchObject({
      mail: messageId('20260318131235.1412-1-takashi.yano@nifty.ne.jp'),
    });
  });
});

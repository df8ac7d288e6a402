import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { parseMail, splitMbox, type Mail } from '../mail/index';
import { recogniseSeries, type PatchSlot, type Series, type Version } from '../series/index';
import { compareVersions, interdiff, type Compared, type Interdiff } from './index';

// The iopf series, where the corpus is there: `../shared/corpus` beside the repository, or LOREVIEW_CORPUS.
const corpus = process.env['LOREVIEW_CORPUS'] ?? '../shared/corpus';

describe.skipIf(!existsSync(`${corpus}/iopf`))('how much each patch of iopf changed', () => {
  let series: readonly Series[] = [];
  const byId = new Map<string, Mail>();

  beforeAll(async () => {
    for (const name of ['iopf-rfc', 'iopf-v1-to-v4', 'iopf-landing']) {
      for await (const { raw } of splitMbox([readFileSync(`${corpus}/iopf/${name}.mbox`)])) {
        const mail = await parseMail(raw);
        byId.set(mail.id, mail);
      }
    }
    series = recogniseSeries([...byId.values()]).series;
  });

  const version = (label: string): Version => {
    const found = series[0]?.versions.find((one) => one.label === label);
    if (!found) throw new Error(`no version ${label}`);
    return found;
  };
  const told = (earlier: string, later: string): readonly string[] => {
    const [iopf] = series;
    if (!iopf) return [];
    return compareVersions(iopf, version(earlier), version(later), (id) => byId.get(id)?.text).pairs.map(
      (pair) =>
        [
          pair.earlier[0]?.number ?? '-',
          pair.later[0]?.number ?? '-',
          pair.state,
          ...[...(pair.diff?.changes ?? [])].sort(),
        ].join(' '),
    );
  };

  test('RFC to v1', () => {
    expect(told('RFC PREVIEW', 'v1')).toEqual([
      '1 1 diff diff',
      '6 2 renamed message title trailers',
      '2 3 diff diff message title',
      '3 4 unchanged',
      '4 5 diff diff',
      '5 6 unchanged trailers',
    ]);
  });

  test('v1 to v2, of which 1/5 is not held', () => {
    expect(told('v1', 'v2')).toEqual([
      '1 1 unknown',
      '2 2 unchanged',
      '3 3 unchanged',
      '4 4 unchanged',
      '6 5 unchanged',
      '5 - dropped',
    ]);
  });

  test('v2 to v3: one rebased, one with functions renamed', () => {
    expect(told('v2', 'v3')).toEqual([
      '1 1 unknown',
      '2 2 unchanged trailers',
      '3 3 context context trailers',
      '4 4 unchanged trailers',
      '5 5 diff context diff trailers',
    ]);
  });

  test('v3 to v4: only tags came', () => {
    expect(told('v3', 'v4')).toEqual([
      '1 1 unchanged',
      '2 2 unchanged trailers',
      '3 3 unchanged',
      '4 4 unchanged trailers',
      '5 5 unchanged trailers',
    ]);
  });

  test('v1 to v3, over the version with a hole', () => {
    expect(told('v1', 'v3')[0]).toBe('1 1 diff diff message trailers');
  });

  test('v4 to what landed: seven lines of one patch', () => {
    const compared = (slot: PatchSlot | undefined): Compared => {
      if (slot?.kind !== 'held') throw new Error('the patch is not held');
      return { title: slot.title, text: byId.get(slot.mail)?.text ?? '', patch: slot.patch };
    };
    const diffs = version('v4').patches.map((slot, at): Interdiff =>
      interdiff(compared(slot), compared(series[1]?.versions[0]?.patches[13 + at])),
    );
    expect(diffs.map(({ changes }) => changes.has('diff'))).toEqual([true, false, false, false, false]);
    const gone = diffs[0]?.files.flatMap(({ hunks }) =>
      hunks.flatMap(({ lines }) => lines.filter(({ outer }) => outer === '-')),
    );
    expect(gone).toHaveLength(7);
  });
});

/**
 * `node --import tsx bench/recognise.ts`: recognition of one long series, made here: 13 versions of 20 patches with a cover
 * letter each, and 1,500 mails in all. Prints the median of seven runs; the mark is well under a second.
 */
import type { Mail } from '../lib/mail/index';
import { recogniseSeries } from '../lib/series/index';
import { ann, letter, posted, rob } from '../lib/series/specimens';

const versions = 13;
const patches = 20;
const allMails = 1_500;
const runs = 7;

function longSeries(): readonly Mail[] {
  const mails: Mail[] = [];
  for (let version = 1; version <= versions; version += 1) {
    const set = posted({
      prefix: `v${version}@x`,
      tag: version === 1 ? 'PATCH' : `PATCH v${version}`,
      cover: 'Keep count of all pages',
      from: ann,
      at: version * 200,
      coverText: `Counted.\n\nv${version - 1}: https://lore.kernel.org/r/v${version - 1}@x-0\n`,
      patches: Array.from({ length: patches }, (_, index) => [
        `mm: count part ${index} of the pages`,
        `mm/part${index}.c`,
        // Each patch changes a little in every third version.
        ...Array.from(
          { length: 60 },
          (__, line) => `count(${index}, ${line}, ${line < 5 ? Math.floor(version / 3) : 0});`,
        ),
      ]),
    });
    mails.push(...set);
  }
  const postings = [...mails];
  for (let number = 0; mails.length < allMails; number += 1) {
    const to = postings[(number * 7) % postings.length];
    if (!to) break;
    const parents = [to.id, ...to.parents];
    const at = ((to.date?.getTime() ?? 0) - Date.UTC(2024, 2, 1)) / 3_600_000 + 1 + number / 1_000;
    mails.push(
      letter({
        id: `r${number}@x`,
        subject: `Re: ${to.subject}`,
        from: rob,
        parents,
        at,
        text: '> +count\n\nWhy?\n',
      }),
    );
  }
  return mails;
}

const mails = longSeries();
const times: number[] = [];
for (let run = 0; run < runs; run += 1) {
  const began = performance.now();
  const { series } = recogniseSeries(mails);
  times.push(performance.now() - began);
  if (series.length !== 1 || series[0]?.versions.length !== versions)
    throw new Error('the mails were not recognised as one series of all versions');
}
const median = [...times].sort((a, b) => a - b)[Math.floor(runs / 2)] ?? 0;
process.stdout.write(
  `recognition of ${versions} versions of ${patches} patches, ${mails.length} mails: ${median.toFixed(0)} ms, first ${(times[0] ?? 0).toFixed(0)} ms\n`,
);

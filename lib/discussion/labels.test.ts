import { createReadStream, existsSync, readdirSync, readFileSync } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { parseMail, splitMbox, type Mail } from '../mail/index';
import { recogniseSeries } from '../series/index';
import { placeRemarks, type Remark } from './index';

// Blocks of real replies that a careful reader labelled, where the corpus is at hand (LOREVIEW_CORPUS, ../shared/corpus).

const corpus = process.env['LOREVIEW_CORPUS'] ?? '../shared/corpus';
const labels = `${corpus}/../labels`;
const isThere = existsSync(`${corpus}/series`) && existsSync(labels);

interface Label {
  readonly reply: string;
  readonly block: number;
  readonly kind: string;
  readonly patch: string | null;
  readonly bodyLine: number | null;
  readonly thread: { readonly reply: string } | null;
}

async function mailsOf(name: string): Promise<readonly Mail[]> {
  const list = readdirSync(`${corpus}/series`).find((one) =>
    existsSync(`${corpus}/series/${one}/${name}.mbox.gz`),
  );
  const mails: Mail[] = [];
  const chunks = createReadStream(`${corpus}/series/${list ?? ''}/${name}.mbox.gz`).pipe(createGunzip());
  for await (const { raw } of splitMbox(chunks)) mails.push(await parseMail(raw));
  return mails;
}

function labelsOf(name: string): readonly Label[] {
  return readFileSync(`${labels}/${name}.anchors.jsonl`, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Label);
}

const names = isThere
  ? readdirSync(labels).flatMap((file) => /^(.*)\.anchors\.jsonl$/.exec(file)?.[1] ?? [])
  : ['labelled threads of the corpus'];

describe.skipIf(!isThere)('remarks stand where a reader sees them', () => {
  test.each(names)('%s', async (name) => {
    const recognition = recogniseSeries(await mailsOf(name));
    const remarks = new Map<string, Remark>();
    for (const series of recognition.series)
      for (const remark of placeRemarks(recognition, series).remarks)
        remarks.set(`${remark.reply} ${remark.block}`, remark);
    const misses = labelsOf(name).flatMap((label) => {
      const remark = remarks.get(`${label.reply} ${label.block}`);
      const anchor = remark?.anchor;
      const line = anchor?.kind === 'line' ? anchor.bodyLine : null;
      const isRight =
        line === label.bodyLine &&
        (anchor && 'patch' in anchor ? anchor.patch : null) === label.patch &&
        (remark?.answers?.reply ?? null) === (label.thread?.reply ?? null);
      return isRight ? [] : [`${label.reply} ${label.block}: ${String(line)}, not ${String(label.bodyLine)}`];
    });
    // The mark is 99.5 % of all; in one thread that is less than one block.
    expect(misses).toEqual([]);
  });
});

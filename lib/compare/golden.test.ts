import { createReadStream } from 'node:fs';
import { expect, test } from 'vitest';
import { parseMail, splitMbox, type Mail } from '../mail/index';
import { recogniseSeries } from '../series/index';
import { compareVersions, type Comparison, type Interdiff } from './index';

/** What becomes of threads with several versions; `npm run golden` rewrites it. */
const threads = new URL('../../fixtures/threads/', import.meta.url);

test.each(['sample', 'rfc-to-v2-renamed-cover', 'partial-re-roll'])('%s', async (name) => {
  const byId = new Map<string, Mail>();
  for await (const { raw } of splitMbox(createReadStream(new URL(`${name}/thread.mbox`, threads)))) {
    const mail = await parseMail(raw);
    byId.set(mail.id, mail);
  }
  const told = recogniseSeries([...byId.values()]).series.flatMap((series) =>
    series.versions.flatMap((later, at) => {
      const earlier = series.versions[at - 1];
      if (!earlier) return [];
      return [toldOf(compareVersions(series, earlier, later, (id) => byId.get(id)?.text))];
    }),
  );
  await expect(`${JSON.stringify(told, null, 1)}\n`).toMatchFileSnapshot(
    new URL(`${name}/compare.json`, threads).pathname,
  );
});

function toldOf({ earlier, later, pairs, cover, claims }: Comparison): unknown {
  const numbers = (slots: readonly { readonly number: number }[]): number[] =>
    slots.map((slot) => slot.number);
  return {
    versions: `${earlier} to ${later}`,
    pairs: pairs.map((pair) => ({
      earlier: numbers(pair.earlier),
      later: numbers(pair.later),
      state: pair.state,
      ...(pair.diff && linesOf(pair.diff)),
    })),
    cover: cover ? linesOf(cover) : null,
    claims: claims.map(({ mail, line, text, from, to, about, why }) => ({
      at: `${mail}:${line}`,
      text,
      from: from ?? null,
      to: to ?? null,
      about,
      why,
    })),
  };
}

/** What differs, as text: outer sign, inner sign, line. */
function linesOf({ changes, files, message, trailers }: Interdiff): object {
  return {
    changes: [...changes],
    trailers,
    message: message.flatMap(({ outer, text }) => (outer === ' ' ? [] : [outer + text])),
    files: files
      .filter(({ change }) => change !== 'same')
      .map(({ laterPath, earlierPath, change, hunks }) => ({
        path: laterPath ?? earlierPath,
        change,
        hunks: hunks.map(({ kind, lines }) => [
          kind,
          ...lines.map(({ outer, inner, text }) => outer + inner + text),
        ]),
      })),
  };
}

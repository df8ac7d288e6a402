import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { MessageId } from '../mail/index';
import { recogniseSeries } from './recognise';
import type { Recognition } from './series';
import { ann, connectedByKeys, diffOf, letter, rob } from './specimens';

/** Mails of few ids, titles, people and versions, so that they meet in every way, also ones nobody means. */
const mail = fc
  .record({
    id: fc.integer({ min: 0, max: 30 }),
    parents: fc.array(fc.integer({ min: 0, max: 36 }), { maxLength: 3 }),
    prefix: fc.constantFrom('', '', '', 'Re: ', 'AW: '),
    tag: fc.constantFrom('[PATCH', '[PATCH v2', '[RFC PATCH', '[PATCH RESEND', '[PATCH v3', ''),
    number: fc.constantFrom(' 0/3', ' 1/3', ' 2/3', ' 3/3', ' 1/2', ' 4/3', '', ''),
    title: fc.constantFrom(
      'mm: count pages',
      'mm: free pages',
      'Count pages',
      'docs: tell of the pages counted',
    ),
    from: fc.constantFrom(ann, rob, 'Author, Ann <ann@kernel.org>'),
    at: fc.integer({ min: 0, max: 500 }),
    text: fc.constantFrom('no diff\n', diffOf('mm/a.c', ['one();']), diffOf('mm/b.c', ['two();'])),
    link: fc.option(fc.integer({ min: 0, max: 36 }), { nil: undefined }),
  })
  .map(({ id, parents, prefix, tag, number, title, from, at, text, link }) =>
    letter({
      id: `m${id}@x`,
      parents: parents.map((parent) => `m${parent}@x`),
      subject: tag === '' ? prefix + title : `${prefix}${tag}${number}] ${title}`,
      from,
      at,
      text: link === undefined ? text : `Link to v1: https://lore.kernel.org/r/m${link}@x\n\n${text}`,
    }),
  );

const mails = fc.array(mail, { minLength: 1, maxLength: 40 });

/** A recognition without the order of its maps. */
const plain = (recognition: Recognition): unknown => ({
  series: recognition.series,
  byId: [...recognition.byId].sort(([a], [b]) => (a < b ? -1 : 1)),
  parentOf: [...recognition.parentOf].sort(([a], [b]) => (a < b ? -1 : 1)),
  postingOf: [...recognition.postingOf].sort(([a], [b]) => (a < b ? -1 : 1)),
  outside: recognition.outside,
});

test('the order of arrival does not change the result', () => {
  fc.assert(
    fc.property(mails, fc.infiniteStream(fc.nat()), (set, dice) => {
      const shuffled = set
        .map((one) => ({ one, rank: dice.next().value as number }))
        .sort((a, b) => a.rank - b.rank)
        .map(({ one }) => one);
      expect(plain(recogniseSeries(shuffled))).toEqual(plain(recogniseSeries(set)));
    }),
  );
});

test('every mail is in exactly one place', () => {
  fc.assert(
    fc.property(mails, (set) => {
      const recognition = recogniseSeries(set);
      const places = [...recognition.series.flatMap((series) => series.mails), ...recognition.outside].sort();
      expect(places).toEqual([...new Set(set.map(({ id }) => id))].sort());
      for (const series of recognition.series) {
        const slots = series.versions.flatMap(({ cover, patches }) => [
          ...(cover?.kind === 'held' ? [cover.mail] : []),
          ...patches.flatMap((slot) => (slot.kind === 'held' ? [slot.mail] : [])),
        ]);
        const postings = series.mails.filter((id) =>
          /cover|patch/.test(recognition.byId.get(id)?.kind ?? ''),
        );
        expect([...slots].sort()).toEqual([...postings].sort());
      }
    }),
  );
});

test('every way up ends', () => {
  fc.assert(
    fc.property(mails, (set) => {
      const { parentOf, postingOf, byId } = recogniseSeries(set);
      for (const id of byId.keys()) {
        const seen = new Set<MessageId>();
        for (let at: MessageId | undefined = id; at !== undefined; at = parentOf.get(at)) {
          expect(seen.has(at)).toBe(false);
          seen.add(at);
        }
      }
      for (const [reply, posting] of postingOf) {
        expect(byId.get(reply)?.kind).toBe('reply');
        expect(byId.get(posting)?.kind ?? 'patch').toMatch(/cover|patch/);
      }
    }),
  );
});

test('labels and slugs are unique, the grid holds every slot once', () => {
  fc.assert(
    fc.property(mails, (set) => {
      const { series } = recogniseSeries(set);
      expect(new Set(series.map(({ slug }) => slug)).size).toBe(series.length);
      for (const { versions, lineages } of series) {
        expect(new Set(versions.map(({ label }) => label)).size).toBe(versions.length);
        expect(new Set(versions.map(({ slug }) => slug)).size).toBe(versions.length);
        versions.forEach(({ patches }, at) => {
          const cells = lineages.flatMap(({ cells }) => cells[at] ?? []);
          expect(cells.sort((a, b) => a - b)).toEqual(patches.map(({ number }) => number));
        });
      }
    }),
  );
});

test('deriving each group of connected mails by itself gives what deriving all together gives', () => {
  fc.assert(
    fc.property(mails, (set) => {
      const whole = recogniseSeries(set);
      const parts = connectedByKeys(set).map((group) => recogniseSeries(group));
      const told = (recognitions: readonly Recognition[]): string[] =>
        recognitions.flatMap(({ series }) => series.map((one) => JSON.stringify(one))).sort();
      expect(told(parts)).toEqual(told([whole]));
    }),
    { numRuns: 50 },
  );
});

test('a chain of 5,000 replies is walked without recursion', () => {
  const set = [letter({ id: 'm0', subject: '[PATCH] mm: count pages', text: diffOf('mm/a.c', ['one();']) })];
  for (let n = 1; n <= 5000; n++) {
    set.push(
      letter({ id: `m${n}`, subject: 'Re: [PATCH] mm: count pages', parents: [`m${n - 1}`], at: n / 60 }),
    );
  }
  const recognition = recogniseSeries(set.reverse());
  expect(new Set(recognition.postingOf.values())).toEqual(new Set(['m0']));
  expect(recognition.postingOf.size).toBe(5000);
});

test('a cycle of parents is cut at its oldest mail', () => {
  const { parentOf } = recogniseSeries([
    letter({ id: 'b', subject: 'Re: x', at: 2, parents: ['c'] }),
    letter({ id: 'a', subject: 'Re: x', at: 1, parents: ['b'] }),
    letter({ id: 'c', subject: 'Re: x', at: 3, parents: ['a'] }),
  ]);
  expect([...parentOf].sort()).toEqual([
    ['b', 'c'],
    ['c', 'a'],
  ]);
});

test('a total beyond reason makes no thousands of slots', () => {
  const [series] = recogniseSeries([
    letter({ id: 'a', subject: '[PATCH 7/9999] mm: count pages', text: diffOf('mm/a.c', ['one();']) }),
  ]).series;
  expect(series?.versions[0]?.patches.map(({ number }) => number)).toEqual([7]);
});

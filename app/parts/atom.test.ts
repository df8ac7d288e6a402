import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseAtomFeed } from 'feedsmith';
import type { FeedEvent } from '../../lib/query/index';
import { atomOf, eventId } from './atom';

const head = {
  id: 'mid:a@x#feed',
  title: 'Count <readers> & more',
  page: 'http://localhost:3000/series/a',
  self: 'http://localhost:3000/series/a/feed',
};
const event: FeedEvent = {
  mail: 'a b+c@x',
  isByMail: true,
  kind: 'applied',
  at: new Date('2024-11-02T10:00:00Z'),
  title: 'applied: Count <readers>',
  words: 'Max took it: "Applied <thanks>"',
  by: 'Max',
  slug: 'a',
};

test('a feed reads back as what it was made of', () => {
  const feed = parseAtomFeed(atomOf(head, [event], 'http://localhost:3000'));
  expect(feed).toMatchObject({
    id: head.id,
    title: { value: head.title },
    updated: '2024-11-02T10:00:00.000Z',
    entries: [
      {
        id: 'mid:a%20b%2Bc@x#applied',
        title: { type: 'html', value: 'applied: Count &lt;readers&gt;' },
        updated: '2024-11-02T10:00:00.000Z',
        links: [{ href: 'http://localhost:3000/r/a%20b%2Bc%40x' }],
        authors: [{ name: 'Max' }],
      },
    ],
  });
  expect(feed.links?.find(({ rel }) => rel === 'self')?.href).toBe(head.self);
  expect(feed.entries?.[0]?.summary?.value).toContain('&lt;thanks&gt;');
});

test('what a commit tells is read where the series tells its way', () => {
  const told = { ...event, isByMail: false, kind: 'released-0123456789ab' };
  const [entry] = parseAtomFeed(atomOf(head, [told], 'http://localhost:3000')).entries ?? [];
  expect(entry?.links?.[0]?.href).toBe('http://localhost:3000/series/a#way');
  expect(entry?.id).toBe('mid:a%20b%2Bc@x#released-0123456789ab');
});

test('a feed of nothing is a feed', () => {
  expect(parseAtomFeed(atomOf(head, [], 'http://localhost:3000')).entries ?? []).toEqual([]);
});

test('whatever stands in mail, the feed is well-formed and tells each event once', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(']]>', '<![CDATA[', '&#0;', '\u0000', '</entry>', '\ud800'),
  );
  fc.assert(
    fc.property(fc.array(fc.record({ mail: text, title: text, words: text, by: text })), (parts) => {
      const events = parts.map((part, index) => ({ ...event, ...part, mail: `${index} ${part.mail}` }));
      const feed = parseAtomFeed(atomOf(head, events, 'http://localhost:3000'));
      expect(feed.entries?.length ?? 0).toBe(events.length);
      expect(new Set(events.map(eventId)).size).toBe(events.length);
      for (const { id } of feed.entries ?? []) expect(URL.canParse(id ?? '')).toBe(true);
    }),
    { numRuns: 25 },
  );
});

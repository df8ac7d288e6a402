import { Feed } from 'feed';
import type { FeedEvent } from '../../lib/query/index';
import { homePath, wayId } from './discussion-links';

export interface FeedHead {
  /** An IRI that stays the same. */
  readonly id: string;
  readonly title: string;
  /** The page it is about, and the feed itself: absolute. */
  readonly page: string;
  readonly self: string;
}

/** An Atom feed (RFC 4287), as an answer. */
export function feedAnswer(head: FeedHead, events: readonly FeedEvent[], origin: string): Response {
  return new Response(atomOf(head, events, origin), {
    headers: { 'content-type': 'application/atom+xml; charset=utf-8', 'cache-control': 'no-cache' },
  });
}

/** The text of an Atom feed. Ids are made of Message-IDs, so that an event is the same one on every install and after every rebuild. */
export function atomOf(
  { id, title, page, self }: FeedHead,
  events: readonly FeedEvent[],
  origin: string,
): string {
  const newest = events.reduce<Date | undefined>(
    (last, { at }) => (last && last > at ? last : at),
    undefined,
  );
  const feed = new Feed({
    id,
    title: plain(title),
    link: page,
    feed: self,
    feedLinks: { atom: self },
    generator: 'Loreview',
    // A feed of nothing was never updated: RFC 4287 asks for a date all the same.
    updated: newest ?? new Date(0),
    author: { name: 'Loreview' },
  });
  for (const event of events)
    feed.addItem({
      id: eventId(event),
      title: escaped(plain(event.title)),
      link: origin + placeOf(event),
      date: event.at,
      description: escaped(plain(event.words)),
      ...(event.by === undefined ? {} : { author: [{ name: plain(event.by) }] }),
    });
  return feed.atom1();
}

/** Where it can be read: the mail in its place; what a commit tells, on the way of the series. */
function placeOf({ mail, isByMail, slug }: FeedEvent): string {
  return isByMail ? homePath(plain(mail)) : `/series/${encodeURIComponent(slug)}#${wayId}`;
}

/** "mid:..." names a mail (RFC 2392); what happened by it is a part of that. */
export function eventId({ mail, kind }: Pick<FeedEvent, 'mail' | 'kind'>): string {
  return `${mailId(mail)}#${encodeURIComponent(kind)}`;
}

export function mailId(mail: string): string {
  return `mid:${encodeURIComponent(plain(mail)).replaceAll('%40', '@')}`;
}

/** XML holds no control characters (XML 1.0, 2.2), and halves of surrogates are no characters. */
function plain(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, '\ufffd');
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Titles and summaries of entries are HTML there. */
function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => escapes[sign] ?? '').replace(/\n/g, '<br>');
}

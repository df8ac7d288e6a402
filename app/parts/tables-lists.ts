import {
  findSearchPage,
  findSeriesList,
  findTriage,
  places,
  type SearchAsked,
  type SeriesListAsked,
  type TriageAsked,
} from '../../lib/query/index';
import type { Reader } from '../../lib/reader/index';
import { present } from './present';
import { stoppedWords } from './search-params';
import type { Table } from './table';

/** All pages of the list of series. */
export async function listTable(asked: SeriesListAsked): Promise<Table> {
  const at = present();
  const first = await findSeriesList({ ...asked, page: 1 }, at);
  const rows = [...first.rows];
  for (let page = 2; page <= first.pages; page += 1)
    rows.push(...(await findSeriesList({ ...asked, page }, at)).rows);
  return {
    name: 'series',
    columns: [
      'series',
      'title',
      'author',
      'version',
      'patches',
      'held',
      'remarks',
      'unsettled',
      'to confirm',
      'settled',
      'mails',
      'labels',
      'turn',
      'people',
      'turn since',
      'stage',
      'stage since',
      'stage why',
      'first mail',
      'last mail',
    ],
    rows: rows.map((row) => [
      row.slug,
      row.title,
      row.author,
      row.newest?.label,
      row.patches,
      row.held,
      row.remarks,
      row.counts.unsettled,
      row.counts.confirm,
      row.counts.settled,
      row.mails,
      row.labels,
      row.turn.on,
      row.turn.people,
      row.turn.since,
      row.stage.at,
      row.stage.since,
      row.stage.why,
      row.firstAt,
      row.lastAt,
    ]),
  };
}

/** The whole queue of a reader, place by place. */
export async function triageTable(reader: Reader, asked: TriageAsked): Promise<Table> {
  const at = present();
  const all = [];
  for (const only of places.filter((place) => asked.only === undefined || asked.only === place)) {
    const first = await findTriage(reader, { ...asked, only, page: 1 }, at);
    const rows = [...(first.buckets.find(({ name }) => name === only)?.rows ?? [])];
    for (let page = 2; page <= first.pages; page += 1)
      rows.push(
        ...((await findTriage(reader, { ...asked, only, page }, at)).buckets.find(({ name }) => name === only)
          ?.rows ?? []),
      );
    all.push(...rows);
  }
  return {
    name: 'triage',
    columns: [
      'place',
      'series',
      'title',
      'author',
      'version',
      'why',
      'since',
      'stage',
      'labels',
      'lists',
      'patches',
      'mail',
      'back',
    ],
    rows: all.map(({ place, slug, title, author, facts, stage, labels, lists, mail }) => [
      place.name,
      slug,
      title,
      author,
      facts.newest?.label,
      place.why,
      place.since === undefined ? undefined : new Date(place.since),
      stage,
      labels,
      lists,
      facts.newest?.patches,
      mail,
      place.back,
    ]),
  };
}

/** One page of what a search finds; why there is none in the words of its page. */
export async function searchTable(asked: SearchAsked): Promise<Table | Response> {
  const page = await findSearchPage(asked, present());
  if (page.kind === 'empty')
    return new Response('Nothing was asked for. The words to look for stand in q=.\n', { status: 400 });
  if (page.kind === 'problem') return new Response(`${page.what} ${page.instead}\n`, { status: 400 });
  if (page.kind === 'stopped') return new Response(`${stoppedWords(page).join(' ')}\n`, { status: 503 });
  return {
    name: 'search',
    columns: ['mail', 'block', 'date', 'from', 'address', 'subject', 'lists', 'state', 'series', 'version'],
    rows: page.hits.map((hit) => [
      hit.messageId,
      hit.block,
      hit.sentAt,
      hit.sender.map(({ text }) => text).join(''),
      hit.address,
      hit.subject.map(({ text }) => text).join(''),
      hit.lists,
      hit.state,
      hit.place?.series,
      hit.place?.version?.label,
    ]),
  };
}

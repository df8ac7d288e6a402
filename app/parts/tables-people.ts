import { findPersonPage, type PersonPage, type SeriesOfPerson } from '../../lib/query/index';
import type { Table } from './table';

/** Tables of the page of a person, by their word in the address; undefined for another word, and where nobody is known. */
export async function personTable(address: string, which: string): Promise<Table | undefined> {
  const make = Object.hasOwn(made, which) ? made[which] : undefined;
  const page = make && (await findPersonPage(address, true));
  if (!make || !page) return undefined;
  return { ...make(page), name: `${page.addresses[0] ?? address}-${which}` };
}

type Columns = Omit<Table, 'name'>;

const made: Readonly<Record<string, (page: PersonPage) => Columns>> = {
  waiting: ({ waiting }) => seriesColumns(waiting),
  wrote: ({ wrote }) => seriesColumns(wrote),
  reviewed: ({ reviewed }) => ({
    columns: ['series', 'title', 'version', 'remarks', 'asked', 'last mail'],
    rows: reviewed.map((one) => [
      one.slug,
      one.title,
      one.newest,
      one.remarks,
      one.states.map(([state, count]) => `${count} ${state}`),
      one.lastAt,
    ]),
  }),
  tagged: ({ tags }) => ({
    columns: ['tag', 'holds', 'series', 'title', 'version', 'given', 'mail'],
    rows: tags.map(({ key, holds, series, version, givenAt, mail }) => [
      key,
      holds,
      series.slug,
      series.title,
      version,
      givenAt,
      mail,
    ]),
  }),
};

function seriesColumns(rows: readonly SeriesOfPerson[]): Columns {
  return {
    columns: ['series', 'title', 'version', 'turn', 'people', 'turn since', 'last mail'],
    rows: rows.map(({ slug, title, newest, turn, lastAt }) => [
      slug,
      title,
      newest,
      turn.on,
      turn.people,
      turn.since,
      lastAt,
    ]),
  };
}

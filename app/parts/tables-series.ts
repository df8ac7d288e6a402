import {
  findComparePage,
  findLedgerPage,
  findSeriesMails,
  findSeriesPage,
  groups,
  readRange,
  withJoinedAnswers,
  type LedgerAsked,
  type SeriesPage,
} from '../../lib/query/index';
import { whereOf } from './ledger-words';
import { present } from './present';
import type { Table } from './table';

/** The number of a patch in the newest version; of one that was dropped, its title. */
function numberOf(row: SeriesPage['rows'][number] | undefined): string {
  return row === undefined ? '' : String(row.number ?? row.title);
}

/** The table of a tab of the page of a series; undefined where it has none, or there is no such series. */
export async function seriesTable(slug: string, tab: string | undefined): Promise<Table | undefined> {
  const series = await findSeriesPage(slug, present());
  if (!series) return undefined;
  switch (tab) {
    case undefined:
    case 'patches':
      return {
        name: slug,
        columns: [
          'title',
          'number',
          'dropped in',
          ...series.versions.map(({ label }) => label),
          'tags that hold',
          'review tags that count',
          'stage',
          'since',
          'why',
        ],
        rows: series.rows.map((row) => {
          const progress = series.progress.rows.find((one) => one.title === row.title);
          return [
            row.title,
            row.number,
            row.droppedIn,
            ...series.versions.map((_, index) => {
              const cell = row.cells[index];
              return cell && `${cell.number}/${cell.total}`;
            }),
            row.tags.filter(({ holds }) => holds === 'yes').map(({ key, name }) => `${key}: ${name}`),
            row.reviews.map(({ key, name }) => `${key}: ${name}`),
            progress?.shown,
            progress?.since,
            progress?.why,
          ];
        }),
      };
    case 'steps':
      return {
        name: `${slug}-steps`,
        columns: [
          'date',
          'not before',
          'at the latest',
          'kind',
          'by',
          'what',
          'where',
          'patches',
          'mails',
          'commits',
        ],
        rows: withJoinedAnswers(series.progress.steps).map((step) => [
          step.date,
          step.between?.notBefore,
          step.between?.atLatest,
          step.kind,
          step.by,
          step.what,
          step.where,
          // Where nothing is said of patches it is for the whole of a version.
          (step.rows ?? []).map((row) => numberOf(series.rows.find((one) => one.row === row))),
          step.mails,
          [...new Set(step.commits.map(({ commit }) => commit))],
        ]),
      };
    case 'mails':
      return {
        name: `${slug}-mails`,
        columns: ['mail', 'date', 'kind', 'from', 'subject', 'remarks', 'depth'],
        rows: (await findSeriesMails(slug)).map((one) => [
          one.messageId,
          one.at,
          one.kind,
          one.name,
          one.subject,
          one.remarks,
          one.depth,
        ]),
      };
    case 'people':
      return {
        name: `${slug}-people`,
        columns: ['name', 'addresses', 'mails', 'remarks'],
        rows: series.people.map(({ name, addresses, mails, remarks }) => [name, addresses, mails, remarks]),
      };
    case 'tags':
      return {
        name: `${slug}-tags`,
        columns: [
          'patch',
          'title',
          'tag',
          'by',
          'version',
          'holds',
          'why',
          'picked up in',
          'missed in',
          'mail',
          'block',
        ],
        rows: series.rows.flatMap(({ number, title, tags }) =>
          tags.map((tag) => [
            number,
            title,
            tag.key,
            tag.name,
            tag.version,
            tag.holds,
            tag.why,
            tag.pickedUp?.in,
            tag.pickedUp?.missedIn,
            tag.reply,
            tag.block,
          ]),
        ),
      };
    case 'time':
      return {
        name: `${slug}-time`,
        columns: ['version', 'posted', 'replies', 'asked', 'unsettled now', 'tags given'],
        rows: series.time.versions.map(({ label, at, replies, asked, unsettled, tags }) => [
          label,
          at,
          replies,
          asked,
          unsettled,
          tags,
        ]),
      };
    case 'turns':
      return {
        name: `${slug}-turns`,
        columns: ['turn from', 'until', 'whose', 'people', 'why'],
        rows: series.time.turns.map(({ at, waitingOn, people, why }, index, all) => [
          at,
          all[index + 1]?.at,
          waitingOn,
          people,
          why,
        ]),
      };
    default:
      return undefined;
  }
}

/** What was asked before a version, all pages of it. */
export async function ledgerTable(
  slug: string,
  version: string,
  asked: LedgerAsked,
): Promise<Table | undefined> {
  const page = await findLedgerPage(slug, version, asked, Infinity);
  if (!page) return undefined;
  return {
    name: `${slug}-ledger-${version}`,
    columns: [
      'state',
      'group',
      'bot',
      'where',
      'from',
      'date',
      'addressed in',
      'why',
      'mail',
      'block',
      'text',
    ],
    rows: [
      ...groups.map((group) => [group, page.rows[group]] as const),
      ['bots', page.bots] as const,
    ].flatMap(([group, rows]) =>
      rows.map((row) => [
        row.state,
        group,
        row.isBot,
        whereOf(row),
        row.name,
        row.sentAt,
        row.addressedIn,
        row.why,
        row.reply,
        row.block,
        row.text,
      ]),
    ),
  };
}

/** The pairs of two versions. */
export async function compareTable(slug: string, range: string): Promise<Table | undefined> {
  const versions = readRange(range);
  const page = versions && (await findComparePage(slug, ...versions));
  if (!page) return undefined;
  return {
    name: `${slug}-${range}`,
    columns: ['state', page.earlier.label, page.later.label, 'title', 'former title', 'changes', 'pieces'],
    rows: page.pairs.map((pair) => [
      pair.state,
      pair.earlier.map(({ number }) => String(number)),
      pair.later.map(({ number }) => String(number)),
      pair.title,
      pair.formerTitle,
      pair.changes,
      pair.pieces.length,
    ]),
  };
}

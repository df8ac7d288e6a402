import {
  bands,
  findProgressPage,
  findProgressRows,
  stageNames,
  type ProgressAsked,
  type ProgressPage,
} from '../../lib/query/index';
import { present } from './present';
import type { Table } from './table';

/** Tables of the page of progress, by their word in the address. */
export async function progressTable(
  asked: ProgressAsked,
  which: string | undefined,
): Promise<Table | undefined> {
  const at = present();
  if (which === undefined) {
    const rows = await findProgressRows(asked, at);
    return {
      name: 'progress',
      columns: [
        'series',
        'title',
        'author',
        'version',
        'lists',
        'labels',
        'stage',
        'was',
        'since',
        'days in stage',
        'why',
        'turn',
        'people',
        'turn since',
        'turn why',
        'unsettled remarks',
        'patches',
        'without review tag',
        'last word',
        'last word by',
        'last word mail',
        'expected next',
      ],
      rows: rows.map((row) => [
        row.slug,
        row.title,
        row.author,
        row.newest,
        row.lists,
        row.labels,
        row.stage.at,
        row.stage.was,
        row.stage.since,
        row.stage.since && Math.floor((at.now.getTime() - row.stage.since.getTime()) / dayLong),
        row.stage.why,
        row.turn.on,
        row.turn.people,
        row.turn.since,
        row.turn.why,
        row.unsettled,
        row.patches,
        row.untagged,
        row.stage.lastWord?.at,
        row.stage.lastWord?.by,
        row.stage.lastWord?.mail,
        row.next,
      ]),
    };
  }
  const make = Object.hasOwn(drawn, which) ? drawn[which] : undefined;
  return make?.(await findProgressPage(asked, at));
}

const dayLong = 86_400_000;
const inDays = (milliseconds: number | undefined): number | undefined =>
  milliseconds === undefined ? undefined : Math.round((milliseconds / dayLong) * 100) / 100;

const drawn: Readonly<Record<string, (page: ProgressPage) => Table>> = {
  flow: ({ flow }) => ({
    name: 'progress-flow',
    columns: ['end of', ...bands.map((band) => stageNames[band])],
    rows: flow.points.map(({ at, patches }) => [at, ...bands.map((band) => patches[band])]),
  }),
  answers: ({ answers }) => ({
    name: 'progress-answers',
    columns: ['posting', 'postings', 'answered', 'median days'],
    rows: answers.byVersion.map(({ name, postings, answered, median }) => [
      name,
      postings,
      answered,
      inDays(median),
    ]),
  }),
  landing: ({ landing }) => ({
    name: 'progress-landing',
    columns: ['until', 'within', 'series'],
    rows: (['applied', 'mainline'] as const).flatMap((until) =>
      landing[until].bins.map(({ name, count }) => [until, name, count]),
    ),
  }),
  reviewers: ({ reviewers }) => ({
    name: 'progress-reviewers',
    columns: ['reviewer', 'author', 'series', 'remarks', 'tags'],
    rows: reviewers.pairs.map(({ reviewer, author, series, remarks, tags }) => [
      reviewer,
      author,
      series,
      remarks,
      tags,
    ]),
  }),
  lists: ({ byList }) => ({
    name: 'progress-lists',
    columns: [
      'list',
      'on their way',
      'of these stalled',
      'of these taken',
      'in mainline',
      'ended',
      'not known',
      'unsettled',
      'first answer, median days',
      'posting to taken, median days',
      'postings, median',
      'most often awaited',
    ],
    rows: byList.map((one) => [
      one.id,
      one.open,
      one.stalled,
      one.taken,
      one.landed,
      one.ended,
      one.unknown,
      one.unsettled,
      inDays(one.answer),
      inDays(one.landing),
      one.versions,
      one.awaited,
    ]),
  }),
};

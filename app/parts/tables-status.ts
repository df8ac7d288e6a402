import { findStatusPage, type StatusPage } from '../../lib/query/index';
import { githubHost } from './github';
import type { Table } from './table';
import { treeState } from './trees';

/** Tables of the page of status, by their word in the address. */
export async function statusTable(which: string): Promise<Table | undefined> {
  const make = Object.hasOwn(made, which) ? made[which] : undefined;
  return make && { ...make(await findStatusPage(githubHost())), name: `status-${which}` };
}

const made: Readonly<Record<string, (page: StatusPage) => Omit<Table, 'name'>>> = {
  followed: ({ follows }) => ({
    columns: [
      'follow',
      'link',
      'series',
      'title',
      'state',
      'problem',
      'last read',
      'next',
      'mails',
      'versions',
    ],
    rows: follows.map((one) => [
      one.id,
      one.link,
      one.series?.slug,
      one.series?.title,
      one.state,
      one.problem,
      one.lastRunAt,
      one.nextTryAt,
      one.progress.mailsFound,
      one.progress.versionsFound.length,
    ]),
  }),
  trees: ({ trees }) => ({
    columns: ['tree', 'where', 'commits', 'state', 'problem', 'last read'],
    rows: trees.map((tree) => [
      tree.name,
      tree.place,
      tree.commits,
      treeState(tree),
      tree.problem,
      tree.readAt,
    ]),
  }),
  jobs: ({ jobs }) => ({
    columns: ['job', 'state', 'begins', 'tries', 'most tries', 'error'],
    rows: jobs.map(({ task, state, runAt, attempts, most, error }) => [
      task,
      state,
      runAt,
      attempts,
      most,
      error,
    ]),
  }),
  unread: ({ refused }) => ({
    columns: ['source', 'place', 'reason', 'when'],
    rows: refused.map(({ source, place, reason, at }) => [source, place, reason, at]),
  }),
};

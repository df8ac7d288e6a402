import type { Found, Step, Warning } from '../progress/index';

/** A patch as a commit of a tree, for a page. */
export interface CommitView extends Found {
  readonly kind: Step['kind'];
  /** The tree. */
  readonly where: string | undefined;
  readonly hash: string;
  /** Index in the lineages of the series. */
  readonly row: number;
}

/** A later commit that fixes patches or takes them back. */
export interface AfterView {
  readonly kind: 'fixed' | 'reverted';
  readonly where: string | undefined;
  readonly date: Date | undefined;
  readonly by: string | undefined;
  readonly title: string;
  readonly hash: string;
  readonly url: string | undefined;
  readonly rows: readonly number[];
  readonly warnings: readonly Warning[];
}

export interface LandedView {
  /** By tree in the order of the way upstream. A release is told by its own step and no commit of another kind. */
  readonly commits: readonly CommitView[];
  readonly after: readonly AfterView[];
}

/** What commits tell of a series, or of one row of its grid. */
export function landedOf(steps: readonly Step[], row?: number): LandedView {
  const isHere = (rows: readonly number[]) => row === undefined || rows.includes(row);
  return {
    commits: steps.flatMap(({ kind, where, commits }) =>
      kind === 'released' || kind === 'fixed' || kind === 'reverted'
        ? []
        : commits.flatMap((one) =>
            one.found && isHere([one.row])
              ? [{ ...one.found, kind, where, hash: one.commit, row: one.row }]
              : [],
          ),
    ),
    after: steps.flatMap(({ kind, where, date, by, commits, warnings = [] }) => {
      const [first] = commits;
      if ((kind !== 'fixed' && kind !== 'reverted') || !first?.found) return [];
      const rows = commits.map((one) => one.row);
      if (!isHere(rows)) return [];
      const { title, url } = first.found;
      return [{ kind, where, date, by, title, hash: first.commit, url, rows, warnings }];
    }),
  };
}

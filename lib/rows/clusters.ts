import type { MessageId } from '../mail/index';
import { placedSeries, type DerivedCluster } from './derived';
import { remarkWordRow } from './mails';
import { carriedRows, foundRemarks, remarkRows, tagRows } from './remarks';
import { codeLinkRows, commitKeyRows, mailRows, moveRows, partRows, seriesRow } from './series';
import { tableOf, type Table } from './table';
import { versionRows } from './versions';

/**
 * The series of some clusters as rows. Ids are known only to the database: in the columns `id`, `slug` and `series_id` stands the
 * place of a series among `series`, in `version_id` and the `id` of a version that of a version, both counted from 1.
 */
export interface SeriesTables {
  readonly series: readonly NewSeries[];
  /** How many there are. */
  readonly versions: number;
  /** What others refer to stands before them. */
  readonly tables: readonly Table[];
}

/** A series without its final slug: another may have it. */
export interface NewSeries {
  readonly slug: string;
  readonly mails: readonly MessageId[];
}

/** Gathers the rows of clusters, one after the other. */
export class ClusterRows {
  private readonly series: NewSeries[] = [];
  private versions = 0;
  private readonly rows = {
    series: [] as object[],
    stage_move: [] as object[],
    series_part: [] as object[],
    series_commit_key: [] as object[],
    code_link: [] as object[],
    series_mail: [] as object[],
    version: [] as object[],
    patch: [] as object[],
    remark: [] as object[],
    tag: [] as object[],
    carried_remark: [] as object[],
    remark_words: [] as object[],
  };

  /** Adds all series of a cluster, or none when one of our own rules throws. */
  add(cluster: DerivedCluster): void {
    const placed = placedSeries(cluster, this.series.length);
    let versions = this.versions;
    const made = placed.map((one) => {
      const ofVersions = versionRows(one, versions);
      versions += ofVersions.versions.length;
      return {
        series: [seriesRow(one)],
        stage_move: moveRows(one),
        series_part: partRows(one),
        series_commit_key: commitKeyRows(one),
        code_link: codeLinkRows(one),
        series_mail: mailRows(one),
        version: ofVersions.versions,
        patch: ofVersions.patches,
        remark: remarkRows(one),
        tag: tagRows(one),
        carried_remark: carriedRows(one),
        remark_words: foundRemarks(one).map(remarkWordRow),
      } satisfies Record<keyof typeof this.rows, readonly object[]>;
    });
    for (const rows of made)
      for (const name of Object.keys(rows) as (keyof typeof rows)[])
        for (const row of rows[name]) this.rows[name].push(row);
    this.versions = versions;
    this.series.push(...placed.map(({ series: { slug, mails } }) => ({ slug, mails })));
  }

  tables(): SeriesTables {
    return {
      series: this.series,
      versions: this.versions,
      tables: Object.entries(this.rows).map(([name, rows]) => tableOf(name, rows)),
    };
  }
}

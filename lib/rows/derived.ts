import type { Analysis } from '../analysis/index';
import type { Discussion } from '../discussion/index';
import type { Mailbox, MessageId } from '../mail/index';
import type { Maintainers } from '../maintainers/index';
import { paceOf, type Pace, type Progress } from '../progress/index';
import type { Series } from '../series/index';
import type { Status } from '../status/index';
import { triageFacts, type TriageFacts } from '../triage/index';

/** What was made of mails that share keys with one another, and what it was made with. */
export interface DerivedCluster {
  readonly analysis: Analysis;
  readonly analysisVersion: number;
  /** Message-IDs of the bundled sample. */
  readonly samples: ReadonlySet<MessageId>;
  /** Who looks after files, where a MAINTAINERS file is set. */
  readonly maintainers: Maintainers | undefined;
  readonly at: Date;
}

/** A series as its cluster made it. */
interface MadeSeries {
  readonly series: Series;
  readonly cluster: DerivedCluster;
}

/** A series that has its place among all that are put down together, counted from 1. */
export interface PlacedSeries extends MadeSeries {
  readonly place: number;
  readonly triage: TriageFacts;
  readonly pace: Pace;
}

/** The series of a cluster, placed behind others. */
export function placedSeries(cluster: DerivedCluster, before: number): readonly PlacedSeries[] {
  return cluster.analysis.recognition.series.map((series, index) => ({
    series,
    cluster,
    place: before + index + 1,
    triage: triageFacts(cluster.analysis, series, cluster.maintainers),
    pace: paceIn({ series, cluster }),
  }));
}

export function discussionOf({ series, cluster }: MadeSeries): Discussion {
  const discussion = cluster.analysis.discussions.get(series.slug);
  if (!discussion) throw new Error(`No discussion was derived for the series "${series.slug}".`);
  return discussion;
}

export function statusOf({ series, cluster }: MadeSeries): Status {
  const status = cluster.analysis.statuses.get(series.slug);
  if (!status) throw new Error(`No status was derived for the series "${series.slug}".`);
  return status;
}

export function progressOf({ series, cluster }: MadeSeries): Progress {
  const progress = cluster.analysis.progress.get(series.slug);
  if (!progress) throw new Error(`No progress was derived for the series "${series.slug}".`);
  return progress;
}

function paceIn(made: MadeSeries): Pace {
  const { recognition } = made.cluster.analysis;
  return paceOf(recognition, made.series, discussionOf(made), statusOf(made), progressOf(made));
}

export function mailboxText({ name, address }: Mailbox): string {
  return name ? `${name} <${address}>` : address;
}

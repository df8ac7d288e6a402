import type { Mail } from '../mail/index';
import { recogniseSeries, type Recognition, type SeriesCorrection } from '../series/index';
import type { Maintainers } from '../maintainers/index';
import {
  correctTurn,
  inferFindings,
  withTurns,
  type StateCorrection,
  type Status,
  type TurnCorrection,
} from '../status/index';
import {
  inferProgress,
  knownUntil,
  pullsOf,
  stepsOf,
  takenBySteps,
  type Commit,
  type Progress,
} from '../progress/index';
import { placeRemarks, type Discussion, type RemarkCorrection } from '../discussion/index';

/** Raised whenever a rule changes what is derived; a database made by another number is rebuilt. */
export const ANALYSIS_VERSION = 12;

/** Everything that mails say, as far as it is inferred: series, versions, remarks at their lines, their states. */
export interface Analysis {
  readonly recognition: Recognition;
  /** By slug of the series. */
  readonly discussions: ReadonlyMap<string, Discussion>;
  /** What became of the remarks, and what was given to the patches; by slug of the series. */
  readonly statuses: ReadonlyMap<string, Status>;
  /** How far each series has come on its way upstream; by slug. */
  readonly progress: ReadonlyMap<string, Progress>;
}

/** What a person entered, of any kind. */
export type Correction = SeriesCorrection | RemarkCorrection | StateCorrection | TurnCorrection;

export interface AnalysisOptions {
  /** What people entered by hand; it outranks every inference. */
  readonly corrections?: readonly Correction[];
  /** Mail dated later is left out, as are commits that came into their tree later, and this moment is taken for now. Mail without a date stays in. */
  readonly at?: Date;
  /** Who looks after files; without it the To: line tells who is waited for when a series is ready. */
  readonly maintainers?: Maintainers;
  /** Mails that belong to no series here and are read only for the pull requests and merges they tell of. */
  readonly pullMails?: readonly Mail[];
  /** Commits of followed trees, since the first of the mails. */
  readonly commits?: readonly Commit[];
}

/**
 * Derives series and discussions from mails. The same mails in any order give the same result; nothing is
 * read but the arguments.
 *
 * @throws never for strange mail: what cannot be understood has a place in the result.
 */
export function analyse(mails: readonly Mail[], options: AnalysisOptions = {}): Analysis {
  const { at, pullMails = [] } = options;
  const commits = at ? knownUntil(options.commits ?? [], at) : (options.commits ?? []);
  const known = at ? mails.filter((mail) => !mail.date || mail.date <= at) : mails;
  const { ofSeries, ofRemarks, ofStates, ofTurns } = sorted(options.corrections ?? []);
  const recognition = recogniseSeries(known, ofSeries);
  const discussions = new Map(
    recognition.series.map((series) => [series.slug, placeRemarks(recognition, series, ofRemarks)]),
  );
  const pulls = pullsOf([
    ...pullMails.filter((mail) => !at || !mail.date || mail.date <= at),
    ...[...recognition.byId.values()].map(({ mail }) => mail),
  ]);
  const statuses = new Map<string, Status>();
  const progress = new Map<string, Progress>();
  for (const series of recognition.series) {
    const discussion = discussions.get(series.slug);
    if (!discussion) continue;
    const found = inferFindings(recognition, series, discussion, ofStates, options.maintainers);
    const status = found.findings;
    const steps = stepsOf({ recognition, series, discussion, status, pulls, commits });
    // Whose turn it is hangs on where the patches went, and how far those nobody took have come on whose turn it is.
    const taken = takenBySteps(series, steps, status.words, commits);
    const told = withTurns(found, discussion, taken);
    const turn = correctTurn(told.turn, series, discussion, ofTurns);
    statuses.set(series.slug, { ...told, turn });
    progress.set(series.slug, inferProgress(series, told, steps));
  }
  return { recognition, discussions, statuses, progress };
}

function sorted(corrections: readonly Correction[]): {
  readonly ofSeries: readonly SeriesCorrection[];
  readonly ofRemarks: readonly RemarkCorrection[];
  readonly ofStates: readonly StateCorrection[];
  readonly ofTurns: readonly TurnCorrection[];
} {
  const ofSeries: SeriesCorrection[] = [];
  const ofRemarks: RemarkCorrection[] = [];
  const ofStates: StateCorrection[] = [];
  const ofTurns: TurnCorrection[] = [];
  for (const correction of corrections) {
    if (
      correction.kind === 'join' ||
      correction.kind === 'apart' ||
      correction.kind === 'split' ||
      correction.kind === 'version'
    )
      ofSeries.push(correction);
    else if (correction.kind === 'state') ofStates.push(correction);
    else if (correction.kind === 'turn') ofTurns.push(correction);
    else ofRemarks.push(correction);
  }
  return { ofSeries, ofRemarks, ofStates, ofTurns };
}

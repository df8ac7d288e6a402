import {
  composeReport,
  everything,
  findReport,
  keptView,
  stalledAfterWeeks,
  type ReportFormat,
  type SavedView,
  type TeamAsked,
} from '../../lib/query/index';
import { thisReader } from '../../lib/reader/index';
import { findViews } from '../../lib/store/index';
import { CommandProblem, exitCodes } from './exitCodes';
import { withDatabase } from './withDatabase';

export interface ReportOptions {
  readonly since: Date;
  readonly format: ReportFormat;
  /** The name of a filter that the reader kept. */
  readonly view?: string;
  readonly list: readonly string[];
  readonly person: readonly string[];
  readonly as: 'author' | 'any';
  readonly label: readonly string[];
}

/** `loreview report`: what moved, landed, came in and is stuck, on the standard output. */
export async function report(options: ReportOptions): Promise<number> {
  return withDatabase(async ({ config }) => {
    const asked = {
      ...(await teamOf(options)),
      since: options.since,
    };
    const origin =
      config.url ?? `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${config.port}`;
    const present = { now: new Date(), stalledAfterWeeks: config.stalledWeeks ?? stalledAfterWeeks };
    const told = await findReport(asked, present, (slug) => `${origin}/series/${slug}`);
    process.stdout.write(composeReport(told, options.format));
    return exitCodes.ok;
  });
}

/** What options name, within a kept filter. */
async function teamOf({ view, list, person, as, label }: ReportOptions): Promise<TeamAsked> {
  return {
    ...everything,
    lists: list,
    people: person,
    role: as,
    labels: label,
    view: view === undefined ? undefined : keptView(await viewNamed(view)),
  };
}

async function viewNamed(name: string): Promise<SavedView> {
  const reader = await thisReader();
  const views = reader ? await findViews(reader.id) : [];
  const view = views.find((one) => one.name === name);
  if (view) return view;
  throw new CommandProblem(
    views.length === 0
      ? 'no view is kept here; one is made under the filters of /triage.'
      : `there is no view "${name}"; there are: ${views.map((one) => one.name).join(', ')}.`,
    exitCodes.usage,
  );
}

import type { Discussion } from '../discussion/index';
import type { Recognition, Repost, Series } from '../series/index';
import { isLanding, isOfNewest, type Findings, type Word } from '../status/index';
import { authorKey, type Commit } from './commits';
import { landedSteps } from './landed';
import type { Step } from './progress';
import type { Pull } from './pulls';
import { takenNote } from './takenNote';
import { titlesOf, waysOf, type Way } from './ways';

/** What the steps of a series are read from. */
export interface StepSources {
  readonly recognition: Recognition;
  readonly series: Series;
  readonly discussion: Discussion;
  /** What is told of it but for whose turn it is, which hangs on these steps. */
  readonly status: Pick<Findings, 'objections' | 'words'>;
  readonly pulls: readonly Pull[];
  /** Commits of followed trees since the series began. */
  readonly commits: readonly Commit[];
}

interface Sources extends StepSources {
  readonly ways: readonly Way[];
}

/** Everything that mails and commits tell of a series' way, by date, undated last but where it is known between which moments. */
export function stepsOf(given: StepSources): readonly Step[] {
  const sources = { ...given, ways: waysOf(given.series) };
  const steps = [
    ...postings(sources),
    ...firstReviews(sources),
    ...spoken(sources),
    ...reposts(sources),
    ...pulled(sources),
    ...landedSteps(sources),
  ];
  return inPlace(steps.sort((a, b) => inTime(a.date, b.date) || inOrder(firstOf(a), firstOf(b))));
}

/** What comes before a step on every way upstream. */
const earlier: Readonly<Partial<Record<Step['kind'], readonly Step['kind'][]>>> = {
  'in-next': ['applied'],
  'in-mainline': ['applied', 'reposted', 'pull-requested', 'in-next'],
};

/** What comes after it on every way. */
const later: readonly Step['kind'][] = ['released', 'backported', 'fixed', 'reverted'];

/** Puts steps of which no date is known after all that came before them for certain, and after what comes before them on every way. */
function inPlace(steps: readonly Step[]): readonly Step[] {
  const placed = steps.filter(({ between }) => between === undefined);
  const order = Object.keys(earlier);
  const left = steps
    .filter(({ between }) => between !== undefined)
    .toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  for (const step of left) {
    const [from, to] = [step.between?.notBefore, step.between?.atLatest];
    const at = placed.findLastIndex(({ kind, date, between }) => {
      if (!date) return between !== undefined && earlier[step.kind]?.includes(kind) === true;
      if (from && date <= from && !later.includes(kind)) return true;
      return earlier[step.kind]?.includes(kind) === true && (!to || date <= to);
    });
    placed.splice(at + 1, 0, step);
  }
  return placed;
}

/** What a step is told by: a mail, else a commit. */
function firstOf({ mails, commits }: Step): string {
  return mails[0] ?? commits[0]?.commit ?? '';
}

function inTime(a: Date | undefined, b: Date | undefined): number {
  if (a && b) return a.getTime() - b.getTime();
  return Number(b !== undefined) - Number(a !== undefined);
}

function inOrder(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

const nothing = { rows: undefined, where: undefined, commits: [] } as const;

function postings({ series }: Sources): readonly Step[] {
  return series.versions.flatMap(({ cover, patches, date, sender, label }): Step[] => {
    const first = cover?.kind === 'held' ? cover.mail : patches.find(({ kind }) => kind === 'held')?.mail;
    if (first === undefined) return [];
    return [
      {
        ...nothing,
        kind: 'posted',
        date,
        by: sender.name,
        what: `${sender.name} posted ${label}`,
        mails: [first],
      },
    ];
  });
}

/** The first word on each patch by a person who is not on the author's side; one on a cover letter is for all. */
function firstReviews({ series, discussion, ways, recognition }: Sources): readonly Step[] {
  const authors = new Set(
    [series.author, ...series.versions.map(({ sender }) => sender)].flatMap(({ addresses }) => addresses),
  );
  const covers = new Set(series.versions.flatMap(({ cover }) => cover?.mail ?? []));
  const seen = new Set<number>();
  return discussion.remarks
    .filter(
      ({ kind, from }) => kind !== 'bot' && kind !== 'social' && !authors.has(from.address.toLowerCase()),
    )
    .toSorted((a, b) => inTime(a.date, b.date))
    .flatMap(({ reply, from, date }): Step[] => {
      const posting = recognition.postingOf.get(reply);
      if (posting === undefined) return [];
      const rows = rowsWhere(
        ways,
        ({ row, mails }) => !seen.has(row) && (covers.has(posting) || mails.has(posting)),
      );
      if (rows.length === 0) return [];
      for (const row of rows) seen.add(row);
      const by = from.name || from.address;
      return [
        {
          ...nothing,
          kind: 'first-review',
          date,
          by,
          what: `${by} was the first to answer`,
          mails: [reply],
          rows,
        },
      ];
    });
}

function rowsWhere(ways: readonly Way[], holds: (way: Way) => boolean): readonly number[] {
  return ways.filter(holds).map(({ row }) => row);
}

const kinds: Readonly<Record<Word['kind'], Step['kind'] | undefined>> = {
  taken: 'applied',
  'will-take': 'promised',
  'turned-down': 'turned-down',
  'author-withdraws': 'withdrawn',
  'author-resends': undefined,
  'changes-requested': undefined,
  'taken-back': undefined,
};

/** Words said of the newest version or after it; and that rows were taken which the newest no longer has. */
function spoken({ series, status, ways }: Sources): readonly Step[] {
  const newest = series.versions.length - 1;
  const posted = series.versions.at(-1)?.date?.getTime() ?? -Infinity;
  const steps = status.words.flatMap((word): Step[] => {
    const kind = kinds[word.kind];
    // A patch posted again is told of by the repost.
    if (kind === undefined || word.evidence.kind === 'posting' || !('mail' in word.evidence)) return [];
    const isCurrent = isOfNewest(word, newest, posted);
    const rows = rowsWhere(
      ways,
      (way) => isFor(word, way, series) && (isCurrent || (kind === 'applied' && way.newest === undefined)),
    );
    if (rows.length === 0) return [];
    const note = takenNote(word.remark?.text ?? '');
    const isTaking = kind === 'applied' || kind === 'promised';
    return [
      {
        kind: kind === 'applied' && note.isStable ? 'stable-queued' : kind,
        date: word.date,
        by: 'name' in word.evidence ? word.evidence.name : undefined,
        what: word.why,
        mails: [word.evidence.mail],
        rows,
        where: isTaking ? note.where : undefined,
        commits: rows.flatMap((row) => {
          const number = word.at === undefined ? undefined : series.lineages[row]?.cells[word.at];
          const listed = number === undefined ? undefined : note.commits.get(number);
          const commit = listed ?? (rows.length === 1 ? note.commit : undefined);
          return commit === undefined ? [] : [{ row, commit }];
        }),
      },
    ];
  });
  return together(steps);
}

function isFor(word: Word, way: Way, series: Series): boolean {
  if (word.patches) return [...word.patches].some((mail) => way.mails.has(mail));
  // Said of a whole version, it is for the patches which that version has.
  return word.at === undefined || series.lineages[way.row]?.cells[word.at] !== undefined;
}

/** Patches taken one mail each, by one person, for one place, on one day (UTC): one step. */
function together(steps: readonly Step[]): readonly Step[] {
  const found = new Map<string, Step>();
  for (const step of steps) {
    const day = step.date?.toISOString().slice(0, 10) ?? '';
    const key = step.kind === 'applied' ? `${step.by}|${step.where}|${day}` : `${found.size}`;
    const before = found.get(key);
    found.set(key, before ? joined(before, step) : step);
  }
  return [...found.values()];
}

function joined(before: Step, step: Step): Step {
  const rows = [...new Set([...(before.rows ?? []), ...(step.rows ?? [])])];
  return {
    ...before,
    what: `${before.by ?? 'Somebody'} took ${rows.length === 1 ? 'it' : `${rows.length} patches`}${before.where === undefined ? '' : ` for ${before.where}`}`,
    mails: [...before.mails, ...step.mails],
    rows,
    commits: [...before.commits, ...step.commits],
  };
}

/** Patches posted again by one person on one day: by who took them, for a stable tree, or along with work of their own. */
function reposts({ recognition, series, ways }: Sources): readonly Step[] {
  const groups = new Map<string, { readonly kind: Step['kind']; readonly reposts: Repost[] }>();
  for (const repost of series.reposts) {
    const kind =
      repost.tree !== '' ? 'stable-queued' : isLanding(repost, recognition) ? 'reposted' : 'borrowed';
    const key = [kind, repost.tree, repost.by.address, repost.date?.toISOString().slice(0, 10)].join('|');
    const group = groups.get(key);
    if (group) group.reposts.push(repost);
    else groups.set(key, { kind, reposts: [repost] });
  }
  return [...groups.values()].flatMap(({ kind, reposts: group }): Step[] => {
    const rows = rowsWhere(ways, ({ mails }) => group.some(({ of }) => mails.has(of)));
    const [first] = group;
    if (!first || rows.length === 0) return [];
    const by = first.by.name || first.by.address;
    const altered = rowsWhere(
      ways.filter(({ row }) => rows.includes(row)),
      ({ retitled }) => retitled !== undefined,
    ).length;
    return [
      {
        ...nothing,
        kind,
        date: group.map(({ date }) => date).toSorted(inTime)[0],
        by,
        what: [
          `${by} posted ${rows.length === 1 ? 'it' : `${rows.length} patches`} again`,
          first.tree === '' ? '' : ` for ${first.tree}`,
          kind === 'borrowed' ? ' along with work of their own' : '',
          altered === 0 ? '' : `, ${altered} under another title`,
        ].join(''),
        mails: group.map(({ mail }) => mail),
        rows,
        where: first.tree === '' ? undefined : first.tree,
      },
    ];
  });
}

/** Requests to pull that list a title of the series under the name of its author, and their merges. */
function pulled({ series, ways, pulls }: Sources): readonly Step[] {
  const begun = series.versions.map(({ date }) => date).toSorted(inTime)[0];
  const alive = ways.filter(({ newest }) => newest !== undefined).length;
  // A cover letter that says where its patches can be fetched from is a posting, and asks for review.
  const covers = new Set(series.versions.flatMap(({ cover }) => cover?.mail ?? []));
  return pulls.flatMap((pull): Step[] => {
    if (covers.has(pull.mail)) return [];
    if (pull.date && begun && pull.date < begun) return [];
    const rows = rowsWhere(ways, (way) => lists(pull, way));
    if (rows.length === 0) return [];
    const asked: Step = {
      ...nothing,
      kind: 'pull-requested',
      date: pull.date,
      by: pull.by,
      what: `${pull.by} asked for ${rows.length >= alive ? 'all of it' : `${rows.length} of ${alive} patches`} to be pulled`,
      mails: [pull.mail],
      rows,
      where: pull.what,
    };
    const { merged } = pull;
    if (!merged) return [asked];
    return [
      asked,
      {
        ...nothing,
        kind: mainline.test(merged.tree) ? 'in-mainline' : 'applied',
        date: merged.date,
        by: undefined,
        what: `The pull request was merged into ${merged.tree}`,
        mails: [merged.mail],
        rows,
        where: merged.tree,
      },
    ];
  });
}

const mainline = /^torvalds\/linux(?:\.git)?$/;

function lists(pull: Pull, way: Way): boolean {
  return titlesOf(way).some((title) =>
    (pull.titles.get(title) ?? []).some((name) => way.authors.size === 0 || way.authors.has(authorKey(name))),
  );
}

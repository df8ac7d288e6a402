import {
  canLookAt,
  GithubFailure,
  lookAtPlace,
  openGithub,
  type Github,
  type GithubConfig,
} from '../github/index';
import type { SearchedRepository } from '../forge/index';
import { codeKey } from '../progress/index';
import type { ForgePlace } from '../patch/index';
import {
  codePlaces,
  dropOldAnswers,
  followedSeries,
  githubContact,
  githubLimits,
  keepAnswer,
  placesSeen,
  recallAnswer,
  rememberContact,
  rememberLimits,
  rememberPlace,
  type Contact,
  type FollowedSeries,
} from '../store/index';
import { lookForLanding } from './landing';

/** How GitHub is asked by this process. */
export interface GithubInUse extends GithubConfig {
  /** Where patches are looked for. */
  readonly repositories: readonly SearchedRepository[];
}

/** What was asked about so lately is not asked about again by itself: once a day, whatever the hour. */
const askedLately = 20 * 3_600_000;
/** Nor by a button pressed twice. */
const askedJustNow = 30_000;
/** A series without mail for so long is asked about once a week. */
const quietAfter = 90 * 24 * 3_600_000;
const quietAskedLately = 7 * 24 * 3_600_000;
/** Things of one series that are asked about in one look. */
const mostPlaces = 30;
/** After a failure it is asked again by itself in a quarter of an hour, then after twice the time each, up to a day. Milliseconds. */
const firstWait = 15 * 60_000;
const longestWait = 24 * 3_600_000;

/** From a series that has its reviews to one whose release is not known: patches of these may have become commits since. */
const nearLanding: ReadonlySet<string> = new Set(['reviewed', 'applied', 'in-next', 'in-mainline']);

let inUse: GithubInUse | undefined;

/** Says how GitHub is asked by this process; undefined: not at all. */
export function useGithub(config: GithubInUse | undefined): void {
  inUse = config;
}

/** The series that are to be asked about now without anybody saying so: followed ones, at most once a day. */
export async function dueAtGithub(now: Date): Promise<readonly string[]> {
  if (!inUse) return [];
  const contact = await githubContact(inUse.host);
  if (contact?.nextTryAt && contact.nextTryAt > now) return [];
  await dropOldAnswers();
  const canLand = inUse.repositories.length > 0;
  return (await followedSeries(inUse.host)).filter((one) => isDue(one, now, canLand)).map(({ slug }) => slug);
}

function isDue(series: FollowedSeries, now: Date, canLand: boolean): boolean {
  const isQuiet = series.lastAt !== undefined && now.getTime() - series.lastAt.getTime() > quietAfter;
  const pause = isQuiet ? quietAskedLately : askedLately;
  const isOld = (at: Date | undefined) => at === undefined || now.getTime() - at.getTime() > pause;
  return (
    (series.places > 0 && isOld(series.placesTriedAt)) ||
    (canLand && nearLanding.has(series.stage) && isOld(series.landingTriedAt))
  );
}

/** What came of asking about a series. */
export interface GithubLook {
  /** Commits were found or told more of: series are to be derived again. */
  readonly isNews: boolean;
  /** Why it was not all asked. */
  readonly problem: string | undefined;
  /** When the rest may be asked. */
  readonly until: Date | undefined;
}

/**
 * Asks GitHub about a series: what is at the places its mails link, and, when it is near landing, whether its patches are
 * commits. What could not be asked is put down with the reason; nothing that is known is lost by it.
 *
 * @param isAsked A person asked for it: it is asked though it was lately, though GitHub did not answer, and though nothing says
 *   that the series is near landing.
 */
export async function lookAtGithub(slug: string, isAsked: boolean): Promise<GithubLook> {
  const config = inUse;
  const nothing: GithubLook = { isNews: false, problem: undefined, until: undefined };
  if (!config) return nothing;
  const before = await githubContact(config.host);
  if (!isAsked && before?.nextTryAt && before.nextTryAt > new Date())
    return { ...nothing, problem: before.problem, until: before.nextTryAt };
  const github = openGithub(config, { recall: recallAnswer, keep: keepAnswer }, await githubLimits());
  try {
    await lookAtPlaces(github, slug, isAsked);
    const isNews = await lookForLanding(github, slug, config.repositories, isAsked ? 'asked' : nearLanding);
    if (github.requests > 0) await rememberContact(config.host, answered());
    return { ...nothing, isNews };
  } catch (error) {
    if (!(error instanceof GithubFailure)) throw error;
    const contact = failed(error, before);
    await rememberContact(config.host, contact);
    // What was found before the failure is stored, and told by what is pending.
    return { isNews: true, problem: error.message, until: contact.nextTryAt };
  } finally {
    await rememberLimits(github.limits());
    await github.close();
  }
}

function answered(): Contact {
  const now = new Date();
  return { answeredAt: now, problem: undefined, failures: 0, triedAt: now, nextTryAt: undefined };
}

function failed(error: GithubFailure, before: Contact | undefined): Contact {
  const failures = error.kind === 'limited' ? 0 : (before?.failures ?? 0) + 1;
  const wait = Math.min(firstWait * 2 ** Math.max(0, failures - 1), longestWait);
  const now = new Date();
  return {
    answeredAt: error.kind === 'limited' ? now : before?.answeredAt,
    problem: error.message,
    failures,
    triedAt: now,
    nextTryAt: error.until ?? new Date(now.getTime() + wait),
  };
}

/** Asks what is at the places a series links, each repository first; what is of no repository's things is left alone. */
async function lookAtPlaces(github: Github, slug: string, isAsked: boolean): Promise<void> {
  const places = withRepositories(
    (await codePlaces(slug)).filter((place) => place.host === github.host),
  ).slice(0, mostPlaces);
  const seen = await placesSeen(places.map(codeKey));
  for (const place of places) {
    const key = codeKey(place);
    const age = Date.now() - (seen.get(key)?.triedAt.getTime() ?? 0);
    if (age < (isAsked ? askedJustNow : askedLately)) continue;
    try {
      await rememberPlace(key, { facts: await lookAtPlace(github, place) });
    } catch (error) {
      if (!(error instanceof GithubFailure)) throw error;
      await rememberPlace(key, { problem: error.message });
      if (error.isGeneral) throw error;
    }
  }
}

/** The places, each after the repository it is in. */
function withRepositories(places: readonly ForgePlace[]): readonly ForgePlace[] {
  const all = new Map<string, ForgePlace>();
  for (const { host, repository, kind, what } of places)
    for (const place of [
      { host, repository, kind: 'repository', what: '' } as const,
      { host, repository, kind, what },
    ])
      if (canLookAt(place)) all.set(codeKey(place), place);
  return [...all.values()];
}

import { codeKey } from '../progress/index';
import type { ForgePlace } from '../patch/index';
import type { CommitBrief, PlaceFacts } from '../github/index';
import {
  database,
  githubContact,
  githubJob,
  isJobWaiting,
  landingLooks,
  placesSeen,
  select,
  type Contact,
  type LandingLook,
  type PlaceSeen,
} from '../store/index';

export type { CommitBrief, PlaceFacts };

/** A thing outside the mails that they link, with what is known of it. */
export interface ThingView extends ForgePlace {
  /** The first link; only http and https. */
  readonly url: string | undefined;
  readonly isNamed: boolean;
  readonly evidence: {
    readonly mail: string;
    readonly by: string;
    readonly at: Date | undefined;
    readonly sentence: string;
    readonly mails: number;
  };
  readonly seen: SeenView | undefined;
}

/** What GitHub said. */
export interface SeenView {
  readonly facts: PlaceFacts | undefined;
  /** When it was so. */
  readonly at: Date | undefined;
  /** Why it could not be asked last time. */
  readonly problem: string | undefined;
}

/** A repository with the things of it that mails link, in the order of the mails. */
export interface RepositoryView {
  readonly host: string;
  readonly name: string;
  readonly url: string;
  /** It is on the GitHub that is asked. */
  readonly isAsked: boolean;
  readonly seen: SeenView | undefined;
  readonly things: readonly ThingView[];
}

/** Code elsewhere that a series speaks of, and what GitHub says of it and of where the series landed. */
export interface Elsewhere {
  readonly repositories: readonly RepositoryView[];
  readonly landings: readonly LandingLook[];
  /** How GitHub could be asked; undefined: it never was. */
  readonly contact: Contact | undefined;
  /** It is to be asked, or is being asked now. */
  readonly isWaiting: boolean;
}

/**
 * What is stored of code elsewhere; nothing is asked here.
 *
 * @param host The GitHub that is asked; undefined when none is.
 */
export async function findElsewhere(slug: string, host: string | undefined): Promise<Elsewhere> {
  const [links, landings, contact, isWaiting] = await Promise.all([
    readLinks(slug),
    host === undefined ? [] : landingLooks(slug),
    host === undefined ? undefined : githubContact(host),
    host === undefined ? false : isJobWaiting(githubJob(slug)),
  ]);
  const ofHost = links.filter((link) => link.host === host);
  const seen: ReadonlyMap<string, PlaceSeen> =
    ofHost.length === 0
      ? new Map()
      : await placesSeen(ofHost.flatMap((link) => [codeKey(link), codeKey(repositoryOf(link))]));
  const found = new Map<string, RepositoryView & { readonly things: ThingView[] }>();
  for (const link of links) {
    const repository = repositoryOf(link);
    const key = codeKey(repository);
    const view = found.get(key) ?? {
      host: link.host,
      name: link.repository,
      url: `https://${link.host}/${link.repository}`,
      isAsked: link.host === host,
      seen: seenView(seen.get(key)),
      things: [],
    };
    found.set(key, view);
    view.things.push({
      host: link.host,
      repository: link.repository,
      kind: link.kind,
      what: link.what,
      url: /^https?:\/\//.test(link.url) ? link.url : undefined,
      isNamed: link.is_named,
      evidence: {
        mail: link.mail,
        by: link.by,
        at: link.sent_at ?? undefined,
        sentence: link.sentence,
        mails: link.mails,
      },
      seen: seenView(seen.get(codeKey(link))),
    });
  }
  return { repositories: [...found.values()], landings, contact, isWaiting };
}

/** True when there is a series of that name. */
export async function isSeries(slug: string): Promise<boolean> {
  return (await database().series.count({ where: { slug } })) > 0;
}

interface LinkRow extends ForgePlace {
  readonly url: string;
  readonly is_named: boolean;
  readonly mail: string;
  readonly sent_at: Date | null;
  readonly by: string;
  readonly sentence: string;
  readonly mails: number;
}

function readLinks(slug: string): Promise<readonly LinkRow[]> {
  return select<LinkRow>`
    SELECT host, repository, kind, what, url, is_named, mail, sent_at, "by", sentence, mails FROM code_link
    WHERE series_id = (SELECT id FROM series WHERE slug = ${slug}) ORDER BY position`;
}

function repositoryOf({ host, repository }: ForgePlace): ForgePlace {
  return { host, repository, kind: 'repository', what: '' };
}

function seenView(seen: PlaceSeen | undefined): SeenView | undefined {
  return seen && { facts: seen.facts as PlaceFacts | undefined, at: seen.seenAt, problem: seen.problem };
}

import type { Mail, MessageId } from '../mail/index';
import { normaliseTitle } from '../patch/index';
import { nameKey, parseMailbox, readMail } from '../series/index';

/** What a followed tree is for; of a maintainer's tree it is only known that it is somebody's. */
export const treeRoles = ['maintainer', 'next', 'mainline', 'stable'] as const;
export type TreeRole = (typeof treeRoles)[number];

/** How a commit came into the branch of a tree, as the history of that branch tells it. */
export interface Arrival {
  /** The oldest commit of the branch's own line (the first parent of each) that holds it: itself, or the merge that brought it. */
  readonly by: string;
  /** When that was committed, and by whom. */
  readonly at: Date;
  readonly committer: string;
  /** Who made the merge that is nearest to it on that line; undefined: there is none. */
  readonly merger: string | undefined;
  /** Of linux-next: the first day's tag that holds it. `isOldest`: earlier days are not known. */
  readonly day: { readonly name: string; readonly at: Date; readonly isOldest: boolean } | undefined;
  /** The first release tag that holds it, a candidate's too; left out where none does or its date is not known. */
  readonly tag?: { readonly name: string; readonly at: Date } | undefined;
  /** False where the clone lacks older commits, of which one may have brought it before. */
  readonly isWhole: boolean;
}

/** A commit of a followed tree, as git or GitHub tells it. */
export interface Commit {
  /** The name the operator gave the tree, or that of the repository at GitHub. */
  readonly tree: string;
  readonly role: TreeRole;
  readonly hash: string;
  readonly title: string;
  readonly author: string;
  readonly committer: string;
  /** git-am takes it from the Date: of the mail; undefined where it is no time. */
  readonly authoredAt: Date | undefined;
  readonly committedAt: Date;
  /** Message-IDs in its `Link:` trailers. */
  readonly links: readonly MessageId[];
  /**
   * What its `Fixes:` trailers, a revert's "This reverts commit" and a backport's "commit ... upstream" name: hashes,
   * abbreviated as they are there, lower case, of at least 8 digits.
   */
  readonly fixes: readonly string[];
  readonly reverts: readonly string[];
  readonly upstream: readonly string[];
  /** Whom its "Reported-by:" trailers name: "Rob Reader <rob@example.net>"; undefined where they were not read. */
  readonly reporters?: readonly string[] | undefined;
  /** The first release that contains it ("v6.13", "v6.13-rc1" while that is all there is); undefined: none does, or it was not looked at. */
  readonly release: string | undefined;
  /** When that was tagged. */
  readonly releasedAt: Date | undefined;
  /** As `git show` prints it; undefined when it was not looked at, or is too long. */
  readonly diff: string | undefined;
  /** A page that shows it. */
  readonly url: string | undefined;
  /** Undefined where it was not looked for, and for what GitHub tells. */
  readonly arrival?: Arrival | undefined;
  /** When a reading found it there that the reading before had not; undefined for what was there when the tree was first read. */
  readonly seenAt?: Date | undefined;
  /** The branch was once replaced by another: its merges are made again and again. */
  readonly isRemade?: boolean;
}

/** In hexadecimal digits: what Linux's own rules ask of a Fixes: tag is 12, and no shorter one than this is read. */
const shortestName = 8;
/** Words at the end of a title that stay when who takes a patch gives it another prefix ("iommu: kconfig: Move ..." to "iommu/vt-d: Move ..."). */
const endWords = 4;
/** Characters; a longer key is none, and an index holds none of any length. */
const longestKey = 500;

/**
 * The keys a commit is found by:
 * - `title:` its folded title; `end:` its author and the last words of the title;
 * - `id:` each Message-ID it links;
 * - `sent:` its author date, in seconds: that of the mail when git-am made it;
 * - `names:` the first digits of each commit it fixes, reverts, or is a backport of.
 *
 * Those of a patch are `patchKeys`; both together say "may be", and the rules of landing decide.
 */
export function commitKeys(
  commit: Pick<Commit, 'title' | 'author' | 'authoredAt' | 'links' | 'fixes' | 'reverts' | 'upstream'>,
): readonly string[] {
  return known([
    ...titleKeys(commit.title, commit.author),
    ...commit.links.map((id) => `id:${id}`),
    ...sentKeys(commit.authoredAt),
    ...[...commit.fixes, ...commit.reverts, ...commit.upstream].map(nameOf),
  ]);
}

/** The keys of the commit that a posted patch may have become; none for any other mail. */
export function patchKeys(mail: Mail): readonly string[] {
  const { patch, subject } = readMail(mail);
  if (!patch) return [];
  const author = parseMailbox(patch.inBodyFrom ?? '')?.name ?? mail.from.name;
  return known([
    ...[mail.id, ...mail.otherIds].map((id) => `id:${id}`),
    ...(subject.number === 0 ? [] : titleKeys(patch.inBodySubject ?? subject.title, author)),
    ...(subject.number === 0 ? [] : titleKeys(subject.title, author)),
    ...sentKeys(mail.date),
  ]);
}

/** The keys of what fixes, reverts or ports back a commit. */
export function nameKeys(hash: string): readonly string[] {
  return known([nameOf(hash)]);
}

/** Who wrote it, so that two spellings of one name are equal; a single word is a name too. */
export function authorKey(name: string): string {
  return nameKey(name) || name.trim().toLowerCase();
}

function titleKeys(title: string, author: string): readonly string[] {
  const key = normaliseTitle(title);
  if (key === '') return [];
  const words = key.split(' ');
  const end = words.length > endWords ? [`end:${authorKey(author)}|${words.slice(-endWords).join(' ')}`] : [];
  return [`title:${key}`, ...end];
}

function sentKeys(date: Date | undefined): readonly string[] {
  return date === undefined ? [] : [`sent:${Math.floor(date.getTime() / 1_000)}`];
}

function nameOf(hash: string): string {
  return `names:${hash.slice(0, shortestName).toLowerCase()}`;
}

function known(keys: readonly string[]): readonly string[] {
  return [...new Set(keys)].filter((key) => key.length <= longestKey && !/:$/.test(key));
}

/**
 * Which commits can have to do with some patches: those that bear a key of theirs, and those that fix, revert or port back another. Of a
 * whole history few are kept.
 *
 * @param keys `patchKeys` of the mails.
 */
export function wantedBy(keys: ReadonlySet<string>): (commit: Commit) => boolean {
  return (commit) =>
    commit.fixes.length + commit.reverts.length + commit.upstream.length > 0 ||
    commitKeys(commit).some((key) => keys.has(key));
}

export type CommitsByKey = ReadonlyMap<string, readonly Commit[]>;

/** Commits by each of their keys. */
export function byCommitKey(commits: readonly Commit[]): CommitsByKey {
  const found = new Map<string, Commit[]>();
  for (const commit of commits)
    for (const key of commitKeys(commit)) {
      const known = found.get(key);
      if (known) known.push(commit);
      else found.set(key, [commit]);
    }
  return found;
}

/** Commits that bear a key of some patches, then those that name one of these; each once. */
export function bearingOn(commits: CommitsByKey, keys: Iterable<string>): readonly Commit[] {
  if (commits.size === 0) return [];
  const found = new Set<Commit>();
  for (const key of keys) for (const commit of commits.get(key) ?? []) found.add(commit);
  for (const { hash } of [...found])
    for (const key of nameKeys(hash)) for (const commit of commits.get(key) ?? []) found.add(commit);
  return [...found];
}

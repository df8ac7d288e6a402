import { longestField, longestMessage, namesIn, titleIn, type SearchedRepository } from '../forge/index';
import {
  commitDiff,
  firstRelease,
  GithubFailure,
  releaseDate,
  releaseTags,
  searchCommits,
  type CommitAnswer,
  type Github,
} from '../github/index';
import { commitKeys, nameKeys } from '../progress/index';
import {
  heldReleases,
  landingAsked,
  landingLooks,
  openTree,
  rememberLanding,
  storeCommits,
  storeLooks,
  type CommitToStore,
  type HeldTree,
  type LandingAsked,
  type PatchAsked,
} from '../store/index';

/** Searches of one look; without a token each takes six seconds. */
const mostSearches = 40;
/** Of one search so many commits that may be the patch are looked at. */
const mostLikely = 3;
/** Commits that name a landed one (Fixes:, reverts) come for years, a few a month: they are looked for once a week. Milliseconds. */
const namedLately = 7 * 24 * 3_600_000;
/** Fixes: names a commit by so many digits, by the kernel's rules (Documentation/process/submitting-patches.rst). */
const namedBy = 12;
/** A title of fewer words without its prefix ("fix typo") finds too much. */
const leastWords = 3;
/** Characters; as of local clones. */
const longestDiff = 256 * 1024;

/**
 * Looks for the patches of a series in repositories at GitHub, stores the commits that bear on it, and what release has them.
 * Whether a commit is the patch is for the rules of landing to say, as for commits of local clones.
 *
 * @param when The stages at which a series is looked for; 'asked': at any.
 * @returns True when something was stored: the series is to be derived again.
 * @throws {GithubFailure} when nothing more can be asked.
 */
export async function lookForLanding(
  github: Github,
  slug: string,
  repositories: readonly SearchedRepository[],
  when: ReadonlySet<string> | 'asked',
): Promise<boolean> {
  if (repositories.length === 0) return false;
  const asked = await landingAsked(slug);
  if (!asked || (when !== 'asked' && !when.has(asked.stage))) return false;
  let isNews = false;
  for (const repository of repositories) {
    const before = (await landingLooks(slug)).find((one) => one.repository === repository.name);
    const base = {
      repository: repository.name,
      searchedAt: before?.searchedAt,
      namedAt: before?.namedAt,
    };
    try {
      const wasLooked = before?.searchedAt !== undefined && before.problem === undefined;
      const look = await new Look(github, repository, asked, base.namedAt, wasLooked).look();
      isNews ||= look.isNews;
      await rememberLanding(slug, { ...base, ...look.told, triedAt: new Date() });
    } catch (error) {
      if (!(error instanceof GithubFailure)) throw error;
      await rememberLanding(slug, { ...base, problem: error.message, triedAt: new Date() });
      if (error.isGeneral) throw error;
    }
  }
  return isNews;
}

interface Looked {
  readonly isNews: boolean;
  readonly told: {
    readonly searchedAt: Date;
    readonly namedAt?: Date;
    /** What was left out. */
    readonly problem: string | undefined;
  };
}

/** One look into one repository. */
class Look {
  private searches = 0;
  private isNews = false;
  private tags: readonly string[] | undefined;
  private near: string | undefined;
  private held: HeldTree | undefined;
  private readonly dates = new Map<string, Date | undefined>();

  constructor(
    private readonly github: Github,
    private readonly repository: SearchedRepository,
    private readonly asked: LandingAsked,
    private readonly namedAt: Date | undefined,
    /** What is found now and was not then came since. */
    private readonly wasLooked: boolean,
  ) {}

  async look(): Promise<Looked> {
    const { name, role } = this.repository;
    this.held = await openTree({
      name,
      role,
      source: 'github',
      place: `https://${this.github.host}/${name}`,
    });
    const known = this.asked.found.get(name) ?? [];
    const rows = new Set(known.map(({ row }) => row));
    await this.lookAgain(known.map(({ commit }) => commit));
    const left = await this.findAll(this.asked.patches.filter((patch) => !rows.has(patch.row)));
    const isNamedNow = await this.findNaming(known.map(({ commit }) => commit));
    return {
      isNews: this.isNews,
      told: {
        searchedAt: new Date(),
        ...(isNamedNow && { namedAt: new Date() }),
        problem:
          left === 0
            ? undefined
            : `After ${mostSearches} searches ${left} of its patches were not looked for by all their titles and mails.`,
      },
    };
  }

  /** Searches for patches, each by what is likeliest first, then by the rest. How many were not searched for by all there is. */
  private async findAll(patches: readonly PatchAsked[]): Promise<number> {
    const wanted = new Map(patches.map((patch) => [patch.row, searchesFor(patch)]));
    for (let turn = 0; [...wanted.values()].some((words) => words.length > turn); turn += 1)
      for (const [row, searches] of wanted) {
        const words = searches[turn];
        if (words === undefined) continue;
        if (this.searches >= mostSearches) return wanted.size;
        if (await this.find(words)) wanted.delete(row);
      }
    return 0;
  }

  /** Found before, and in no final release then: a new tag may tell. */
  private async lookAgain(hashes: readonly string[]): Promise<void> {
    const releases = await heldReleases(this.id, hashes);
    for (const [hash, release] of releases) {
      if (this.repository.role !== 'mainline' || (release !== undefined && !release.includes('-rc')))
        continue;
      const now = await this.releaseOf(hash);
      if (now === release) continue;
      await storeLooks(this.id, [{ hash, ...(await this.dated(now)), diff: undefined }]);
      this.isNews = true;
    }
  }

  /** True when commits were found that may be a patch of the series. */
  private async find(words: string): Promise<boolean> {
    const found = (await this.search(words)).filter((commit) => this.bears(commit)).slice(0, mostLikely);
    await this.store(found);
    return found.length > 0;
  }

  /** Searches for commits that fix or take back the found ones; false when they were looked for lately. */
  private async findNaming(hashes: readonly string[]): Promise<boolean> {
    if (hashes.length === 0 || (this.namedAt && Date.now() - this.namedAt.getTime() < namedLately))
      return false;
    for (const hash of hashes) {
      if (this.searches >= mostSearches) return false;
      const [name = ''] = nameKeys(hash);
      const found = await this.search(hash.slice(0, namedBy));
      await this.store(found.filter((commit) => commitKeys(read(commit)).includes(name)));
    }
    return true;
  }

  private search(words: string): Promise<readonly CommitAnswer[]> {
    this.searches += 1;
    return searchCommits(this.github, this.repository.name, words, this.asked.since);
  }

  private bears(commit: CommitAnswer): boolean {
    return commitKeys(read(commit)).some((key) => this.asked.keys.has(key));
  }

  private async store(commits: readonly CommitAnswer[]): Promise<void> {
    const stored: CommitToStore[] = [];
    for (const commit of commits) {
      const diff = await commitDiff(this.github, this.repository.name, commit.sha);
      stored.push({
        ...read(commit),
        ...(await this.dated(
          this.repository.role === 'mainline' ? await this.releaseOf(commit.sha) : undefined,
        )),
        diff: diff.length > longestDiff ? undefined : diff,
        isLooked: true,
        seenAt: this.wasLooked ? new Date() : undefined,
      });
    }
    if (stored.length === 0) return;
    await storeCommits(this.id, stored);
    this.isNews = true;
  }

  private async releaseOf(hash: string): Promise<string | undefined> {
    this.tags ??= await releaseTags(this.github, this.repository.name);
    const release = await firstRelease(this.github, this.repository.name, hash, this.tags, this.near);
    this.near = release ?? this.near;
    return release;
  }

  private async dated(release: string | undefined): Promise<Pick<CommitToStore, 'release' | 'releasedAt'>> {
    if (release === undefined) return { release, releasedAt: undefined };
    const known = this.dates.get(release) ?? (await releaseDate(this.github, this.repository.name, release));
    this.dates.set(release, known);
    return { release, releasedAt: known };
  }

  private get id(): number {
    if (!this.held) throw new Error('The tree is opened first.');
    return this.held.id;
  }
}

/**
 * What a patch is searched by, the likeliest first: the words of its titles behind the prefix, which who takes it may alter
 * ("iommu: kconfig: Move ..." became "iommu/vt-d: Move ..."), then its newest Message-ID and those of who posted it again.
 */
export function searchesFor({ titles, mails }: PatchAsked): readonly string[] {
  const byTitle = titles.map((title) => {
    const words = title.replace(/^(?:[^\s:]{1,60}:\s+){1,5}/, '');
    return words.split(/\s+/).length >= leastWords ? words : title;
  });
  const [newest, ...others] = mails;
  return [...new Set(byTitle.map((title) => title.toLowerCase()))].concat(
    [newest, others.at(-1)].filter((mail) => mail !== undefined),
  );
}

/** A commit as GitHub's search tells it. */
function read({ sha, html_url, commit }: CommitAnswer): Omit<CommitToStore, 'isLooked'> {
  const message = commit.message.slice(0, longestMessage);
  return {
    hash: sha,
    title: titleIn(message),
    author: (commit.author?.name ?? '').slice(0, longestField),
    committer: (commit.committer?.name ?? '').slice(0, longestField),
    authoredAt: timeOf(commit.author?.date),
    // A commit of no time is older than every patch, so it is none.
    committedAt: timeOf(commit.committer?.date) ?? new Date(0),
    ...namesIn(message),
    release: undefined,
    releasedAt: undefined,
    diff: undefined,
    url: html_url,
  };
}

function timeOf(text: string | undefined): Date | undefined {
  const time = new Date(text ?? '');
  return Number.isNaN(time.getTime()) || time.getTime() < 0 ? undefined : time;
}

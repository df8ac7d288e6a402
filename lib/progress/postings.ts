import type { MessageId } from '../mail/index';
import { normaliseTitle, readPatch, type Patch } from '../patch/index';
import { diffSimilarity, likenessOf, type Likeness, type Recognition, type Series } from '../series/index';
import { authorKey, type Commit } from './commits';
import { differenceOf, shareHeld, type Difference } from './difference';
import { titlesOf, type Way } from './ways';

/** By what a commit was recognised as a patch; docs/heuristics.md, "Landing". */
export type Proof =
  | 'same diff'
  | 'Link trailer'
  | 'title and author'
  | 'date and author'
  | 'similar diff'
  | 'upstream commit'
  | 'squashed';

/** A patch found as a commit. */
export interface Landing {
  readonly way: Way;
  readonly commit: Commit;
  /** Never empty, the strongest first. */
  readonly by: readonly Proof[];
  readonly difference: Difference;
}

/** As for reposts (lib/series): from this share of equal lines on, diffs are alike when something else speaks for it. */
const likeDiff = 0.4;
/** Diffs alike by themselves, of one author under another title: more than half of the lines are equal. */
const veryLikeDiff = 0.6;
/** What a maintainer posts from his own tree was committed before; older ones of the same diff are another patch ("Reapply ..."). */
const committedBefore = 30 * 86_400_000;

interface Posted {
  readonly patch: Patch;
  /** False where somebody else posted it again. */
  readonly isAuthors: boolean;
}

/** The postings of the patches of a series, by what a commit can share with them. */
export class Postings {
  private readonly begun: number;
  private readonly byMail = new Map<MessageId, Way>();
  private readonly byTitle = new Map<string, Way[]>();
  private readonly bySecond = new Map<number, Way[]>();
  private readonly byPatchId = new Map<string, Way[]>();
  private readonly byAuthor = new Map<string, Way[]>();
  private readonly posted = new Map<Way, readonly Posted[]>();
  private readonly likenesses = new Map<Patch, Likeness>();
  private readonly read = new Map<Commit, Patch>();

  constructor(recognition: Recognition, series: Series, ways: readonly Way[]) {
    this.begun = Math.min(...series.versions.map(({ date }) => date?.getTime() ?? Infinity));
    for (const way of ways) {
      const postings: Posted[] = [];
      for (const id of [...way.mails, ...way.landed]) {
        this.byMail.set(id, way);
        const held = recognition.byId.get(id);
        if (held?.kind !== 'patch') continue;
        postings.push({ patch: held.patch, isAuthors: way.mails.has(id) });
        if (held.patch.patchId !== undefined) put(this.byPatchId, held.patch.patchId, way);
        if (held.mail.date) put(this.bySecond, secondOf(held.mail.date), way);
      }
      for (const title of titlesOf(way)) put(this.byTitle, title, way);
      for (const author of way.authors) put(this.byAuthor, author, way);
      this.posted.set(way, postings);
    }
  }

  /** What a commit is, by what it shares with the patches; several when it links several of them. */
  landings(commit: Commit): readonly Landing[] {
    const titled = this.byTitle.get(normaliseTitle(commit.title)) ?? [];
    const linked = new Set(commit.links.flatMap((id) => this.byMail.get(id) ?? []));
    const dated = commit.authoredAt ? (this.bySecond.get(secondOf(commit.authoredAt)) ?? []) : [];
    const written = this.byAuthor.get(authorKey(commit.author)) ?? [];
    const alike = this.byPatchId.get(this.patchOf(commit)?.patchId ?? '') ?? [];
    const found = [...new Set([...alike, ...linked, ...titled, ...dated, ...written])].flatMap(
      (way): Landing[] => {
        const by = this.proofs(commit, way, {
          isLinked: linked.has(way),
          isTitled: titled.includes(way),
          isDated: dated.includes(way),
          isAuthors: way.authors.has(authorKey(commit.author)),
        });
        return by.length === 0 ? [] : [{ way, commit, by, difference: this.difference(way, commit) }];
      },
    );
    if (found.length < 2) return found;
    // One commit is several patches only where it says so: it links each.
    const strongest = found.filter(({ way, by }) => by.includes('same diff') || linked.has(way));
    if (strongest.length > 0) return strongest;
    return found.toSorted((a, b) => rank(a.by) - rank(b.by)).slice(0, 1);
  }

  private proofs(commit: Commit, way: Way, shared: Shared): readonly Proof[] {
    const committed = commit.committedAt.getTime();
    if (committed < this.begun - committedBefore) return [];
    const likeness = this.likeness(way, commit);
    if (likeness === 'same') return ['same diff', ...this.others(shared, likeness)];
    if (committed < this.begun) return [];
    const { isLinked, isTitled, isDated, isAuthors } = shared;
    const held = likeness === undefined || likeness >= likeDiff ? 'line' : this.whatIsShared(way, commit);
    if (held === 'nothing' || (held === 'file' && !isTitled)) return [];
    // What takes a patch back, or mends it, links it too and may be by its author.
    if (commit.reverts.length > 0 && !isTitled) return [];
    const isLike = likeness !== undefined && likeness >= likeDiff;
    const isPatch =
      (isLinked && (isTitled || isAuthors || isDated || isLike)) ||
      (isAuthors && (isTitled || isDated)) ||
      (isAuthors && likeness !== undefined && likeness >= veryLikeDiff);
    return isPatch ? this.others(shared, likeness) : [];
  }

  private others(
    { isLinked, isTitled, isDated, isAuthors }: Shared,
    likeness: number | 'same' | undefined,
  ): readonly Proof[] {
    const by: Proof[] = [];
    if (isLinked) by.push('Link trailer');
    if (isTitled && isAuthors) by.push('title and author');
    if (isDated && isAuthors) by.push('date and author');
    if (typeof likeness === 'number' && likeness >= likeDiff) by.push('similar diff');
    return by;
  }

  /** How like the diff of a commit is to that posting of a patch it is most like; undefined where there is none to compare. */
  private likeness(way: Way, commit: Commit): number | 'same' | undefined {
    const own = this.patchOf(commit);
    if (!own) return undefined;
    const all = (this.posted.get(way) ?? []).filter(({ patch }) => patch.files.length > 0);
    if (all.length === 0) return undefined;
    if (own.patchId !== undefined && all.some(({ patch }) => patch.patchId === own.patchId)) return 'same';
    return Math.max(...all.map(({ patch }) => diffSimilarity(this.likenessOf(patch), this.likenessOf(own))));
  }

  /** Whether a commit adds or removes a line that one of the postings adds or removes, or at least touches a file of theirs. */
  private whatIsShared(way: Way, commit: Commit): 'line' | 'file' | 'nothing' {
    const own = this.patchOf(commit);
    if (!own) return 'line';
    const all = this.posted.get(way) ?? [];
    if (all.some(({ patch }) => shareHeld(patch, own).share > 0)) return 'line';
    const files = this.likenessOf(own).files;
    return all.some(({ patch }) => [...this.likenessOf(patch).files].some((file) => files.has(file)))
      ? 'file'
      : 'nothing';
  }

  private likenessOf(patch: Patch): Likeness {
    const known = this.likenesses.get(patch) ?? likenessOf('', patch);
    this.likenesses.set(patch, known);
    return known;
  }

  private patchOf(commit: Commit): Patch | undefined {
    if (commit.diff === undefined) return undefined;
    const known = this.read.get(commit) ?? readPatch(commit.diff);
    this.read.set(commit, known);
    return known.files.length > 0 ? known : undefined;
  }

  /** From the newest posting of the author. */
  difference(way: Way, commit: Commit): Difference {
    const [newest, own] = [this.newest(way), this.patchOf(commit)];
    return newest && own ? differenceOf(newest, own) : { kind: 'unknown' };
  }

  shareOf(way: Way, commit: Commit): { readonly share: number; readonly lines: number } {
    const [newest, own] = [this.newest(way), this.patchOf(commit)];
    return newest && own ? shareHeld(newest, own) : { share: 0, lines: 0 };
  }

  private newest(way: Way): Patch | undefined {
    const all = this.posted.get(way) ?? [];
    return all.findLast(({ patch, isAuthors }) => isAuthors && patch.files.length > 0)?.patch;
  }
}

interface Shared {
  readonly isLinked: boolean;
  readonly isTitled: boolean;
  readonly isDated: boolean;
  readonly isAuthors: boolean;
}

const strength: readonly Proof[] = [
  'same diff',
  'Link trailer',
  'title and author',
  'date and author',
  'similar diff',
];

function rank(by: readonly Proof[]): number {
  const [first] = by;
  return first === undefined ? strength.length : strength.indexOf(first);
}

function secondOf(date: Date): number {
  return Math.floor(date.getTime() / 1_000);
}

function put<K>(map: Map<K, Way[]>, key: K, way: Way): void {
  const known = map.get(key);
  if (!known) map.set(key, [way]);
  else if (!known.includes(way)) known.push(way);
}

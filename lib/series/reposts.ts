import type { MessageId } from '../mail/index';
import type { Batch } from './batch';
import { treesOf } from './graph';
import { mentionsIn } from './mentions';
import { byDateThenId } from './order';
import { isSamePerson } from './people';
import type { Posting } from './posting';
import type { Repost, RepostEvidence } from './series';
import { diffSimilarity, likenessOf, type Likeness } from './similarity';

/** From this share of equal lines on a patch is like the one its trailer links, or whose title and author it has. */
const LIKE_DIFF = 0.4;

/** A patch-id or title that more postings than this carry tells nothing, as in the graph. */
const MAX_SHARERS = 64;

interface Placed {
  readonly posting: Posting;
  readonly batch: number;
}

/**
 * The patches of each series that others posted again in series of their own: the repost names the patch in a
 * trailer ("Link: https://lore.kernel.org/r/ID", as maintainers' tools write it) and is like it, or is by its author
 * (in-body From) and has its diff, or its title and a like diff. Whose sender is the same takes up his own work, and
 * that is no repost.
 *
 * @param seriesOf the series of each batch.
 * @returns Reposts by series, each by date then id.
 */
export function findReposts(batches: readonly Batch[], seriesOf: readonly number[]): Map<number, Repost[]> {
  const held = new Held(batches);
  const found = new Map<number, { repost: Repost; posting: Posting }[]>();
  batches.forEach((batch, index) => {
    const links = linksOf(batch);
    for (const posting of batch.patches.values()) {
      const candidates = held
        .alike(posting, links.get(posting) ?? [])
        .filter(
          (one) =>
            seriesOf[one.batch] !== seriesOf[index] &&
            one.batch < index &&
            !isSamePerson(one.posting.sender, posting.sender),
        );
      for (const [series, { of, evidence }] of bestOfSeries(
        posting,
        candidates,
        links.get(posting) ?? [],
        seriesOf,
      )) {
        const { mail, subject, sender } = posting;
        const by = { name: sender.name, address: sender.address };
        const tree = treesOf(batch);
        const repost = {
          mail: mail.id,
          title: subject.title,
          by,
          date: mail.date,
          of: of.mail.id,
          tree,
          evidence,
        };
        const known = found.get(series) ?? [];
        found.set(series, known);
        known.push({ repost, posting });
      }
    }
  });
  return new Map(
    [...found].map(([series, all]) => [
      series,
      all.sort((a, b) => byDateThenId(a.posting.mail, b.posting.mail)).map(({ repost }) => repost),
    ]),
  );
}

/** The patches of a batch with the ids their trailers link. */
function linksOf(batch: Batch): Map<Posting, MessageId[]> {
  const links = new Map<Posting, MessageId[]>();
  for (const mention of mentionsIn(batch)) {
    if (mention.as !== 'trailer') continue;
    links.set(mention.in, [...(links.get(mention.in) ?? []), mention.id]);
  }
  return links;
}

/** Patches by what a repost shares with them. */
class Held {
  readonly #byId = new Map<MessageId, Placed[]>();
  readonly #byPatchId = new Map<string, Placed[]>();
  readonly #byTitle = new Map<string, Placed[]>();

  constructor(batches: readonly Batch[]) {
    batches.forEach((batch, index) => {
      const patches = [...batch.patches.values()].map((posting) => ({ posting, batch: index }));
      for (const placed of patches) {
        put(this.#byId, placed.posting.mail.id, placed);
        if (placed.posting.patch.patchId !== undefined)
          put(this.#byPatchId, placed.posting.patch.patchId, placed);
        if (placed.posting.titleKey !== '') put(this.#byTitle, placed.posting.titleKey, placed);
      }
      // Some tools link the cover letter: any patch of the set may be meant.
      if (batch.cover) this.#byId.set(batch.cover.mail.id, patches);
    });
  }

  alike(posting: Posting, links: readonly MessageId[]): readonly Placed[] {
    const few = (all: readonly Placed[] = []): readonly Placed[] => (all.length > MAX_SHARERS ? [] : all);
    return [
      ...new Set([
        ...links.flatMap((id) => few(this.#byId.get(id))),
        ...few(this.#byPatchId.get(posting.patch.patchId ?? '')),
        ...few(this.#byTitle.get(posting.titleKey)),
      ]),
    ];
  }
}

function put<K>(map: Map<K, Placed[]>, key: K, placed: Placed): void {
  const known = map.get(key);
  if (known) known.push(placed);
  else map.set(key, [placed]);
}

/** Of each series the patch that was posted again: the linked one, else the most alike, else the latest. */
function bestOfSeries(
  repost: Posting,
  candidates: readonly Placed[],
  links: readonly MessageId[],
  seriesOf: readonly number[],
): Map<number, { of: Posting; evidence: RepostEvidence[] }> {
  const best = new Map<number, { of: Posting; evidence: RepostEvidence[]; worth: number }>();
  if (candidates.length === 0) return best;
  const own = likenessOf(repost.subject.title, repost.patch);
  for (const { posting, batch } of candidates) {
    const series = seriesOf[batch];
    const compared = evidenceFor(repost, own, posting, links);
    const known = series === undefined ? undefined : best.get(series);
    if (series === undefined || !compared || (known && known.worth > compared.worth)) continue;
    best.set(series, { of: posting, ...compared });
  }
  return best;
}

function evidenceFor(
  repost: Posting,
  own: Likeness,
  patch: Posting,
  links: readonly MessageId[],
): { evidence: RepostEvidence[]; worth: number } | undefined {
  const isLinked = links.includes(patch.mail.id);
  const isSameDiff = own.patchId !== undefined && own.patchId === patch.patch.patchId;
  const hasSameTitle = repost.titleKey === patch.titleKey && repost.titleKey !== '';
  const isLinkedSet = !isLinked && links.length > 0;
  const share = isSameDiff ? 1 : diffSimilarity(own, likenessOf(patch.subject.title, patch.patch));
  const isOfAuthor = isSamePerson(repost.author, patch.author);
  const isIt = isSameDiff
    ? isLinked || isLinkedSet || isOfAuthor
    : share >= LIKE_DIFF && (isLinked || (hasSameTitle && isOfAuthor));
  if (!isIt) return undefined;
  const both = [repost.mail.id, patch.mail.id];
  const evidence: RepostEvidence[] = [];
  if (isLinked)
    evidence.push({
      kind: 'link',
      because: both,
      why: `a trailer of ${repost.mail.id} links ${patch.mail.id}`,
    });
  if (isSameDiff)
    evidence.push({ kind: 'same-diff', because: both, why: 'the diffs are the same (patch-id)' });
  else
    evidence.push({
      kind: 'like-diff',
      because: both,
      why:
        share === 1
          ? 'every line that says something is the same'
          : `${Math.floor(share * 100)} % of the lines are the same`,
    });
  if (hasSameTitle) evidence.push({ kind: 'title', because: both, why: 'the titles are the same' });
  return { evidence, worth: (isLinked ? 2 : 0) + share };
}

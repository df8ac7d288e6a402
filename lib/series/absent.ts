import type { MessageId } from '../mail/index';
import type { Batch } from './batch';
import { mentionsIn, supersededIn, type Mention } from './mentions';
import { byText } from './order';
import type { Posting } from './posting';
import type { Absent } from './series';

/** A version that a link or a changelog names, below the one that names it. */
const versionNamed = /\bv(\d{1,3})\b(?!\.\d)/gi;

/** Words that make a link one to an earlier version though no number is named. */
const earlierVersion =
  /\b(?:previous|earlier|older|prior|original|last|first|rfc) (?:version|posting|post|series|submission|patch(?:es|set)?|revision|iteration|attempt|round)\b|\bsupersedes\b/i;

/** Ids that one absent version is linked by are told up to this many. */
const MAX_IDS = 8;

type Evidence = Absent['evidence'][number];

/** A link that leads to no mail at hand, and what is said of it. */
interface Lost {
  readonly id: MessageId;
  readonly in: Posting;
  /** 0 for the RFC; undefined when no number is named. */
  readonly version: number | undefined;
}

/**
 * The versions of a series that are not among the mails at hand, with the reason to think that they exist: numbers
 * that the held ones jump over, and links that are said to lead to an earlier version and lead to no held mail.
 * A first version is expected below any other unless an RFC stands in its place.
 *
 * @param ordered the batches of one series, oldest first.
 * @param isKnown true for ids of mails at hand, and of postings known by their replies.
 */
export function findAbsent(ordered: readonly Batch[], isKnown: (id: MessageId) => boolean): Absent[] {
  const lost = ordered.flatMap((batch) => lostLinks(batch, isKnown));
  const isHeld = (version: number): boolean =>
    version === 0
      ? ordered.some(({ marks }) => marks.isRfc || marks.isPreview)
      : ordered.some(({ marks }) => marks.version === version);
  const linked = new Map<number | undefined, Lost[]>();
  for (const link of lost) linked.set(link.version, [...(linked.get(link.version) ?? []), link]);
  const told: { readonly at: number; readonly absent: Absent }[] = [];
  for (const [version, links] of linked) {
    // A held version that is linked by another id is here: its cover letter may have come twice.
    if (version !== undefined && isHeld(version)) continue;
    const what = version === undefined ? 'an earlier version' : version === 0 ? 'RFC' : `v${version}`;
    const skipped = version === undefined || version === 0 ? [] : skippedAt(ordered, version);
    const ids = [...new Set(links.map(({ id }) => id))].slice(0, MAX_IDS);
    const evidence = ids.map((id) =>
      linkedBy(
        id,
        what,
        links.filter((link) => link.id === id),
      ),
    );
    told.push({
      at: version ?? Infinity,
      absent: {
        what,
        numbers: version ? { first: version, last: version } : undefined,
        ids,
        evidence: [...evidence, ...skipped],
      },
    });
  }
  const named = namedVersions(ordered);
  for (const [from, to] of gaps(ordered)) {
    let start = from;
    for (let version = from; version <= to + 1; version++) {
      if (version <= to && !linked.has(version)) continue;
      if (start < version) {
        const evidence = [...skippedAt(ordered, start), ...spokenOf(start, version - 1, named)];
        const numbers = { first: start, last: version - 1 };
        told.push({ at: start, absent: { what: rangeOf(start, version - 1), numbers, ids: [], evidence } });
      }
      start = version + 1;
    }
  }
  return told.sort((a, b) => a.at - b.at || byText(a.absent.what, b.absent.what)).map(({ absent }) => absent);
}

function linkedBy(id: MessageId, what: string, links: readonly Lost[]): Evidence {
  const [first, ...others] = links;
  const by = first ? placeOf(first.in) : '';
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
  const called = what === 'an earlier version' ? 'as an earlier version' : `as ${what}`;
  return {
    because: links.map((link) => link.in.mail.id),
    why: `${by}${more} links ${id} ${called}; that mail is not here`,
  };
}

/** Which of the numbers the changelogs name, by the first posting that does. */
function spokenOf(from: number, to: number, named: ReadonlyMap<number, Posting>): Evidence[] {
  const spoken = new Map<Posting, number[]>();
  for (const [version, posting] of [...named].sort(([a], [b]) => a - b)) {
    if (version >= from && version <= to) spoken.set(posting, [...(spoken.get(posting) ?? []), version]);
  }
  return [...spoken].map(([posting, versions]) => ({
    because: [posting.mail.id],
    why: `the changelog in ${placeOf(posting)} speaks of ${versions.map((version) => `v${version}`).join(', ')}`,
  }));
}

function rangeOf(from: number, to: number): string {
  return from === to ? `v${from}` : `v${from} to v${to}`;
}

function placeOf({ kind, number, subject }: Posting): string {
  return `${kind === 'cover' ? 'the cover letter' : `patch ${number}`} of v${subject.version}`;
}

/** Runs of version numbers below the highest that no batch carries, ends included. */
function gaps(ordered: readonly Batch[]): [from: number, to: number][] {
  const held = [...new Set(ordered.map(({ marks }) => marks.version))].sort((a, b) => a - b);
  const found: [number, number][] = [];
  let expected = 1;
  for (const version of held) {
    if (version > expected) found.push([expected, version - 1]);
    expected = Math.max(expected, version + 1);
  }
  return found;
}

function skippedAt(ordered: readonly Batch[], version: number): Evidence[] {
  const above = ordered.filter(({ marks }) => marks.version > version);
  const [next] = [...above].sort((a, b) => a.marks.version - b.marks.version);
  if (!next) return [];
  const below = ordered.filter(({ marks }) => marks.version < version);
  const last = [...below].sort((a, b) => b.marks.version - a.marks.version)[0];
  const why = last
    ? `v${next.marks.version} is the next number after ${last.marks.isRfc ? 'RFC ' : ''}v${last.marks.version} here`
    : `v${next.marks.version} is the lowest number here`;
  return [{ because: [next.head.mail.id, ...(last ? [last.head.mail.id] : [])], why }];
}

function lostLinks(batch: Batch, isKnown: (id: MessageId) => boolean): Lost[] {
  const lost = mentionsIn(batch).flatMap((mention) => {
    if (mention.as !== 'earlier' || isKnown(mention.id)) return [];
    const version = versionOf(mention, batch);
    return version === undefined && !earlierVersion.test(mention.words)
      ? []
      : [{ id: mention.id, in: mention.in, version }];
  });
  const superseded = batch.postings.flatMap((posting) => {
    const id = supersededIn(posting.mail, posting.patch);
    return id === undefined || isKnown(id) ? [] : [{ id, in: posting, version: undefined }];
  });
  const seen = new Set<string>();
  return [...lost, ...superseded].filter(({ id }) => !seen.has(id) && seen.add(id));
}

/** The one number the words name below the batch's own; 0 for the RFC; undefined for none or several. */
function versionOf(mention: Mention, { marks }: Batch): number | undefined {
  const named = new Set(
    [...mention.words.matchAll(versionNamed)]
      .map((found) => Number(found[1]))
      .filter((n) => n < marks.version),
  );
  const [only] = named;
  if (named.size === 1) return only;
  return named.size === 0 && mention.namesRfc && !marks.isRfc ? 0 : undefined;
}

/** "v2:", "Changes in v2", "v1 -> v2" in covers, messages and notes: the first posting that names each number. */
function namedVersions(ordered: readonly Batch[]): Map<number, Posting> {
  const named = new Map<number, Posting>();
  for (const posting of ordered.flatMap(({ postings }) => postings)) {
    if (!/\bv\d/i.test(posting.mail.text)) continue;
    const lines = posting.mail.text.split('\n');
    for (const section of posting.patch.sections) {
      if (section.kind !== 'message' && section.kind !== 'notes') continue;
      for (let at = section.start - 1; at < section.end - 1; at++) {
        const line = lines[at] ?? '';
        if (!changelogLine.test(line)) continue;
        for (const found of line.matchAll(versionNamed)) {
          const version = Number(found[1]);
          if (version < posting.subject.version && !named.has(version)) named.set(version, posting);
        }
      }
    }
  }
  return named;
}

/** A line that heads a part of a changelog: begins with a version, or speaks of changes since or in one. */
const changelogLine =
  /^\W{0,6}(?:v\d{1,3}\b(?!\.\d)|(?:changes?|changed|changelog|diff|since|delta)\b.{0,40}\bv\d{1,3}\b)/i;

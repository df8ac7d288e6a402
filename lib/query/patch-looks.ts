import type { PostingAt } from './patch-remarks';
import type { TagRow } from './patch-tags';
import type { Cast } from './people';

/** An earlier version that a reader may want to compare with, and for what reason. */
export interface Look {
  readonly version: { readonly slug: string; readonly label: string };
  /** A version before this one; the one the reader saw last; the last one that `name` spoke on. */
  readonly since: 'version' | 'looked' | 'spoke';
  readonly name: string | undefined;
}

/** Somebody who remarked on a posting. */
export interface SpeakerRow {
  readonly posting: string;
  readonly address: string;
  readonly name: string;
}

/** A person and the last version, before the one shown, that they remarked or tagged on. */
export interface Spoken {
  readonly name: string;
  /** Slug of the version. */
  readonly on: string;
}

/**
 * What a version can be compared with: each earlier one that has the patch, what the reader saw last, what each reviewer
 * spoke on last. `earlier` are the versions before the one shown, oldest first.
 */
export function looksOf({
  earlier,
  lookedAt,
  spoken,
}: {
  readonly earlier: readonly {
    readonly slug: string;
    readonly label: string;
    readonly kind: 'held' | 'missing' | 'carried' | undefined;
  }[];
  readonly lookedAt: string | undefined;
  readonly spoken: readonly Spoken[];
}): Look[] {
  const bySlug = new Map(earlier.map(({ slug, label }) => [slug, { slug, label }]));
  const looked = bySlug.get(lookedAt ?? '');
  return [
    ...earlier
      .filter(({ kind }) => kind === 'held' || kind === 'carried')
      .map(({ slug, label }): Look => ({ version: { slug, label }, since: 'version', name: undefined })),
    ...(looked ? [{ version: looked, since: 'looked', name: undefined } as const] : []),
    ...spoken.flatMap(({ name, on }): Look[] => {
      const version = bySlug.get(on);
      return version ? [{ version, since: 'spoke', name }] : [];
    }),
  ];
}

/**
 * For each reviewer the last of the versions before the one shown that they spoke on, who spoke last first.
 *
 * @param before labels of those versions, oldest first.
 */
export function lastSpoken(
  speakers: readonly SpeakerRow[],
  tags: readonly TagRow[],
  postings: ReadonlyMap<string, PostingAt>,
  before: readonly string[],
  cast: Cast,
): Spoken[] {
  const last = new Map<string, { readonly name: string; readonly at: number; readonly slug: string }>();
  for (const { posting, address, name } of [
    ...speakers,
    ...tags.map(({ posting, address, name }) => ({ posting: posting ?? '', address, name })),
  ]) {
    const on = postings.get(posting)?.version;
    const at = on ? before.indexOf(on.label) : -1;
    const person = cast.personOf(address);
    if (!on || at < 0 || cast.roleOf(address, 'inline') === 'author') continue;
    if (at > (last.get(person)?.at ?? -1))
      last.set(person, { name: cast.nameOf(name, address), at, slug: on.slug });
  }
  return [...last.values()]
    .sort((a, b) => b.at - a.at || a.name.localeCompare(b.name))
    .map(({ name, slug }) => ({ name, on: slug }));
}

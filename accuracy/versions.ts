import { existsSync, readFileSync } from 'node:fs';
import type { Series } from '../lib/series/index';

interface VersionLabels {
  readonly series: readonly {
    readonly versions: readonly { readonly version: number; readonly patches: readonly (string | null)[] }[];
  }[];
  readonly pairs: readonly (readonly [string, string])[];
  /** Pairs that may be called one patch or two. */
  readonly optionalPairs?: readonly (readonly [string, string])[];
}

/** What was asked for, what was given, and how much of it is the same. */
export interface Overlap {
  asked: number;
  given: number;
  right: number;
}

export interface VersionScore {
  /** Patch mails in the version they belong to. */
  readonly membership: Overlap;
  /** First patches of two versions of one series, every two. */
  readonly sameSeries: Overlap;
  readonly pairs: Overlap;
}

export function emptyVersionScore(): VersionScore {
  const overlap = () => ({ asked: 0, given: 0, right: 0 });
  return { membership: overlap(), sameSeries: overlap(), pairs: overlap() };
}

export function hasVersionLabels(folder: string, name: string): boolean {
  return existsSync(pathOf(folder, name));
}

function pathOf(folder: string, name: string): string {
  return `${folder}/${name}.versions.json`;
}

/** Compares series with the labels of one file and adds to a score. */
export function scoreVersions(
  score: VersionScore,
  folder: string,
  name: string,
  series: readonly Series[],
): void {
  const labels = JSON.parse(readFileSync(pathOf(folder, name), 'utf8')) as VersionLabels;
  const ours = series.map((one) =>
    one.versions.map((version) => ({
      version: version.version,
      patches: version.patches.flatMap((slot) => (slot.kind === 'held' ? [slot.mail as string] : [])),
    })),
  );
  const theirs = labels.series.map((one) =>
    one.versions.map((version) => ({
      version: version.version,
      patches: version.patches.filter((patch) => patch !== null),
    })),
  );
  add(score.membership, membersOf(theirs), membersOf(ours));
  add(score.sameSeries, headsOf(theirs), headsOf(ours));
  const optional = new Set((labels.optionalPairs ?? []).map((pair) => pair.join(' ')));
  const asked = new Set(labels.pairs.map((pair) => pair.join(' ')));
  const given = series
    .flatMap((one) => one.patchPairs.map((pair) => pair.join(' ')))
    .filter((pair) => asked.has(pair) || !optional.has(pair));
  add(score.pairs, asked, new Set(given));
}

type Versions = readonly { readonly version: number; readonly patches: readonly string[] }[];

function membersOf(series: readonly Versions[]): ReadonlySet<string> {
  return new Set(
    series.flat().flatMap(({ version, patches }) => patches.map((patch) => `${version} ${patch}`)),
  );
}

function headsOf(series: readonly Versions[]): ReadonlySet<string> {
  return new Set(
    series.flatMap((versions) => {
      const heads = versions.flatMap(({ patches }) => patches[0] ?? []).sort();
      return heads.flatMap((head, at) => heads.slice(at + 1).map((other) => `${head} ${other}`));
    }),
  );
}

function add(overlap: Overlap, asked: ReadonlySet<string>, given: ReadonlySet<string>): void {
  overlap.asked += asked.size;
  overlap.given += given.size;
  for (const one of given) if (asked.has(one)) overlap.right += 1;
}

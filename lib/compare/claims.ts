import type { MessageId } from '../mail/index';
import type { Patch } from '../patch/index';
import type { Series, Version } from '../series/index';
import { patchesSpokenOf, type NamedPatch } from './claimedPatches';
import { readChangelog } from './changelog';
import { heldPatches } from './slots';

/** One thing a changelog says was changed, as written. */
export interface Claim {
  /** The cover letter or patch it stands in. */
  readonly mail: MessageId;
  /** Its first body line, counted from 1. */
  readonly line: number;
  /** Without the bullet; wrapped lines joined. */
  readonly text: string;
  /** "v2", "v3", "RFC" as far as it says; a changelog of a mail that says neither leads to the mail's version. */
  readonly from: string | undefined;
  readonly to: string | undefined;
  /** Patches of the version it stands in that it speaks of; empty when it does not say. */
  readonly about: readonly MessageId[];
  /** How that is known: "stands under the patch", "names patch 2". */
  readonly why: string;
}

/**
 * Reads the changelogs of all covers and patches of a series into claims, versions from first to last. What stands in
 * a patch speaks of that patch; what stands in a cover speaks of the patches it names.
 */
export function readClaims(series: Series, textOf: (id: MessageId) => string | undefined): readonly Claim[] {
  return series.versions.flatMap((version) => claimsOf(series, version, textOf));
}

/**
 * The claims that say what was changed after the earlier version, up to the later one, the newest first. Changelogs repeat
 * the older ones: a claim stands here once, as the newest mail has it.
 */
export function claimsBetween(
  series: Series,
  earlier: Version,
  later: Version,
  textOf: (id: MessageId) => string | undefined,
): readonly Claim[] {
  const { versions } = series;
  const [first, last] = [versions.indexOf(earlier), versions.indexOf(later)];
  const seen = new Set<string>();
  const found: Claim[] = [];
  for (let at = last; at > first; at--) {
    const version = versions[at];
    for (const claim of version ? claimsOf(series, version, textOf) : []) {
      const to = indexOfLabel(versions, claim.to) ?? nextTo(indexOfLabel(versions, claim.from)) ?? at;
      if (to <= first || to > last) continue;
      const key = `${to} ${isOwn(claim) ? rowOf(series, at, claim.mail) : 'cover'} ${claim.text.toLowerCase()}`;
      if (!seen.has(key) && seen.add(key)) found.push(claim);
    }
  }
  return found;
}

function nextTo(index: number | undefined): number | undefined {
  return index === undefined ? undefined : index + 1;
}

/** A claim that stands in the patch it speaks of. */
function isOwn({ mail, about }: Claim): boolean {
  return about.length === 1 && about[0] === mail;
}

/** The row of the patch in the grid of the series, -1 for none. */
function rowOf({ versions, lineages }: Series, at: number, mail: MessageId): number {
  const number = versions[at]?.patches.find((slot) => slot.mail === mail)?.number;
  return lineages.findIndex(({ cells }) => number !== undefined && cells[at] === number);
}

/** The version a changelog means: "RFC" is also "RFC PREVIEW", "v3" also "v3 RESEND", the first that fits. */
function indexOfLabel(versions: readonly Version[], label: string | undefined): number | undefined {
  if (label === undefined) return undefined;
  const exact = versions.findIndex((version) => version.label === label);
  const at = exact >= 0 ? exact : versions.findIndex((version) => version.label.startsWith(`${label} `));
  return at < 0 ? undefined : at;
}

function claimsOf(
  series: Series,
  version: Version,
  textOf: (id: MessageId) => string | undefined,
): readonly Claim[] {
  const held = heldPatches(series, version);
  const patches = [...held, ...unheldPatches(version)].sort((a, b) => a.number - b.number);
  const own = new Set(version.patches.flatMap((slot) => (slot.kind === 'held' ? [slot.mail] : [])));
  const { cover } = version;
  const claims: Claim[] = [];
  const read = (mail: MessageId, patch: Patch, known: NamedPatch | undefined): void => {
    const text = textOf(mail);
    if (text === undefined) return;
    for (const entry of readChangelog(text, patch)) {
      const about = known
        ? { about: [mail], why: 'it stands in the patch' }
        : patchesSpokenOf(entry.text, patches);
      claims.push({
        mail,
        line: entry.line,
        text: entry.text,
        from: entry.from,
        to: entry.to ?? (entry.from === undefined ? version.label : undefined),
        ...about,
      });
    }
  };
  if (cover?.kind === 'held') read(cover.mail, cover.patch, undefined);
  for (const named of held) if (own.has(named.mail)) read(named.mail, named.patch, named);
  return claims;
}

/** Patches of which only replies tell, with their id and title. */
function unheldPatches({ patches }: Version): readonly NamedPatch[] {
  return patches.flatMap(({ kind, mail, number, title }) =>
    kind === 'missing' && mail !== undefined && title !== undefined
      ? [{ mail, number, title, patch: undefined }]
      : [],
  );
}

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

function claimsOf(
  series: Series,
  version: Version,
  textOf: (id: MessageId) => string | undefined,
): readonly Claim[] {
  const patches = heldPatches(series, version);
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
  for (const named of patches) if (own.has(named.mail)) read(named.mail, named.patch, named);
  return claims;
}

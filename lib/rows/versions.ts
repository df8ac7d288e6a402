import type { FileDiff } from '../patch/index';
import type { PatchSlot, Version } from '../series/index';
import { statusOf, type PlacedSeries } from './derived';

/** A version that has its place among all that are put down together, counted from 1. */
interface PlacedVersion {
  readonly placed: PlacedSeries;
  readonly place: number;
  readonly version: Version;
  /** Among the versions of its series, from 0. */
  readonly ordinal: number;
}

/** The versions of a series and their patches, placed behind others. */
export function versionRows(placed: PlacedSeries, before: number) {
  const versions = placed.series.versions.map((version, ordinal): PlacedVersion => ({
    placed,
    place: before + ordinal + 1,
    version,
    ordinal,
  }));
  return {
    versions: versions.map(versionRow),
    patches: versions.flatMap((one) => one.version.patches.map((slot) => patchRow(slot, one))),
  };
}

function versionRow({ placed, place, version, ordinal }: PlacedVersion) {
  const answer = placed.pace.firstAnswers[ordinal];
  return {
    // Given where it is stored.
    id: place,
    series_id: placed.place,
    ordinal,
    label: version.label,
    slug: version.slug,
    version: version.version,
    is_rfc: version.isRfc,
    is_preview: version.isPreview,
    is_resend: version.isResend,
    sent_at: version.date ?? null,
    cover_id: version.cover?.mail ?? null,
    is_cover_held: version.cover?.kind === 'held',
    cover_title: version.cover?.kind === 'held' ? version.cover.title : null,
    partial_of: version.partialOf ?? null,
    change_id: version.changeId ?? null,
    base_commit: version.baseCommit ?? null,
    linked_by: version.linkedBy,
    sender_key: version.sender.key,
    sender_name: version.sender.name,
    first_answer_at: answer?.at ?? null,
    first_answer_by: answer?.by ?? null,
    first_answer_mail: answer?.mail ?? null,
  };
}

function patchRow(slot: PatchSlot, { placed, place, ordinal }: PlacedVersion) {
  const { recognition } = placed.cluster.analysis;
  const isNewest = ordinal === placed.series.versions.length - 1;
  const turns = isNewest ? statusOf(placed).turns.patches : [];
  const carried = slot.kind === 'carried' ? recognition.byId.get(slot.mail) : undefined;
  const patch = slot.kind === 'held' ? slot.patch : carried?.kind === 'patch' ? carried.patch : undefined;
  return {
    version_id: place,
    number: slot.number,
    kind: slot.kind,
    message_id: slot.mail ?? null,
    title: slot.title ?? null,
    author_name:
      slot.kind === 'held' ? slot.author.name || slot.author.address : (carried?.mail.from.name ?? null),
    patch_id: patch?.patchId ?? null,
    files: (patch?.files ?? []).map(fileCount),
    turn: turns.find(({ number }) => number === slot.number) ?? null,
  };
}

function fileCount(file: FileDiff) {
  const count = (sign: string) =>
    file.hunks.reduce((sum, { lines }) => sum + lines.filter((line) => line.sign === sign).length, 0);
  return {
    path: file.newPath ?? file.oldPath ?? '',
    added: count('+'),
    deleted: count('-'),
    change: file.change,
  };
}

import { alignPatch, type AlignedPatch } from './alignPatch';
import type { Compared } from './compared';
import { diffFile } from './diffFile';
import { diffMessage } from './message';
import type { Interdiff } from './interdiff';

/**
 * Compares two patches, or two cover letters. Line numbers, index lines and hunk headings do not count; white space does,
 * unless a mail program damaged one of the two.
 */
export function interdiff(earlier: Compared, later: Compared): Interdiff {
  return interdiffOf(alignPatch(earlier, later), earlier, later);
}

/** The interdiff of two patches that are aligned already. */
export function interdiffOf(aligned: AlignedPatch, earlier: Compared, later: Compared): Interdiff {
  const [before, behind] = [earlier.text.split('\n'), later.text.split('\n')];
  const files = aligned.files.map((file) => diffFile(file, aligned.moves, before, behind));
  const { hasTitle, hasMessage, message, trailers } = diffMessage(earlier, later);
  const changes = new Set<'title' | 'message' | 'trailers' | 'context' | 'diff'>();
  if (hasTitle) changes.add('title');
  if (hasMessage) changes.add('message');
  if (trailers.added.length + trailers.removed.length > 0) changes.add('trailers');
  if (files.some(({ change, hunks }) => change === 'rebased' || hunks.some(({ kind }) => kind === 'context')))
    changes.add('context');
  if (files.some(({ change }) => change !== 'same' && change !== 'rebased')) changes.add('diff');
  return { files, message, trailers, changes };
}

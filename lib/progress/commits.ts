import type { MessageId } from '../mail/index';
import { normaliseTitle } from '../patch/index';

/** What a followed tree is for; of a maintainer's tree it is only known that it is somebody's. */
export const treeRoles = ['maintainer', 'next', 'mainline', 'stable'] as const;
export type TreeRole = (typeof treeRoles)[number];

/** A commit of a followed tree, as git tells it. */
export interface Commit {
  /** The name the operator gave the tree. */
  readonly tree: string;
  readonly role: TreeRole;
  readonly hash: string;
  readonly title: string;
  readonly author: string;
  readonly committer: string;
  readonly committedAt: Date;
  /** Message-IDs in its `Link:` trailers. */
  readonly links: readonly MessageId[];
  /** What its `Fixes:` trailers and a revert's "This reverts commit" name: abbreviated hashes, lower case. */
  readonly fixes: readonly string[];
  readonly reverts: readonly string[];
  /** The first release that contains it ("v6.13", "v6.13-rc1" while that is all there is); undefined: none does. */
  readonly release: string | undefined;
}

/**
 * Which commits can have to do with some mails: those that bear the title of one or link one, and those that fix or revert another. Of a
 * whole history few are kept.
 *
 * @param keys The `seriesKeys` of the mails.
 */
export function wantedBy(keys: ReadonlySet<string>): (commit: Commit) => boolean {
  return ({ title, links, fixes, reverts }) =>
    fixes.length > 0 ||
    reverts.length > 0 ||
    keys.has(`title:${normaliseTitle(title)}`) ||
    links.some((id) => keys.has(`id:${id}`));
}

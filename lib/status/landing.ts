import type { Recognition, Repost } from '../series/index';

/**
 * How maintainers send on what they took, mail by mail: "[PULL REQUEST] Intel IOMMU updates for v6.13", "[GIT PULL] EFI fixes
 * for v5.11", "[pull request][net-next 00/15]", "Netfilter fixes for net".
 */
const sentOn =
  /\bpull\b|\b(?:updates?|fixes|patches|queue|changes)\b.{0,40}\b(?:for|to) (?:v?\d+\.\d+|net(?:-next)?|bpf(?:-next)?|linus|-?next)\b/i;
const toLinus = /^torvalds@/i;

/**
 * Whether a patch was posted again by who took it, and not along with work that builds on it, by an author who waits for review: the
 * latter links the patch it borrows just the same. The cover letter says that it is to be pulled, or it is sent to Linus.
 */
export function isLanding({ mail, tree }: Repost, { byId, parentOf }: Recognition): boolean {
  if (tree !== '') return false;
  const cover = parentOf.get(mail);
  return [mail, ...(cover === undefined ? [] : [cover])].some((id) => {
    const found = byId.get(id)?.mail;
    return (
      found !== undefined &&
      (sentOn.test(found.subject.slice(0, 300)) || found.to.some(({ address }) => toLinus.test(address)))
    );
  });
}

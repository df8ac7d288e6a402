import type { Evidence, Group } from '../../lib/query/index';
import { homePath, mailPath } from './discussion-links';

/** The words for the groups of states, used on every page. */
export const groupWords: Readonly<Record<Group, string>> = {
  unsettled: 'unsettled',
  confirm: 'to confirm',
  settled: 'settled',
};

/** What a group means, for its head. */
export const groupMeaning: Readonly<Record<Group, string>> = {
  unsettled: 'someone still has to act or answer',
  confirm: 'something happened; nobody said it is enough',
  settled: 'confirmed, withdrawn, or gone with the code',
};

/** "4 unsettled, 6 to confirm, 10 settled", always in this order; groups with none are left out. */
export function countsInWords(counts: Readonly<Record<Group, number>>): string {
  const words = (['unsettled', 'confirm', 'settled'] as const)
    .filter((group) => counts[group] > 0)
    .map((group) => `${counts[group]} ${groupWords[group]}`);
  return words.length === 0 ? 'nothing asked' : words.join(', ');
}

/** The kind of an evidence as its chip says it. */
export function evidenceKind(evidence: Evidence): string {
  return evidence.kind === 'no-change' ? 'no change' : evidence.kind;
}

/** What an evidence points at, in a word or two. */
export function evidenceTarget(evidence: Evidence): string {
  switch (evidence.kind) {
    case 'reply':
    case 'applied':
      return evidence.name;
    case 'tag':
      return `${evidence.name} on ${evidence.version}`;
    case 'hunk':
    case 'changelog':
    case 'no-change':
      return evidence.version;
    case 'dropped':
      return `in ${evidence.version}`;
    case 'correction':
      return evidence.reason === '' ? 'by a reader' : evidence.reason;
  }
}

/** The address of what an evidence points at: the remark, the line of the posting, else the mail. */
export function evidencePath(evidence: Evidence): string | undefined {
  switch (evidence.kind) {
    case 'reply':
      return `${homePath(evidence.mail)}?block=${evidence.block}`;
    case 'applied':
    case 'tag':
      return mailPath(evidence.mail);
    case 'hunk':
    case 'no-change':
    case 'changelog':
      return homePath(evidence.mail) + (evidence.line === undefined ? '' : `#L${evidence.line}`);
    case 'dropped':
      return homePath(evidence.mail);
    case 'correction':
      return undefined;
  }
}

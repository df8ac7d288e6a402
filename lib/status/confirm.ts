import type { Discussion, Remark } from '../discussion/index';
import type { MessageId } from '../mail/index';
import type { Recognition } from '../series/index';
import { readActs } from './acts';
import type { Cast } from './cast';
import type { Journey } from './journey';
import type { Confirmation } from './state';
import type { Tag } from './status';
import { isForSame, postingOf } from './tags';
import { push, timeOf, type Asked } from './talk';
import { firstWords } from './words';

/** Words by which somebody approved of a patch, or of all of them. */
interface Approval {
  readonly remark: Remark;
  readonly posting: MessageId;
  /** Index of the version. */
  readonly at: number;
  /** Said of the cover letter, so of all patches. */
  readonly isForAll: boolean;
  /** "Applied": it settles what was asked on the same version too. */
  readonly takes: boolean;
}

/** Tags and approving words of a series by who gave them: each is read once, however many remarks are asked about. */
export class Confirmations {
  private readonly tags = new Map<string, Tag[]>();
  private readonly approvals = new Map<string, Approval[]>();

  constructor(
    recognition: Recognition,
    discussion: Discussion,
    private readonly journey: Journey,
    private readonly cast: Cast,
    tags: readonly Tag[],
  ) {
    for (const tag of tags) {
      if (tag.holds === 'withdrawn' || tag.holds === 'mismatch') continue;
      if (!/^(?:nac?k|reported|suggested)/i.test(tag.key)) push(this.tags, cast.personOf(tag.person), tag);
    }
    for (const remark of discussion.remarks) {
      const approval = approvalIn(remark, recognition, journey);
      if (approval) push(this.approvals, cast.personOf(remark.from), approval);
    }
  }

  /** By the writer of a remark, later, on the same patch: tags, words of approval, "applied"; by version. */
  of({ remark, posting }: Asked): readonly Confirmation[] {
    if (remark.kind === 'bot' || posting === undefined) return [];
    const person = this.cast.personOf(remark.from);
    const isLater = (date: Date | undefined) => (date?.getTime() ?? 0) > timeOf(remark);
    const given = (this.tags.get(person) ?? []).flatMap((tag): Confirmation[] => {
      if (!isLater(tag.date) || tag.mail === remark.reply || !isForSame(tag, posting, this.journey))
        return [];
      const at = tag.posting === undefined ? undefined : this.journey.stopOf(tag.posting)?.at;
      if (at === undefined) return [];
      const { key, mail, version = '' } = tag;
      return [{ at, evidence: { kind: 'tag', mail, key, name: this.cast.nameOf(tag.person), version } }];
    });
    const stop = this.journey.stopOf(posting);
    const spoken = (this.approvals.get(person) ?? []).flatMap((one): Confirmation[] => {
      if (!isLater(one.remark.date) || !(one.isForAll || (stop && this.journey.goesOnIn(stop, one.posting))))
        return [];
      // Praise of the version the remark was made on speaks of the rest of it.
      if (stop && one.at <= stop.at && !one.takes) return [];
      const { reply: mail, block, from, text } = one.remark;
      const name = this.cast.nameOf(from);
      return [{ at: one.at, evidence: { kind: 'reply', mail, block, name, words: firstWords(text) } }];
    });
    return [...given, ...spoken].sort((a, b) => a.at - b.at);
  }
}

function approvalIn(remark: Remark, recognition: Recognition, journey: Journey): Approval | undefined {
  if (remark.answers || (remark.kind !== 'general' && remark.kind !== 'inline')) return undefined;
  const posting = postingOf(remark, recognition);
  const stop = posting === undefined ? undefined : journey.stopOf(posting);
  if (posting === undefined || !stop) return undefined;
  const acts = readActs(remark.text);
  const isForAll = stop.number === 0;
  // Under a line praise is for that line.
  const isApproved = remark.kind === 'general' && (acts.takes || (acts.approves && !acts.declines));
  if (!isApproved && !(acts.approvesWhole && isForAll)) return undefined;
  return { remark, posting, at: stop.at, isForAll, takes: acts.takes };
}

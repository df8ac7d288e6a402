import type { Discussion } from '../discussion/index';
import type { MessageId } from '../mail/index';
import type { Recognition } from '../series/index';
import { readActs } from './acts';
import type { Cast } from './cast';
import type { Journey } from './journey';
import type { Confirmation } from './state';
import type { Tag } from './status';
import { isForSame, postingOf } from './tags';
import { timeOf, type Asked } from './talk';
import { firstWords } from './words';

/** By the writer of a remark, later, on the same patch: tags, words of approval, "applied". */
export function confirmationsOf(
  { remark, posting }: Asked,
  recognition: Recognition,
  discussion: Discussion,
  journey: Journey,
  cast: Cast,
  tags: readonly Tag[],
): readonly Confirmation[] {
  if (remark.kind === 'bot' || posting === undefined) return [];
  const person = cast.personOf(remark.from);
  const isLater = (date: Date | undefined) => (date?.getTime() ?? 0) > timeOf(remark);
  const given = tags.flatMap((tag): Confirmation[] => {
    if (cast.personOf(tag.person) !== person || tag.holds === 'withdrawn' || tag.holds === 'mismatch')
      return [];
    if (/^(?:nac?k|reported|suggested)/i.test(tag.key) || !isLater(tag.date) || tag.mail === remark.reply)
      return [];
    if (!isForSame(tag, posting, journey)) return [];
    const at = tag.posting === undefined ? undefined : journey.stopOf(tag.posting)?.at;
    if (at === undefined) return [];
    const { key, mail, version } = tag;
    return [
      { at, evidence: { kind: 'tag', mail, key, name: cast.nameOf(tag.person), version: version ?? '' } },
    ];
  });
  const stop = journey.stopOf(posting);
  const line = new Set(stop ? journey.heldFrom(stop).map(({ mail }) => mail) : []);
  const spoken = discussion.remarks.flatMap((one): Confirmation[] => {
    if (cast.personOf(one.from) !== person || !isLater(one.date)) return [];
    if (one.kind !== 'general' && one.kind !== 'inline') return [];
    const on = postingOf(one, recognition);
    const where = on === undefined ? undefined : journey.stopOf(on);
    if (!where || !(line.has(on as MessageId) || where.number === 0) || one.answers) return [];
    const acts = readActs(one.text);
    if (stop && where.at <= stop.at && !acts.takes) return [];
    // Under a line praise is for that line.
    const isWhole = acts.approvesWhole && where.number === 0;
    const isApproved = one.kind === 'general' && (acts.takes || (acts.approves && !acts.declines));
    if (!isWhole && !isApproved) return [];
    return [
      {
        at: where.at,
        evidence: {
          kind: 'reply',
          mail: one.reply,
          block: one.block,
          name: cast.nameOf(one.from),
          words: firstWords(one.text),
        },
      },
    ];
  });
  return [...given, ...spoken].sort((a, b) => a.at - b.at);
}

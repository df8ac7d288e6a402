import { Desk } from './desk';
import { talkTurn } from './settledTalk';
import type { DiscussionTurn, PatchTurn, Status } from './status';
import { timeOf } from './talk';
import { holdIn } from './talkTurn';
import type { TurnSources } from './turnSources';

/**
 * Whose turn it is at the end of the mails: in each talk, of each patch of the newest version, and of the series. The newest
 * version settles what was said before it; what is said since passes the turn on. docs/heuristics.md has the rules.
 */
export function inferTurns(sources: TurnSources): Pick<Status, 'turn' | 'turns'> {
  const { recognition, series, asked, states, cast } = sources;
  const desk = new Desk(sources);
  const discussions = asked
    .filter(({ remark }) => remark.kind !== 'bot')
    .flatMap((one): DiscussionTurn[] => {
      const hold = holdIn(one, -Infinity, (remark) => timeOf(remark), cast, desk.addressees);
      const turn = hold && talkTurn(one, hold, states.get(one.remark), recognition, series, cast);
      return turn ? [{ reply: one.remark.reply, block: one.remark.block, ...desk.named(turn) }] : [];
    });
  const newest = series.versions.at(-1);
  const patches = (newest?.patches ?? []).map((slot): PatchTurn => ({
    number: slot.number,
    mail: slot.mail,
    reviews: desk.reviewsOf(slot),
    ...desk.named(desk.ofPatch(slot)),
  }));
  return { turn: desk.named(desk.ofSeries()), turns: { patches, discussions } };
}

import {
  countGroups,
  states,
  type AskedView,
  type ConversationView,
  type GroupCounts,
  type RemarkView,
  type State,
} from '../../lib/query/index';
import { remarkFragment } from './discussion-links';
import { StateForm } from './discussion-state-form';
import { firstWords, lastName } from './discussion-words';
import { EvidenceChip, StateChip } from './state';

/** A remark that asks for something. */
export type AskingRemark = RemarkView & { readonly asked: AskedView };

/** What is asked in a discussion, in the order it was said. */
export function asksOf(conversation: ConversationView): readonly AskingRemark[] {
  return conversation.remarks.filter((remark): remark is AskingRemark => remark.asked !== undefined);
}

/** How many remarks in discussions that ask for something are in each group of states: one discussion may ask for several things. */
export function countAsked(conversations: readonly ConversationView[]): GroupCounts {
  return countGroups(conversations.flatMap(asksOf).map(({ asked }) => asked.state));
}

/** The states of what is asked in a discussion, each once, the worst first. */
export function statesIn(conversation: ConversationView): readonly State[] {
  const asks = asksOf(conversation);
  return states.filter((state) => asks.some(({ asked }) => asked.state === state));
}

/** The ask that gives a discussion its state. */
export function leadOf(conversation: ConversationView): AskingRemark | undefined {
  return asksOf(conversation).find(({ asked }) => asked.state === conversation.state);
}

/** Why each ask has its state, what that rests on, and what a reader can do about it. */
export function AskedSide({ conversation }: { readonly conversation: ConversationView }) {
  const asks = asksOf(conversation);
  return (
    <div className="side">
      {asks.map((remark) => (
        <div className="why" key={`${remark.reply}/${remark.block}`}>
          {asks.length === 1 ? null : (
            <p className="which">
              <StateChip state={remark.asked.state} quiet />{' '}
              <a href={remarkFragment(remark.reply, remark.block)}>
                {lastName(remark.name)}: {firstWords(remark, 40)}
              </a>
            </p>
          )}
          <p>{remark.asked.why}</p>
          {remark.asked.evidence.length === 0 ? null : (
            <p className="evs">
              {remark.asked.evidence.map((evidence, index) => (
                <EvidenceChip evidence={evidence} key={index} />
              ))}
            </p>
          )}
          <StateForm remark={remark} state={remark.asked.state} />
        </div>
      ))}
    </div>
  );
}

import { expect, test } from 'vitest';
import type { ConversationView, State } from '../../lib/query/index';
import { statesIn } from './discussion-asked';

/** A discussion whose remarks ask for something, or not, and stand so. */
const talk = (...asked: readonly (State | undefined)[]) =>
  ({ remarks: asked.map((state) => ({ asked: state && { state } })) }) as unknown as ConversationView;

test.each([
  ['nothing asked', talk(undefined, undefined), []],
  ['each once', talk('open', undefined, 'open'), ['open']],
  ['the worst first', talk('promised', 'resolved', 'answered'), ['answered', 'promised', 'resolved']],
])('%s', (_, conversation, states) => {
  expect(statesIn(conversation)).toEqual(states);
});

import type { Mail, MessageId, Problem } from '../mail/index';
import { isWritableId } from './headerText';

/** Ids that References keeps: the first of the thread and the nearest, as many as the depth of the deepest threads seen. */
const mostReferences = 50;

/** In-Reply-To and References of a reply (RFC 5322 section 3.6.4). */
export function threadOf(mail: Mail): {
  readonly inReplyTo: MessageId | undefined;
  readonly references: readonly MessageId[];
  readonly problems: readonly Problem[];
} {
  const parents = [...mail.parents].reverse().filter(isWritableId);
  if (mail.isIdMade || !isWritableId(mail.id)) {
    const what =
      'the answered mail has none that can be named; the reply is threaded under what that one answers';
    return { inReplyTo: undefined, references: cut(parents), problems: [{ where: 'Message-ID', what }] };
  }
  return { inReplyTo: mail.id, references: cut([...parents, mail.id]), problems: [] };
}

function cut(ids: readonly MessageId[]): readonly MessageId[] {
  return ids.length <= mostReferences ? ids : [...ids.slice(0, 1), ...ids.slice(1 - mostReferences)];
}

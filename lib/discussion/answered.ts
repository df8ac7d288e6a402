import type { MessageId } from '../mail/index';
import type { Recognition } from '../series/index';

/**
 * The mail that a mail answers by its headers, held or not; undefined when it names none, or only itself or what answers
 * it: such circles are cut where the mails were threaded.
 */
export function answeredBy(
  { byId, parentOf }: Pick<Recognition, 'byId' | 'parentOf'>,
  id: MessageId,
): MessageId | undefined {
  const nearest = byId.get(id)?.mail.parents.find((parent) => parent !== id);
  if (nearest === undefined) return undefined;
  const held = parentOf.get(id);
  const isHeld =
    held !== undefined && (held === nearest || byId.get(held)?.mail.otherIds.includes(nearest) === true);
  if (isHeld) return held;
  return byId.has(nearest) ? undefined : nearest;
}

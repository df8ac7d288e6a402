import { placeOfQuote, type Ported } from '../compare/index';
import type { Remark } from '../discussion/index';
import type { MessageId } from '../mail/index';
import { lineOf, type Changes } from './changes';
import type { Journey } from './journey';
import type { Carried } from './status';

/**
 * Carries remarks to every later version of what they speak of, from one to the next: the same line, else the nearest
 * that survived, the file, the patch, in this order; all but the same line say why. What was lost once is not found again
 * further on.
 */
export function carryRemarks(
  remarks: readonly Remark[],
  journey: Journey,
  changes: Changes,
): readonly Carried[] {
  return remarks.flatMap((remark): Carried[] => {
    if (!('patch' in remark.anchor)) return [];
    const stop = journey.stopOf(remark.anchor.patch);
    if (!stop) return [];
    let from = remark.anchor.patch;
    let place: Ported = startOf(remark);
    return journey.after(stop).flatMap((later): Carried[] => {
      if ('dropped' in later || !later.isHeld || later.mail === undefined) return [];
      const line = lineOf(place);
      const found = line === undefined ? foundByQuote(remark, later.mail, changes) : undefined;
      if (found) place = found;
      else if (line !== undefined) place = coarser(place, changes.port(from, later.mail, line));
      from = later.mail;
      const { reply, block } = remark;
      return [{ reply, block, patch: later.mail, version: later.version.label, place }];
    });
  });
}

function startOf({ anchor }: Remark): Ported {
  if (anchor.kind === 'line') return { kind: 'line', bodyLine: anchor.bodyLine, fate: 'same' };
  if (anchor.kind === 'file') return { kind: 'file', path: anchor.path, why: anchor.why };
  const isHeld = anchor.kind === 'patch';
  return {
    kind: 'patch',
    why: isHeld ? 'it is about the patch as a whole' : 'the mail it was made on is not held',
  };
}

/** Where a later posting has what a remark quotes of one that is not held. */
function foundByQuote({ anchor, quote }: Remark, later: MessageId, changes: Changes): Ported | undefined {
  if (anchor.kind !== 'unheld' || anchor.quotedLine === undefined) return undefined;
  const compared = changes.compared(later);
  const last = quote.lastIndexOf(anchor.quotedLine);
  const lines = last < 0 ? [anchor.quotedLine] : quote.slice(0, last + 1);
  return compared && placeOfQuote(lines, compared);
}

/** What is near a line is never again the line itself. */
function coarser(before: Ported, next: Ported | undefined): Ported {
  if (next === undefined) return { kind: 'patch', why: 'the mail it was made on is not held' };
  if (before.kind === 'near' && next.kind === 'line')
    return { kind: 'near', bodyLine: next.bodyLine, why: before.why };
  return next;
}

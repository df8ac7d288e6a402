import { portLines, type Ported } from '../compare/index';
import type { Remark } from '../discussion/index';
import type { MessageId } from '../mail/index';
import type { Changes } from './changes';
import type { Journey } from './journey';
import type { Carried } from './status';

/**
 * Carries remarks to every later version of what they speak of: the same line, else the nearest that survived, the
 * file, the patch, in this order; all but the same line say why.
 */
export function carryRemarks(
  remarks: readonly Remark[],
  journey: Journey,
  changes: Changes,
): readonly Carried[] {
  const byPosting = new Map<MessageId, Remark[]>();
  for (const remark of remarks) {
    if (!('patch' in remark.anchor)) continue;
    const known = byPosting.get(remark.anchor.patch);
    if (known) known.push(remark);
    else byPosting.set(remark.anchor.patch, [remark]);
  }
  return [...byPosting].flatMap(([posting, here]) => carryFrom(posting, here, journey, changes));
}

function carryFrom(
  posting: MessageId,
  remarks: readonly Remark[],
  journey: Journey,
  changes: Changes,
): Carried[] {
  const stop = journey.stopOf(posting);
  const earlier = changes.compared(posting);
  if (!stop) return [];
  return journey.after(stop).flatMap((later): Carried[] => {
    if ('dropped' in later || !later.isHeld || later.mail === undefined) return [];
    const { mail: patch, version } = later;
    const compared = changes.compared(patch);
    if (!compared) return [];
    const lines = remarks.map(({ anchor }) => (anchor.kind === 'line' ? anchor.bodyLine : undefined));
    const wanted = lines.filter((line) => line !== undefined);
    const ported = earlier && wanted.length > 0 ? [...portLines(earlier, compared, wanted)] : [];
    return remarks.map(({ reply, block }, index): Carried => {
      const place = lines[index] === undefined ? undefined : ported.shift();
      return {
        reply,
        block,
        patch,
        version: version.label,
        place: place ?? wholePatch(remarks[index], earlier === undefined),
      };
    });
  });
}

function wholePatch(remark: Remark | undefined, isUnheld: boolean): Ported {
  if (remark?.anchor.kind === 'file')
    return { kind: 'file', path: remark.anchor.path, why: remark.anchor.why };
  return {
    kind: 'patch',
    why: isUnheld ? 'the mail it was made on is not held' : 'it is about the patch as a whole',
  };
}

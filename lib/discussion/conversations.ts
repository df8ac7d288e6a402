import type { Conversation, Remark } from './discussion';
import type { Placed } from './placed';

/** Remarks that answer one another, and first remarks that stand at one line; by date, the first asks. */
export function conversationsOf(
  remarks: readonly Remark[],
  placedOf: (remark: Remark) => Placed | undefined,
): readonly Conversation[] {
  const groups = new Map<string, Remark[]>();
  for (const remark of remarks) {
    const key = rootKey(remark, placedOf(remark));
    const group = groups.get(key);
    if (group) group.push(remark);
    else groups.set(key, [remark]);
  }
  return [...groups.values()].map((group) => {
    const sorted = [...group].sort(byDate);
    return {
      anchor: sorted[0]?.anchor ?? { kind: 'unplaced', why: 'no-posting' },
      remarks: sorted.map(({ reply, block }) => ({ reply, block })),
    };
  });
}

function byDate(a: Remark, b: Remark): number {
  if (a.reply === b.reply) return a.block - b.block;
  return (a.date?.getTime() ?? Infinity) - (b.date?.getTime() ?? Infinity) || (a.reply < b.reply ? -1 : 1);
}

/** Names the conversation of a remark: the line its first remark stands at, else that remark itself. */
function rootKey(remark: Remark, placed: Placed | undefined): string {
  let root = placed;
  while (root?.answers) root = root.answers;
  const anchor = root?.isApart === true ? undefined : root?.anchor;
  if (anchor?.kind === 'line') return `line ${anchor.bodyLine} ${anchor.patch}`;
  if (anchor?.kind === 'unheld' && anchor.quotedLine !== undefined)
    return `unheld ${anchor.patch} ${anchor.quotedLine}`;
  return root ? `remark ${root.block.number} ${root.scroll.id}` : `remark ${remark.block} ${remark.reply}`;
}

import { readPatch, type Patch } from '../../lib/patch/index';

/** Names lines of a mail as a reviewer would: "prq.c:17", "message:4", "line 12". */
export function lineNames(text: string): (bodyLine: number) => string {
  let patch: Patch | undefined;
  return (bodyLine) => {
    patch ??= readPatch(text);
    const section = patch.sections.find(({ start, end }) => bodyLine >= start && bodyLine < end);
    if (section?.kind === 'message' && patch.files.length > 0)
      return `message:${bodyLine - section.start + 1}`;
    if (section?.kind !== 'diff') return `line ${bodyLine}`;
    const file = patch.files.find(({ start, end }) => bodyLine >= start && bodyLine < end);
    const path = file?.newPath ?? file?.oldPath;
    const line = file?.hunks.flatMap(({ lines }) => lines).find((one) => one.bodyLine === bodyLine);
    const name = path?.split('/').at(-1);
    if (name === undefined) return `line ${bodyLine}`;
    const number = line?.newLine ?? line?.oldLine;
    return number === undefined ? name : `${name}:${number}`;
  };
}

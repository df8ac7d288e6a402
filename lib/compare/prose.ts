import { commonLines } from './commonLines';
import type { Compared } from './compared';
import type { ProseLine } from './message';

/** The prose of two mails by section, and which lines are the same. */
export interface AlignedProse {
  readonly kind: 'message' | 'notes' | 'diffstat' | 'tail';
  readonly earlierLines: readonly ProseLine[];
  readonly laterLines: readonly ProseLine[];
  readonly partners: Int32Array;
}

const kinds = ['message', 'notes', 'diffstat', 'tail'] as const;

/** Aligns everything that is no diff: message with message, notes with notes, and so on. Trailers stand in the message. */
export function alignProse(earlier: Compared, later: Compared): readonly AlignedProse[] {
  return kinds.map((kind) => {
    const [earlierLines, laterLines] = [proseOf(earlier, kind), proseOf(later, kind)];
    const told = ({ text }: ProseLine): string => text.replace(/\s+/g, ' ').trim();
    const { partners } = commonLines(earlierLines.map(told), laterLines.map(told));
    return { kind, earlierLines, laterLines, partners };
  });
}

function proseOf({ text, patch }: Compared, kind: AlignedProse['kind']): readonly ProseLine[] {
  const lines = text.split('\n');
  return patch.sections.flatMap((section) =>
    section.kind !== kind
      ? []
      : lines
          .slice(section.start - 1, section.end - 1)
          .map((line, at) => ({ text: line, bodyLine: section.start + at })),
  );
}

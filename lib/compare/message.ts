import { commonLines } from './commonLines';
import type { Compared } from './compared';
import type { InterdiffLine } from './interdiff';

/** A line of a mail that is prose. */
export interface ProseLine {
  readonly text: string;
  /** Body line, counted from 1; 0 for the title, which stands in no body. */
  readonly bodyLine: number;
}

export interface MessageDiff {
  readonly hasTitle: boolean;
  readonly hasMessage: boolean;
  readonly message: readonly InterdiffLine[];
  readonly trailers: { readonly added: readonly string[]; readonly removed: readonly string[] };
}

/** Compares titles, messages line by line, and trailers as a set. Lines that end in other white space are the same. */
export function diffMessage(earlier: Compared, later: Compared): MessageDiff {
  const [one, other] = [titleOf(earlier), titleOf(later)];
  const hasTitle = one !== other;
  const [left, right] = [messageLines(earlier), messageLines(later)];
  const body = mergeProse(left, right);
  const hasMessage = body.some(({ outer }) => outer !== ' ');
  const title: InterdiffLine[] = hasTitle
    ? [
        { outer: '-', inner: ' ', text: one, earlierLine: undefined, laterLine: undefined },
        { outer: '+', inner: ' ', text: other, earlierLine: undefined, laterLine: undefined },
      ]
    : [];
  return {
    hasTitle,
    hasMessage,
    message: hasTitle || hasMessage ? [...title, ...body] : [],
    trailers: diffTrailers(earlier, later),
  };
}

function titleOf({ title, patch }: Compared): string {
  return (patch.inBodySubject ?? title).replace(/\s+/g, ' ').trim();
}

const inBodyHeader = /^(?:From|Subject|Date|Author|Cc|To|MIME-Version|Content-[A-Za-z-]+|Message-I[dD]): ?/;

/** The lines of the message without in-body headers, trailers, and empty lines at both ends. */
export function messageLines({ text, patch }: Compared): readonly ProseLine[] {
  const all = text.split('\n');
  const trailers = new Set(patch.trailers.map(({ line }) => line));
  const lines: ProseLine[] = [];
  let isHead = patch.inBodyFrom !== undefined || patch.inBodySubject !== undefined;
  let isTrailer = false;
  for (const section of patch.sections) {
    if (section.kind !== 'message') continue;
    for (let number = section.start; number < section.end; number++) {
      const line = (all[number - 1] ?? '').trimEnd();
      if (isHead) {
        if (line === '' || inBodyHeader.test(line) || /^[ \t]+\S/.test(line)) continue;
        isHead = false;
      }
      // A trailer's value may go on in indented lines.
      isTrailer = trailers.has(number) || (isTrailer && /^[ \t]+\S/.test(line));
      if (!isTrailer) lines.push({ text: line, bodyLine: number });
    }
  }
  const first = lines.findIndex((line) => line.text !== '');
  const last = lines.findLastIndex((line) => line.text !== '');
  return first < 0 ? [] : lines.slice(first, last + 1);
}

function mergeProse(left: readonly ProseLine[], right: readonly ProseLine[]): readonly InterdiffLine[] {
  const { partners } = commonLines(
    left.map(({ text }) => text),
    right.map(({ text }) => text),
  );
  const merged: InterdiffLine[] = [];
  let l = 0;
  const push = (
    outer: InterdiffLine['outer'],
    earlier: ProseLine | undefined,
    later: ProseLine | undefined,
  ): void => {
    merged.push({
      outer,
      inner: ' ',
      text: (later ?? earlier)?.text ?? '',
      earlierLine: earlier?.bodyLine,
      laterLine: later?.bodyLine,
    });
  };
  left.forEach((line, at) => {
    const partner = partners[at] ?? -1;
    if (partner < 0) return push('-', line, undefined);
    for (; l < partner; l++) push('+', undefined, right[l]);
    push(' ', line, right[partner]);
    l = partner + 1;
  });
  for (; l < right.length; l++) push('+', undefined, right[l]);
  return merged;
}

function diffTrailers(earlier: Compared, later: Compared): MessageDiff['trailers'] {
  const told = ({ patch }: Compared): ReadonlyMap<string, string> =>
    new Map(
      patch.trailers.map(({ key, value }) => [
        `${key.toLowerCase()}: ${value.replace(/\s+/g, ' ')}`,
        `${key}: ${value}`,
      ]),
    );
  const [one, other] = [told(earlier), told(later)];
  return {
    added: [...other].flatMap(([key, trailer]) => (one.has(key) ? [] : [trailer])),
    removed: [...one].flatMap(([key, trailer]) => (other.has(key) ? [] : [trailer])),
  };
}

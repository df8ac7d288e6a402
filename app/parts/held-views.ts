import {
  interdiffHtml,
  viewPosting,
  viewSaid,
  type PostingOptions,
  type PostingView,
  type Said,
  type SaidPiece,
} from '../../lib/render/index';

/**
 * Views are remembered: colouring a thousand lines takes longer than all the rest of a page, and a mail never changes. They go
 * by the text itself, so nothing remembered can be out of date.
 */
class Remembered<View> {
  private readonly views = new Map<string, View>();
  private characters = 0;

  /** @param most Characters of text whose views are kept; those not asked for lately go first. */
  constructor(private readonly most: number) {}

  viewOf(key: string, make: () => View): View {
    const known = this.views.get(key);
    const view = known ?? make();
    // The last asked for stands last.
    this.views.delete(key);
    this.views.set(key, view);
    if (known === undefined) this.characters += key.length;
    for (const [oldest] of this.views) {
      if (this.characters <= this.most) break;
      this.views.delete(oldest);
      this.characters -= oldest.length;
    }
    return view;
  }
}

/** Rows take some fifteen times the room of their text: with this many characters 30 MB, or 70 patches of 1,000 lines. */
const postings = new Remembered<PostingView>(2_000_000);

/** Diffs in replies are short; this is some thousand of them. */
const said = new Remembered<readonly SaidPiece[]>(1_000_000);

/** Rows take some ten times the room of their text: the changes of some twenty pairs of versions. */
const changes = new Remembered<string>(2_000_000);

/** `viewPosting`, remembered. */
export function heldPostingView(text: string, options: PostingOptions): PostingView {
  const { spokenLines = [], whole } = options;
  const lines = [...new Set(spokenLines)].sort((a, b) => a - b);
  return postings.viewOf(JSON.stringify([whole ?? null, lines]) + text, () => viewPosting(text, options));
}

/** `viewSaid`, remembered where a diff was written; dividing plain words takes no time. */
export function heldSaidView({ text, startLine, counterDiffs, path }: Said): readonly SaidPiece[] {
  const given = { text, startLine, counterDiffs, path };
  return counterDiffs.length === 0
    ? viewSaid(given)
    : said.viewOf(JSON.stringify([path ?? null, startLine, counterDiffs]) + text, () => viewSaid(given));
}

/** `interdiffHtml`, remembered. */
export function heldInterdiff(
  path: string | undefined,
  lines: Parameters<typeof interdiffHtml>[1],
  numbers: readonly (number | undefined)[],
  leftOut: readonly number[] = [],
): string {
  const key = [
    JSON.stringify(path ?? null),
    ...lines.map(
      ({ outer, inner, text }, at) => `${outer}${inner}${numbers[at] ?? ''} ${leftOut[at] ?? 0}\t${text}`,
    ),
  ];
  return changes.viewOf(key.join('\n'), () => interdiffHtml(path, lines, numbers, leftOut));
}

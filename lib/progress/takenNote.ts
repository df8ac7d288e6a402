/** What a mail that takes patches says besides: where they went, and as which commits. */
export interface TakenNote {
  /** A tree, a branch, a release, as written; undefined when it does not say. */
  readonly where: string | undefined;
  /** Commits by the number of the patch in the version. */
  readonly commits: ReadonlyMap<number, string>;
  /** The commit of the one patch it speaks of. */
  readonly commit: string | undefined;
  /** True when a stable tree takes it. */
  readonly isStable: boolean;
}

const verb = '(?:applied|queued(?: up)?|merged|pushed|added|pulled|committed)';
const what =
  '(?: (?:it|this|these|them|both|all|here|now|(?:(?:this|the|whole|all|entire) )*(?:series|patch(?:es|set)?)))*';
/** A word that can name a tree, branch or release; "to" may be followed by "the", "my" and an address. */
const place =
  '((?:https?|git|ssh):\\/\\/\\S+|[A-Za-z][\\w./+~-]*[\\w])(?:\\s+\\(([\\w./+-]+)\\)|[ \\t]+([\\w./+-]+\\/[\\w./+-]+))?';
const whither = new RegExp(
  `\\b${verb}${what},?\\s+(?:to|into|onto|on|in|for)\\s+(?:the |my |our )?${place}`,
  'i',
);
/** "The following commit has been merged into the x86/core branch of tip:" */
const branchOf = /\bmerged into the (\S{1,100}) branch of (\S{1,100}?):?(?:\s|$)/i;
/** What follows such a word and names no place. */
const noPlace = /^(?:it|this|these|them|now|top|thanks?|next|review|testing|me|you|all|both|the|a|an|my)$/i;
/** "[2/5] title" (b4), "- [net-next,2/5] title" (patchwork's bot), and below it the commit, in words or as a link. */
const listed =
  /^[ \t]*(?:- )?\[(?:[^\]\n]*[, ])?0*(\d{1,4})\/0*\d{1,4}\][^\n]*\n(?:[^\S\n]+[^\n]*\n){0,2}?[^\S\n]+(?:commit: ?|https?:\/\/\S+\/)([0-9a-f]{7,64})\s*$/gm;
/** "Commit-ID:     abc..." (tip's bot), "commit abc... upstream." (stable) */
const alone = /^(?:Commit-ID:\s+|commit )([0-9a-f]{7,64})(?: upstream\.?)?$/im;
const stable =
  /\bto the (\d+\.\d+(?:\.\d+)?-stable) tree\b|\bqueued (?:up )?for (\d+\.\d+(?:\.y)?(?:-stable)?)\b/i;

/** Reads it off the text. Time in proportion to the text. */
export function takenNote(text: string): TakenNote {
  const own = text.replace(/^>.*$/gm, '');
  const commits = new Map<number, string>();
  for (const [, number, commit] of own.matchAll(listed))
    if (commit !== undefined) commits.set(Number(number), commit);
  const release = stable.exec(own);
  return {
    where: release?.[1] ?? release?.[2] ?? whereIn(own),
    commits,
    commit: alone.exec(own)?.[1],
    isStable: release !== null,
  };
}

function whereIn(text: string): string | undefined {
  const [, branch, tree] = branchOf.exec(text) ?? [];
  if (branch !== undefined) return `${tree ?? ''} ${branch}`.trim();
  const found = whither.exec(text);
  const [, first = '', inBrackets, second] = found ?? [];
  if (first === '' || noPlace.test(first)) return undefined;
  return [first, inBrackets ?? second].filter((word) => word !== undefined).join(' ');
}

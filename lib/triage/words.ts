const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** "9 Oct 2024" in UTC. */
export function dayIn(at: number): string {
  const date = new Date(at);
  return `${date.getUTCDate()} ${months[date.getUTCMonth()] ?? ''} ${date.getUTCFullYear()}`;
}

/** More names than this are a crowd. */
const mostNames = 3;

/** "Ann, Rob and Max", "Ann, Rob, Max and 4 others". */
export function namesIn(names: readonly string[]): string {
  const shown = names.slice(0, mostNames);
  const others = names.length - shown.length;
  if (others > 0) return `${shown.join(', ')} and ${others} ${others === 1 ? 'other' : 'others'}`;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1) ?? ''}`;
}

/** Characters of somebody's words that a sentence cites. */
const cited = 100;

/** The first words of a line, cut at a blank. */
export function cut(line: string): string {
  if (line.length <= cited) return line;
  const head = line.slice(0, cited);
  return `${head.slice(0, Math.max(head.lastIndexOf(' '), cited / 2))} ...`;
}

/**
 * Hands markup from where a page is described to where it is written, within the server. Both are parts of one process with
 * modules of their own, so that what goes from one to the other as a property of a component is also sent to the browser, as
 * script, a second time; a page is half as large without. What waits is kept on globalThis until it is taken.
 */
interface Waiting {
  readonly byName: Map<string, string>;
  characters: number;
  last: number;
}

/**
 * Markup is taken within milliseconds; what nobody takes belongs to an answer that was broken off, or to one that asked for
 * the description alone. More than a hundred long pages are never between their two halves at a time. Characters.
 */
const mostWaiting = 32_000_000;

const shared = globalThis as typeof globalThis & { loreviewMarkup?: Waiting };

/** Keeps markup until it is taken, or until much more was kept after it; gives the name it is taken by. */
export function holdMarkup(html: string): string {
  const waiting = (shared.loreviewMarkup ??= { byName: new Map(), characters: 0, last: 0 });
  waiting.last += 1;
  const name = `m${waiting.last}`;
  for (const [oldest] of waiting.byName) {
    if (waiting.characters + html.length <= mostWaiting) break;
    drop(waiting, oldest);
  }
  waiting.byName.set(name, html);
  waiting.characters += html.length;
  return name;
}

/** Gives what is held by a name, once. Throws when nothing is: an empty page would be worse than none. */
export function takeMarkup(name: string): string {
  const waiting = shared.loreviewMarkup;
  const html = waiting?.byName.get(name);
  if (waiting === undefined || html === undefined) throw new Error(`No markup ${name} is waiting.`);
  drop(waiting, name);
  return html;
}

function drop(waiting: Waiting, name: string): void {
  waiting.characters -= waiting.byName.get(name)?.length ?? 0;
  waiting.byName.delete(name);
}

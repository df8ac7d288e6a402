/**
 * Hands markup from where a page is described to where it is written, within the server. Both are parts of one process with
 * modules of their own, so that what goes from one to the other as a property of a component is also sent to the browser, as
 * script, a second time; a page is half as large without. What waits is kept on globalThis until it is taken.
 */
interface Waiting {
  readonly byName: Map<string, string>;
  last: number;
}

/**
 * Markup is taken within milliseconds; what nobody takes belongs to an answer that was broken off. So many pages are never
 * between their two halves at a time.
 */
const mostWaiting = 256;

const shared = globalThis as typeof globalThis & { loreviewMarkup?: Waiting };

/** Keeps markup until it is taken; gives the name it is taken by. */
export function holdMarkup(html: string): string {
  const waiting = (shared.loreviewMarkup ??= { byName: new Map(), last: 0 });
  waiting.last += 1;
  const name = `m${waiting.last}`;
  waiting.byName.set(name, html);
  if (waiting.byName.size > mostWaiting) {
    const [oldest = ''] = waiting.byName.keys();
    waiting.byName.delete(oldest);
  }
  return name;
}

/** Gives what is held by a name, once. Throws when nothing is: an empty page would be worse than none. */
export function takeMarkup(name: string): string {
  const html = shared.loreviewMarkup?.byName.get(name);
  if (html === undefined) throw new Error(`No markup ${name} is waiting.`);
  shared.loreviewMarkup?.byName.delete(name);
  return html;
}

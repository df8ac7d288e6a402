import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** One key for the process, made anew at each start: what was said before is said no more. */
const shared = globalThis as typeof globalThis & { loreviewToldBack?: Buffer };

function signOf(why: string): string {
  shared.loreviewToldBack ??= randomBytes(32);
  return createHmac('sha256', shared.loreviewToldBack).update(why, 'utf8').digest('base64url').slice(0, 22);
}

/** Longer words would make an address that servers refuse. */
const longest = 500;

/**
 * A path of ours with why something sent from there was not taken. The sentence is signed: anybody can write a link to a page of
 * ours, and it shall say nothing there in our name.
 */
export function withProblem(path: string, why: string): string {
  const [before = '', fragment] = path.split('#');
  const [page = '', query] = before.split('?');
  const words = new URLSearchParams(query);
  const said = why.slice(0, longest).toWellFormed();
  words.set('problem', said);
  words.set('sign', signOf(said));
  return `${page}?${words.toString()}${fragment === undefined ? '' : `#${fragment}`}`;
}

/** What the words of an address say was wrong, if it was written by `withProblem`; undefined for any other text. */
export function problemIn(
  words: Readonly<Record<string, string | readonly string[] | undefined>>,
): string | undefined {
  const { problem, sign } = words;
  if (typeof problem !== 'string' || typeof sign !== 'string') return undefined;
  const [given, right] = [Buffer.from(sign), Buffer.from(signOf(problem))];
  return given.length === right.length && timingSafeEqual(given, right) ? problem : undefined;
}

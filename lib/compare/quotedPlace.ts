import { mostAlike } from './alikeLine';
import type { Compared } from './compared';
import type { Ported } from './port';

/** A shorter line is found anywhere. Characters, white space left out. */
const shortestLine = 12;
/** Lines of the quote above the last one that are looked for. */
const mostAbove = 10;
/** Lines below one that was found in which the line itself may stand, rewritten. */
const reach = 12;

/**
 * Where the last of some quoted lines belongs in a posting, when the mail they were quoted from is not held: that line, if it
 * is there once; else, below the nearest quoted line that is there once, what it was rewritten to; else that line.
 * Undefined when none of them is found.
 */
export function placeOfQuote(quote: readonly string[], later: Compared): Ported | undefined {
  const { lines, only } = indexOf(later);
  const last = quote.at(-1) ?? '';
  const why = 'found by its quote: the mail it was made on is not held';
  for (let at = quote.length - 1; at >= 0 && at >= quote.length - mostAbove; at -= 1) {
    const key = squeeze(quote[at] ?? '');
    const found = only.get(key);
    if (key.length < shortestLine || found === undefined) continue;
    if (at === quote.length - 1) return { kind: 'near', bodyLine: found + 1, why };
    const below = lines.slice(found + 1, found + 1 + reach);
    const end = below.findIndex((line) => /^(?:@@|diff --git |-- $)/.test(line));
    const isCode = /^[-+]/.test(last);
    const candidates = (end < 0 ? below : below.slice(0, end)).map((line) =>
      !isCode || line[0] === last[0] ? line : '',
    );
    const alike = mostAlike(last, candidates);
    return alike === undefined
      ? { kind: 'near', bodyLine: found + 1, why: `${why}, and the line it quotes last is gone` }
      : {
          kind: 'near',
          bodyLine: found + 2 + alike,
          why:
            squeeze(candidates[alike] ?? '') === squeeze(last) ? why : `${why}, and the line was rewritten`,
        };
  }
  return undefined;
}

interface LineIndex {
  readonly lines: readonly string[];
  /** By its text without white space, the index of each line that is there once; undefined for one that is there again. */
  readonly only: ReadonlyMap<string, number | undefined>;
}

const indexes = new WeakMap<Compared, LineIndex>();

/** Made once for a posting: hundreds of remarks may have been made on a mail that is not held. */
function indexOf(compared: Compared): LineIndex {
  const known = indexes.get(compared);
  if (known) return known;
  const lines = compared.text.split('\n');
  const only = new Map<string, number | undefined>();
  lines.forEach((line, index) => {
    const key = squeeze(line);
    only.set(key, only.has(key) ? undefined : index);
  });
  const made = { lines, only };
  indexes.set(compared, made);
  return made;
}

function squeeze(line: string): string {
  return line.replace(/\s+/g, '');
}

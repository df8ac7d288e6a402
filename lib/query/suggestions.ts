import { fieldNamed, wordsOf, type Tree } from '../search/index';
import { pool } from '../store/index';
import { nameOf } from './people';
import { findNewest } from './search-found';

/** Something the palette offers to go to. */
export type Suggestion =
  | { readonly kind: 'series'; readonly slug: string; readonly title: string; readonly detail: string }
  | { readonly kind: 'person'; readonly name: string; readonly address: string };

const seriesOffered = 8;
const peopleOffered = 6;
/** Mails whose senders are looked at: the newest from people of that name. */
const mailsLookedAt = 200;

/**
 * Series and people that fit what was typed so far: series whose title holds all words, newest first; people whose name or
 * address has words that begin so, who wrote last.
 */
export async function findSuggestions(typed: string): Promise<readonly Suggestion[]> {
  const words = wordsOf(typed.slice(0, 100)).map(({ word }) => word);
  if (words.length === 0) return [];
  const [series, people] = await Promise.all([findSeries(typed.trim().split(/\s+/)), findPeople(words)]);
  return [...series, ...people];
}

async function findSeries(words: readonly string[]): Promise<readonly Suggestion[]> {
  const { rows } = await pool().query<{ slug: string; title: string; newest_label: string; author: string }>(
    `SELECT slug, title, newest_label, coalesce(nullif(author_name, ''), author_key) AS author FROM series
     WHERE title ILIKE ALL($1::text[]) ORDER BY is_sample, last_at DESC NULLS LAST, id LIMIT $2`,
    [words.map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`), seriesOffered],
  );
  return rows.map(({ slug, title, newest_label: label, author }) => ({
    kind: 'series',
    slug,
    title,
    detail: [author, label].filter((part) => part !== '').join(', '),
  }));
}

async function findPeople(words: readonly string[]): Promise<readonly Suggestion[]> {
  const field = fieldNamed('f');
  if (field?.kind !== 'text') throw new Error('There is no field "f".');
  const at = { start: 0, end: 0 };
  const leaves = words
    .filter((word) => word.length > 1)
    .map((word): Tree => ({ kind: 'words', field, words: [word], isPrefix: true, isExact: true, at }));
  const [first] = leaves;
  if (!first) return [];
  const found = await findNewest(
    'mails',
    leaves.length === 1 ? first : { kind: 'all', of: leaves },
    mailsLookedAt,
    undefined,
  );
  if ('kind' in found) return [];
  const { rows } = await pool().query<{ name: string; address: string }>(
    `SELECT DISTINCT ON (lower(from_address)) from_name AS name, lower(from_address) AS address
     FROM mail WHERE raw_id = ANY($1::bigint[]) AND from_address <> '' ORDER BY lower(from_address), sent_at DESC`,
    [found.map(({ key }) => key[0])],
  );
  return rows
    .slice(0, peopleOffered)
    .map(({ name, address }) => ({ kind: 'person', name: nameOf(name, address).name, address }));
}

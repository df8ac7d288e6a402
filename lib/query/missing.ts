import { z } from 'zod';
import { database, select } from '../store/index';
import { isKnown } from './person-page';

const missingShape = z.discriminatedUnion('kind', [
  // The address itself is broken: '%' without two hexadecimal digits of UTF-8 behind it.
  z.object({ kind: z.literal('address') }),
  z.object({ kind: z.literal('follow') }),
  z.object({ kind: z.literal('person'), address: z.string() }),
  z.object({ kind: z.literal('mail'), messageId: z.string() }),
  z.object({ kind: z.literal('series'), slug: z.string() }),
  z.object({ kind: z.literal('version'), slug: z.string(), version: z.string() }),
  z.object({ kind: z.literal('patch'), slug: z.string(), version: z.string(), number: z.string() }),
]);

/** What an address of the application names and is not held here. */
export type Missing = Readonly<z.infer<typeof missingShape>>;

/** The same as the value of a header. */
export function tellMissing(missing: Missing): string {
  return encodeURIComponent(JSON.stringify(missing));
}

/** Reads what `tellMissing` wrote; undefined for anything else, since anybody can send a header. */
export function readMissing(told: string | null): Missing | undefined {
  if (told === null) return undefined;
  try {
    return missingShape.safeParse(JSON.parse(decodeURIComponent(told))).data;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof URIError) return undefined;
    throw error;
  }
}

/** Pages that stand where a version's would: no version has such a slug. */
const pagesOfSeries: ReadonlySet<string> = new Set(['correct', 'feed', 'label']);

/**
 * Tells whether the mail, person, series, version, patch or follow that a path names is held; undefined when it is, or when the path names
 * none of them. It is asked before a page is made, because a page that finds nothing can no longer answer "404" with
 * words in it: one statement by an index.
 *
 * @param path Path of the address, still encoded.
 */
export async function findMissing(path: string): Promise<Missing | undefined> {
  const words = decodePath(path);
  if (!words) return { kind: 'address' };
  const isOfMail = words.length === 2 || (words.length === 3 && words[2] === 'correct');
  if (words[0] === 'mail' && words[1] !== undefined && isOfMail) {
    const messageId = words[1].trim().replace(/^<(.*)>$/, '$1');
    const held = await select`SELECT 1 FROM mail WHERE message_id = ${messageId} LIMIT 1`;
    return held.length > 0 ? undefined : { kind: 'mail', messageId };
  }
  if (words[0] === 'people' && words[1] !== undefined && words.length === 2)
    return (await isKnown(words[1].trim())) ? undefined : { kind: 'person', address: words[1].trim() };
  if (words[0] === 'follow' && words.length === 2)
    return (await isFollowed(words[1] ?? '')) ? undefined : { kind: 'follow' };
  const [first, slug, view] = words;
  // A ledger names its version one word later.
  const [version, number] = view === 'ledger' ? [words[3]] : [view, words[3]];
  if (first !== 'series' || slug === undefined) return undefined;
  if (version === 'compare' && number !== undefined) return findMissingOfRange(slug, number);
  const [row] = await select<{ hasVersion: boolean; hasNumber: boolean }>`
    SELECT v.id IS NOT NULL AS "hasVersion",
      (${number ?? ''} = '0' AND v.cover_id IS NOT NULL)
        OR EXISTS (SELECT 1 FROM patch p WHERE p.version_id = v.id AND p.number::text = ${number ?? ''}) AS "hasNumber"
    FROM series s LEFT JOIN version v ON v.series_id = s.id AND v.slug = ${version ?? ''}
    WHERE s.slug = ${slug}`;
  if (!row) return { kind: 'series', slug };
  if (version === undefined || (number === undefined && pagesOfSeries.has(version))) return undefined;
  if (!row.hasVersion) return { kind: 'version', slug, version };
  return number === undefined || row.hasNumber ? undefined : { kind: 'patch', slug, version, number };
}

async function isFollowed(id: string): Promise<boolean> {
  return /^\d{1,9}$/.test(id) && (await database().follow.count({ where: { id: Number(id) } })) > 0;
}

/** What a range of versions ("v2..v3") names and is not held. */
async function findMissingOfRange(slug: string, range: string): Promise<Missing | undefined> {
  const series = await database().series.findUnique({
    where: { slug },
    select: { versions: { select: { slug: true } } },
  });
  if (!series) return { kind: 'series', slug };
  const held = new Set(series.versions.map((version) => version.slug));
  const named = readRange(range);
  if (!named) return { kind: 'version', slug, version: range };
  const version = named.find((each) => !held.has(each));
  return version === undefined ? undefined : { kind: 'version', slug, version };
}

/** The slugs of two versions, "v2..v3"; undefined for anything else. A slug itself may hold single dots ("v2.1"). */
export function readRange(range: string): readonly [earlier: string, later: string] | undefined {
  const [earlier = '', later = '', ...rest] = range.split('..');
  return earlier === '' || later === '' || rest.length > 0 ? undefined : [earlier, later];
}

/** The words of a path; undefined when it is no valid encoding. */
function decodePath(path: string): readonly string[] | undefined {
  try {
    return path.split('/').filter(Boolean).map(decodeURIComponent);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

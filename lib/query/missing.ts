import { database } from '../store/index';

/** What an address of the application names and is not held here. */
export type Missing =
  | { readonly kind: 'mail'; readonly messageId: string }
  | { readonly kind: 'series'; readonly slug: string }
  | { readonly kind: 'version'; readonly slug: string; readonly version: string }
  | { readonly kind: 'patch'; readonly slug: string; readonly version: string; readonly number: string };

/**
 * Tells whether the mail, series, version or patch that a path names is held; undefined when it is, or when the path names
 * none of them. It is asked before a page is made, because a page that finds nothing can no longer answer "404" with
 * words in it: one statement by an index.
 *
 * @param path Path of the address, still encoded.
 */
export async function findMissing(path: string): Promise<Missing | undefined> {
  const words = decodePath(path);
  if (words[0] === 'mail' && words[1] !== undefined && words.length === 2) {
    const messageId = words[1].trim().replace(/^<(.*)>$/, '$1');
    const mail = await database().mail.findFirst({ where: { messageId }, select: { rawId: true } });
    return mail ? undefined : { kind: 'mail', messageId };
  }
  const [first, slug, version, number] = words;
  if (first !== 'series' || slug === undefined) return undefined;
  const [row] = await database().$queryRaw<{ hasVersion: boolean; hasNumber: boolean }[]>`
    SELECT v.id IS NOT NULL AS "hasVersion",
      (${number ?? ''} = '0' AND v.cover_id IS NOT NULL)
        OR EXISTS (SELECT 1 FROM patch p WHERE p.version_id = v.id AND p.number::text = ${number ?? ''}) AS "hasNumber"
    FROM series s LEFT JOIN version v ON v.series_id = s.id AND v.slug = ${version ?? ''}
    WHERE s.slug = ${slug}`;
  if (!row) return { kind: 'series', slug };
  if (version === undefined) return undefined;
  if (!row.hasVersion) return { kind: 'version', slug, version };
  return number === undefined || row.hasNumber ? undefined : { kind: 'patch', slug, version, number };
}

/** The words of a path; none when it is no valid encoding. */
function decodePath(path: string): readonly string[] {
  try {
    return path.split('/').filter(Boolean).map(decodeURIComponent);
  } catch (error) {
    if (error instanceof URIError) return [];
    throw error;
  }
}

/** Addresses inside the application. A Message-ID may hold any character, slashes too, so it is always one path segment. */
export function mailPath(messageId: string): string {
  return `/mail/${encodeURIComponent(messageId)}`;
}

/** To wherever a mail lives: a posting's page, a remark on one, else its own page. */
export function homePath(messageId: string): string {
  return `/r/${encodeURIComponent(messageId)}`;
}

export function rawPath(messageId: string): string {
  return `${mailPath(messageId)}/raw`;
}

/** Where a person says that a remark belongs elsewhere; `line` is a body line of the mail that the remark holds. */
export function correctPath(messageId: string, line: number): string {
  return `${mailPath(messageId)}/correct?line=${line}`;
}

/** Where a person says which postings are versions of a series, and what they are called. */
export function seriesCorrectPath(series: string): string {
  return `/series/${series}/correct`;
}

export function patchPath(series: string, version: string, number: number): string {
  return `/series/${series}/${version}/${number}`;
}

/** What changed between two versions; `patch` is the number in the later one. */
export function comparePath(series: string, earlier: string, later: string, patch?: number): string {
  return `/series/${series}/compare/${earlier}..${later}${patch === undefined ? '' : `#p${patch}`}`;
}

/** Which remarks before a version were dealt with. */
export function ledgerPath(series: string, version: string): string {
  return `/series/${series}/ledger/${version}`;
}

/** The archive's own page of a mail: lore's redirect finds the list by itself. */
export function loreLink(messageId: string): string {
  return `https://lore.kernel.org/r/${encodeURIComponent(messageId)}`;
}

/** The id of a remark on a page: its mail and its block. White space cannot stand in an id. */
export function remarkId(reply: string, block: number): string {
  return `${reply.replace(/\s/g, '_')}/${block}`;
}

/** The same as the fragment of an address. */
export function remarkFragment(reply: string, block: number): string {
  return `#${encodeURIComponent(remarkId(reply, block)).replaceAll('%40', '@').replaceAll('%2F', '/')}`;
}

/** The part of a series' page that tells how far it has come. */
export const wayId = 'way';

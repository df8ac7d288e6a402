import { parseLink } from '../../lib/inbox/index';
import { findMailHome, findSuggestions, type Suggestion } from '../../lib/query/index';
import { longestQuery } from '../../lib/search/index';
import { archives } from '../parts/archives';
import { homePath, mailPath } from '../parts/discussion-links';
import type { PaletteItem } from '../parts/palette';
import { personPath, searchPath } from '../parts/search-params';

/** What the palette offers for what was typed: the mail of a pasted link, series, people, and the search itself. */
export async function GET(request: Request): Promise<Response> {
  const typed = (new URL(request.url).searchParams.get('q') ?? '')
    .replaceAll('\0', ' ')
    .slice(0, longestQuery)
    .trim();
  if (typed === '') return Response.json([]);
  const [mail, suggestions] = await Promise.all([mailItem(typed), findSuggestions(typed)]);
  const search: PaletteItem = {
    kind: 'search',
    label: `Search for ${typed}`,
    detail: 'mails, patches and remarks',
    href: `${searchPath}?${new URLSearchParams({ q: typed }).toString()}`,
  };
  return Response.json([...mail, ...suggestions.map(itemOf), search] satisfies readonly PaletteItem[]);
}

async function mailItem(typed: string): Promise<readonly PaletteItem[]> {
  if (/\s/.test(typed) || !/[@/]/.test(typed)) return [];
  const link = parseLink(typed, archives());
  if (link.kind === 'problem') return [];
  const home = await findMailHome(link.messageId);
  // Something with "@" that is no mail here may be an address: only a link is sure to mean a mail.
  if (!home && !/^https?:/i.test(typed)) return [];
  return [
    {
      kind: 'mail',
      label: link.messageId,
      detail: home ? 'this mail' : 'not held; can be pulled',
      href: home ? homePath(link.messageId) : mailPath(link.messageId),
    },
  ];
}

function itemOf(suggestion: Suggestion): PaletteItem {
  return suggestion.kind === 'series'
    ? {
        kind: 'series',
        label: suggestion.title,
        detail: suggestion.detail,
        href: `/series/${suggestion.slug}`,
      }
    : {
        kind: 'person',
        label: suggestion.name,
        detail: suggestion.address,
        href: personPath(suggestion.address),
      };
}

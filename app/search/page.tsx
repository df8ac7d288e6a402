import { present } from '../parts/present';
import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { parseLink } from '../../lib/inbox/index';
import { findMailHome, findSearchPage } from '../../lib/query/index';
import { archives } from '../parts/archives';
import { homePath } from '../parts/discussion-links';
import { SearchForm, SearchResults } from '../parts/search';
import { SearchHelp } from '../parts/search-help';
import { searchAskedOf } from '../parts/search-params';

type Props = PageProps<'/search'>;

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const { text } = searchAskedOf(await searchParams);
  return { title: text.trim() === '' ? 'Search' : `${text.slice(0, 100)} · Search` };
}

/** A link that was pasted whole leads to its mail, as does the Message-ID of a mail that is held. */
async function pastedMail(text: string): Promise<string | undefined> {
  const pasted = text.trim();
  if (/\s/.test(pasted) || !/[@/]/.test(pasted)) return undefined;
  const link = parseLink(pasted, archives());
  if (link.kind === 'problem') return undefined;
  if (/^https?:/i.test(pasted)) return `/open?${new URLSearchParams({ link: pasted }).toString()}`;
  return (await findMailHome(link.messageId)) ? homePath(link.messageId) : undefined;
}

export default async function SearchPage({ searchParams }: Props) {
  const asked = searchAskedOf(await searchParams);
  const pasted = await pastedMail(asked.text);
  if (pasted !== undefined) redirect(pasted);
  const page = await findSearchPage(asked, present());
  return (
    <main className="search">
      <h1>Search</h1>
      <SearchForm asked={asked} isBad={page.kind === 'problem'} />
      <SearchResults page={page} asked={asked} />
      <SearchHelp isOpen={page.kind === 'empty' || page.kind === 'problem'} />
    </main>
  );
}

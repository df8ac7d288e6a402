import { cache } from 'react';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { findPersonPage } from '../../../lib/query/index';
import { PersonView } from '../../parts/person';

type Props = PageProps<'/people/[address]'>;

const findPage = cache((segment: string) => {
  const address = addressOf(segment);
  return address === undefined ? undefined : findPersonPage(address);
});

/** Undefined for a segment that is no valid encoding. */
function addressOf(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment).trim();
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await findPage((await params).address))?.name ?? 'Nobody known' };
}

export default async function Page({ params }: Props) {
  const page = await findPage((await params).address);
  if (!page) notFound();
  return <PersonView page={page} />;
}

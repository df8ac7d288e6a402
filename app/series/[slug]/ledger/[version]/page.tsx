import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { findLedgerPage } from '../../../../../lib/query/index';
import { authorOffered } from '../../../../parts/correct-author';
import { LedgerView } from '../../../../parts/ledger';
import { ledgerAsked } from '../../../../parts/ledger-params';
import { problemIn } from '../../../../parts/told-back';

type Props = PageProps<'/series/[slug]/ledger/[version]'>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Ledger of ${(await params).version}` };
}

export default async function Ledger({ params, searchParams }: Props) {
  const { slug, version } = await params;
  const words = await searchParams;
  const word = (name: string) => {
    const value = words[name];
    return typeof value === 'string' ? value : undefined;
  };
  const page = await findLedgerPage(slug, version, ledgerAsked(word));
  if (!page) notFound();
  const author = await authorOffered();
  return <LedgerView page={page} author={author} open={word('correct')} problem={problemIn(words)} />;
}

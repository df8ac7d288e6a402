import { notFound, redirect } from 'next/navigation';
import { findNewestVersion } from '../../../../lib/query/index';
import { ledgerAddress } from '../../../parts/ledger-params';

/** Without a version: all that was asked so far. */
export default async function NewestLedger({ params }: PageProps<'/series/[slug]/ledger'>) {
  const { slug } = await params;
  const newest = await findNewestVersion(slug);
  if (newest === undefined) notFound();
  redirect(ledgerAddress(slug, newest, { state: undefined, person: undefined, withOwn: true }));
}

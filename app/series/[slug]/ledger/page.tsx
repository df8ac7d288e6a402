import { notFound, redirect } from 'next/navigation';
import { findNewestVersion } from '../../../../lib/query/index';
import { ledgerAddress, ledgerAsked } from '../../../parts/ledger-params';

/** Without a version: all that was asked so far, or of that what is in the state asked for. */
export default async function NewestLedger({ params, searchParams }: PageProps<'/series/[slug]/ledger'>) {
  const [{ slug }, words] = await Promise.all([params, searchParams]);
  const newest = await findNewestVersion(slug);
  if (newest === undefined) notFound();
  const { state, person } = ledgerAsked((name) => [words[name] ?? []].flat().at(-1));
  redirect(ledgerAddress(slug, newest, { state, person, withOwn: true }));
}

import { notFound, redirect } from 'next/navigation';
import { findFirstPosting } from '../../../../lib/query/index';
import { patchPath } from '../../../parts/discussion-links';

/** A version has no page of its own: it begins with its cover letter, else with its first patch. */
export default async function VersionPage({ params }: PageProps<'/series/[slug]/[version]'>) {
  const { slug, version } = await params;
  const number = await findFirstPosting(slug, version);
  if (number === undefined) notFound();
  redirect(patchPath(slug, version, number));
}

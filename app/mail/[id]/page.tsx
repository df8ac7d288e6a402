import { cache } from 'react';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { findMailPage } from '../../../lib/query/index';
import { deskHere } from '../../parts/desk';
import { messageIdOf, variantOf } from '../../parts/discussion-params';
import { MailView } from '../../parts/discussion-mail';

type Props = PageProps<'/mail/[id]'>;

/** Asked once a request, for the title and the page; the two are given the address written in two ways. */
const findMail = cache(findMailPage);

function findPage(segment: string, variant: number) {
  const id = messageIdOf(segment);
  return id === undefined ? undefined : findMail(id, variant);
}

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const page = await findPage((await params).id, variantOf((await searchParams)['variant']));
  return { title: page?.mail.subject ?? 'Mail not held' };
}

export default async function MailPage({ params, searchParams }: Props) {
  const asked = await searchParams;
  const [page, desk] = await Promise.all([
    findPage((await params).id, variantOf(asked['variant'])),
    deskHere(asked),
  ]);
  if (!page) notFound();
  // A variant is not the mail that replies name.
  return <MailView page={page} desk={page.variant === 1 ? desk : undefined} />;
}

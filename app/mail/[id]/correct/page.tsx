import { findCorrectPage } from '../../../../lib/query/index';
import { authorOffered } from '../../../parts/correct-author';
import { CorrectView, NoRemark } from '../../../parts/correct';
import { messageIdOf } from '../../../parts/discussion-params';
import { problemIn } from '../../../parts/told-back';

export const metadata = { title: 'Where a remark belongs' };

export default async function CorrectPage({ params, searchParams }: PageProps<'/mail/[id]/correct'>) {
  const id = messageIdOf((await params).id);
  const asked = await searchParams;
  const line = typeof asked['line'] === 'string' && /^[1-9]\d{0,7}$/.test(asked['line']) ? asked['line'] : '';
  const posting = typeof asked['patch'] === 'string' ? asked['patch'] : undefined;
  const page = id === undefined || line === '' ? undefined : await findCorrectPage(id, Number(line), posting);
  if (!page) return <NoRemark reply={id ?? ''} line={line} />;
  const author = await authorOffered();
  return <CorrectView page={page} author={author} problem={problemIn(asked)} />;
}

import { emlText, mboxText } from '../../../../lib/compose/index';
import { pastReplies, repliesInWork, thisReader } from '../../../../lib/reader/index';
import { messageIdIn } from '../../../parts/discussion-params';
import { download, refusedElsewhere } from '../../../parts/reply-download';

/** One reply as a file: .eml, or `?as=mbox`; of one that went, the file as it was then. */
export async function GET(request: Request, { params }: RouteContext<'/reply/mail/[id]'>): Promise<Response> {
  const refused = refusedElsewhere(request);
  if (refused) return refused;
  const id = messageIdIn((await params).id);
  const reader = await thisReader();
  const work = (await repliesInWork(reader)).find(({ reply }) => reply?.id === id);
  if (work?.reply)
    return new URL(request.url).searchParams.get('as') === 'mbox'
      ? download(mboxText([work.reply]), work.fileName.replace(/\.eml$/, '.mbox'), 'application/mbox')
      : download(emlText(work.reply), work.fileName, 'message/rfc822');
  const sent = (await pastReplies(reader)).sent.find(({ mail }) => mail.id === id && mail.eml !== '');
  return sent
    ? download(sent.mail.eml, 'sent.eml', 'message/rfc822')
    : new Response('There is no such reply.\n', { status: 404 });
}

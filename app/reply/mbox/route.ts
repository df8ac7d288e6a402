import { mboxText } from '../../../lib/compose/index';
import { repliesInWork, thisReader } from '../../../lib/reader/index';
import { download, refusedElsewhere } from '../../parts/reply-download';

/** All replies that are being written, as one mbox. */
export async function GET(request: Request): Promise<Response> {
  const refused = refusedElsewhere(request);
  if (refused) return refused;
  const replies = (await repliesInWork(await thisReader())).flatMap(({ reply }) => reply ?? []);
  return replies.length === 0
    ? new Response('There is no reply to take.\n', { status: 404 })
    : download(mboxText(replies), 'replies.mbox', 'application/mbox');
}

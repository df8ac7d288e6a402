import { z } from 'zod';
import { findNewerPlaces } from '../../../lib/query/index';
import {
  draftsOf,
  moveDraft,
  reviewTags,
  sayReplyNotSent,
  sayReplySent,
  setTags,
  thisReader,
  type Reader,
} from '../../../lib/reader/index';
import { formOf } from '../../parts/form-of';
import { refusedWrite } from '../../parts/refused-write';

const id = z.string().trim().min(1).max(998);

/** What a form on a reply sends, by the button that was pressed. */
const Form = z.discriminatedUnion('do', [
  z.object({ do: z.literal('sent'), reply: id }),
  z.object({ do: z.literal('not-sent'), reply: id }),
  z.object({ do: z.literal('tags'), answers: id, tags: z.array(z.enum(reviewTags)) }),
  z.object({ do: z.literal('move'), answers: id }),
]);

/** Takes what is said of a reply as a whole: that it went, its tags, that it should answer the newest version. */
export async function POST(request: Request): Promise<Response> {
  const refused = refusedWrite(request);
  if (refused) return refused;
  const sent = await formOf(request);
  const form = Form.safeParse({ ...Object.fromEntries(sent), tags: sent.getAll('tag') });
  if (!form.success)
    return new Response(`This was not sent by a page of Loreview: ${z.prettifyError(form.error)}\n`, {
      status: 400,
    });
  const reader = await thisReader();
  if (!reader) return seeOther('/settings');
  switch (form.data.do) {
    case 'sent':
      await sayReplySent(reader, form.data.reply);
      return seeOther('/reply?sent=yes#sent');
    case 'not-sent':
      await sayReplyNotSent(reader, form.data.reply);
      return seeOther('/reply');
    case 'tags':
      await setTags(reader, form.data.answers, form.data.tags);
      return seeOther('/reply');
    case 'move':
      return seeOther(`/reply?left=${await moveToNewest(reader, form.data.answers)}`);
  }
}

/**
 * Lets the drafts on a mail answer the same patch in the newest version, those that have a line there or speak of the whole.
 *
 * @returns How many stay where they are: their line is gone.
 */
async function moveToNewest(reader: Reader, answers: string): Promise<number> {
  const drafts = (await draftsOf(reader)).filter((draft) => draft.answers === answers);
  const placed = drafts.filter(({ at }) => at !== undefined);
  const newer = await findNewerPlaces(
    answers,
    placed.map(({ at }) => (at?.end ?? 2) - 1),
  );
  if (newer?.kind !== 'posted') return drafts.length;
  let left = 0;
  for (const draft of drafts) {
    const place = newer.places[placed.indexOf(draft)];
    const end = place?.kind === 'line' || place?.kind === 'near' ? place.bodyLine + 1 : undefined;
    const length = draft.at ? draft.at.end - draft.at.start : 0;
    if (draft.at && end === undefined) left += 1;
    else
      await moveDraft(reader, draft.id, {
        answers: newer.messageId,
        at: end === undefined ? undefined : { start: Math.max(1, end - length), end },
      });
  }
  return left;
}

function seeOther(path: string): Response {
  return new Response(null, { status: 303, headers: { location: path } });
}

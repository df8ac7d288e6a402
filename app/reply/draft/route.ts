import { z } from 'zod';
import {
  countDrafts,
  dropDraft,
  forgetDraft,
  keepDraft,
  longestDraft,
  restoreDraft,
  reviewTags,
  thisReader,
  type DraftTaken,
} from '../../../lib/reader/index';
import { draftsOnPostings } from '../../parts/desk';
import { formOf } from '../../parts/form-of';
import { refusedWrite } from '../../parts/refused-write';
import { pathBack, withParameter } from '../../parts/reply-params';

const line = z.coerce.number().int().min(1).max(10_000_000);
const left = z.literal('').transform(() => undefined);

/** What a draft's form sends: where it stands, what it says, and the button that was pressed. */
const Form = z.object({
  do: z.enum(['keep', 'drop', 'restore', 'forget']),
  id: z.uuid(),
  answers: z.string().trim().max(998).default(''),
  /** The first line after those answered; none for the mail as a whole. */
  end: left.or(line).optional(),
  /** How many lines above the last are answered too. */
  above: left.or(z.coerce.number().int().min(0).max(10_000_000)).optional(),
  base: left.or(z.coerce.number().int().min(1)).optional(),
  text: z.string().max(longestDraft, `A draft has at most ${longestDraft} characters.`).default(''),
  tags: z.array(z.enum(reviewTags)).optional(),
  back: z.string().max(4_000).default(''),
});

/**
 * Keeps, deletes or puts back a draft. A form is led back to its page; a script that asks for JSON is told the draft as it
 * is kept.
 */
export async function POST(request: Request): Promise<Response> {
  const refused = refusedWrite(request);
  if (refused) return refused;
  const sent = await formOf(request);
  const fields = Object.fromEntries([...sent].filter(([name]) => name !== 'tag' && name !== 'tags'));
  const form = Form.safeParse({ ...fields, ...(sent.has('tags') ? { tags: sent.getAll('tag') } : {}) });
  if (!form.success)
    return new Response(`This draft was not taken: ${z.prettifyError(form.error)}\n`, { status: 400 });
  const reader = await thisReader();
  const { id, back } = form.data;
  const path = pathBack(back);
  const asksJson = request.headers.get('accept') === 'application/json';
  const counts = async () => {
    const [count, on] = await Promise.all([countDrafts(reader), draftsOnPostings(reader)]);
    return { count, on };
  };
  switch (form.data.do) {
    case 'keep': {
      const taken = await keep(form.data, reader);
      if (asksJson) return Response.json({ ...toldOf(taken), ...(await counts()) });
      if (!taken) return seeOther(path);
      const told = taken.how === 'kept' ? path : withParameter(path, 'told', taken.how);
      return seeOther(`${told}#draft-${taken.draft.id}`);
    }
    case 'drop':
      await dropDraft(reader, id);
      break;
    case 'restore':
      await restoreDraft(reader, id);
      break;
    case 'forget':
      await forgetDraft(reader, id);
  }
  return asksJson ? Response.json(await counts()) : seeOther(path);
}

/** Nothing is kept of a draft that was begun and says nothing. */
async function keep(
  { id, answers, end, above = 0, base, text, tags }: z.infer<typeof Form>,
  reader: Awaited<ReturnType<typeof thisReader>>,
): Promise<DraftTaken | undefined> {
  if (answers === '' || (base === undefined && text.trim() === '' && (tags ?? []).length === 0))
    return undefined;
  return keepDraft(reader, {
    id,
    answers,
    at: end === undefined || end < 2 ? undefined : { start: Math.max(1, end - 1 - above), end },
    text: text.replace(/\r\n?/g, '\n'),
    ...(tags === undefined ? {} : { tags }),
    ...(base === undefined ? {} : { base }),
  });
}

function toldOf(taken: DraftTaken | undefined) {
  if (!taken) return {};
  const { draft, how } = taken;
  return { id: draft.id, base: draft.revision, text: draft.text, how, isOpen: draft.droppedAt === undefined };
}

function seeOther(path: string): Response {
  return new Response(null, { status: 303, headers: { location: path } });
}

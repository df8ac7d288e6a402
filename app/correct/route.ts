import { z } from 'zod';
import { correct, showsWithin } from '../../lib/ingest/index';
import type { MessageId } from '../../lib/mail/index';
import { states } from '../../lib/query/index';
import { correctPath, homePath, remarkFragment } from '../parts/discussion-links';
import { authorSetCookie } from '../parts/correct-author';
import { formOf } from '../parts/form-of';
import { refusedWrite } from '../parts/refused-write';
import { withProblem } from '../parts/told-back';

/** How long an answer waits for its correction to show; a large series takes longer and is there on the next look. */
const waitForIt = 5_000;

const number = z.coerce.number().int().min(1).max(10_000_000);
const id = z
  .string()
  .trim()
  .min(1)
  .max(998)
  .transform((text) => text as MessageId);
const words = (most: number) =>
  z
    .string()
    .optional()
    .transform((text) => (text ?? '').trim().slice(0, most));

/** What the form sends: the remark, who says so, and the one button that was pressed. */
const Form = z.object({
  reply: id,
  line: number,
  block: number,
  author: words(100),
  reason: words(2_000),
  patch: id.optional(),
  move: number.optional(),
  general: z.string().optional(),
  detach: z.string().optional(),
  /** "LINE MESSAGE-ID" of the remark that is answered. */
  answer: z
    .string()
    .regex(/^[1-9]\d{0,7} \S/)
    .optional(),
  undo: number.optional(),
  state: z.enum([...states, 'no-ask']).optional(),
  /** The ledger the form stood in, and where the answer leads back to. */
  ledger: z
    .string()
    .max(2_000)
    .regex(/^\/series\/[\w.~%-]+\/ledger\/[\w.~%-]+(?:\?[\w.~%=&+@-]*)?$/)
    .optional(),
});

/**
 * Takes a correction and leads back to the remark, where it stands or in the ledger it was corrected in; one that is
 * refused leads back to the page of the form with the reason.
 */
export async function POST(request: Request): Promise<Response> {
  const refused = refusedWrite(request);
  if (refused) return refused;
  const form = Form.safeParse(Object.fromEntries(await formOf(request)));
  if (!form.success)
    return new Response(`This form was not sent by a page of Loreview: ${z.prettifyError(form.error)}\n`, {
      status: 400,
    });
  const { reply, line, block, author, reason, ledger } = form.data;
  const target = targetOf(form.data);
  if (!target) return new Response('No button of the form was pressed.\n', { status: 400 });
  const back = ledger ?? correctPath(reply, line);
  const taken = await correct({ target, author: author === '' ? 'a reader' : author, reason });
  if ('why' in taken) return redirectTo(withProblem(back, taken.why));
  const isShown = await showsWithin(taken.id, waitForIt);
  if (ledger !== undefined) {
    const row = new URLSearchParams({ row: `${reply}/${block}` }).toString();
    return redirectTo(
      `${ledger}${ledger.includes('?') ? '&' : '?'}${row}${remarkFragment(reply, block)}`,
      author,
    );
  }
  return redirectTo(
    isShown && target.kind !== 'undo' ? homePath(reply) + remarkFragment(reply, block) : back,
    author,
  );
}

function targetOf(form: z.infer<typeof Form>) {
  const remark = { reply: form.reply, line: form.line };
  if (form.undo !== undefined) return { kind: 'undo', correction: form.undo } as const;
  if (form.state !== undefined) return { kind: 'state', remark, state: form.state } as const;
  if (form.move !== undefined && form.patch !== undefined)
    return { kind: 'move', remark, patch: form.patch, bodyLine: form.move } as const;
  if (form.general !== undefined) return { kind: 'general', remark } as const;
  if (form.detach !== undefined) return { kind: 'detach', remark } as const;
  if (form.answer === undefined) return undefined;
  const space = form.answer.indexOf(' ');
  const answers = {
    reply: form.answer.slice(space + 1) as MessageId,
    line: Number(form.answer.slice(0, space)),
  };
  return { kind: 'answer', remark, answers } as const;
}

function redirectTo(path: string, author = ''): Response {
  const headers = new Headers({ location: path });
  if (author !== '') headers.set('set-cookie', authorSetCookie(author));
  return new Response(null, { status: 303, headers });
}

import { z } from 'zod';
import type { MessageId } from '../../../../lib/mail/index';
import { label, unlabel } from '../../../../lib/reader/index';
import { readersForm } from '../../../parts/readers-form';
import { withProblem } from '../../../parts/told-back';

const Form = z.object({
  /** A posting of the series. */
  mail: z
    .string()
    .trim()
    .min(1)
    .max(998)
    .transform((id) => id as MessageId),
  add: z.string().max(500).optional(),
  drop: z.string().max(500).optional(),
});

/** Puts a label on a series or takes one off, and leads back to its page. */
export async function POST(
  request: Request,
  { params }: RouteContext<'/series/[slug]/label'>,
): Promise<Response> {
  const form = await readersForm(request, Form);
  if (form instanceof Response) return form;
  const { mail: series, add, drop } = form.sent;
  if (drop !== undefined) await unlabel(form.reader, { series, text: drop });
  const wrong = add === undefined ? undefined : await label(form.reader, { series, text: add });
  const back = `/series/${encodeURIComponent((await params).slug)}#labels`;
  return new Response(null, {
    status: 303,
    headers: { location: wrong ? withProblem(back, wrong.why) : back },
  });
}

import { z } from 'zod';
import { forgetView, saveView } from '../../../lib/reader/index';
import { readersForm } from '../../parts/readers-form';
import { withProblem } from '../../parts/told-back';

const Form = z.object({
  name: z.string().max(500).optional(),
  query: z.string().max(3_000).optional(),
  drop: z.coerce.number().int().min(1).optional(),
});

/** Keeps a filter of the queue under a name, or forgets one, and leads back to it. */
export async function POST(request: Request): Promise<Response> {
  const form = await readersForm(request, Form);
  if (form instanceof Response) return form;
  const { name = '', query = '', drop } = form.sent;
  const wrong =
    drop === undefined ? await saveView(form.reader, { name, query }) : await forgetView(form.reader, drop);
  const text = new URLSearchParams(query).toString();
  const back = text === '' ? '/triage' : `/triage?${text}`;
  return new Response(null, {
    status: 303,
    headers: { location: wrong ? withProblem(back, wrong.why) : back },
  });
}

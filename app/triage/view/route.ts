import { z } from 'zod';
import { forgetView, saveView } from '../../../lib/reader/index';
import { formOf } from '../../parts/form-of';
import { refusedWrite } from '../../parts/refused-write';
import { seatOf } from '../../parts/seat';

const Form = z.object({
  name: z.string().max(500).optional(),
  query: z.string().max(3_000).optional(),
  drop: z.coerce.number().int().min(1).optional(),
});

/** Keeps a filter of the queue under a name, or forgets one, and leads back to it. */
export async function POST(request: Request): Promise<Response> {
  const refused = refusedWrite(request);
  if (refused) return refused;
  const seat = await seatOf(request.headers);
  if (!seat.isHere || !seat.reader)
    return new Response('It is not known who you are. Say so under Settings first.\n', { status: 403 });
  const form = Form.safeParse(Object.fromEntries(await formOf(request)));
  if (!form.success)
    return new Response(`This form was not sent by a page of Loreview: ${z.prettifyError(form.error)}\n`, {
      status: 400,
    });
  const { name = '', query = '', drop } = form.data;
  const wrong =
    drop === undefined ? await saveView(seat.reader, { name, query }) : await forgetView(seat.reader, drop);
  const words = new URLSearchParams(query);
  if (wrong) words.set('problem', wrong.why);
  const text = words.toString();
  return new Response(null, {
    status: 303,
    headers: { location: text === '' ? '/triage' : `/triage?${text}` },
  });
}

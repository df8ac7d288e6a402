import { z } from 'zod';
import type { Reader } from '../../lib/reader/index';
import { formOf } from './form-of';
import { refusedWrite } from './refused-write';
import { seatOf } from './seat';

/** What the reader of this machine sent from a page of ours; a refusal for whoever else, and for what is no such form. */
export async function readersForm<Sent>(
  request: Request,
  shape: z.ZodType<Sent>,
): Promise<Response | { readonly reader: Reader; readonly sent: Sent }> {
  const refused = refusedWrite(request);
  if (refused) return refused;
  const seat = await seatOf(request.headers);
  if (!seat.isHere || !seat.reader)
    return new Response('It is not known who you are. Say so under Settings first.\n', { status: 403 });
  const form = shape.safeParse(Object.fromEntries(await formOf(request)));
  if (!form.success)
    return new Response(`This form was not sent by a page of Loreview: ${z.prettifyError(form.error)}\n`, {
      status: 400,
    });
  return { reader: seat.reader, sent: form.data };
}

import { z } from 'zod';
import type { MessageId } from '../../../../lib/mail/index';
import { label, unlabel } from '../../../../lib/reader/index';
import { formOf } from '../../../parts/form-of';
import { refusedWrite } from '../../../parts/refused-write';
import { seatOf } from '../../../parts/seat';

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
  const { mail: series, add, drop } = form.data;
  if (drop !== undefined) await unlabel(seat.reader, { series, text: drop });
  const wrong = add === undefined ? undefined : await label(seat.reader, { series, text: add });
  const { slug } = await params;
  const problem = wrong ? `?${new URLSearchParams({ problem: wrong.why }).toString()}` : '';
  return new Response(null, {
    status: 303,
    headers: { location: `/series/${encodeURIComponent(slug)}${problem}#labels` },
  });
}

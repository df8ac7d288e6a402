import { z } from 'zod';
import { correct, showsWithin } from '../../../lib/ingest/index';
import { isoMoment } from '../../../lib/dates/index';
import type { MessageId } from '../../../lib/mail/index';
import { mark, unmark, type MarkRefused, type Reader } from '../../../lib/reader/index';
import { findSeen } from '../../../lib/query/index';
import { formOf } from '../../parts/form-of';
import { refusedWrite } from '../../parts/refused-write';
import { seatOf } from '../../parts/seat';
import { withProblem } from '../../parts/told-back';

/** How long an answer waits until a turn that was said shows; a large series takes longer and is there on the next look. */
const waitForIt = 5_000;
const dayLong = 86_400_000;

const words = (most: number) =>
  z
    .string()
    .optional()
    .transform((text) => (text ?? '').trim().slice(0, most));

const Form = z.object({
  do: z.enum(['done', 'mute', 'snooze', 'note', 'assign', 'turn', 'undo']),
  mail: z
    .string()
    .trim()
    .min(1)
    .max(998)
    .transform((id) => id as MessageId)
    .optional(),
  /** reply, version, date, or a number of days. */
  until: z.enum(['reply', 'version', 'date', '1', '7']).optional(),
  date: words(10),
  text: words(5_000),
  person: words(300),
  on: z.enum(['author', 'reviewers', 'maintainer', 'nobody']).optional(),
  reason: words(500),
  undo: z.coerce.number().int().min(1).optional(),
  /** Number of a correction of the turn to take back. */
  turn: z.coerce.number().int().min(1).optional(),
  /** A page of ours, never another's. */
  back: z
    .string()
    .max(3_000)
    .regex(/^(?:\/(?:triage|series\/[\w.~%-]+)(?:[?#][^\r\n]*)?)?$/)
    .optional(),
});
type Sent = z.infer<typeof Form>;

interface Taken {
  readonly said: string;
  readonly id?: number;
  readonly undone?: boolean;
}

/**
 * Takes what a reader does with a series, or takes it back: answers a script with JSON and a form by leading back. What is
 * refused is said there.
 */
export async function POST(request: Request): Promise<Response> {
  const refused = refusedWrite(request);
  if (refused) return refused;
  const seat = await seatOf(request.headers);
  if (!seat.isHere)
    return new Response(`This Loreview can only be read here. ${seat.why}\n`, { status: 403 });
  const form = Form.safeParse(fieldsOf(await formOf(request)));
  if (!form.success)
    return new Response(`This form was not sent by a page of Loreview: ${z.prettifyError(form.error)}\n`, {
      status: 400,
    });
  const taken = seat.reader
    ? await take(form.data, seat.reader)
    : { why: 'It is not known who you are. Say so under Settings first.' };
  if (request.headers.get('accept')?.includes('application/json') === true)
    return Response.json(taken, { status: 'why' in taken ? 409 : 200 });
  const back = form.data.back || '/triage';
  return new Response(null, {
    status: 303,
    headers: { location: 'why' in taken ? withProblem(back, taken.why) : back },
  });
}

/** Of fields that were sent twice the last that says something counts: a button outranks the field beside it. */
function fieldsOf(form: FormData): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [name, value] of form) if (typeof value === 'string' && value !== '') fields[name] = value;
  return fields;
}

async function take(sent: Sent, reader: Reader): Promise<Taken | MarkRefused> {
  if (sent.do === 'undo') return undo(sent, reader);
  const { mail } = sent;
  if (mail === undefined) return { why: 'No series was named.' };
  switch (sent.do) {
    case 'done':
    case 'mute':
      return mark(reader, { kind: sent.do, series: mail });
    case 'note':
      return mark(reader, { kind: 'note', series: mail, text: sent.text });
    case 'assign': {
      const person = personIn(sent.person, reader);
      return person
        ? mark(reader, { kind: 'assign', series: mail, ...person })
        : { why: `"${sent.person}" names no mail address. Write Name <address>, or "me".` };
    }
    case 'snooze': {
      const until = untilOf(sent);
      return until
        ? mark(reader, { kind: 'snooze', series: mail, until })
        : { why: 'A date to snooze until is not there, or is past.' };
    }
    case 'turn':
      return sayTurn(sent, mail, reader);
  }
}

async function undo(sent: Sent, reader: Reader): Promise<Taken | MarkRefused> {
  if (sent.turn === undefined) {
    const taken = await unmark(reader, sent.undo);
    return 'why' in taken ? taken : { ...taken, undone: true };
  }
  const taken = await correct({
    target: { kind: 'undo', correction: sent.turn },
    author: reader.name,
    reason: '',
  });
  if ('why' in taken) return taken;
  await showsWithin(taken.id, waitForIt);
  return { id: taken.id, said: 'Undone: whose turn it is', undone: true };
}

async function sayTurn(sent: Sent, mail: MessageId, reader: Reader): Promise<Taken | MarkRefused> {
  if (sent.on === undefined) return { why: 'Whose turn it is was not said.' };
  const person = sent.person === '' ? undefined : personIn(sent.person, reader);
  if (sent.person !== '' && !person)
    return { why: `"${sent.person}" names no mail address. Write Name <address>, or "me".` };
  const seen = await findSeen(mail);
  const taken = await correct({
    target: {
      kind: 'turn',
      series: mail,
      on: sent.on,
      ...(person && { person }),
      ...(seen && { seen: seen.toISOString() }),
    },
    author: reader.name,
    reason: sent.reason,
  });
  if ('why' in taken) return taken;
  await showsWithin(taken.id, waitForIt);
  return { said: `Said that it is the turn of ${person?.name || sent.on}` };
}

function untilOf({ until, date }: Sent) {
  const now = Date.now();
  if (until === 'reply' || until === 'version') return { kind: until } as const;
  if (until === '1' || until === '7') {
    const day = new Date(now + Number(until) * dayLong);
    return { kind: 'date', at: Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate()) } as const;
  }
  const at = date.length === 10 ? isoMoment(date)?.getTime() : undefined;
  return at !== undefined && at > now ? ({ kind: 'date', at } as const) : undefined;
}

/** "Name <address>", an address, or "me". */
function personIn(
  text: string,
  reader: Reader,
): { readonly name: string; readonly address: string } | undefined {
  if (/^me$/i.test(text)) return { name: reader.name, address: reader.addresses[0] ?? '' };
  const [, name = '', address] = /^([^<>]{0,200}?)\s*<?([^<>\s@]{1,100}@[^<>\s@]{1,200})>?$/.exec(text) ?? [];
  return address === undefined ? undefined : { name: name.trim(), address: address.toLowerCase() };
}

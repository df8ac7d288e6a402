import { z } from 'zod';
import { parseLink } from '../../../lib/inbox/index';
import { correct, showsWithin } from '../../../lib/ingest/index';
import type { MessageId } from '../../../lib/mail/index';
import { findSeriesOf } from '../../../lib/query/index';
import { archives } from '../../parts/archives';
import { authorOffered, authorSetCookie } from '../../parts/correct-author';
import { seriesCorrectPath } from '../../parts/discussion-links';
import { formOf } from '../../parts/form-of';
import { refusedWrite } from '../../parts/refused-write';
import { withProblem } from '../../parts/told-back';

/** How long an answer waits for its correction to show; a large series takes longer and is there on the next look. */
const waitForIt = 5_000;

const text = (most: number) =>
  z
    .string()
    .optional()
    .transform((given) => (given ?? '').trim().slice(0, most));
const id = z.string().trim().min(1).max(998);

/** What the forms send: the series, a mail of it, who says so, and the one button that was pressed. */
const Form = z.object({
  slug: z.string().regex(/^[a-z0-9.-]{1,200}$/),
  author: text(100),
  reason: text(2_000),
  /** The mail of this series a join speaks of. */
  posting: id.optional(),
  /** A link to, or the Message-ID of, a mail of the other series. */
  other: text(4_000),
  join: z.string().optional(),
  /** The two are not one, and shall not be offered again. */
  apart: z.string().optional(),
  split: id.optional(),
  version: id.optional(),
  undo: z.coerce.number().int().min(1).max(10_000_000).optional(),
});

/** Takes a correction of versions and leads to the series as it is then; one that is refused leads back with the reason. */
export async function POST(request: Request): Promise<Response> {
  const refused = refusedWrite(request);
  if (refused) return refused;
  const sent = await formOf(request);
  const form = Form.safeParse(Object.fromEntries(sent));
  if (!form.success)
    return new Response(`This form was not sent by a page of Loreview: ${z.prettifyError(form.error)}\n`, {
      status: 400,
    });
  const { slug, reason } = form.data;
  const author = form.data.author || (await authorOffered());
  const target = targetOf(form.data, sent);
  if (!target) return new Response('No button of the form was pressed.\n', { status: 400 });
  if ('why' in target) return problem(slug, target.why);
  const taken = await correct({ target, author: author === '' ? 'a reader' : author, reason });
  if ('why' in taken) return problem(slug, taken.why);
  const isShown = await showsWithin(taken.id, waitForIt);
  if (target.kind === 'undo') return redirectTo(seriesCorrectPath(slug), author);
  const now = isShown ? await findSeriesOf(aboutOf(target)) : undefined;
  return redirectTo(`/series/${now ?? slug}`, author);
}

/** A mail of the series that a correction speaks of. */
function aboutOf(target: Target): string {
  if (target.kind === 'join' || target.kind === 'apart') return target.a;
  return 'posting' in target ? target.posting : '';
}

type Target = Parameters<typeof correct>[0]['target'];

function targetOf(form: z.infer<typeof Form>, sent: FormData): Target | { readonly why: string } | undefined {
  if (form.undo !== undefined) return { kind: 'undo', correction: form.undo } as const;
  if (form.split !== undefined) return { kind: 'split', posting: form.split as MessageId } as const;
  if (form.version !== undefined) {
    const field = (name: string) => {
      const value = sent.get(`${name} ${form.version ?? ''}`);
      return typeof value === 'string' ? value.trim() : '';
    };
    const after = field('after');
    const target = {
      kind: 'version',
      posting: form.version as MessageId,
      label: field('label').slice(0, 40),
    } as const;
    return after === '' ? target : { ...target, after: after as MessageId };
  }
  const kind = form.join !== undefined ? 'join' : form.apart !== undefined ? 'apart' : undefined;
  if (kind === undefined || form.posting === undefined) return undefined;
  const link = parseLink(form.other, archives());
  if (link.kind === 'problem') return { why: link.why } as const;
  return { kind, a: form.posting as MessageId, b: link.messageId } as const;
}

function problem(slug: string, why: string): Response {
  return redirectTo(withProblem(seriesCorrectPath(slug), why));
}

function redirectTo(path: string, author = ''): Response {
  const headers = new Headers({ location: path });
  if (author !== '') headers.set('set-cookie', authorSetCookie(author));
  return new Response(null, { status: 303, headers });
}

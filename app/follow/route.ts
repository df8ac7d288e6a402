import { askForPull, follow, stopFollow } from '../../lib/ingest/index';
import { archives } from '../parts/archives';
import { formOf } from '../parts/form-of';
import { refusedWrite } from '../parts/refused-write';
import { withProblem } from '../parts/told-back';

/**
 * Takes up a pasted link and leads to its progress; a link that cannot be read leads back with the reason. `stop` is the number of
 * what is to be followed no more. Asked from another site it does nothing: the browser says where a form was sent from.
 */
export async function POST(request: Request): Promise<Response> {
  const refused = refusedWrite(request);
  if (refused) return refused;
  const form = await formOf(request);
  const stopped = form.get('stop');
  if (typeof stopped === 'string' && /^\d{1,9}$/.test(stopped)) {
    await stopFollow(Number(stopped));
    return redirectTo('/status');
  }
  const pasted = form.get('link');
  const link = typeof pasted === 'string' ? pasted.slice(0, 4_000) : '';
  const taken = await follow(link, archives());
  if ('why' in taken) {
    const words = new URLSearchParams({ pasted: link.slice(0, 300) });
    return redirectTo(withProblem(`/?${words.toString()}`, taken.why));
  }
  await askForPull(taken.id);
  return redirectTo(`/follow/${taken.id}`);
}

function redirectTo(path: string): Response {
  return new Response(null, { status: 303, headers: { location: path } });
}

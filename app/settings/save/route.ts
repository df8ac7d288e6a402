import { setReader } from '../../../lib/reader/index';
import { formOf } from '../../parts/form-of';
import { refusedWrite } from '../../parts/refused-write';
import { withProblem } from '../../parts/told-back';

/** Takes who the reader is, and leads back; what is wrong is said there, with what was typed. */
export async function POST(request: Request): Promise<Response> {
  const refused = refusedWrite(request);
  if (refused) return refused;
  const sent = await formOf(request);
  const typed = (name: string) => {
    const value = sent.get(name);
    return typeof value === 'string' ? value.slice(0, 4_000) : '';
  };
  const given = { name: typed('name'), addresses: typed('addresses').replace(/\r\n/g, '\n') };
  const wrong = await setReader(given);
  const words = new URLSearchParams(
    wrong ? { name: given.name.slice(0, 300), addresses: given.addresses.slice(0, 2_000) } : { saved: 'yes' },
  );
  const back = `/settings?${words.toString()}`;
  return new Response(null, {
    status: 303,
    headers: { location: wrong ? withProblem(back, wrong.why) : back },
  });
}

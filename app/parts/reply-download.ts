import { readOnlyWhy } from './seat';

/** The refusal of what is the reader's alone, to whoever asks from elsewhere; undefined for the reader. */
export function refusedElsewhere(request: Request): Response | undefined {
  const why = readOnlyWhy(request.headers);
  return why === undefined
    ? undefined
    : new Response(`What somebody writes here is shown to them alone. ${why}\n`, { status: 403 });
}

/** A file to be saved, which no other site can read and no cache keeps. */
export function download(text: string, name: string, type: string): Response {
  return new Response(Buffer.from(text), {
    headers: {
      'content-type': type,
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
    },
  });
}

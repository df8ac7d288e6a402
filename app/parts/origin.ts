/**
 * The origin that links of an answer begin with, where they leave the browser (feeds, reports): the one that was set, else the one
 * that the request was made to. The host was looked at by then; a proxy may say that it was asked by https.
 */
export function originOf(headers: Headers, set = process.env['LOREVIEW_URL']): string {
  if (set !== undefined && URL.canParse(set)) return new URL(set).origin;
  const scheme = headers.get('x-forwarded-proto')?.split(',')[0]?.trim() === 'https' ? 'https' : 'http';
  return new URL(`${scheme}://${headers.get('host') ?? 'localhost'}`).origin;
}

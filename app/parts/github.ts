/** The host of the GitHub that is asked, as the one who runs this has set it; undefined: none is. The settings' room checks it at start. */
export function githubHost(): string | undefined {
  if (process.env['LOREVIEW_GITHUB'] === 'off') return undefined;
  return process.env['LOREVIEW_GITHUB_URL']?.split('=', 1)[0] ?? 'github.com';
}

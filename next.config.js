/**
 * Settings of Next.js. The Content-Security-Policy is set where a page is answered; what holds for every answer is here.
 *
 * @type {import('next').NextConfig}
 */
const config = {
  poweredByHeader: false,
  // Types are checked by `npm run check`; whoever starts Loreview need not wait for it.
  typescript: { ignoreBuildErrors: true },
  // A lock file in a folder above would make that folder the root.
  turbopack: { root: import.meta.dirname },
  outputFileTracingRoot: import.meta.dirname,
  serverExternalPackages: ['pg', 'graphile-worker', 'cacache', 'undici', 'octokit', 'esbuild', 'tinypool'],
  // A page answers in HTML alone; the same address as text is answered by a route of its own.
  rewrites: async () => ({
    beforeFiles: [
      {
        source: '/series/:slug/ledger/:version',
        has: [{ type: 'query', key: 'format', value: 'text' }],
        destination: '/series/:slug/ledger/:version/text',
      },
      // The table of any page as CSV or JSON.
      {
        source: '/:page*',
        has: [{ type: 'query', key: 'format', value: '(?:csv|json)' }],
        destination: '/table/:page*',
      },
    ],
  }),
  headers: async () => [
    {
      source: '/:path*',
      headers: [
        { key: 'X-Content-Type-Options', value: 'nosniff' },
        { key: 'Referrer-Policy', value: 'no-referrer' },
        { key: 'X-Frame-Options', value: 'DENY' },
        { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
        { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
        { key: 'Permissions-Policy', value: 'camera=(), geolocation=(), microphone=()' },
      ],
    },
  ],
};

export default config;

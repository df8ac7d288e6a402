import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';

/** Debian's chromium where it is installed; else the one Playwright brings. */
const debian = '/usr/bin/chromium';

// No test asks a server elsewhere.
process.env['LOREVIEW_GITHUB'] = 'off';

export default defineConfig({
  testDir: 'tests/browser',
  testMatch: '*.spec.ts',
  globalSetup: './tests/browser/setup.ts',
  workers: 2,
  fullyParallel: true,
  timeout: 60_000,
  // Where many things run beside it a browser can lose a connection; what passes only at the second try is named.
  retries: process.env['CI'] ? 1 : 0,
  reporter: 'list',
  // Generous, so that a busy machine fails no test; nothing waits when it is there.
  expect: { timeout: 15_000 },
  use: {
    viewport: { width: 1440, height: 900 },
    launchOptions: {
      ...(existsSync(debian) ? { executablePath: debian } : {}),
      // Without a GPU to be found, drawing by the processor as if by one costs a fifth more.
      args: [
        '--disable-dev-shm-usage',
        '--disable-gpu',
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ],
    },
  },
});

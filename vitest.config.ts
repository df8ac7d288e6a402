import { defineConfig } from 'vitest/config';

/** No test asks a server elsewhere; those of GitHub say which one of their own they ask. */
const loopbackOnly = { LOREVIEW_GITHUB: 'off' };

/** Two projects: rooms by themselves, beside their files; and what needs a database, a server or another program. */
export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'rooms',
          include: ['lib/**/*.test.ts', 'app/**/*.test.{ts,tsx}', 'bin/**/*.test.ts'],
          testTimeout: 180_000,
          // Nothing in a room remembers: loading them once in a worker, and not for each file, takes half the time.
          isolate: false,
          env: loopbackOnly,
        },
      },
      {
        test: {
          name: 'whole',
          include: ['tests/**/*.test.ts'],
          globalSetup: './tests/oneServer.ts',
          testTimeout: 120_000,
          hookTimeout: 120_000,
          env: loopbackOnly,
        },
      },
    ],
  },
});

import { expect, test as base } from '@playwright/test';

/** A page that fails its test when the browser complains: script errors, violations of the policy, missing files. */
export const test = base.extend<{ complaints: string[] }>({
  // Playwright wants the first parameter taken apart.
  // eslint-disable-next-line no-empty-pattern
  baseURL: async ({}, use) => use(process.env['LOREVIEW_TEST_ORIGIN']),
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(String(error)));
      await use(complaints);
      expect(complaints.filter((one) => !/status of 404/.test(one))).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** The series every test looks at. */
export const series = '/series/chime-ring-the-bell-from-user-space';

import type { Page } from '@playwright/test';
import { onOwnServer } from './ownServer';
import { expect, series, test } from './page';

const remark = 'article[id="m2.mei.tan@example.org/1"]';

async function openCorrection(page: Page): Promise<void> {
  // What it asked is settled, so it stands in a fold, which its address opens.
  await page.goto(`${series}/v1/2#m2.mei.tan@example.org/1`);
  await page.locator(remark).getByRole('link', { name: 'correct' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Where does this remark belong?');
}

/** Body line of the posting under which the remark stands, as its page says. */
async function lineNow(page: Page): Promise<string> {
  await openCorrection(page);
  return (await page.getByText(/^stands at line \d+/).textContent()) ?? '';
}

// Both move one remark, which other specs read.
onOwnServer(['sample']);

for (const [name, javaScriptEnabled] of [
  ['with script', true],
  ['without script', false],
] as const) {
  test.describe(name, () => {
    test.use({ javaScriptEnabled });

    test('a person moves a remark, sees it there, and takes it back', async ({ page }) => {
      const before = await lineNow(page);
      await page.getByLabel('Your name').fill('Ada Reader');
      await page.getByLabel('Reason').fill('it is about the attribute');
      await page.getByRole('button', { name: 'Line 3', exact: true }).click();
      await expect(page).toHaveURL(new RegExp(`${series}/v1/2#m2`));
      await expect(page.locator(remark)).toBeVisible();
      expect(await lineNow(page)).toContain('stands at line 3 of v1 2');
      await expect(page.getByLabel('Your name')).toHaveValue('Ada Reader');
      await expect(page.getByText('belongs to line 3 of the posting')).toContainText(
        'it is about the attribute',
      );
      await page.getByRole('button', { name: 'Take back' }).click();
      await expect(page.getByRole('button', { name: 'Take back' })).toHaveCount(0);
      expect(await lineNow(page)).toBe(before);
    });
  });
}

test('a line that no remark holds has words, and another site cannot correct', async ({ page, request }) => {
  await page.goto('/mail/m2.mei.tan%40example.org/correct?line=1');
  await expect(page.getByText('Line 1 belongs to no remark')).toBeVisible();
  const form = { reply: 'm2.mei.tan@example.org', line: '1', block: '1', general: 'yes' };
  const foreign = await request.post('/correct', { form, headers: { 'sec-fetch-site': 'cross-site' } });
  expect(foreign.status()).toBe(403);
  const odd = await request.post('/correct', { form: { reply: 'x' } });
  expect(odd.status()).toBe(400);
  const missing = await page.goto('/mail/nobody%40example.com/correct?line=1');
  expect(missing?.status()).toBe(404);
});

import { faultsOf, inEachLook } from './looks';
import { expect, series, test } from './page';

test('a series is found on the page of progress, and taken along', async ({ page, request }) => {
  await page.goto('/progress?stage=all');
  await expect(page.getByRole('link', { name: 'Progress' })).toHaveAttribute('aria-current', 'page');
  await expect(page.locator('link[rel="alternate"][type="application/atom+xml"]')).toHaveAttribute(
    'href',
    /\/feed$/,
  );
  const row = page.getByRole('row').filter({ has: page.locator(`a[href="${series}"]`) });
  await expect(row).toContainText('Ada Brandt');
  // The drawing and its table tell the same.
  const flow = page.getByRole('img', { name: 'Patches by stage over time' });
  await expect(flow).toBeVisible();
  await page.locator('.drawing', { has: flow }).getByText('The numbers').click();
  await expect(page.locator('.drawing', { has: flow }).getByRole('row').last()).toBeVisible();

  const csv = await request.get('/progress?stage=all&format=csv');
  expect(await csv.text()).toContain(series.replace('/series/', ''));
  const feed = await request.get(`${series}/feed`);
  expect(feed.headers()['content-type']).toContain('application/atom+xml');
});

test('pages of progress have no serious fault, and fit', async ({ page }) => {
  for (const path of ['/progress?stage=all', '/report?since=9000d']) {
    await page.goto(path);
    await inEachLook(page, async (look, overflow) => {
      const serious = (await faultsOf(page, 'all')).filter(({ isSerious }) => isSerious);
      expect(serious, `${path} ${look}`).toEqual([]);
      expect(overflow, `${path} ${look}`).toBeLessThanOrEqual(0);
    });
  }
});

import type { Page } from '@playwright/test';
import { faultsOf, inEachLook } from './looks';
import { onOwnServer } from './ownServer';
import { expect, series, test } from './page';

const ledger = `${series}/ledger/v2`;
/** "Who may write this file?", Mei Tan on the RFC. */
const row = 'tr[id="m1.mei.tan@example.org/1"]';

/** Words of the group a row stands in. */
async function groupOf(page: Page): Promise<string> {
  return page
    .locator('tbody')
    .filter({ has: page.locator(row) })
    .getByRole('heading')
    .innerText();
}

// They correct one remark, which other specs read.
onOwnServer(['sample']);

test('what was asked before v2, in three groups, each with its evidence at the very line', async ({
  page,
}) => {
  await page.goto(series);
  await page.getByRole('link', { name: /^Ledger \d+ unsettled$/ }).click();
  await expect(page).toHaveURL(`${ledger}?own=yes`);
  await page.getByRole('link', { name: 'v2', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Was everything dealt with before v2?');
  await expect(page.getByRole('heading', { level: 2 }).first()).toContainText('unsettled');
  await expect(page.locator(row)).toContainText('Who may write this file?');
  await expect(page.locator(row).getByRole('link', { name: /^RFC 2\/2/ })).toBeVisible();
  const wait = page.getByRole('row').filter({ hasText: 'Should this not be set when the bell stops?' });
  await wait.getByRole('link', { name: /^no change v2 1\/3/ }).click();
  await expect(page).toHaveURL(new RegExp(`${series}/v2/1#L\\d+$`));
  const line = new URL(page.url()).hash.slice(1);
  await expect(page.locator(`[id="${line}"]`)).toHaveCount(1);
});

test('the ledger of the first version says that nothing came before it', async ({ page }) => {
  await page.goto(`${series}/ledger/rfc`);
  await expect(page.getByText('is the first version held')).toBeVisible();
  await page.getByRole('link', { name: /What was asked on/ }).click();
  await expect(page.getByRole('row').filter({ hasText: 'jiffies are no milliseconds' })).toBeVisible();
  expect((await page.goto(`${series}/ledger/v9`))?.status()).toBe(404);
});

test('as plain text', async ({ request }) => {
  const text = await request.get(`${ledger}?state=settled&format=text`);
  expect(text.headers()['content-type']).toMatch(/^text\/plain/);
  const words = await text.text();
  expect(words).toContain('Who may write this file?');
  expect(words).not.toContain('Should this not be set');
  expect(words.split('\n').every((line) => line.length <= 72 || /^\S+$|https:/.test(line.trim()))).toBe(true);
});

for (const [name, javaScriptEnabled] of [
  ['with script', true],
  ['without script', false],
] as const) {
  test.describe(name, () => {
    test.use({ javaScriptEnabled });

    test('filters by state and person, each with its count', async ({ page }) => {
      await page.goto(ledger);
      const filters = page.getByRole('navigation', { name: 'Filters' });
      const settled = filters.getByRole('link', { name: /^settled \d+$/ });
      const count = Number((await settled.innerText()).split(' ')[1]);
      await settled.click();
      await expect(page).toHaveURL(/state=settled/);
      await expect(page.locator('tbody tr[id]')).toHaveCount(count);
      const mei = filters.getByRole('link', { name: /^Mei Tan \d+$/ });
      const hers = Number((await mei.innerText()).split(' ').at(-1));
      await mei.click();
      await expect(page.locator('tbody tr[id]')).toHaveCount(hers);
      await expect(filters.getByRole('link', { name: /^Mei Tan/ })).toHaveAttribute('aria-current', 'true');
    });

    test('a person corrects a state, sees it there, and takes it back', async ({ page }) => {
      await page.goto(ledger);
      const before = await groupOf(page);
      expect(before).toMatch(/^settled/i);
      await page.locator(row).getByRole('link', { name: 'correct' }).click();
      await page.locator(row).getByLabel('Reason').fill('nothing was done');
      await page.locator(row).getByLabel('Your name').fill('Ada Reader');
      await page.locator(row).getByRole('button', { name: 'open', exact: true }).click();
      await expect(page).toHaveURL(new RegExp(`${ledger}[?]row=.*#m1`));
      await expect(page.locator(row)).toContainText('said by a person: nothing was done');
      expect(await groupOf(page)).toMatch(/^unsettled/i);
      await page.locator(row).getByRole('link', { name: 'correct' }).click();
      await expect(page.locator(row)).toContainText('Ada Reader said open');
      await expect(page.locator(row).getByLabel('Your name')).toHaveValue('Ada Reader');
      await page.locator(row).getByRole('button', { name: 'Take back' }).click();
      await expect(page.locator(row)).not.toContainText('said by a person');
      expect(await groupOf(page)).toBe(before);
    });

    test('what asks for nothing leaves the ledger and can come back', async ({ page }) => {
      await page.goto(`${ledger}?correct=${encodeURIComponent('m1.mei.tan@example.org/1')}`);
      await page.locator(row).getByRole('button', { name: 'asks for nothing' }).click();
      await expect(page.locator(row)).toHaveCount(0);
      await page.getByText('said to ask for nothing').click();
      await page.getByRole('button', { name: 'Take back' }).click();
      await expect(page.locator(row)).toHaveCount(1);
    });
  });
}

test('another site cannot correct a state, and the way back stays here', async ({ request }) => {
  const form = { reply: 'm1.mei.tan@example.org', line: '1', block: '1', state: 'open' };
  const foreign = await request.post('/correct', { form, headers: { 'sec-fetch-site': 'cross-site' } });
  expect(foreign.status()).toBe(403);
  for (const bad of [
    'https://example.org/',
    '//example.org/series/a/ledger/v1',
    '/series/a/ledger/v1\r\nX: y',
  ]) {
    const odd = await request.post('/correct', { form: { ...form, ledger: bad } });
    expect(odd.status()).toBe(400);
  }
  const state = await request.post('/correct', { form: { ...form, state: 'done' } });
  expect(state.status()).toBe(400);
});

test('accessible, and no wider than the window', async ({ page }) => {
  // Three pages, each looked through by axe in each look.
  test.setTimeout(180_000);
  const open = encodeURIComponent('m1.mei.tan@example.org/1');
  for (const path of [`${ledger}?own=yes&correct=${open}`, `${series}/ledger/rfc`, series]) {
    await page.goto(path);
    await inEachLook(page, async (look, overflow) => {
      expect(overflow, `${path} ${look}`).toBeLessThanOrEqual(0);
      expect(await faultsOf(page, 'WCAG'), `${path} ${look}`).toEqual([]);
    });
  }
});

test('the series page tells what was asked, which tags hold, and its course over time', async ({ page }) => {
  await page.goto(series);
  await expect(page.getByRole('img', { name: /^The series over time\. Posted: RFC/ })).toBeVisible();
  await page.getByText('The numbers').click();
  await expect(page.getByRole('row', { name: /^v1 / }).first()).toBeVisible();
  const cell = page.getByRole('link', {
    name: /^v1, 1 of 3, (?:\d+ unsettled, )?\d+ to confirm, (?:\d+ settled, )?\d+ in all$/,
  });
  await expect(cell).toBeVisible();
  const changed = page.getByRole('link', { name: 'v1 to v2: changed' });
  await expect(changed.first()).toHaveAttribute('href', `${series}/compare/v1..v2#p0`);
  await expect(changed.nth(1)).toHaveAttribute('href', `${series}/compare/v1..v2#p1`);
  await expect(page.getByRole('heading', { name: /^Never settled \d+/ })).toBeVisible();
});

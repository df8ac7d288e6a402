import type { Browser, BrowserContext, Locator, Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { faultsOf, inEachLook, toldFaults } from './looks';
import { expect, series, test } from './page';

// One install has one reader: what one test writes, another would see.
test.describe.configure({ mode: 'serial' });

const patch = `${series}/v1/1`;
const draft = (page: Page, text: string) => page.locator('form.draft').filter({ has: page.getByText(text) });

async function alive(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.locator('html[data-drafts="alive"]').waitFor();
}

async function contextOf(
  browser: Browser,
  baseURL: string | undefined,
  javaScriptEnabled = true,
): Promise<BrowserContext> {
  return browser.newContext({ javaScriptEnabled, ...(baseURL === undefined ? {} : { baseURL }) });
}

/** Goes by keys to the first line of code that is added, and gives its number and what it says. */
async function toAddedLine(page: Page): Promise<string> {
  await page.keyboard.press(']');
  await page.keyboard.press('l');
  for (let steps = 0; steps < 60; steps += 1) {
    const isAdded = await page.evaluate(
      () =>
        document.activeElement?.closest('tr.add:not(.at)') !== null &&
        document.activeElement !== document.body,
    );
    if (isAdded) break;
    await page.keyboard.press('ArrowDown');
  }
  return page.evaluate(() => document.activeElement?.closest('tr')?.querySelector('.c')?.textContent ?? '');
}

test.beforeAll(async ({ browser, baseURL }) => {
  const context = await contextOf(browser, baseURL);
  await context.request.post('/settings/save', {
    form: { name: 'Carol Checker', addresses: 'carol@example.com' },
  });
  await context.close();
});

test('a draft at a line, by keys: kept through a reload, a server that is away and a browser that dies', async ({
  page,
  browser,
  baseURL,
}) => {
  await alive(page, patch);
  const patches = page.getByRole('navigation', { name: /^Patches/ }).locator('.patches');
  await expect(patches.getByRole('link', { name: / drafts?,/ })).toHaveCount(0);
  const code = await toAddedLine(page);
  await page.keyboard.press('r');
  await page.keyboard.type('Why is it done here?');
  await expect(draft(page, '').locator('.saved').last()).toContainText('saved');
  // The navigator follows what is kept and thrown away, without the page being loaded again.
  await expect(patches.locator('[aria-current]')).toHaveAccessibleName(/ 1 draft,/);
  await page.keyboard.press('Control+Enter');
  expect(await page.evaluate(() => document.activeElement?.closest('tr')?.textContent)).toContain(code);
  await expect(page.getByRole('link', { name: 'Drafts 1' })).toBeVisible();

  await alive(page, patch);
  const field = page.getByRole('textbox', { name: 'Your remark' });
  await expect(field).toHaveValue('Why is it done here?');
  await expect(page.locator('tr.at.s-draft')).toContainText(code.trim());
  await expect(patches.locator('[aria-current]')).toHaveAccessibleName(/ 1 draft,/);
  await expect(patches.getByRole('link', { name: / drafts?,/ })).toHaveCount(1);

  // The server is away, and comes back.
  const other = await contextOf(browser, baseURL);
  const away = await other.newPage();
  const words = away.getByRole('textbox', { name: 'Your remark' });
  const said = away.locator('.saved').filter({ hasText: 'saved' });
  await alive(away, patch);
  await away.route('**/reply/draft', (route) => route.abort());
  await words.focus();
  await away.keyboard.press('Control+End');
  await away.keyboard.type(' And not there?');
  await expect(said).toContainText('not saved: Loreview does not answer; this browser keeps it');
  await away.unroute('**/reply/draft');
  await expect(said, 'it tries again').not.toContainText('not');

  // It is away, and the browser dies: nothing is said on the way out.
  await away.route('**/reply/draft', (route) => route.abort());
  await away.keyboard.type(' Or nowhere?');
  const died = away.waitForEvent('crash');
  const control = await other.newCDPSession(away);
  void control.send('Page.crash').catch(() => undefined);
  await died;
  const reborn = await other.newPage();
  await alive(reborn, patch);
  await expect(reborn.getByText('Words of a draft that this browser had kept')).toBeVisible();
  await expect(reborn.getByRole('textbox', { name: 'Your remark' })).toHaveValue(
    'Why is it done here? And not there? Or nowhere?',
  );
  await other.close();
});

test('drafts are gathered into the mail that goes out, downloaded, and said to have gone', async ({
  page,
}) => {
  await alive(page, patch);
  await page.keyboard.press('n');
  await page.keyboard.press('r');
  await page.keyboard.type('I see it the same way.');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('link', { name: 'Drafts 2' })).toBeVisible();
  await page.goto('/reply');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('2 drafts make 2 mails');
  const first = page.locator('.comp').first();
  await expect(first.locator('.own')).toContainText('Why is it done here? And not there? Or nowhere?');
  await first.getByLabel('Acked-by').check();
  await first.getByRole('button', { name: 'Set tags' }).click();
  await expect(first.locator('.own').last()).toHaveText(/Acked-by: Carol Checker <carol@example\.com>/);
  const waits = page.waitForEvent('download');
  await first.getByRole('link', { name: 'Download .eml' }).click();
  const eml = await readFile(await (await waits).path(), 'utf8');
  const shown = await first.locator('.lettertext').textContent();
  expect(eml.slice(eml.indexOf('\n\n') + 2)).toBe(shown);
  expect(eml).toMatch(/^Subject: Re: \[PATCH/m);
  await expect(first.locator('.cmd').first()).toHaveText(/^git send-email .*--in-reply-to=/);
  await first.getByRole('button', { name: 'I sent it' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('1 draft makes one mail');
  await page.getByRole('button', { name: 'Not sent after all' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('3 drafts make 2 mails');
});

test('a draft is deleted and put back, a range is taken with Shift', async ({ page }) => {
  await alive(page, patch);
  const kept = page.locator('form.draft').filter({ has: page.getByRole('button', { name: 'Delete' }) });
  const before = await kept.count();
  // The first of them is of this version; one at a remark on an earlier one is counted there.
  const marks = page.locator('.nav .patches .mine:not([hidden]) [aria-hidden]:not(svg)');
  const marked = async () => (await marks.allTextContents()).reduce((sum, each) => sum + Number(each), 0);
  const drafts = await marked();
  await kept.first().getByRole('button', { name: 'Delete' }).click();
  await expect(kept).toHaveCount(before - 1);
  await expect.poll(marked).toBe(drafts - 1);
  await page.getByRole('button', { name: 'Put it back' }).click();
  await expect(kept).toHaveCount(before);
  await expect.poll(marked).toBe(drafts);
  await alive(page, patch);
  await toAddedLine(page);
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Enter');
  await page.keyboard.type('Both lines.');
  const opened = page.locator('form.draft').filter({ has: page.locator('textarea:focus') });
  await expect(opened.getByLabel('lines above')).toHaveValue('1');
  expect((await opened.locator('.qt').textContent())?.trim().split('\n')).toHaveLength(2);
  await page.keyboard.press('Control+Enter');
  await expect(opened).toHaveCount(0);
});

test('a range is taken with the mouse, from one line number to another', async ({ page }) => {
  await alive(page, `${series}/v2/1`);
  const numbers = page.locator('.d tr.add:not(.at) td.n a').filter({ visible: true });
  const [first, last] = [numbers.nth(0), numbers.nth(1)];
  await first.scrollIntoViewIfNeeded();
  await first.hover();
  await page.mouse.down();
  await last.hover();
  await page.mouse.up();
  const opened = page.locator('form.draft').filter({ has: page.locator('textarea:focus') });
  await expect(opened.getByLabel('lines above')).toHaveValue(/^[1-9]\d*$/);
  await expect(opened.locator('.qt')).toContainText((await lineOf(first)).trim());
  await expect(opened.locator('.qt')).toContainText((await lineOf(last)).trim());
  // Nothing was written: it goes without a trace.
  await page.keyboard.press('Escape');
  await expect(opened).toHaveCount(0);
});

function lineOf(number: Locator): Promise<string> {
  return number.evaluate((cell) => cell.closest('tr')?.querySelector('.c')?.textContent ?? '');
}

test.describe('without script', () => {
  test('the number of a line leads to a form, which keeps, changes and deletes', async ({
    browser,
    baseURL,
  }) => {
    const context = await contextOf(browser, baseURL, false);
    const page = await context.newPage();
    await page.goto(`${series}/v2/1`);
    await page.locator('.d tr.add:not(.at) td.n a').first().click();
    await expect(page).toHaveURL(/\?reply=\d+#L\d+$/);
    const begun = page.locator('#draft-new');
    await begun.getByRole('textbox').fill('By a form.');
    await begun.getByRole('button', { name: 'Keep' }).click();
    await expect(page).toHaveURL(/\/v2\/1#draft-/);
    const kept = page.locator('form.draft:visible').filter({ hasText: 'By a form' });
    await expect(kept.getByRole('textbox')).toHaveValue('By a form.');
    await kept.getByRole('textbox').fill('By a form, changed.');
    await kept.getByRole('button', { name: 'Keep' }).click();
    await page.goto('/reply');
    await expect(page.locator('.own').filter({ hasText: 'By a form, changed.' })).toBeVisible();
    await page.goto(`${series}/v2/1`);
    await kept.getByRole('button', { name: 'Delete' }).click();
    await expect(page).toHaveURL(/\/v2\/1$/);
    await expect(kept).toHaveCount(0);
    await context.close();
  });

  test('a remark is answered on the page of its mail, a mail as a whole on its own', async ({
    browser,
    baseURL,
  }) => {
    const context = await contextOf(browser, baseURL, false);
    const page = await context.newPage();
    await page.goto(patch);
    await page.locator('.rk .act').getByRole('link', { name: 'reply' }).last().click();
    await expect(page).toHaveURL(/\/mail\/[^?]+\?reply=\d+(-\d+)?#L\d+$/);
    await expect(page.locator('tr.dr form.draft').first()).toBeVisible();
    await page
      .locator('.facts')
      .getByRole('link', { name: /^reply/ })
      .click();
    await expect(page.locator('#whole-drafts #draft-new').getByLabel('Tested-by')).toBeVisible();
    await context.close();
  });
});

test('drafts are for every reader', async ({ page }) => {
  test.setTimeout(180_000); // axe takes seconds a page where others use the machine too
  for (const path of [patch, `${patch}?view=split&reply=all`, '/reply?sent=yes']) {
    await alive(page, path);
    await inEachLook(page, async (look, overflow) => {
      expect(overflow, `${path} ${look}`).toBeLessThanOrEqual(0);
      expect(toldFaults(await faultsOf(page, 'WCAG')), `${path} ${look}`).toEqual([]);
    });
  }
});

test('nothing of it is in a page for a reader elsewhere', async ({ request }) => {
  for (const path of [patch, `${patch}?reply=all`, '/reply', '/']) {
    const answer = await request.get(path, { headers: { 'x-forwarded-for': '203.0.113.7' } });
    const page = await answer.text();
    expect(page, path).not.toMatch(/class="draft"|draft-blank|Both lines\.|carol@example\.com|Drafts \d/);
  }
});

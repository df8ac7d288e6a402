import { faultsOf, inEachLook } from './looks';
import { expect, series, test } from './page';

test('from any page to a remark, by the keyboard alone', async ({ page }) => {
  await page.goto(series);
  const box = page.getByRole('textbox', { name: /^Search/ });
  // The key works once the page's script runs.
  await expect(async () => {
    await page.keyboard.press('/');
    await expect(box).toBeFocused({ timeout: 500 });
  }).toPass();
  await page.keyboard.type('s:chime "another error"');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/search\?q=s%3Achime/);
  const hit = page.getByRole('listitem').filter({ hasText: 'Why is this another error' }).first();
  await expect(hit.locator('mark').filter({ hasText: 'another error' })).toBeVisible();
  await page.getByRole('link', { name: 'remarks' }).click();
  await expect(page).toHaveURL(/in=remarks/);
  await page
    .getByRole('listitem')
    .filter({ hasText: 'Why is this another error' })
    .getByRole('heading')
    .getByRole('link')
    .first()
    .click();
  await expect(page.getByRole('region', { name: /by Noor Haddad/ }).first()).toBeVisible();
});

test('a query that cannot be read shows where', async ({ page }) => {
  await page.goto('/search?q=bell+state%3Adone');
  const problem = page.getByRole('alert').filter({ hasText: 'knows no' });
  await expect(problem).toContainText('It takes open, answered, promised');
  await expect(problem.locator('mark')).toHaveText('state:done');
  await expect(page.getByRole('searchbox')).toHaveValue('bell state:done');
  await expect(page.getByRole('table').first()).toBeVisible();
});

test('nothing found, nothing asked, and a name that is no field are said', async ({ page }) => {
  await page.goto('/search?q=nowhere_to_be_found');
  await expect(page.getByText('Nothing was found among mails.')).toBeVisible();
  await page.goto('/search');
  await expect(page.getByRole('link', { name: 'dfn:drivers/iommu' })).toBeVisible();
  await page.goto('/search?q=subject:bell');
  await expect(page.getByText('You may mean s:')).toBeVisible();
});

test('the text of a mail is shown as text', async ({ page }) => {
  await page.goto(`/search?q=${encodeURIComponent('bell "<img src=x onerror=alert(1)>" OR bell')}`);
  await expect(page.locator('.search img')).toHaveCount(0);
  await expect(page.getByRole('list').first()).toBeVisible();
});

test('a pasted Message-ID leads to its mail', async ({ page }) => {
  await page.goto('/status');
  await page.getByRole('textbox', { name: /^Search/ }).fill('20240613-chime-v1-1@example.com');
  await page.getByRole('button', { name: 'Go', exact: true }).click();
  await expect(page).toHaveURL(/\/series\/chime-[^?]*\/v1\/1/);
});

test('a person: what they reviewed, tagged, and what waits for them', async ({ page }) => {
  await page.goto(`${series}?tab=people`);
  await page.getByRole('table').getByRole('link', { name: 'Noor Haddad' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Noor Haddad');
  await expect(page.getByRole('region', { name: 'Reviewed' })).toContainText('chime: Ring the bell');
  await expect(page.getByRole('region', { name: 'Waits for them' })).toContainText('chime: Ring the bell');
  const missing = await page.goto('/people/nobody%40example.org');
  expect(missing?.status()).toBe(404);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Nobody is known by this address');
});

test('Ctrl-K: a key that comes as soon as the palette has the focus follows those typed before', async ({
  page,
}) => {
  await page.addInitScript(() => {
    const show = HTMLDialogElement.prototype.showModal;
    HTMLDialogElement.prototype.showModal = function () {
      show.call(this);
      queueMicrotask(() => document.execCommand('insertText', false, 'or'));
    };
  });
  await page.goto('/status');
  const typed = () =>
    page.evaluate(() =>
      [{ key: 'k', ctrlKey: true }, { key: 'n' }, { key: 'o' }].map((init) => {
        const event = new KeyboardEvent('keydown', { ...init, bubbles: true, cancelable: true });
        document.dispatchEvent(event);
        return event.defaultPrevented;
      }),
    );
  // Nobody hears them before the script of the page runs.
  await expect.poll(typed).toEqual([true, true, true]);
  await expect(page.getByRole('dialog', { name: 'Go to' }).getByRole('combobox')).toHaveValue('noor');
});

test('Ctrl-K: series, people, pages; Esc gives the focus back', async ({ page }) => {
  await page.goto('/status');
  const box = page.getByRole('textbox', { name: /^Search/ });
  await box.focus();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('noor');
  const palette = page.getByRole('dialog', { name: 'Go to' });
  const input = palette.getByRole('combobox');
  await expect(input).toBeFocused();
  await expect(input).toHaveValue('noor');
  await expect(palette.getByRole('option', { name: /person.*Noor Haddad/ })).toBeVisible();
  expect((await faultsOf(page, 'all')).filter(({ isSerious }) => isSerious)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(palette).toBeHidden();
  await expect(box).toBeFocused();

  await page.keyboard.press('Control+k');
  await input.fill('ring the bell');
  const option = palette.getByRole('option', { name: /series.*chime: Ring the bell/ });
  await expect(option).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('ArrowDown');
  await expect(option).toHaveAttribute('aria-selected', 'false');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('chime: Ring the bell from user space');
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });
  test('the box searches, and its results lead on', async ({ page }) => {
    await page.goto('/');
    await page.getByRole('textbox', { name: /^Search/ }).fill('s:bell');
    await page.getByRole('button', { name: 'Go', exact: true }).click();
    await expect(page.getByText(/mails?, the newest first/)).toBeVisible();
    await page.getByRole('link', { name: 'the best match' }).click();
    await expect(page.getByText(/the best match first/)).toBeVisible();
  });
});

test('readable by everybody, no wider than the window', async ({ page }) => {
  test.setTimeout(180_000); // axe takes seconds a page where others use the machine too
  for (const path of [
    '/search',
    '/search?q=bell',
    '/search?q=(bell',
    '/search?q=nowhere_at_all',
    '/people/',
  ]) {
    await page.goto(path === '/people/' ? `${series}?tab=people` : path);
    const title = page.getByRole('heading', { level: 1 });
    if (path === '/people/') {
      await page.getByRole('table').getByRole('link', { name: 'Noor Haddad' }).click();
      await expect(title).toHaveText('Noor Haddad');
    }
    await expect(title).toBeVisible();
    await inEachLook(page, async (look, overflow) => {
      const serious = (await faultsOf(page, 'all')).filter(({ isSerious }) => isSerious);
      expect(serious, `${path} ${look}`).toEqual([]);
      expect(overflow, `${path} ${look}`).toBeLessThanOrEqual(0);
    });
  }
});

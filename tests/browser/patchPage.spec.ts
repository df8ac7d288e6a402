import { faultsOf, inEachLook, toldFaults } from './looks';
import { expect, series, test } from './page';

test('a discussion shows its state, why it is thought, and what that rests on', async ({ page }) => {
  await page.goto(`${series}/v1/1`);
  const talk = page
    .getByRole('region', { name: /by Noor Haddad/ })
    .filter({ hasText: 'Why is this another error' });
  await expect(talk).toContainText('addressed');
  await expect(talk).toContainText('Changed in v2', { ignoreCase: true });
  await expect(page.locator('tr.at.s-addressed').filter({ hasText: 'return -EAGAIN;' })).toBeVisible();
  await talk
    .getByRole('link', { name: /^reply \S/ })
    .first()
    .click();
  await expect(page).toHaveURL(/#20240615-ada-f@example\.com\/1$/);
});

test('what was asked of an earlier version stands at its line, and leads home', async ({ page }) => {
  await page.goto(`${series}/v2/1`);
  const talk = page.getByRole('region', { name: /^promised.* from RFC/ });
  await expect(talk).toContainText('from RFC 1/2');
  const row = page.locator('tr.at:has(use[href="#g-promised"])');
  const [above, below] = [await row.boundingBox(), await talk.boundingBox()];
  expect((below?.y ?? 0) - (above?.y ?? 0)).toBeGreaterThan(0);
  await expect(
    page.getByText('place: nearest surviving line').first(),
    'where the line is gone, that is said',
  ).toBeVisible();
  await talk.getByRole('link', { name: 'from RFC 1/2' }).click();
  await expect(page).toHaveURL(new RegExp(`${series}/rfc/1#d-\\d+`));
});

test('the head tells the tags, and the bar what changed since when', async ({ page }) => {
  await page.goto(`${series}/v2/3`);
  await expect(page.locator('.facts').getByRole('link', { name: 'R-b Ivo Petrov' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'changed since v1' })).toHaveAttribute(
    'href',
    `${series}/compare/v1..v2#p3`,
  );
});

test('the version last looked at is remembered without script', async ({ browser, baseURL }) => {
  const context = await browser.newContext({
    javaScriptEnabled: false,
    ...(baseURL === undefined ? {} : { baseURL }),
  });
  const page = await context.newPage();
  await page.goto(`${series}/v1/1`);
  await page.goto(`${series}/v2/1`);
  await page.goto(`${series}/v2/2`);
  await page.getByText('since ...').click();
  await expect(page.getByRole('link', { name: 'since you last looked v1' })).toHaveAttribute(
    'href',
    `${series}/compare/v1..v2#p2`,
  );
  const [cookie] = await context.cookies();
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: series, value: 'v1..v2' });
  await context.close();
});

test('keys walk through what needs somebody', async ({ page }) => {
  await page.goto(`${series}/v2/1`, { waitUntil: 'networkidle' });
  const groups = async (key: string): Promise<readonly (string | undefined)[]> => {
    const seen: (string | undefined)[] = [];
    for (let step = 0; step < 3; step += 1) {
      await page.keyboard.press(key);
      seen.push(
        await page.evaluate(() =>
          document.activeElement instanceof HTMLElement ? document.activeElement.dataset['group'] : undefined,
        ),
      );
    }
    return seen;
  };
  // Keys work once the page's script runs.
  await expect(async () => expect(await groups('n')).not.toContain(undefined)).toPass();
  expect(new Set(await groups('n'))).toEqual(new Set(['unsettled']));
  expect(await groups('P')).toContain('confirm');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toContainText('next unsettled discussion');
  const overlaps = await page.getByRole('dialog').evaluate((dialog) =>
    [...dialog.querySelectorAll('dl > div')].flatMap((row) => {
      const [key, what] = [row.querySelector('kbd'), row.querySelector('dd')];
      if (!key || !what) return ['no key'];
      return key.getBoundingClientRect().right > what.getBoundingClientRect().left ? [key.innerText] : [];
    }),
  );
  expect(overlaps).toEqual([]);
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('a settled discussion is one line and opens', async ({ page }) => {
    await page.goto(`${series}/v2/3`);
    const talk = page.getByRole('region', { name: /^resolved/ });
    const said = talk.getByText('Anything? Then we can never');
    await expect(talk.locator('summary').first()).toContainText('Ivo Petrov');
    await expect(talk.locator('.talk')).toBeHidden();
    await talk.locator('summary').first().click();
    await expect(talk.locator('.talk')).toBeVisible();
    await expect(said.last()).toBeVisible();
  });

  test('what was settled earlier is a number that opens, and can be put at its lines', async ({ page }) => {
    await page.goto(`${series}/v2/2`);
    await page.getByText('2 settled earlier').click();
    await expect(page.getByText('from RFC 2/2').first()).toBeVisible();
    await page.getByRole('link', { name: 'Show them at their lines' }).click();
    await expect(page.getByRole('region', { name: /^resolved.* from RFC/ })).toBeVisible();
  });
});

test('states and remarks of earlier versions are for every reader', async ({ page }) => {
  test.setTimeout(180_000); // axe takes seconds a page where others use the machine too
  for (const path of [`${series}/v2/1`, `${series}/v2/2?earlier=all&view=split`]) {
    await page.goto(path);
    await page.getByText('Set state').filter({ visible: true }).first().click();
    await inEachLook(page, async (look, overflow) => {
      expect(overflow, `${path} ${look}`).toBeLessThanOrEqual(0);
      expect(toldFaults(await faultsOf(page, 'WCAG')), `${path} ${look}`).toEqual([]);
    });
  }
});

test('what a state rests on stays in view beside a long talk, and long code scrolls in its own box', async ({
  page,
}) => {
  await page.goto(`${series}/v1/1`);
  const body = page.locator('.code .body.asked').first();
  const places = await body.evaluate((element) => {
    const [talk, side] = ['.talk', '.side'].map((part) =>
      element.querySelector<HTMLElement>(`:scope > ${part}`),
    );
    if (!talk || !side) return undefined;
    talk.style.minHeight = '3000px';
    window.scrollTo(0, window.scrollY + talk.getBoundingClientRect().top + 1200);
    const { top, bottom } = side.getBoundingClientRect();
    return { talk: Math.round(talk.getBoundingClientRect().top), top, bottom, window: window.innerHeight };
  });
  expect(places?.talk).toBe(-1200);
  expect(places?.top).toBeGreaterThan(0);
  expect(places?.bottom).toBeLessThan(places?.window ?? 0);
  await page.setViewportSize({ width: 800, height: 800 });
  expect(
    await page
      .locator('.code')
      .first()
      .evaluate((code) => getComputedStyle(code).overflowX),
  ).toBe('auto');
});

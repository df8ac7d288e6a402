import { faultsOf, inEachLook, toldFaults } from './looks';
import { expect, series, test } from './page';

test('from the list to a remark under its line, and on to its mail', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('link', { name: 'chime: Ring the bell from user space' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('chime: Ring the bell from user space');
  const grid = page.getByRole('table');
  await expect(grid.getByRole('columnheader').filter({ hasText: /^(RFC|v1|v2)$/ })).toHaveText([
    'RFC',
    'v1',
    'v2',
  ]);
  await grid.getByRole('link', { name: /^v1, 1 of 3/ }).click();

  await expect(page.getByRole('heading', { level: 1 })).toHaveText('chime: Limit how often the bell rings');
  const talk = page
    .getByRole('region', { name: /by Noor Haddad/ })
    .filter({ hasText: 'Why is this another error' });
  await expect(talk).toContainText('EAGAIN is what a caller may simply try again');
  await expect(talk).toContainText('Okay, in v2.');
  const line = page
    .locator('.file')
    .filter({ hasText: 'drivers/chime/chime.c' })
    .locator('tr.add')
    .filter({ hasText: 'return -EAGAIN;' })
    .first();
  const [above, below] = [await line.boundingBox(), await talk.boundingBox()];
  expect((below?.y ?? 0) - (above?.y ?? 0)).toBeGreaterThan(0);
  expect((below?.y ?? 0) - (above?.y ?? 0)).toBeLessThan(60);

  await talk.getByRole('link', { name: 'mail', exact: true }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Re: [PATCH 1/3]');
  await expect(page.getByText('says who is quoted')).toBeVisible();
});

test('from a mark in the grid to what changed, and what was said there', async ({ page }) => {
  await page.goto(series);
  await page.getByRole('link', { name: 'what changed from v1 to v2' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('v1 to v2: what changed');
  const pair = page.locator('#p1');
  await expect(pair.getByRole('row').filter({ hasText: 'return -EBUSY;' })).toContainText(
    'in the later version:',
  );
  await expect(pair.getByRole('row').filter({ hasText: 'return -EAGAIN;' })).toContainText(
    'in the earlier version:',
  );
  await expect(pair).toContainText('Noor Haddad');
  await expect(page.getByText('return -EBUSY in both cases (Noor)').first()).toBeVisible();
  await page.getByRole('navigation', { name: 'Other versions to compare' }).getByText('RFC').click();
  await expect(page).toHaveURL(/compare\/rfc\.\.v2$/);
});

test('whose turn it is: in the list, in its filter, and at the head of the series with the mail that gave it', async ({
  page,
}) => {
  await page.goto('/?turn=reviewers');
  await expect(page.getByRole('row').filter({ hasText: 'chime' })).toContainText('reviewers Noor Haddad, ');
  await page.goto('/?turn=nobody');
  await expect(page.getByText('the turn of nobody')).toBeVisible();
  await page.goto(series);
  const turn = page.getByRole('complementary', { name: 'Whose turn it is' });
  await expect(turn).toContainText('Turn: reviewers, since 29 Jun 2024');
  await expect(turn).toContainText('Ada Brandt answered Noor Haddad');
  await turn.getByRole('link', { name: 'mail' }).click();
  await expect(page).toHaveURL(/\/series\/[^/]+\/v\d+\/\d+#|\/mail\//);
});

test('where older versions are out of sight the grid says so, and keys reach them', async ({ page }) => {
  await page.goto(series, { waitUntil: 'networkidle' });
  const versions = page.getByRole('group', { name: 'Patches by version' });
  const makeWide = (width: string) => versions.evaluate((box, given) => (box.style.width = given), width);
  await makeWide('600px');
  const shade = () =>
    versions.evaluate((box) => {
      const title = box.querySelector('.title');
      return title && [box.scrollWidth > box.clientWidth, getComputedStyle(title, '::after').visibility];
    });
  // What hangs on scrolling is drawn with the next frame.
  await expect.poll(shade).toEqual([true, 'visible']);
  await versions.focus();
  for (let presses = 0; presses < 12; presses += 1) await page.keyboard.press('ArrowLeft');
  await expect.poll(shade).toEqual([true, 'hidden']);
  await makeWide('auto');
  await expect.poll(shade).toEqual([false, 'hidden']);
});

test('side by side by its address', async ({ page }) => {
  await page.goto(`${series}/v1/1?view=split`);
  await expect(page.getByRole('link', { name: 'side by side' })).toHaveAttribute('aria-current', 'true');
  await expect(page.locator('.d.two').first()).toBeVisible();
});

test('keys walk through discussions, patches and up', async ({ page }) => {
  await page.goto(`${series}/v1/1`, { waitUntil: 'networkidle' });
  const stop = () => page.evaluate(() => document.activeElement?.closest('[data-stop]')?.id ?? '');
  // Keys work once the page's script runs.
  await expect(async () => {
    await page.keyboard.press('N');
    expect(await stop()).not.toBe('');
  }).toPass();
  const first = await stop();
  await page.keyboard.press('N');
  expect(await stop()).not.toBe(first);
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('j');
  await expect(page).toHaveURL(/v1\/2/);
  await expect(async () => {
    await page.keyboard.press('u');
    await expect(page).toHaveURL(new RegExp(`${series}$`), { timeout: 1_000 });
  }).toPass();
});

test('what is read is sent once, and stays when the script runs', async ({ page, request }) => {
  const words = 'Why is this another error than the one above';
  const html = await (await request.get(`${series}/v1/1`)).text();
  const end = html.indexOf('</main>');
  expect(html.slice(0, end)).toContain(words);
  expect(html.slice(end)).not.toContain(words);
  await page.goto(`${series}/v1/1`);
  await expect(async () => {
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog')).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await expect(page.locator('main')).toContainText(words);
});

test('a Message-ID is copied', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto('/mail/88b2.noor%40chime.example.org');
  await page.getByRole('button', { name: 'copy Message-ID' }).click();
  await expect(page.getByRole('button', { name: 'Message-ID copied' })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('88b2.noor@chime.example.org');
});

test('a mail leads to where it lives', async ({ page }) => {
  await page.goto('/r/88b2.noor%40chime.example.org');
  await expect(page).toHaveURL(new RegExp(`${series}/v1/1#`));
  await page.goto('/r/20240627-chime-v2-2%40example.com');
  await expect(page).toHaveURL(new RegExp(`${series}/v2/2`));
});

test('raw mail is plain text', async ({ request }) => {
  const raw = await request.get('/mail/88b2.noor%40chime.example.org/raw');
  expect(raw.headers()['content-type']).toMatch(/^text\/plain/);
  expect(raw.headers()['x-content-type-options']).toBe('nosniff');
  expect(await raw.text()).toContain('Message-ID: <88b2.noor@chime.example.org>');
});

test('every view of a series', async ({ page }) => {
  for (const [tab, words] of [
    ['discussion', 'jiffies are no milliseconds'],
    ['covers', 'keep anybody from'],
    ['mails', 'Re: [PATCH v2 3/3]'],
    ['people', 'mei.tan@example.org'],
  ] as const) {
    await page.goto(`${series}?tab=${tab}`);
    await expect(page.getByText(words).first()).toBeVisible();
  }
});

test('filters by address', async ({ page }) => {
  await page.goto('/?q=nothing+like+it');
  await expect(page.getByText('No series with')).toBeVisible();
  await page.goto('/?person=tan&sort=title');
  await expect(page.getByRole('link', { name: 'chime: Ring the bell from user space' })).toBeVisible();
});

test('what is not here answers 404 with words', async ({ page }) => {
  for (const path of [
    '/series/none',
    `${series}/v9`,
    `${series}/v1/99`,
    `${series}/compare/v1..v9`,
    '/mail/nobody%40example.com',
    '/nowhere',
    '/follow/99999',
    '/series/%00',
    '/?q=%00',
  ]) {
    const response = await page.goto(path);
    expect(response?.status(), path).toBe(404);
    await expect(page.getByRole('heading', { level: 1 }), path).toBeVisible();
  }
});

test('on a narrow screen a series of many patches scrolls in its strip, not the page', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 800 });
  await page.goto(`${series}/v1/1`);
  const overflow = await page.evaluate(() => {
    const strip = document.querySelector('.nav .patches');
    for (let more = 0; more < 4; more += 1)
      strip?.append(...[...strip.children].map((patch) => patch.cloneNode(true)));
    return [document.documentElement.scrollWidth - window.innerWidth, (strip?.scrollWidth ?? 0) > 360];
  });
  expect(overflow).toEqual([0, true]);
});

test('a bad link is answered with the reason', async ({ page }) => {
  await page.goto('/');
  await page.getByLabel('Follow').fill('https://example.org/not/an/archive');
  await page.getByRole('button', { name: 'Add' }).click();
  await expect(page.getByText('example.org is no archive that is configured here')).toBeVisible();
  await expect(page.getByLabel('Follow')).toHaveValue('https://example.org/not/an/archive');
});

test('another site cannot add a series', async ({ request }) => {
  const answer = await request.post('/follow', {
    form: { link: 'a@b' },
    headers: { 'sec-fetch-site': 'cross-site' },
  });
  expect(answer.status()).toBe(403);
});

test('a name that leads here and is not ours gets nothing', async ({ request }) => {
  const headers = { host: 'evil.example' };
  for (const path of ['/', series, '/mail/nobody@example.com/raw', '/open?link=a']) {
    const answer = await request.get(path, { headers });
    expect(answer.status(), path).toBe(421);
    expect(await answer.text(), path).toContain('Loreview is not served as "evil.example"');
  }
  const sent = await request.post('/follow', { form: { link: 'a@b' }, headers });
  expect(sent.status()).toBe(421);
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('what is not here has words', async ({ page }) => {
    for (const path of ['/series/none', '/mail/nobody%40example.com', '/follow/99999', '/follow/x']) {
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 }), path).toBeVisible();
    }
  });

  test('everything can be read', async ({ page }) => {
    await page.goto(`${series}/v1/1`);
    const talk = page.getByRole('region', { name: /by Noor Haddad/ });
    await expect(talk.getByText('Why is this another error')).toBeVisible();
    await expect(talk.getByText('EAGAIN is what a caller may simply try again')).toBeVisible();
    await page.goto(series);
    await expect(page.getByRole('link', { name: /^v2, 3 of 3/ })).toBeVisible();
    await page.goto('/mail/88b2.noor%40chime.example.org');
    await expect(page.getByText('Why is this another error')).toBeVisible();
    await page.goto('/status');
    await expect(page.getByRole('heading', { name: 'Followed' })).toBeVisible();
  });

  test('a series can be followed', async ({ page }) => {
    test.skip(!process.env['LOREVIEW_TEST_ARCHIVE'], 'public-inbox is not installed');
    await page.goto('/');
    await page.getByLabel('Follow').fill('<nr.1@example.com>');
    await page.getByRole('button', { name: 'Add' }).click();
    await expect(page).toHaveURL(/\/follow\/\d+/);
    await expect(async () => {
      await page.reload();
      await expect(page.getByRole('link', { name: 'Open the series' })).toBeVisible({ timeout: 500 });
    }).toPass();
    await expect(page.getByText('6 found')).toBeVisible();
    await page.getByRole('link', { name: 'Open the series' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('gate: refuse to open twice');
  });
});

for (const [which, paths] of [
  ['lists and series', ['/', series, `${series}?tab=discussion`, '/status', '/nowhere']],
  [
    'patches and mails',
    [`${series}/v1/1`, `${series}/v1/0`, `${series}/compare/v1..v2`, '/mail/88b2.noor%40chime.example.org'],
  ],
] as const)
  test(`${which}: nothing is cut off, and assistive programs find their way`, async ({ page }) => {
    test.setTimeout(180_000); // axe takes seconds a page where others use the machine too
    for (const path of paths) {
      await page.goto(path);
      await inEachLook(page, async (look, overflow) => {
        expect(overflow, `${path} ${look}`).toBeLessThanOrEqual(0);
        expect(toldFaults(await faultsOf(page, 'WCAG')), `${path} ${look}`).toEqual([]);
      });
    }
  });

test('pages bear a strict policy, no inline style, and less than 150 KB of script', async ({
  page,
  request,
}) => {
  const policy = (await request.get(series)).headers()['content-security-policy'] ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toMatch(/script-src 'self' 'nonce-[^']+' 'strict-dynamic';/);
  expect(policy).not.toContain('unsafe');
  expect(await (await request.get(`${series}/v1/1`)).text()).not.toMatch(/<[^>]+ style=/);
  const client = await page.context().newCDPSession(page);
  await client.send('Network.enable');
  const scripts = new Set<string>();
  let bytes = 0;
  client.on('Network.responseReceived', (event) => {
    if (event.type === 'Script') scripts.add(event.requestId);
  });
  client.on('Network.loadingFinished', (event) => {
    if (scripts.has(event.requestId)) bytes += event.encodedDataLength;
  });
  await page.goto(`${series}/v1/1`, { waitUntil: 'networkidle' });
  expect(bytes).toBeGreaterThan(0);
  expect(bytes).toBeLessThan(150 * 1024);
});

import { request as ask } from 'node:http';
import type { Page } from '@playwright/test';
import { faultsOf, inEachLook } from './looks';
import { onOwnServer } from './ownServer';
import { expect, test } from './page';

const lamp = 'lamp: keep the level within its limit';
/** The reader of these tests: a reviewer of one thread, an author of another. */
const addresses = 'rob.keel@example.net\nmei.tan@example.org\nivo@example.net\nomar@example.org';

// They work through one queue.
const origin = onOwnServer(['gentle-ping', 'sample', 'nested-replies', 'bot-reports', 'no-cover']);

/** What the page answers to somebody who asks for it in another way. */
function answerTo(path: string, headers: Record<string, string>): Promise<{ status: number; text: string }> {
  return new Promise((done, failed) => {
    ask(`${origin()}${path}`, { headers }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => done({ status: response.statusCode ?? 0, text }));
    })
      .on('error', failed)
      .end();
  });
}

const atRow = (page: Page) => page.locator('li.row.at');
const bucketOf = (page: Page, title: string) =>
  page
    .locator('section.bucket')
    .filter({ has: page.locator('li.row', { hasText: title }) })
    .getByRole('heading', { level: 2 });

async function openQueue(page: Page, path = '/triage'): Promise<void> {
  await page.goto(path);
  await expect(page.locator('.desk[data-ready]')).toBeVisible();
}

/** Moves the cursor to a series by keys alone. */
async function moveTo(page: Page, title: string): Promise<void> {
  for (let tries = 0; tries < 30; tries += 1) await page.keyboard.press('k');
  for (let tries = 0; tries < 30; tries += 1) {
    // Beside the queue stands the one series that the cursor is on.
    await expect(page.locator('aside.look h2')).toHaveCount(1);
    if ((await atRow(page).textContent())?.includes(title)) return;
    await page.keyboard.press('j');
  }
  throw new Error(`${title} is not in the queue.`);
}

test('nobody is known: the page says so and leads to the settings', async ({ page }) => {
  await page.goto('/triage');
  await expect(page.getByText('It is not known who you are.')).toBeVisible();
  await page.getByRole('link', { name: 'Say who you are under Settings' }).click();
  await page.getByLabel('Name').fill('Rob Keel');
  await page.getByLabel('Mail addresses').fill(addresses);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('link', { name: 'See what waits for you' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^\d+ things? waits? for you$/);
  await expect(page).toHaveTitle(/^Triage \(\d+\)/);
});

test('a whole session by keyboard alone', async ({ page }) => {
  await openQueue(page);
  const count = page.getByRole('heading', { level: 1 });
  const before = (await count.textContent()) ?? '';
  await moveTo(page, lamp);
  await expect(bucketOf(page, lamp)).toContainText('New versions of what you reviewed');
  await expect(atRow(page)).toContainText('nobody has remarked on or tagged v3');
  await expect(page.locator('li.row.at .pick')).toBeFocused();

  // Done, and back.
  await page.keyboard.press('e');
  await expect(page.getByRole('status')).toContainText(`Done: ${lamp}`);
  await expect(page.locator('li.row', { hasText: lamp })).toHaveCount(0);
  await expect(page.locator('li.row.at .pick')).toBeFocused();
  await expect(page.getByText('Put away:')).toContainText('done 1');
  await expect(count).not.toHaveText(before);
  await page.keyboard.press('u');
  await expect(page.getByRole('status')).toContainText('Undone: done');
  await expect(count).toHaveText(before);

  // Snoozed by the menu.
  await moveTo(page, lamp);
  await page.keyboard.press('s');
  await expect(page.getByText('Snooze until')).toBeVisible();
  await page.keyboard.press('v');
  await expect(page.getByRole('status')).toContainText('Snoozed until the next version');
  await expect(bucketOf(page, lamp)).toContainText('Snoozed');
  await page.keyboard.press('z');
  await expect(bucketOf(page, lamp)).toContainText('New versions');

  // A menu that is left again keeps the place.
  await moveTo(page, lamp);
  await page.keyboard.press('s');
  await page.keyboard.press('Escape');
  await expect(page.getByText('Snooze until')).toBeHidden();
  await expect(page.locator('li.row.at .pick')).toBeFocused();

  // A note; typed letters are no keys.
  await page.keyboard.press('n');
  await page.keyboard.type('jump to the lock, see ask2');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status')).toContainText('Noted');
  await expect(page.locator('li.row', { hasText: lamp })).toContainText('note: jump to the lock');

  // Assigned.
  await moveTo(page, lamp);
  await page.keyboard.press('a');
  await page.keyboard.type('Tess Moor <tess@example.com>');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status')).toContainText('Assigned to Tess Moor');
  await expect(bucketOf(page, lamp)).toContainText('Waiting on others');
  await page.keyboard.press('u');
  await expect(bucketOf(page, lamp)).toContainText('New versions');

  // Whose turn, said and seen on the series, and taken back.
  await moveTo(page, lamp);
  await page.keyboard.press('m');
  await expect(page.getByText('Put away:')).toContainText('muted 1');
  await page.keyboard.press('u');
  await expect(bucketOf(page, lamp)).toContainText('New versions');

  // Filter, help, open.
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys of this page' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('/');
  await page.keyboard.type('lamp');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/triage\?q=lamp/);
  await expect(page.locator('li.row')).toHaveCount(1);
  await expect(page.locator('.desk[data-ready]')).toBeVisible();
  await page.keyboard.press('o');
  await expect(page).toHaveURL(/\/series\/lamp-/);
  await expect(page.getByRole('list', { name: 'Marks' })).toContainText('note: jump to the lock');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('list', { name: 'Marks' })).toHaveCount(0);
});

test('from a gentle ping, one click leads to the newest version, who said what, and that nobody has read it', async ({
  page,
}) => {
  await page.goto('/r/ping%40example.org');
  await page.goto('/mail/ping%40example.org');
  await expect(page.getByText('gentle ping')).toBeVisible();
  await page.locator('.crumb').getByRole('link', { name: lamp }).click();
  const spoken = page.getByLabel('Who said what on which version');
  await expect(spoken).toContainText('Rob Keel (1 remark)');
  await expect(spoken).toContainText('Tess Moor (1 remark)');
  await expect(spoken).toContainText('nobody has remarked on or tagged v3');
  await expect(spoken.getByRole('link', { name: 'v3' })).toHaveAttribute('href', /\/v3$/);
});

test('whose turn it is can be said, shows with who and why, and is taken back', async ({ page }) => {
  await page.goto('/mail/ping%40example.org');
  await page.locator('.crumb').getByRole('link', { name: lamp }).click();
  await page.getByText('Mark this series').click();
  await page.locator('summary', { hasText: 'Turn' }).click();
  await page.locator('select[name="on"]').selectOption('maintainer');
  await page.getByLabel('who, if it is known').fill('Tess Moor <tess@example.com>');
  await page.getByLabel('why').fill('agreed on IRC');
  await page.getByRole('button', { name: 'Say so' }).click();
  await expect(page.getByLabel('Whose turn it is')).toContainText('said by Rob Keel: agreed on IRC');
  await page.getByRole('button', { name: 'Take back' }).click();
  await expect(page.getByLabel('Whose turn it is')).not.toContainText('agreed on IRC');
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('the same by links and forms', async ({ page }) => {
    await page.goto('/triage');
    await page.locator('li.row', { hasText: lamp }).locator('.pick').click();
    await expect(atRow(page)).toContainText(lamp);
    await page.getByRole('button', { name: 'Done' }).click();
    await expect(page.locator('li.row', { hasText: lamp })).toHaveCount(0);
    await page.getByRole('button', { name: 'Undo the last' }).click();
    await page.locator('li.row', { hasText: lamp }).locator('.pick').click();
    await page.locator('summary', { hasText: 'Snooze' }).click();
    await page.getByRole('button', { name: 'in a week' }).click();
    await expect(bucketOf(page, lamp)).toContainText('Snoozed');
    await page.getByRole('button', { name: 'Undo the last' }).click();
    await expect(bucketOf(page, lamp)).toContainText('New versions');
  });
});

test('a filter is kept under a name and forgotten', async ({ page }) => {
  await openQueue(page, '/triage?q=lamp&age=10%2B');
  await page.getByLabel('keep this filter as').fill('old lamps');
  await page.getByRole('button', { name: 'Keep' }).click();
  await page.goto('/triage');
  await page.getByRole('link', { name: 'old lamps' }).click();
  await expect(page).toHaveURL(/q=lamp&age=10%2B/);
  await page.getByRole('button', { name: 'Forget the view old lamps' }).click();
  await expect(page.getByRole('link', { name: 'old lamps' })).toHaveCount(0);
});

test('read from elsewhere, no page has anything of the reader, and says why', async ({ page }) => {
  await openQueue(page, '/triage?q=lamp');
  await page.keyboard.press('n');
  await page.keyboard.type('a secret thought');
  await page.getByRole('button', { name: 'Keep the note' }).click();
  await expect(page.getByRole('status')).toContainText('Noted');
  const series = await page.locator('li.row .title a').first().getAttribute('href');
  const here = new URL(origin()).host;
  const elsewhere: readonly Record<string, string>[] = [
    { host: 'evil.example:3000' },
    { host: here, 'x-forwarded-for': '203.0.113.7' },
  ];
  for (const headers of elsewhere)
    for (const path of ['/triage', series ?? '/', '/', '/settings', '/status']) {
      const { status, text } = await answerTo(path, headers);
      expect(text, path).not.toMatch(/secret thought|reading as|Mark this series/);
      // A host that is not ours gets no page at all.
      if (status === 200) expect(text, path).toMatch(/Read-only|can only be read here/);
      else expect([headers['host'], status], path).toEqual(['evil.example:3000', 421]);
    }
  expect((await answerTo('/triage', { host: here })).text).toContain('secret thought');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^Undo/ }).last().click();
  await expect(page.getByRole('status')).toContainText('Undone');
});

test('for everybody', async ({ page }) => {
  test.setTimeout(180_000); // axe takes seconds a page where others use the machine too
  await openQueue(page);
  await inEachLook(page, async (look, overflow) => {
    expect(await faultsOf(page, 'all'), look).toEqual([]);
    expect(overflow, look).toBeLessThanOrEqual(0);
    const small = await page.locator('main :is(a, button, summary):visible').evaluateAll((all) =>
      all
        .filter((one) => !one.closest('p, dd, blockquote, figcaption'))
        .map((one) => ({ name: one.textContent, box: one.getBoundingClientRect() }))
        .filter(({ box }) => box.height < 24 || box.width < 24)
        .map(({ name, box }) => `${name ?? ''} ${box.width}x${box.height}`),
    );
    expect(small, look).toEqual([]);
  });
});

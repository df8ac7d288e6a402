import { inEachLook } from './looks';
import { onOwnServer } from './ownServer';
import { expect, test } from './page';

const series = '/series/dial-set-the-hands-of-the-clock-to-the-time-of-the-station';
/** Letters of the name of its reviewer, and of what a page shows of it in one place. */
const [nameLetters, mostShown] = [8_995, 200];

onOwnServer(['long-words']);

for (const [which, paths] of [
  [
    'lists',
    ['/', '/triage', '/search?q=dial', '/progress', '/report', '/status', '/people/wolfe%40example.org'],
  ],
  [
    'a series',
    ['', '?tab=discussion', '?tab=covers', '?tab=mails', '?tab=people', '/ledger/v2', '/compare/v1..v2'].map(
      (view) => series + view,
    ),
  ],
  [
    'patches and mails',
    [
      ...['/v1/1', '/v2/0', '/v2/1', '/v2/1?view=split', '/v2/2'].map((view) => series + view),
      '/mail/lw.a%40example.org',
      '/mail/lw.v2.1%40example.com',
    ],
  ],
] as const)
  test(`${which}: a word without an end makes no page wider than its window`, async ({ page }) => {
    for (const path of paths) {
      expect((await page.goto(path))?.status(), path).toBe(200);
      await inEachLook(page, async (look, overflow) => {
        expect(overflow, `${path} ${look}`).toBeLessThanOrEqual(0);
      });
    }
  });

test('a name without an end is cut where others stand beside it, and whole on the page of its mail', async ({
  page,
}) => {
  await page.goto(series);
  const longest = () =>
    page.evaluate(() =>
      Math.max(
        0,
        ...(document.querySelector('main')?.innerText.match(/\w*Wolfeschlegel\w*/g) ?? []).map(
          (word) => word.length,
        ),
      ),
    );
  const shown = await longest();
  expect(shown).toBeGreaterThan(0);
  expect(shown).toBeLessThan(mostShown);
  await page.goto('/mail/lw.a%40example.org');
  expect(await longest()).toBe(nameLetters);
});

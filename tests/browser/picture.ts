/**
 * `npm run picture`: takes the picture of the README from the built pages, with the bundled sample, so that it shows
 * what the program shows. Run it again when the pages change.
 */
import { existsSync, mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import setUp from './setup';
import { series } from './page';

const folder = fileURLToPath(new URL('../../docs/images', import.meta.url));
const debian = '/usr/bin/chromium';

async function takePicture(): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const tearDown = await setUp();
  try {
    const browser = await chromium.launch({
      ...(existsSync(debian) ? { executablePath: debian } : {}),
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    });
    const page = await browser.newPage({
      viewport: { width: 1440, height: 1000 },
      colorScheme: 'light',
      baseURL: process.env['LOREVIEW_TEST_ORIGIN'],
    });
    await page.goto(`${series}/v1/1`, { waitUntil: 'networkidle' });
    // The discussion of four people, with the lines it is about above it.
    await page.evaluate(() => {
      const talks = [...document.querySelectorAll('.d .disc')];
      const longest = talks.sort(
        (a, b) => b.querySelectorAll('article').length - a.querySelectorAll('article').length,
      )[0];
      window.scrollTo(0, (longest?.getBoundingClientRect().top ?? 0) - 330);
    });
    await page.waitForTimeout(300);
    await page.screenshot({ path: `${folder}/patch.png` });
    await browser.close();
  } finally {
    await tearDown();
  }
}

await takePicture();

import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** Each colour scheme and each width once: rules of the one do not hang on the other. */
const looks = [
  ['light', 360],
  ['dark', 1440],
] as const;

/**
 * Looks at the page as it stands in each scheme and width, without loading it again: what differs is style alone.
 *
 * @param seen Told of each look: its name for messages, and by how many pixels the page is wider than its window.
 */
export async function inEachLook(
  page: Page,
  seen: (look: string, overflow: number) => Promise<void>,
): Promise<void> {
  for (const [colorScheme, width] of looks) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 800 });
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    await seen(`${colorScheme}, ${width} px`, overflow);
  }
}

/** The rules that WCAG 2.2 AA has; without them axe asks for its own advice as well. */
const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

interface Fault {
  readonly rule: string;
  readonly html: string;
  readonly isSerious: boolean;
}

/**
 * What axe finds on a page as it is shown now. No page has frames, so it runs in the page alone (its "legacy" way), where it
 * would open another page to add up what frames say.
 */
export async function faultsOf(page: Page, rules: 'WCAG' | 'all'): Promise<readonly Fault[]> {
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode();
  const { violations } = await (rules === 'WCAG' ? axe.withTags(wcag) : axe).analyze();
  return violations.flatMap(({ id, impact, nodes }) =>
    nodes.map(({ html }) => ({
      rule: id,
      html: html.slice(0, 160),
      isSerious: impact === 'serious' || impact === 'critical',
    })),
  );
}

/** As words, without the one that is no fault: line numbers stand 18 px apart, and the key y does the same (WCAG 2.2, 2.5.8, "equivalent"). */
export function toldFaults(faults: readonly Fault[]): readonly string[] {
  return faults
    .map(({ rule, html }) => `${rule}: ${html}`)
    .filter((words) => !/^target-size: <a href="[^"]*#L\d/.test(words));
}

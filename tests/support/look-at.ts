import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { takeScreenshot } from './screenshots.ts';

/** WCAG 2.2, levels A and AA. */
const standard = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/**
 * Looks at what the window shows, in light and in dark: leaves a picture of each (`NAME-light.png`, `NAME-dark.png`), and
 * fails where axe finds a violation. In legacy mode, because the other one opens a window, which the app refuses.
 */
export async function lookAt(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await takeScreenshot(page, `${name}-${colorScheme}`);
    const { violations, passes } = await new AxeBuilder({ page }).setLegacyMode(true).withTags(standard).analyze();
    const found = violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${help}\n${html}\n${failureSummary}`),
    );
    expect(found, `${name}, ${colorScheme}`).toEqual([]);
    expect(passes.length, 'axe has looked at something').toBeGreaterThan(5);
  }
}

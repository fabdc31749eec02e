import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, type Page } from '@playwright/test';
import type { AxeResults, RunOptions } from 'axe-core';
import { takeScreenshot } from './screenshots.ts';

/** WCAG 2.2, levels A and AA. */
const standard = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** The standard's rules about colours. The results of no other rule can differ between light and dark. */
const colourRules = ['color-contrast', 'link-in-text-block'];

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * Checks the window in light and in dark: it takes a picture of each (`NAME-light.png`, `NAME-dark.png`), and fails if axe finds a
 * violation. The dark page is the light page in other colours, so the other rules run once.
 */
export async function lookAt(page: Page, name: string): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await takeScreenshot(page, `${name}-light`);
  await expectNoViolation(page, `${name}, light`, { runOnly: standard });
  await page.emulateMedia({ colorScheme: 'dark' });
  await takeScreenshot(page, `${name}-dark`);
  await expectNoViolation(page, `${name}, dark`, { runOnly: colourRules });
}

async function expectNoViolation(page: Page, title: string, options: RunOptions): Promise<void> {
  const { violations, passes } = await runAxe(page, options);
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${help}\n${html}\n${failureSummary}`),
  );
  expect(found, title).toEqual([]);
  const passed = passes.map(({ id }) => id);
  expect(passed, `${title}: axe has looked at colours`).toContain('color-contrast');
  if (options.runOnly === standard) expect(passed.length, `${title}: axe has looked`).toBeGreaterThan(5);
}

/**
 * Runs axe in the page. axe's source is loaded once for each page, since loading takes longer than a run. For passed checks only the rules
 * are reported: to report each element would take as long as the checks.
 */
async function runAxe(page: Page, options: RunOptions): Promise<Pick<AxeResults, 'violations' | 'passes'>> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource);
  return page.evaluate(
    async (given) => {
      const { violations, passes } = await window.axe.run(document, given);
      return { violations, passes };
    },
    { ...options, resultTypes: ['violations'], selectors: false, preload: false } satisfies RunOptions,
  );
}

declare global {
  interface Window {
    readonly axe: { run(context: Document, options: RunOptions): Promise<AxeResults> };
  }
}

import { expect, type Locator, type Page } from '@playwright/test';

const MOST = 60;

/** Presses Tab, or another key, until the focus is on the element. Fails if the focus does not reach it. */
export async function tabTo(
  page: Page,
  target: Locator,
  key: 'Tab' | 'Shift+Tab' | 'ArrowDown' = 'Tab',
): Promise<void> {
  await expect(target).toBeVisible();
  for (let pressed = 0; pressed < MOST; pressed += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  await expect(target, `${MOST} times ${key} do not lead there`).toBeFocused();
}

/** Presses Tab until the focus is on the element, then Enter. The element must be enabled: Tab passes over a disabled one. */
export async function pressWithKeyboard(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeEnabled();
  await tabTo(page, target);
  await page.keyboard.press('Enter');
}

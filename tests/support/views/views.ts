import { expect, type Locator, type Page } from '@playwright/test';

/** The views of the app, found by their accessible names. */

/** The part beside the side bar, without the announcements to screen readers, which repeat some of its text. */
export const view = (page: Page): Locator => page.getByRole('main');
/** Waits until no part of the view is busy. On a slow machine a view may also be idle for a moment between two of its requests. */
export const loaded = (page: Page): Promise<void> => expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
export const heading = (page: Page, name: string): Locator => page.getByRole('heading', { level: 1, name });
export const welcomeHeading = (page: Page): Locator => heading(page, 'Sign in to Oracle Cloud');

export const signInButton = (page: Page, profile: string): Locator =>
  page.getByRole('button', { name: `Sign in as ${profile}`, exact: true });

/** From the welcome screen to the user's own profile. */
export async function signIn(page: Page, profile: string): Promise<void> {
  await signInButton(page, profile).click();
  await expect(heading(page, 'My profile')).toBeVisible();
}

/** The button of the side bar that names the account, and opens the other accounts. */
export const accountButton = (page: Page): Locator => page.getByRole('banner').getByRole('button').first();

/** Signs the current account out. */
export async function signOut(page: Page): Promise<void> {
  await accountButton(page).click();
  await page.getByRole('dialog', { name: 'Accounts' }).getByRole('button', { name: 'Sign out' }).click();
  await agreeToSignOut(page);
}

/** Agrees to the question before an account is signed out. */
export async function agreeToSignOut(page: Page): Promise<void> {
  await page.getByRole('alertdialog').getByRole('button', { name: 'Sign out', exact: true }).click();
  await expect(page.getByRole('alertdialog')).toBeHidden();
}

export async function openSettings(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Settings' }).click();
  await expect(heading(page, 'Settings')).toBeVisible();
}

/** Locks, and waits for the page that this loads: what is pressed on the page before it would be lost. */
export async function lock(page: Page): Promise<void> {
  const loading = page.waitForEvent('load');
  await page.getByRole('button', { name: 'Lock', exact: true }).click();
  await loading;
}

/** Presses Escape once the focus is in the dialog. That is a moment after the dialog is drawn, and earlier it hears no key. */
export async function pressEscapeIn(dialog: Locator): Promise<void> {
  await expect.poll(() => dialog.evaluate((element) => element.contains(document.activeElement))).toBe(true);
  await dialog.page().keyboard.press('Escape');
}

export const keysTable = (page: Page): Locator => page.getByRole('table', { name: 'Customer secret keys' });
/** The row of a key in the table, by the name of the key. */
export const keyRow = (page: Page, name: string): Locator =>
  keysTable(page)
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name }) });

export const searchField = (page: Page): Locator => page.getByRole('searchbox', { name: 'Search users' });
export const usersGrid = (page: Page): Locator => page.getByRole('grid', { name: 'Users' });
export const userRow = (page: Page, userName: string): Locator =>
  usersGrid(page)
    .getByRole('row')
    .filter({ has: page.getByRole('gridcell', { name: userName, exact: true }) });

export async function openUsers(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Users' }).click();
  await expect(heading(page, 'Users')).toBeVisible();
}

/** The addresses of users' pages so far, for each window. */
const addresses = new WeakMap<Page, Map<string, string>>();

/** Opens the page of a user of the Default domain, and waits for the keys. The first time by search, later by the page's address. */
export async function openUser(page: Page, userName: string): Promise<void> {
  const known = addresses.get(page) ?? new Map<string, string>();
  const address = known.get(userName);
  if (address === undefined) {
    await openUsers(page);
    await searchField(page).fill(userName);
    await userRow(page, userName).click();
    await page.waitForURL(/#\/user\?/);
    addresses.set(page, known.set(userName, new URL(page.url()).hash));
  } else {
    // Until the address has changed, the page shows the keys of the last user.
    await page.evaluate(async (hash) => {
      if (window.location.hash === hash) return;
      const changed = new Promise((resolve) => window.addEventListener('hashchange', resolve, { once: true }));
      window.location.hash = hash;
      await changed;
    }, address);
  }
  await expect(view(page).getByText(/\d of \d used/)).toBeVisible();
}

/** The failures that the page shows. */
export const failureIn = (place: Page | Locator): Locator => place.getByRole('alert');

/** The number of words that a person sees in the view, without the words of a list to choose from. */
export const countWords = (page: Page): Promise<number> =>
  view(page).evaluate((main: HTMLElement) => {
    const listed = [...main.querySelectorAll<HTMLElement>('[role="listbox"]')].map((list) => list.innerText).join('\n');
    const count = (text: string) => text.split(/\s+/).filter((word) => /\p{L}/u.test(word)).length;
    return count(main.innerText) - count(listed);
  });

/** The positions and widths of a table's columns, in whole pixels of the page. */
export const columnsOf = (table: Locator): Promise<number[][]> =>
  table.getByRole('columnheader').evaluateAll((heads) =>
    heads.map((head) => {
      const { left, width } = head.getBoundingClientRect();
      return [Math.round(left), Math.round(width)];
    }),
  );

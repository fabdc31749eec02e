import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { APP_ORIGIN } from '../../../main/shell/app-origin.ts';
import { loaded } from '../views/views.ts';
import type { Environment } from './environment.ts';
import { type RunningKeydesk, test } from './keydesk-test.ts';
import { type Profile, restoreKeydesk } from './restore-keydesk.ts';

/** The most characters to print of a window in which a test failed. */
const mostShown = 4000;

export interface SharedOptions {
  /** The signed-in profile when the file begins; null: none. */
  readonly profile?: Profile | null;
  /** An app for this file alone, in this environment: for tests that change the app itself, or read its disk. */
  readonly own?: (env: Environment, home: string) => Environment;
  /** Each test finds the app as the previous test left it: for many tests that change nothing. */
  readonly asLeft?: boolean;
  /** The view that each test begins with. */
  readonly view?: '#/profile' | '#/users';
  /** False: each test loads the page itself, with the files that it has written. */
  readonly reload?: boolean;
}

/**
 * One running app for all tests of a file and of the next files, because starting it takes longer than most tests. Each file begins
 * with the app as just started. Each of its tests begins with the simulator reset and the page reloaded.
 * Call it at the top of the file.
 */
export function shareKeydesk({
  profile = 'ADMIN',
  own,
  asLeft = false,
  view = '#/profile',
  reload = true,
}: SharedOptions = {}): () => RunningKeydesk {
  let keydesk: RunningKeydesk | null = null;
  const current = () => {
    if (keydesk === null) throw new Error('The app is not running yet.');
    return keydesk;
  };

  test.beforeAll(async ({ workerKeydesk, startKeydesk }) => {
    keydesk = own === undefined ? await workerKeydesk() : await startKeydesk(own);
    await restoreKeydesk(keydesk, profile);
    if (!asLeft) return;
    await leavePage(current().page);
    await showView(current().page, view);
    await noMoreRequests(current());
  });

  test.beforeEach(async () => {
    if (asLeft) return;
    const { page, controls } = current();
    if (reload) await leavePage(page);
    await controls.reset();
    if (reload) await showView(page, view);
  });

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern
  test.afterEach(async ({}, testInfo) => {
    if (testInfo.status === testInfo.expectedStatus) return;
    const { page, log } = current();
    // Neither can be had of a window that has crashed or was closed.
    const picture = await page.screenshot({ timeout: 5000 }).catch(() => null);
    if (picture !== null) await testInfo.attach('window', { body: picture, contentType: 'image/png' });
    const content = await page
      .locator('body')
      .ariaSnapshot({ timeout: 5000 })
      .catch(() => null);
    // The reporter cuts attached text after a few lines.
    if (content !== null) console.log(`The window at the end of "${testInfo.title}":\n${content.slice(0, mostShown)}`);
    await testInfo.attach('log of the app', { body: log(), contentType: 'text/plain' });
  });

  test.afterAll(async () => {
    if (keydesk === null) return;
    // Signed out, the app asks nothing of the simulator while other files use it. Otherwise a window that gets the focus reads its lists
    // again, and an unfinished creation is checked later.
    if (own === undefined) await restoreKeydesk(keydesk, null);
    else await keydesk.close();
    keydesk = null;
  });

  return current;
}

/** Waits until the page has loaded its first view, so that tests can count their own requests. */
async function noMoreRequests({ page, controls }: RunningKeydesk): Promise<void> {
  await loaded(page);
  const count = async () => (await controls.asked()).requests.reduce((sum, request) => sum + request.count, 0);
  for (let before = -1, now = await count(); now !== before; now = await count()) {
    before = now;
    await wait(500);
  }
}

/**
 * Ends the page, and with it the calls that it waits for: otherwise a call of the last test could reach the simulator after the reset. In
 * its place is an address of Keydesk that has no file. The next page opens the view that its address names.
 */
async function leavePage(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const { Accounts, Preferences } = Reflect.get(window, 'keydesk');
    const { accounts } = await Accounts.sessionStore.getState();
    const profile = { view: { view: 'profile' }, domainId: null };
    for (const { id } of accounts) await Preferences.RememberView(id, profile);
  });
  await page.goto(`${APP_ORIGIN}/no-page`);
}

/** A freshly loaded page, on that view or the welcome screen. */
async function showView(page: Page, view: string): Promise<void> {
  await page.goto(`${APP_ORIGIN}/index.html${view}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
}

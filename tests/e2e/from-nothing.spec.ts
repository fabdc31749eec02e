import { expect, type Locator } from '@playwright/test';
import { withoutConfigFile } from '../support/app/environment.ts';
import { test } from '../support/app/keydesk-test.ts';
import { holdSignInPort } from '../support/app/sign-in-port.ts';
import { readOutsideClipboard } from '../support/desktop/outside-clipboard.ts';
import { hasRealBrowser, startRealBrowser, withRealBrowser } from '../support/desktop/real-browser.ts';
import { paced } from '../support/runner/pace.ts';
import { regionAt } from '../support/simulator/region-at.ts';
import { simulatorControls } from '../support/simulator/simulator-controls.ts';
import { copySecret, generateButton, generateDialog, nameField } from '../support/views/secret-dialog.ts';
import { heading, welcomeHeading } from '../support/views/views.ts';

test.skip(!hasRealBrowser, 'The browser is Debian’s package.');

test('from nothing to a key: an empty home folder, the browser, a key that is copied, in nine presses at most', async ({
  env,
  home,
  simulator,
  launchKeydesk,
}, testInfo) => {
  // Parallel tests of browser sign-ins may have the port first.
  test.setTimeout(paced(240_000));
  const computer = { ...withRealBrowser(withoutConfigFile(env), home), OCI_REGION_METADATA: regionAt(simulator.url) };
  const browser = await startRealBrowser(computer, home);
  const { page } = await launchKeydesk({ env: computer });
  await expect(welcomeHeading(page)).toBeVisible();
  const release = await holdSignInPort();

  const begun = Date.now();
  let presses = 0;
  const press = async (button: Locator) => {
    await button.click();
    presses += 1;
  };
  const inBrowser = browser.waitForEvent('page');
  const browserButton = page.getByRole('button', { name: 'Sign in with your browser', exact: true });
  await press(browserButton);
  await expect(page.getByRole('combobox', { name: 'Region' })).toHaveValue('eu-frankfurt-1');
  await press(browserButton);
  const tab = await inBrowser;
  await press(tab.getByRole('button', { name: 'Sign in as Ada Byron' }));
  await expect(heading(page, 'My profile')).toBeVisible();
  await press(generateButton(page));
  await nameField(page).fill('ci-deploy');
  await press(generateDialog(page).getByRole('button', { name: 'Generate secret key' }));
  await press(copySecret(page));
  const { keys, sessions } = await simulatorControls(simulator.url).state('ada.byron');
  const secret = keys.find(({ name }) => name === 'ci-deploy')?.secretKey ?? 'no key';
  await expect.poll(() => readOutsideClipboard(env)).toBe(secret);

  const seconds = ((Date.now() - begun) / 1000).toFixed(1);
  testInfo.annotations.push({ type: 'from nothing to a key', description: `${presses} presses, ${seconds} s` });
  console.log(`from nothing to a key: ${presses} presses, ${seconds} s`);
  expect(presses).toBeLessThanOrEqual(9);
  expect(sessions.map(({ madeBy, user }) => [madeBy, user.userName])).toEqual([['browser', 'ada.byron']]);
  await browser.close();
  await release();
});

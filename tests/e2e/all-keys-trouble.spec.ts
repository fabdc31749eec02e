import { expect } from '@playwright/test';
import { test } from '../support/app/keydesk-test.ts';
import { shareKeydesk } from '../support/app/shared-keydesk.ts';
import { allKeysGrid, keySearch, openAllKeys, readAllKeys, readButton } from '../support/views/all-keys-views.ts';
import { lookAt } from '../support/views/look-at.ts';
import { takeScreenshot } from '../support/views/screenshots.ts';
import { failureIn, lock, view } from '../support/views/views.ts';

const keydesk = shareKeydesk();

test('says at its head what is missing, and reads it when it can', async () => {
  const { page, controls } = keydesk();
  // One domain shows neither its list of keys nor the keys of some users.
  await controls.setSwitches({ keyLists: { Robots: 'refused' } });
  const filtered = 'CustomerSecretKeys.*filter';
  await controls.setFault({ kind: 'status', status: 403, path: filtered, times: null, message: 'Not in the role.' });
  await readAllKeys(page);
  await expect(failureIn(page)).toContainText('This report is not whole.');
  await lookAt(page, 'all-keys-gap');
  await controls.clearFaults();
  await controls.setSwitches({ keyLists: {} });
  await view(page).getByRole('button', { name: 'Read what is missing' }).click();
  await expect(failureIn(page)).toBeHidden();
});

test('tells how far it is, stops and goes on, and says why nothing can be read', async () => {
  const { page, controls } = keydesk();
  await controls.setFault({ kind: 'hold', path: 'CustomerSecretKeys', times: null });
  await openAllKeys(page);
  await readButton(page).click();
  await expect(page.getByRole('progressbar', { name: 'Reading all keys' })).toBeVisible();
  await lookAt(page, 'all-keys-reading');
  await view(page).getByRole('button', { name: 'Cancel' }).click();
  await expect(view(page).getByText('You stopped the reading.')).toBeVisible();
  await lookAt(page, 'all-keys-paused');
  await controls.clearFaults();
  await view(page).getByRole('button', { name: 'Go on' }).click();
  await expect(page.getByRole('button', { name: 'Read all keys again' })).toBeVisible();

  const path = 'CustomerSecretKeys';
  const goOn = view(page).getByRole('button', { name: 'Go on' });
  for (const fault of [{ kind: 'drop-before' }, { kind: 'status', status: 401 }] as const) {
    // First without a network, then with a session that has ended.
    await controls.setFault({ ...fault, path: fault.kind === 'drop-before' ? '.' : path, times: null });
    await readButton(page).click();
    await expect(goOn).toBeVisible();
    await takeScreenshot(page, `all-keys-paused-${fault.kind}`);
    await controls.clearFaults();
    await goOn.click();
    await expect(page.getByRole('button', { name: 'Read all keys again' })).toBeVisible();
    await expect(failureIn(page)).toBeHidden();
  }

  await controls.setFault({ kind: 'status', status: 403, path, times: null, message: 'Not in the role.' });
  await readButton(page).click();
  await expect(failureIn(page)).toContainText('This account may not list the keys of this domain.');
  await expect(view(page).getByText('No key has been read')).toBeVisible();
  await lookAt(page, 'all-keys-refused');
});

test('shows nothing of the report when it is locked, and has forgotten it afterwards', async () => {
  const { page } = keydesk();
  await readAllKeys(page);
  await keySearch(page).fill('grace.hopper');
  // Two rows: the header and the found key.
  await expect(allKeysGrid(page)).toHaveAttribute('aria-rowcount', '2');
  await lock(page);
  await expect(allKeysGrid(page)).toHaveCount(0);
  await page.getByRole('button', { name: 'Unlock' }).click();
  await openAllKeys(page);
  await expect(readButton(page)).toHaveText('Read all keys');
  await readAllKeys(page);
  await expect(keySearch(page)).toHaveValue('');
});

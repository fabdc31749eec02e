import { expect } from '@playwright/test';
import { test } from '../support/app/keydesk-test.ts';
import { shareKeydesk } from '../support/app/shared-keydesk.ts';
import { readOutsideClipboard } from '../support/desktop/outside-clipboard.ts';
import { openKeyOfGrace } from '../support/views/open-key.ts';
import { generateDialog, storeAndClose } from '../support/views/secret-dialog.ts';
import { backToSecret, objectStorageLine, openUse, testPanel, testProgress } from '../support/views/usage-views.ts';
import { failureIn } from '../support/views/views.ts';

test.skip(process.platform !== 'linux', 'the clipboard and the keychain are looked at from outside');

const keydesk = shareKeydesk();

const outside = () => readOutsideClipboard(keydesk().env);
const newKey = () => openKeyOfGrace(keydesk());

test.describe('the place of keys', () => {
  test('stands under them, with a region to choose and each part to be copied', async () => {
    const { page } = keydesk();
    const line = objectStorageLine(page);
    const endpoint = (await line.locator('code').innerText()).trim();
    expect(endpoint).toMatch(/^https?:\/\//);
    await line.getByRole('button', { name: 'Copy endpoint' }).click();
    await expect.poll(outside).toBe(endpoint);
    await line.getByRole('button', { name: 'Region and namespace' }).click();
    const place = page.getByRole('dialog', { name: 'Object Storage' });
    await place.getByRole('button', { name: 'Copy namespace' }).click();
    await expect.poll(outside).toMatch(/^ax\w+$/);
    await place.getByRole('button', { name: 'Copy region' }).click();
    await expect.poll(outside).toBe('eu-frankfurt-1');
    await page.keyboard.press('Escape');
  });

  test('says quietly that it was not found, and why', async () => {
    const { page, controls } = keydesk();
    await controls.setFault({ kind: 'status', status: 403, path: '/n', times: null, message: 'Not yours to know.' });
    await page.getByRole('button', { name: 'Lock', exact: true }).click();
    await page.getByRole('button', { name: 'Unlock' }).click();
    await objectStorageLine(page).getByRole('button', { name: 'The endpoint was not found' }).click();
    const place = page.getByRole('dialog', { name: 'Object Storage' });
    await expect(failureIn(place)).toBeVisible();
    await controls.clearFaults();
    await failureIn(place).getByRole('button', { name: 'Try again' }).click();
    await expect(objectStorageLine(page).getByRole('button', { name: 'Copy endpoint' })).toBeVisible();
    await page.keyboard.press('Escape');
  });
});

test.describe('the test of a key', () => {
  test('says what it waits for, counts the time without a failure, goes on behind the dialog, and stops', async () => {
    const { page, controls } = keydesk();
    await controls.setSwitches({ s3Delay: { seconds: 3600, flapping: false, timeFactor: 1 } });
    await newKey();
    const pane = await openUse(page, 'Test');
    await pane.getByRole('button', { name: 'Test', exact: true }).click();
    await expect(testPanel(pane)).toContainText(
      'Oracle does not know the key yet, or eu-frankfurt-1 is the wrong region.',
    );
    await testPanel(pane).getByRole('button', { name: 'What the service said' }).click();
    await expect(testPanel(pane)).toContainText(
      'The secret key required to complete authentication could not be found.',
    );

    await controls.setSwitches({ s3Delay: { seconds: 0, flapping: false, timeFactor: 1 } });
    await expect(testPanel(pane)).toContainText('It works. Making sure of it');
    await expect.poll(() => testProgress(pane).getAttribute('value').then(Number)).toBeGreaterThan(0);

    // Each test must use a new connection. A reused one would always reach the same one of the service's many servers.
    const ports = async () =>
      (await controls.asked()).latest
        .filter(({ method, target }) => method === 'GET' && /^(\/~s3)?\/$/.test(target))
        .map(({ clientPort }) => clientPort);
    await expect.poll(async () => (await ports()).length).toBeGreaterThanOrEqual(3);
    const seen = await ports();
    expect(seen).not.toContain(null);
    expect(new Set(seen).size).toBe(seen.length);

    await backToSecret(page);
    await expect(generateDialog(page)).toContainText(/Testing: \d+ of 60 s without a failure\./);
    await openUse(page, 'Test');
    await pane.getByRole('button', { name: 'Stop' }).click();
    await expect(testPanel(pane)).toContainText('Stopped');
    await expect(pane.getByRole('button', { name: 'Test again' })).toBeVisible();
    await backToSecret(page);
    await storeAndClose(page);
  });

  test('tells a key that may not list buckets from one that does not work', async () => {
    const { page, controls } = keydesk();
    await controls.setSwitches({ s3ListBuckets: false });
    await newKey();
    const pane = await openUse(page, 'Test');
    await pane.getByRole('button', { name: 'Test', exact: true }).click();
    await expect(testPanel(pane)).toContainText('It may not list buckets: that is a permission of its user');
    await pane.getByRole('button', { name: 'Stop' }).click();
    await backToSecret(page);
    await storeAndClose(page);
  });
});

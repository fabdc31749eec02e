import { expect } from '@playwright/test';
import { test } from '../support/app/keydesk-test.ts';
import { shareKeydesk } from '../support/app/shared-keydesk.ts';
import { generateDialog, generateKey, revealSecret, secretRow, storeAndClose } from '../support/views/secret-dialog.ts';
import { keyRow, keysTable, loaded, lock, openSettings, view } from '../support/views/views.ts';

// Security line 24. security/secret-guard.spec.ts tests what suspend and screen lock do.

test.describe('the lock', () => {
  const keydesk = shareKeydesk();
  const unlockButton = () => keydesk().page.getByRole('button', { name: 'Unlock' });

  test('hides everything, answers nothing, and asks Oracle nothing until it is unlocked', async () => {
    const { app, page, controls } = keydesk();
    await keysTable(page).waitFor();
    await loaded(page);
    await lock(page);
    await expect(unlockButton()).toBeVisible();
    await expect(page.getByText('analytical-notes')).toBeHidden();

    const before = (await controls.asked()).requests;
    const refused = await page.evaluate(async () => {
      const { keydesk } = window as unknown as {
        keydesk: {
          Keys: { ListKeys(call: string, owner: object): Promise<{ ok: boolean; failure: { kind: string } }> };
        };
      };
      return (await keydesk.Keys.ListKeys(crypto.randomUUID(), { kind: 'self' })).failure.kind;
    });
    expect(refused).toBe('locked');
    const held = await page.evaluate(async () => {
      type Stores = Record<string, Record<string, { getState(): Promise<unknown> }>>;
      const { Accounts, Secrets, Handover, Receiving, Usage, Clipboard } = Reflect.get(window, 'keydesk') as Stores;
      return Promise.all([
        Accounts?.['sessionStore']?.getState(),
        Secrets?.['openStore']?.getState(),
        Secrets?.['unfinishedStore']?.getState(),
        Handover?.['addressBookStore']?.getState(),
        Receiving?.['addressStore']?.getState(),
        Receiving?.['incomingStore']?.getState(),
        Usage?.['readinessStore']?.getState(),
        Usage?.['savedKeysStore']?.getState(),
        Clipboard?.['guardedStore']?.getState(),
      ]);
    });
    expect(held).toEqual([
      {
        accounts: [],
        current: null,
        vault: expect.anything(),
        keychainWaits: false,
        proxies: [],
        locked: true,
        notice: null,
      },
      { secret: null, closed: [] },
      { creations: [] },
      { recipients: [] },
      { address: null },
      { kind: 'none' },
      { kind: 'idle' },
      { keys: [], possible: false, program: '' },
      { kind: 'idle' },
    ]);
    // Any program can start Keydesk a second time, so a second start must not sign anybody in.
    await app.evaluate(({ app: electron }) => electron.emit('second-instance', {}, ['keydesk', '--sample'], '/'));
    expect((await controls.asked()).requests).toEqual(before);

    await unlockButton().click();
    await expect(keyRow(page, 'analytical-notes')).toBeVisible();
    await expect(page.locator('.sample-mark')).toHaveCount(0);
  });

  test('comes by itself when nobody has touched the computer for as long as the settings say', async () => {
    const { app, page } = keydesk();
    const idleFor = (seconds: number) =>
      app.evaluate(({ powerMonitor }, idle) => {
        powerMonitor.getSystemIdleTime = () => idle;
      }, seconds);
    await openSettings(page);
    await idleFor(5 * 60 - 1);
    await view(page).getByRole('radio', { name: '5 min', exact: true }).check();
    await expect(unlockButton()).toBeHidden();
    const loading = page.waitForEvent('load');
    await idleFor(5 * 60);
    await loading;
    await expect(unlockButton()).toBeVisible();
    await idleFor(0);
    await unlockButton().click();
    await expect(page.getByRole('link', { name: 'My profile' })).toBeVisible();
  });

  test('leaves an open secret in the keychain, and offers it again when it is unlocked', async () => {
    const { page, controls } = keydesk();
    await page.getByRole('link', { name: 'My profile' }).click();
    await keysTable(page).waitFor();
    await generateKey(page, 'kept-while-locked');
    const made = (await controls.state('ada.byron')).keys.at(-1);
    // Not awaited in the page: locking reloads it, so the answer never arrives.
    const loading = page.waitForEvent('load');
    await page.evaluate(() => void Reflect.get(window, 'keydesk').Accounts.Lock());
    await loading;
    await expect(unlockButton()).toBeVisible();
    await expect(generateDialog(page)).toBeHidden();
    await unlockButton().click();
    await revealSecret(page).click();
    await expect(secretRow(page).getByRole('code')).toHaveText(made?.secretKey ?? 'none');
    await storeAndClose(page);
  });
});

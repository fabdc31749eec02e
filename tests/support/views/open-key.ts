import { expect, type Page } from '@playwright/test';
import type { RunningKeydesk } from '../app/keydesk-test.ts';
import { test } from '../app/keydesk-test.ts';
import { copySecret, generateKey } from './secret-dialog.ts';
import { openUser } from './views.ts';

/** The address of Grace Hopper's page in each window. */
const addresses = new WeakMap<Page, string>();

/**
 * Generates `ci-deploy` for Grace Hopper, and leaves the dialog with its secret open. From a page that was just loaded it uses the bridge,
 * which takes a third of the time: the list of keys behind the dialog is then read afterwards.
 */
export async function openKeyOfGrace({ page }: Pick<RunningKeydesk, 'page'>): Promise<void> {
  const address = addresses.get(page);
  if (address === undefined || new URL(page.url()).hash !== '#/profile') {
    await openUser(page, 'grace.hopper');
    addresses.set(page, new URL(page.url()).hash);
    return generateKey(page, 'ci-deploy');
  }
  await page.evaluate(async (hash) => {
    const query = new URLSearchParams(hash.replace(/^.*\?/, ''));
    const [domainId, id, ocid] = ['domain', 'id', 'ocid'].map((name) => query.get(name));
    const key = { name: 'ci-deploy', description: null, expiresOn: null };
    await Reflect.get(window, 'keydesk').Secrets.GenerateKey({ kind: 'user', domainId, id, ocid }, key);
    window.location.hash = hash;
  }, address);
  await expect(copySecret(page)).toBeFocused();
  // The page behind the dialog has read the user. The pane for an e-mail draft names the address from there.
  await expect(page.locator('h1')).toHaveText('Grace Hopper');
}

/** Grace Hopper's newest key, from the simulator that made it. */
export async function keyOfGrace({
  controls,
}: Pick<RunningKeydesk, 'controls'>): Promise<{ readonly accessKey: string; readonly secretKey: string }> {
  const { keys } = await controls.state('grace.hopper');
  return keys.at(-1) ?? { accessKey: '', secretKey: '' };
}

/** Generates a key before each test of the file, and closes it afterwards if the test has left it open. */
export function openKeyForEach(keydesk: () => RunningKeydesk): void {
  test.beforeEach(() => openKeyOfGrace(keydesk()));
  test.afterEach(() =>
    keydesk().page.evaluate(async () => {
      const { Secrets } = Reflect.get(window, 'keydesk');
      const { secret } = await Secrets.openStore.getState();
      if (secret !== null) await Secrets.CloseSecret(secret.handle, true);
    }),
  );
}

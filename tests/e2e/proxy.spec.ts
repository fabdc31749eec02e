import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { withConfigFile } from '../support/app/environment.ts';
import { test } from '../support/app/keydesk-test.ts';
import { readAllFiles } from '../support/attacks/traces.ts';
import { readKeychainContent } from '../support/desktop/keychain-content.ts';
import { readProfile, writeConfigFile } from '../support/desktop/oci-config-file.ts';
import { type ProxyServer, startProxy } from '../support/desktop/proxy-server.ts';
import { untrustedCertificate } from '../support/desktop/untrusted-certificate.ts';
import { simulatorControls } from '../support/simulator/simulator-controls.ts';
import { lookAt } from '../support/views/look-at.ts';
import { generateKey, storeAndClose } from '../support/views/secret-dialog.ts';
import { heading, keyRow, openSettings, signInButton, view } from '../support/views/views.ts';

const right = 'ada:correct horse';
let proxy: ProxyServer;
test.beforeEach(async () => {
  proxy = await startProxy(right);
});
test.afterEach(() => proxy.close());

const throughProxy = () => [`--proxy-server=http://${proxy.name}`, '--proxy-bypass-list=<-loopback>'];
const signInToProxy = (page: Page) => page.getByRole('button', { name: 'Sign in to the proxy…' });
const dialog = (page: Page) => page.getByRole('dialog', { name: 'Sign in to the proxy' });

async function give(page: Page, password: string): Promise<void> {
  await dialog(page).getByLabel('User name').fill('ada');
  await dialog(page).getByLabel('Password').fill(password);
  await dialog(page).getByRole('button', { name: 'Sign in' }).click();
}
const givenTo = (what: string) => proxy.seen.filter(({ given }) => given === what);

test('asks for the password of a proxy, once, and reads and makes keys through it until the lock', async ({
  launchKeydesk,
  simulator,
  env,
}) => {
  const { page } = await launchKeydesk({ env: withConfigFile(env, simulator.configFile), args: throughProxy() });
  await signInButton(page, 'ADMIN').click();
  const failure = page.getByRole('alert').filter({ hasText: `The proxy ${proxy.name} let nothing through` });
  await expect(failure).toContainText('it wants a user name and a password');
  await lookAt(page, 'proxy-wants-password');
  await signInToProxy(page).click();
  await expect(dialog(page)).toContainText(proxy.name);
  await give(page, 'wrong');
  await expect(dialog(page).getByRole('alert')).toContainText('does not accept that user name and password');
  await lookAt(page, 'proxy-password-wrong');
  // Keydesk tries a wrong password once only: a directory may lock an account after a few attempts.
  expect(givenTo('ada:wrong')).toHaveLength(1);
  await expect(dialog(page).getByLabel('Password')).toHaveValue('');
  await give(page, 'correct horse');
  await expect(heading(page, 'My profile')).toBeVisible();
  await expect(dialog(page)).toBeHidden();

  await generateKey(page, 'through-proxy');
  await storeAndClose(page);
  const { keys } = await simulatorControls(simulator.url).state('ada.byron');
  expect(keys.filter(({ name }) => name === 'through-proxy')).toHaveLength(1);
  const writes = proxy.seen.filter(({ method, target }) => method === 'POST' && target.endsWith('CustomerSecretKeys'));
  expect(writes).toHaveLength(1);
  expect(writes[0]?.given).toBe(right);

  await page.getByRole('button', { name: 'Lock' }).click();
  await page.getByRole('button', { name: 'Unlock' }).click();
  await expect(signInToProxy(page)).toBeVisible();
  expect(proxy.seen.at(-1)?.given).toBeNull();
});

test('remembers the password of a proxy in the keychain alone, until it is forgotten', async ({
  launchKeydesk,
  simulator,
  env,
}) => {
  const options = { env: withConfigFile(env, simulator.configFile), args: throughProxy() };
  const first = await launchKeydesk(options);
  await signInButton(first.page, 'ADMIN').click();
  await signInToProxy(first.page).click();
  await dialog(first.page).getByLabel('Remember on this computer').check();
  await give(first.page, 'correct horse');
  await expect(heading(first.page, 'My profile')).toBeVisible();
  expect((await readKeychainContent(env)).includes('correct horse')).toBe(true);
  await first.close();
  const files = await readAllFiles(first.userDataDir);
  expect(files.filter(({ content }) => content.includes('correct horse')).map(({ path }) => path)).toEqual([]);

  const { page } = await launchKeydesk({ ...options, userDataDir: first.userDataDir });
  await expect(keyRow(page, 'analytical-notes')).toBeVisible();
  await openSettings(page);
  await expect(view(page)).toContainText(proxy.name);
  await page.getByRole('heading', { name: 'Support' }).scrollIntoViewIfNeeded();
  await lookAt(page, 'proxy-remembered');
  // The proxy's password has changed. The old one is tried once.
  proxy.accepts = 'ada:battery staple';
  proxy.seen.length = 0;
  await page.getByRole('link', { name: 'My profile' }).click();
  await page.reload();
  await expect(view(page).getByText('does not accept that user name and password').first()).toBeVisible();
  expect(givenTo(right).length).toBeLessThanOrEqual(3);

  await openSettings(page);
  await page.getByRole('button', { name: `Forget the password of ${proxy.name}` }).click();
  await expect(view(page)).not.toContainText(proxy.name);
  expect((await readKeychainContent(env)).includes('correct horse')).toBe(false);
});

test('gives the password of a proxy to no server, and asks for it in front of a tunnel too', async ({
  launchKeydesk,
  simulator,
  env,
  home,
}) => {
  const server = createServer(untrustedCertificate).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const secure = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const file = join(home, 'config');
  const admin = await readProfile(simulator.configFile, 'ADMIN');
  await writeConfigFile(file, { ADMIN: admin, TUNNEL: { ...admin, keydesk_endpoint: `https://${secure}` } });
  const { page } = await launchKeydesk({ env: withConfigFile(env, file), args: throughProxy() });
  await signInButton(page, 'ADMIN').click();
  await signInToProxy(page).click();
  proxy.isServer = true;
  proxy.seen.length = 0;
  await give(page, 'correct horse');
  await expect(dialog(page)).toBeHidden();
  await expect.poll(() => proxy.seen.length).toBeGreaterThan(0);
  const toServer = proxy.seen.filter(({ authorization }) => authorization?.includes('Basic'));
  expect({ toServer, given: givenTo(right) }).toEqual({ toServer: [], given: [] });

  proxy.isServer = false;
  await signInButton(page, 'TUNNEL').click();
  await expect(page.getByText(`let nothing through to ${secure}`)).toBeVisible();
  await signInToProxy(page).click();
  await give(page, 'correct horse');
  await expect(page.getByText(`The certificate of ${secure} is not trusted`)).toBeVisible();
  const tunnels = proxy.seen.filter(({ method, target }) => method === 'CONNECT' && target === secure);
  expect(tunnels.at(-1)?.given).toBe(right);
  server.close();
});

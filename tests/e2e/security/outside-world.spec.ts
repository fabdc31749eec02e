import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { withConfigFile } from '../../support/app/environment.ts';
import { test } from '../../support/app/keydesk-test.ts';
import { readNetLog } from '../../support/attacks/net-log.ts';
import { untrustedCertificate } from '../../support/desktop/untrusted-certificate.ts';
import {
  copySecret,
  generateDialog,
  generateKey,
  revealSecret,
  storeAndClose,
} from '../../support/views/secret-dialog.ts';
import { openSettings, openUser, signIn, signOut } from '../../support/views/views.ts';

// Security line 38: in a whole run, the app talks to the service that its profile names, and to nobody else.

test('the app talks to its service alone', async ({ launchKeydesk, simulator, env, home }) => {
  const file = join(home, 'net-log.json');
  const {
    app,
    page,
    process: child,
  } = await launchKeydesk({
    env: withConfigFile(env, simulator.configFile),
    args: [`--log-net-log=${file}`, '--net-log-capture-mode=Everything'],
  });
  await signIn(page, 'ADMIN');
  await openUser(page, 'grace.hopper');
  await generateKey(page, 'ci-deploy');
  await copySecret(page).click();
  await expect(generateDialog(page)).toContainText('Copied.');
  await revealSecret(page).click();
  await storeAndClose(page);
  await openSettings(page);
  // Types into a field: spell-checkers fetch their dictionaries at the first word.
  await page.getByRole('link', { name: 'Users' }).click();
  await page.getByRole('searchbox', { name: 'Search users' }).pressSequentially('helo wrold');
  await page.waitForTimeout(1500);
  await page.getByRole('link', { name: 'My profile' }).click();
  await signOut(page);
  const ended = new Promise((resolve) => child.once('exit', resolve));
  await app.evaluate(({ app: electron }) => electron.quit()).catch(() => undefined);
  await ended;

  const { urls, names, peers } = await readNetLog(file);
  const { host, hostname } = new URL(simulator.url);
  expect(urls.length).toBeGreaterThan(5);
  expect(urls.filter((url) => !url.startsWith(`${simulator.url}/`) && !url.startsWith('app://keydesk/'))).toEqual([]);
  expect(names.filter((name) => !name.replace(/^\w+:\/\//, '').startsWith(hostname))).toEqual([]);
  expect(peers).toContain(host);
  expect(peers.filter((peer) => peer !== host)).toEqual([]);
});

// Security line 28: an attacker with the keys of a connection could read its traffic, and so a new secret.
test('the keys of its connections are written nowhere, whatever SSLKEYLOGFILE says', async ({
  launchKeydesk,
  env,
  home,
}) => {
  const file = join(home, 'keys.log');
  const args = ['--ignore-certificate-errors'];
  const { app } = await launchKeydesk({ env: { ...env, SSLKEYLOGFILE: file }, args });
  const server = createServer(untrustedCertificate, (_request, response) => response.end('x')).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const status = await app.evaluate(
    async ({ session }, { port }) =>
      (await session.fromPartition('service-reads').fetch(`https://127.0.0.1:${port}/`)).status,
    server.address() as AddressInfo,
  );
  server.close();
  expect(status).toBe(200);
  // Chromium writes such a file in another thread. When the app has ended, everything is written.
  await app.close();
  expect(existsSync(file)).toBe(false);
});

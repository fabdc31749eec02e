import { expect } from '@playwright/test';
import { withConfigFile } from '../support/app/environment.ts';
import { test } from '../support/app/keydesk-test.ts';
import { shareKeydesk } from '../support/app/shared-keydesk.ts';
import { simulatorControls } from '../support/simulator/simulator-controls.ts';
import { startSimulatorProcess } from '../support/simulator/start-simulator-process.ts';
import { failureIn, keyRow, openUser, signIn, view } from '../support/views/views.ts';

const keydesk = shareKeydesk();

/** The number of requests for Grace Hopper's keys since the simulator was reset. */
async function listings(): Promise<number> {
  const { requests } = await keydesk().controls.asked();
  return requests
    .filter(({ method, path }) => method === 'GET' && path.endsWith('/CustomerSecretKeys'))
    .reduce((sum, { count }) => sum + count, 0);
}
const keys = '/CustomerSecretKeys';
const refresh = () => keydesk().page.getByRole('button', { name: 'Refresh' }).click();

test.beforeEach(() => openUser(keydesk().page, 'grace.hopper'));

test('waits as long as the service asks for, and reads again by itself', async () => {
  const { page, controls } = keydesk();
  const before = await listings();
  await controls.setFault({ kind: 'status', status: 429, retryAfterSeconds: 1, path: keys });
  await controls.addKeyElsewhere('grace.hopper', 'second');
  await refresh();
  await expect(keyRow(page, 'second')).toBeVisible();
  await expect(failureIn(page)).toBeHidden();
  expect(await listings()).toBe(before + 2);
});

test('says how long to wait when the service asks for more than a moment, counts, and tries by itself', async () => {
  const { page, controls } = keydesk();
  await controls.setFault({ kind: 'status', status: 429, retryAfterSeconds: 90, path: keys, times: null });
  await refresh();
  await expect(failureIn(page)).toContainText('Oracle is being asked too often.');
  await expect(failureIn(page)).toContainText('Oracle wants a pause of 90 seconds.');
  await expect(page.getByRole('button', { name: /^Try again \(\d\d s\)$/ })).toBeVisible();
  await controls.clearFaults();
  await page.evaluate(() => {
    const now = Date.now.bind(Date);
    Date.now = () => now() + 90_000;
  });
  await expect(failureIn(page)).toBeHidden();
  await expect(keyRow(page, 'backup-nas')).toBeVisible();
});

test('tells an error of the service with its request id, and gets over it', async () => {
  const { page, controls } = keydesk();
  const before = await listings();
  await controls.setFault({ kind: 'status', status: 500, path: keys, times: null });
  await refresh();
  await expect(failureIn(page)).toContainText('Oracle reports an error of its own (500)');
  await expect(failureIn(page).getByRole('button', { name: 'Copy request id' })).toBeVisible();
  expect(await listings()).toBeGreaterThan(before + 1);
  await controls.clearFaults();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(failureIn(page)).toBeHidden();
  await expect(keyRow(page, 'backup-nas')).toBeVisible();
});

test('shows nothing as loading whose call has failed', async () => {
  const { page, controls } = keydesk();
  // Main repeats the request before it gives up. Until then the page says that the keys are loading. The pauses between the requests are
  // random, so the first answer comes late enough to look at the page.
  await controls.setFault({ kind: 'status', status: 500, path: keys, times: null });
  await controls.setFault({ kind: 'latency', ms: 1500, path: keys });
  await page.reload();
  const loading = view(page).locator('[aria-busy=true]');
  await expect(loading.filter({ hasText: 'Loading customer secret keys' })).toBeVisible();
  await expect(failureIn(page)).toContainText('Oracle reports an error of its own (500)');
  await expect(loading).toHaveCount(0);
});

test('takes the sign-in page of a network for what it is', async () => {
  const { page, controls } = keydesk();
  await controls.setFault({ kind: 'not-json', path: keys, times: null });
  await refresh();
  await expect(failureIn(page)).toContainText('something that is not an answer of Oracle’s');
  await expect(failureIn(page)).toContainText('a proxy may have changed the answer');
});

test('does not follow where the service points to', async () => {
  const { page, controls } = keydesk();
  await controls.setFault({
    kind: 'redirect',
    location: `${keydesk().simulator.url}/elsewhere`,
    path: keys,
    times: null,
  });
  await refresh();
  await expect(failureIn(page)).toContainText('points to another address. Keydesk does not follow');
  expect((await controls.asked()).latest.map(({ target }) => target)).not.toContain('/elsewhere');
});

test('says what the account may not do', async () => {
  const { page, controls } = keydesk();
  await controls.setFault({ kind: 'status', status: 403, path: keys, times: null, message: 'Not in the role.' });
  await refresh();
  await expect(failureIn(page)).toContainText('Oracle does not allow this to your account: Not in the role.');
  await expect(failureIn(page)).toContainText('Ask an administrator of the identity domain');
});

test('tells by how much the clock is off', async () => {
  const { page, controls } = keydesk();
  await controls.setFault({ kind: 'clock-skew', seconds: -3 * 3600, path: keys, times: null });
  await refresh();
  await expect(failureIn(page)).toContainText('The clock of this computer is 3 hours ahead of Oracle’s');
});

test('keeps what it has shown when the service goes away, and says so', async ({ launchKeydesk, env }) => {
  const simulator = await startSimulatorProcess([], env);
  const { page } = await launchKeydesk({ env: withConfigFile(env, simulator.configFile) });
  await signIn(page, 'ADMIN');
  await expect(keyRow(page, 'analytical-notes')).toBeVisible();
  // The API keys are still on their way.
  await simulatorControls(simulator.url).setFault({ kind: 'hold', path: 'MyApiKeys', times: null });
  await page.reload();
  await expect(page.getByText('Loading API keys')).toBeAttached();
  await simulator.close();
  await page.getByRole('button', { name: 'Refresh' }).click();
  // The API keys could not be read either, nor perhaps the user's details. The page shows one failure for all three.
  await expect(failureIn(page)).toContainText(`${new URL(simulator.url).host} cannot be reached`);
  await expect(keyRow(page, 'analytical-notes')).toBeVisible();
  await page.getByRole('link', { name: 'Users' }).click();
  await expect(failureIn(view(page))).toContainText('cannot be reached');
});

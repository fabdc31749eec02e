import process from 'node:process';
import { type BrowserContext, expect, type Page } from '@playwright/test';
import { test } from '../../support/app/keydesk-test.ts';
import { shareKeydesk } from '../../support/app/shared-keydesk.ts';
import { holdSignInPort } from '../../support/app/sign-in-port.ts';
import { attackListener, startAttackerSite } from '../../support/attacks/attacker-site.ts';
import { recordBridgeTraffic } from '../../support/attacks/bridge-traffic.ts';
import { formsOf, readAllFiles, tracesIn } from '../../support/attacks/traces.ts';
import { readKeychainContent } from '../../support/desktop/keychain-content.ts';
import { hasRealBrowser, startRealBrowser } from '../../support/desktop/real-browser.ts';
import { paced } from '../../support/runner/pace.ts';
import { signInAtLogin } from '../../support/simulator/login-page.ts';
import { lookAt } from '../../support/views/look-at.ts';

// The page to which the browser returns, and its listener, in a real browser. Security lines 9, 15 and 18.

test.skip(!hasRealBrowser, 'The browser is Debian’s package.');

const keydesk = shareKeydesk({ profile: null, own: (env) => env });
let browser: BrowserContext;
let release: () => Promise<void>;

test.beforeAll(async () => {
  const { env, home } = keydesk();
  browser = await startRealBrowser(env, home);
});
test.afterAll(() => browser?.close());
test.beforeEach(async () => {
  // Parallel tests of browser sign-ins may have the port first.
  test.setTimeout(paced(180_000));
  release = await holdSignInPort();
});
test.afterEach(async () => {
  await keydesk().controls.clearFaults();
  await keydesk().page.evaluate(async () => {
    const { Accounts, BrowserSignIn } = Reflect.get(window, 'keydesk');
    await BrowserSignIn.CancelBrowserSignIn();
    for (const { id } of (await Accounts.sessionStore.getState()).accounts) await Accounts.SignOut(id);
  });
  for (const page of browser.pages().slice(1)) await page.close();
  await release();
});

/** Begins a sign-in. Gives the address for the browser. */
const beginSignIn = () =>
  keydesk().page.evaluate(async () => {
    const { BrowserSignIn } = Reflect.get(window, 'keydesk');
    const { value } = await BrowserSignIn.ListRegions();
    const { ok, failure } = await BrowserSignIn.StartBrowserSignIn({
      region: value.regions[0].choice,
      tenancyName: null,
    });
    if (!ok) throw new Error(failure.happened);
    return (await BrowserSignIn.browserProgressStore.getState()).address as string;
  });
const progress = () =>
  keydesk().page.evaluate(async () => {
    const { BrowserSignIn } = Reflect.get(window, 'keydesk');
    return (await BrowserSignIn.browserProgressStore.getState()) as {
      kind: string;
      turnedAway?: string;
      failure?: { kind: string };
    };
  });
const accounts = () =>
  keydesk().page.evaluate(async () => {
    const { Accounts } = Reflect.get(window, 'keydesk');
    const session = await Accounts.sessionStore.getState();
    return session.accounts.map(({ displayName }: { displayName: string }) => displayName) as string[];
  });

/** Signs in at the login page in a new tab. The tab then shows Keydesk's page. */
async function signInInTab(address: string, name = 'Ada Byron'): Promise<Page> {
  const tab = await browser.newPage();
  await tab.goto(address);
  await tab.getByRole('button', { name: `Sign in as ${name}` }).click();
  return tab;
}
const said = (tab: Page) => tab.getByRole('heading', { level: 1 });

test('the page that the browser comes back to takes the answer, and leaves nothing of it in the tab', async () => {
  const { controls } = keydesk();
  await controls.setFault({ kind: 'hold', path: '^/20160918/users/' });
  const tab = await browser.newPage();
  const policies: (string | null)[] = [];
  tab.on('response', async (response) => {
    if (response.url() === 'http://localhost:8181/')
      policies.push(await response.headerValue('content-security-policy'));
  });
  await tab.goto(await beginSignIn());
  await lookAt(tab, 'simulator-login');
  await tab.getByRole('button', { name: 'Sign in as Ada Byron' }).click();
  await expect(said(tab)).toHaveText('You can close this tab');

  expect(tab.url()).toBe('http://localhost:8181/');
  const devTools = await browser.newCDPSession(tab);
  const { entries } = await devTools.send('Page.getNavigationHistory');
  expect(entries.at(-1)?.url).toBe('http://localhost:8181/');
  expect(JSON.stringify(entries)).not.toMatch(/security_token|eyJ[\w-]+\.eyJ/);
  expect(
    await tab.evaluate(() => [document.cookie, localStorage.length, sessionStorage.length, history.state]),
  ).toEqual(['', 0, 0, null]);
  expect(await tab.content()).not.toMatch(/eyJ[\w-]+\.eyJ/);
  await lookAt(tab, 'browser-answer');

  expect(policies[0]).toMatch(
    /^default-src 'none'; script-src 'nonce-[\w-]+'; style-src 'nonce-[\w-]+'; connect-src 'self'; /,
  );
  const ran = await tab.evaluate(() => {
    for (const [name, value] of [
      ['textContent', 'window.ran = true'],
      ['src', 'data:text/javascript,window.ran=true'],
    ] as const) {
      document.body.append(Object.assign(document.createElement('script'), { [name]: value }));
    }
    return 'ran' in window;
  });
  expect(ran).toBe(false);

  await tab.reload();
  await expect(said(tab)).toHaveText('This sign-in is over');
  await tab.goBack();
  await tab.goForward();
  await expect(said(tab)).toHaveText('This sign-in is over');
  expect(await accounts()).toEqual([]);
  await controls.clearFaults();
  await expect.poll(accounts).toEqual(['Ada Byron']);
  const reload = () =>
    tab.reload().then(
      () => 'a page',
      (error: unknown) => String(error),
    );
  await expect.poll(reload).toContain('ERR_CONNECTION_REFUSED');
});

test('an answer that is no good is told in the tab, and nobody is signed in', async () => {
  for (const [answer, failure] of [
    ['too-large', 'answer-too-large'],
    ['no-token', 'answer-without-token'],
  ] as const) {
    await keydesk().controls.setFault({ kind: 'login-answer', method: 'POST', answer });
    const tab = await signInInTab(await beginSignIn());
    await expect(said(tab)).toHaveText('Keydesk cannot use this answer');
    await expect.poll(progress).toMatchObject({ kind: 'failed', failure: { kind: failure } });
  }
  expect(await accounts()).toEqual([]);
});

test('a page of somebody else in the same browser gets nothing in, and nothing out', async () => {
  const { simulator, controls } = keydesk();
  const site = await startAttackerSite();
  const { token } = await signInAtLogin(simulator.loginUrl, 'Charles Babbage');
  const address = await beginSignIn();
  const milliseconds = process.env['KEYDESK_LONG'] === 'yes' ? 60_000 : 500;
  test.setTimeout(paced(180_000) + milliseconds);
  const listeners = ['http://localhost:8181', 'http://127.0.0.1:8181', 'http://evil.example:8181'];
  const attackers = await Promise.all(
    // The second attacker is on the same site as Keydesk's page, since a site does not include the port.
    [`http://evil.example:${site.port}/`, `http://localhost:${site.port}/`].map(async (url) => {
      const tab = await browser.newPage();
      await tab.goto(url);
      return attackListener(tab, { listeners, token, milliseconds });
    }),
  );
  expect(attackers.flat()).toEqual([]);
  expect(await progress()).toMatchObject({ kind: 'waiting', turnedAway: expect.stringContaining('was turned away') });

  const tab = await signInInTab(address);
  await expect(said(tab)).toHaveText('You can close this tab');
  await expect.poll(accounts).toEqual(['Ada Byron']);
  const { latest } = await controls.asked();
  expect(
    latest.filter(({ target, signedWith }) => signedWith === 'session' && target.includes('/users/')).length,
  ).toBeGreaterThan(0);
  await site.close();
});

test('the token of a session crosses no bridge and lies in no file: it is in the keychain alone', async () => {
  const { app, page, controls, userDataDir, env, log } = keydesk();
  const traffic = await recordBridgeTraffic(app);
  await signInInTab(await beginSignIn());
  await expect.poll(accounts).toEqual(['Ada Byron']);
  const token = (await controls.state()).sessions[0]?.tokens[0]?.text ?? '';
  // Search for the token's signature only: its claims about the user are in other places too.
  const signature = token.split('.')[2] ?? '';
  expect(signature.length).toBeGreaterThan(300);
  const forms = [signature.slice(0, 40), signature.slice(-40)].flatMap(formsOf);
  expect(tracesIn(await readKeychainContent(env), forms)).not.toEqual([]);
  const messages = await traffic();
  expect(messages.length).toBeGreaterThan(3);
  expect(messages.filter(({ values }) => tracesIn(Buffer.from(values), forms).length > 0)).toEqual([]);
  const files = await readAllFiles(userDataDir);
  expect(files.length).toBeGreaterThan(10);
  expect(files.flatMap(({ path, content }) => tracesIn(content, forms).map(() => path))).toEqual([]);
  expect(tracesIn(Buffer.from(log() + (await page.content())), forms)).toEqual([]);
});

test('a page that leads the browser to Keydesk with a token of its own signs nobody in, and the person is told', async () => {
  const { simulator } = keydesk();
  const { token } = await signInAtLogin(simulator.loginUrl, 'Charles Babbage');
  await beginSignIn();
  const tab = await browser.newPage();
  await tab.goto(`http://localhost:8181/#security_token=${token}`);
  await expect.poll(async () => (await progress()).kind).toBe('failed');
  expect(await progress()).toMatchObject({ failure: { kind: 'token-not-ours' } });
  expect(await accounts()).toEqual([]);
});

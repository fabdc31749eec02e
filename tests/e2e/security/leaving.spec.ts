import { expect, type Page } from '@playwright/test';
import { test } from '../../support/app/keydesk-test.ts';
import { shareKeydesk } from '../../support/app/shared-keydesk.ts';
import { type CountingServer, startCountingServer } from '../../support/desktop/counting-server.ts';

// Security lines 7, 8, 9 and 12: the window shows only our page, whatever a person clicks or drops, and whatever a script tries.

const keydesk = shareKeydesk({ profile: null, own: (env) => env });
let elsewhere: CountingServer;

test.beforeAll(async () => {
  elsewhere = await startCountingServer(
    'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9\r\n\r\nelsewhere',
  );
});
test.afterAll(() => elsewhere.close());

const home = 'app://keydesk/index.html';

/** The addresses that main opens in the browser after this call. Nothing is really opened. */
const watchBrowser = () =>
  keydesk().app.evaluate(({ shell }) => {
    const opened: string[] = [];
    Reflect.set(globalThis, 'opened', opened);
    shell.openExternal = async (url) => {
      opened.push(url);
    };
  });
const openedInBrowser = () => keydesk().app.evaluate(() => Reflect.get(globalThis, 'opened') as string[]);

/**
 * Expects that after a time in which a navigation would have begun, the page is still ours and the window the only one. Does not use
 * locators: they wait for the end of a navigation, and to Playwright a refused navigation never ends.
 */
async function expectStillHome(page: Page) {
  await page.waitForTimeout(250);
  const windows = await keydesk().app.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((contents) => contents.getURL().split('#')[0]),
  );
  expect(windows).toEqual([home]);
  expect(await page.evaluate(() => document.querySelector('h1')?.checkVisibility())).toBe(true);
  expect(elsewhere.count()).toBe(0);
}

const addresses = (port: number) => [
  `http://127.0.0.1:${port}/`,
  'https://example.com/',
  'https://docs.oracle.com/',
  'file:///etc/hosts',
  'data:text/html,elsewhere',
  'blob:app://keydesk/2f7c1f7e-8a43-4a0c-9f3c-0d5a3b1f9e11',
  'app://elsewhere/index.html',
  'app://keydesk.evil/index.html',
  'javascript:document.body.remove()',
  'view-source:app://keydesk/index.html',
  'chrome://version/',
  'devtools://devtools/bundled/inspector.html',
];

test('a script of the page cannot take the window elsewhere', async () => {
  const { page } = keydesk();
  await watchBrowser();
  for (const address of addresses(elsewhere.port)) {
    await page.evaluate((to) => {
      try {
        window.location.href = to;
      } catch {
        // Refused at once.
      }
    }, address);
  }
  await page.evaluate((to) => {
    const refresh = document.createElement('meta');
    refresh.httpEquiv = 'refresh';
    refresh.content = `0;url=${to}`;
    document.head.append(refresh);
  }, `http://127.0.0.1:${elsewhere.port}/`);
  await expectStillHome(page);
  expect(await openedInBrowser()).toEqual([]);
});

test('a page that shows nothing comes back as ours', async () => {
  const { page } = keydesk();
  await page.evaluate(() => window.location.assign('about:blank')).catch(() => undefined);
  await expect.poll(() => page.url()).toBe(home);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});

test('a link leads nowhere, however it is clicked', async () => {
  const { page } = keydesk();
  await watchBrowser();
  const list = addresses(elsewhere.port).filter((address) => !address.startsWith('https://docs'));
  await page.evaluate((all) => {
    const bait = document.createElement('p');
    bait.id = 'bait';
    bait.style.setProperty('position', 'fixed');
    for (const address of all) {
      for (const target of ['_self', '_blank', '_top', 'named']) {
        const link = document.createElement('a');
        link.href = address;
        link.target = target;
        link.textContent = 'x ';
        bait.append(link);
      }
    }
    bait.style.setProperty('z-index', '99');
    bait.style.setProperty('top', '0');
    document.body.append(bait);
  }, list);
  const at = await page.evaluate(() => {
    const links = [...document.querySelectorAll<HTMLElement>('#bait a')];
    for (const link of links) link.click();
    const box = links[0]?.getBoundingClientRect();
    const [x, y] = [(box?.x ?? 0) + 3, (box?.y ?? 0) + 3];
    return { x, y, is: document.elementFromPoint(x, y)?.tagName };
  });
  expect(at.is).toBe('A');
  for (const key of ['Control', 'Shift', 'Alt', 'Meta']) {
    await page.keyboard.down(key);
    await page.mouse.click(at.x, at.y);
    await page.keyboard.up(key);
  }
  for (const button of ['left', 'middle'] as const) await page.mouse.click(at.x, at.y, { button });
  await expectStillHome(page);
  expect(await openedInBrowser()).toEqual([]);
});

test('no window is opened by a script, and none by a webview', async () => {
  const { page } = keydesk();
  await watchBrowser();
  const opened = await page.evaluate(
    (all) => {
      const view = document.createElement('webview');
      view.setAttribute('src', all[0] ?? '');
      document.body.append(view);
      return all.filter((address) => ['_blank', 'named'].some((target) => window.open(address, target, 'noopener=no')));
    },
    [...addresses(elsewhere.port), home, 'about:blank', ''],
  );
  expect(opened).toEqual([]);
  // No other page has opened our page.
  expect(await page.evaluate(() => window.opener)).toBeNull();
  expect(await page.evaluate(() => 'getWebContentsId' in (document.querySelector('webview') ?? {}))).toBe(false);
  await expectStillHome(page);
});

test('the browser gets listed https addresses alone', async () => {
  const { page } = keydesk();
  await watchBrowser();
  for (const address of [
    'https://docs.oracle.com/en-us/iaas/',
    'https://cloud.oracle.com/',
    'http://docs.oracle.com/',
    'https://docs.oracle.com:8443/',
    'https://docs.oracle.com.example.com/',
    'https://me@docs.oracle.com/',
    'https://example.com/https://docs.oracle.com/',
    'file:///usr/bin/xcalc',
    'smb://docs.oracle.com/share',
    'mailto:somebody@example.com',
    'javascript:alert(1)',
  ]) {
    // Main opens only one address for each press of a key.
    await page.keyboard.press('Shift');
    await page.evaluate((url) => window.open(url), address);
  }
  await expect.poll(openedInBrowser).toEqual(['https://docs.oracle.com/en-us/iaas/', 'https://cloud.oracle.com/']);
});

test('what is dropped onto the window does not navigate', async () => {
  const { page } = keydesk();
  const session = await page.context().newCDPSession(page);
  const drop = async (data: { items: { mimeType: string; data: string }[]; files?: string[] }) => {
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await session.send('Input.dispatchDragEvent', { type, x: 300, y: 300, data: { ...data, dragOperationsMask: 1 } });
    }
  };
  await drop({ items: [{ mimeType: 'text/uri-list', data: `http://127.0.0.1:${elsewhere.port}/` }] });
  await drop({ items: [{ mimeType: 'text/html', data: '<a href="https://example.com/">x</a>' }] });
  await drop({ items: [], files: ['/etc/hosts'] });
  await session.detach();
  await expectStillHome(page);
});

test('a redirect out of our own pages is not followed', async () => {
  const { app, page } = keydesk();
  await app.evaluate(({ protocol, session }, to) => {
    // Remove the other rules for the network, and answer with a redirect, which main never does: only the rule on redirects is left.
    session.defaultSession.webRequest.onBeforeRequest(null);
    void session.defaultSession.setProxy({ mode: 'direct' });
    protocol.unhandle('app');
    protocol.handle('app', () => Response.redirect(to, 302));
  }, `http://127.0.0.1:${elsewhere.port}/`);
  await page.evaluate(() => {
    window.location.href = 'app://keydesk/leave.html';
  });
  await page.waitForTimeout(500);
  expect(elsewhere.count()).toBe(0);
  expect(page.url()).not.toContain('127.0.0.1');
});

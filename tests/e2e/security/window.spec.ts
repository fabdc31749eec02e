import process from 'node:process';
import { expect } from '@playwright/test';
import { test } from '../../support/app/keydesk-test.ts';
import { commandLinesBelow, seccompOf } from '../../support/app/process-status.ts';
import { shareKeydesk } from '../../support/app/shared-keydesk.ts';

// Security lines 1, 2 and 34: the window and the sandbox.

const keydesk = shareKeydesk({ profile: null, asLeft: true });

test('the window runs with each setting as it should be', async () => {
  const preferences = await keydesk().app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    // Not among Electron's published types; its name has stayed the same since Electron 2.
    const read: unknown = contents && Reflect.get(contents, 'getLastWebPreferences');
    if (typeof read !== 'function') throw new Error('Electron no longer tells the preferences of a window.');
    return { ...(read.call(contents) as Electron.WebPreferences) };
  });
  expect(preferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    webviewTag: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
  });
  // Electron reports these only if they are on. tests/unit/shell/web-preferences.test.ts checks that each is named.
  for (const name of ['nodeIntegrationInWorker', 'navigateOnDragDrop', 'plugins', 'enableBlinkFeatures']) {
    expect(Reflect.get(preferences, name), name).not.toBeTruthy();
  }
});

test('there is one window, and its page runs in the sandbox of the system', async () => {
  test.skip(process.platform !== 'linux', 'looks at processes the way of Linux');
  const pids = await keydesk().app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => window.webContents.getOSProcessId()),
  );
  expect(pids).toHaveLength(1);
  expect(pids.map(seccompOf)).toEqual([2]);
});

test('what the window shows goes into the memory of no graphics card', async () => {
  expect(await keydesk().app.evaluate(({ app }) => app.isHardwareAccelerationEnabled())).toBe(false);
});

test('even a window that asked for Node would get the sandbox', async () => {
  test.skip(process.platform !== 'linux', 'looks at processes the way of Linux');
  const { app } = keydesk();
  const found = await app.evaluate(async ({ BrowserWindow }) => {
    const webPreferences = { sandbox: false, nodeIntegration: true, contextIsolation: false };
    const window = new BrowserWindow({ show: false, webPreferences });
    await window.loadURL('about:blank');
    const node = await window.webContents.executeJavaScript('typeof process + typeof require');
    const pid = window.webContents.getOSProcessId();
    return { node, pid, id: window.id };
  });
  expect(seccompOf(found.pid)).toBe(2);
  expect(found.node).toBe('undefinedundefined');
  await app.evaluate(({ BrowserWindow }, id) => BrowserWindow.fromId(id)?.destroy(), found.id);
});

test('no process of the app is started without the sandbox', () => {
  test.skip(process.platform !== 'linux', 'looks at processes the way of Linux');
  const commands = commandLinesBelow(keydesk().process.pid ?? 0);
  expect(commands.some((words) => words.includes('--type=renderer'))).toBe(true);
  const unsafe =
    /^--(no-sandbox|no-zygote|disable-(setuid|namespace|seccomp-filter|gpu)-sandbox|disable-web-security)$/;
  expect(commands.flat().filter((word) => unsafe.test(word))).toEqual([]);
});

import { expect } from '@playwright/test';
import { test } from '../../support/app/keydesk-test.ts';
import { shareKeydesk } from '../../support/app/shared-keydesk.ts';
import { readBridgeSchema } from '../../support/attacks/bridge-schema.ts';
import { chooseInMenu } from '../../support/dialogs/menu.ts';

// Security lines 3 and 16: the globals of the page.

const keydesk = shareKeydesk({ profile: null, asLeft: true });
const { parts, calls, stores, events } = readBridgeSchema();
const upperFirst = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);

test('Node and Electron are out of the page’s reach', async () => {
  const types = await keydesk().page.evaluate(() =>
    ['require', 'process', 'module', 'exports', 'Buffer', 'global', '__dirname', 'electron', 'ipcRenderer'].map(
      (name) => `${name}: ${typeof Reflect.get(globalThis, name)}`,
    ),
  );
  expect(types.filter((type) => !type.endsWith(': undefined'))).toEqual([]);
});

test('the window carries the interfaces of the bridge’s schema, member for member', async () => {
  const found = await keydesk().page.evaluate(() => {
    const bridge: Record<string, Record<string, unknown>> = Reflect.get(window, 'keydesk');
    return Object.fromEntries(
      Object.entries(bridge).map(([part, members]) => [
        part,
        Object.entries(members)
          .map(([name, member]) =>
            typeof member === 'object' && member !== null ? `${name}: ${Object.keys(member).sort()}` : name,
          )
          .sort(),
      ]),
    );
  });
  const wanted = Object.fromEntries(
    parts.map((part) => [
      part,
      [
        ...calls.filter((call) => call.part === part).map(({ name }) => name),
        ...events.filter((event) => event.part === part).map(({ name }) => `on${upperFirst(name)}`),
        ...stores
          .filter((store) => store.part === part)
          .map(({ name }) => `${name}Store: getState,getStateSync,onStateChange`),
      ].sort(),
    ]),
  );
  expect(found).toEqual(wanted);
});

test('the window carries nothing else of ours', async () => {
  const { page, app } = keydesk();
  const ours = await page.evaluate(() => Object.getOwnPropertyNames(window));
  // Compare with a window of the same Electron on the same kind of page, without our preload.
  const bare = await app.evaluate(async ({ BrowserWindow }) => {
    const window = new BrowserWindow({ show: false, webPreferences: { sandbox: true, contextIsolation: true } });
    await window.loadURL('app://keydesk/no-such-page.html');
    const names: string[] = await window.webContents.executeJavaScript('Object.getOwnPropertyNames(window)');
    window.destroy();
    return names;
  });
  const playwrights = /^__pw|^__playwright/;
  expect(ours.filter((name) => !bare.includes(name) && !playwrights.test(name))).toEqual(['keydesk']);
});

test('what the bridge exposes is frozen all through', async () => {
  const loose = await keydesk().page.evaluate(() => {
    const found: string[] = [];
    const look = (value: unknown, path: string) => {
      if (value === null || (typeof value !== 'object' && typeof value !== 'function')) return;
      if (typeof value === 'object' && !Object.isFrozen(value)) found.push(path);
      if (typeof value === 'object')
        for (const [name, member] of Object.entries(value)) look(member, `${path}.${name}`);
    };
    look(Reflect.get(window, 'keydesk'), 'keydesk');
    const place = Object.getOwnPropertyDescriptor(window, 'keydesk');
    if (place?.writable || place?.configurable) found.push('window.keydesk');
    return found;
  });
  expect(loose).toEqual([]);
});

test('a script of the page cannot put itself in the place of a call', async () => {
  const still = await keydesk().page.evaluate(() => {
    const bridge: Record<string, Record<string, unknown>> = Reflect.get(window, 'keydesk');
    const secrets = bridge['Secrets'];
    const before = secrets?.['RevealSecret'];
    try {
      Reflect.set(secrets ?? {}, 'RevealSecret', () => 'mine');
      Reflect.set(window, 'keydesk', {});
    } catch {
      // A frozen object may throw.
    }
    return before !== undefined && Reflect.get(window, 'keydesk').Secrets.RevealSecret === before;
  });
  expect(still).toBe(true);
});

test('a listener gets the value alone, without an event that would lead to the channel', async () => {
  const { page, app } = keydesk();
  const heard = await page.evaluateHandle(() => {
    const told: string[][] = [];
    const { Preferences } = Reflect.get(window, 'keydesk');
    Preferences.onCommand((...values: unknown[]) => told.push(values.map((value) => typeof value)));
    Preferences.settingsStore.onStateChange((...values: unknown[]) =>
      told.push(values.flatMap((value) => Object.keys(value as object))),
    );
    return told;
  });
  await chooseInMenu(app, 'Refresh');
  await expect.poll(() => heard.jsonValue()).toEqual([['string']]);
  await page.evaluate(() => Reflect.get(window, 'keydesk').Preferences.ChangeSettings({ appearance: 'system' }));
  const settings = ['appearance', 'clipboardSeconds', 'contentProtection'];
  await expect.poll(() => heard.jsonValue()).toEqual([['string'], expect.arrayContaining(settings)]);
});

test('a listener that unsubscribes gets nothing more', async () => {
  const changes = await keydesk().page.evaluate(async () => {
    const { Preferences } = Reflect.get(window, 'keydesk');
    const heard: string[] = [];
    // The new state comes by another channel than the answer to the call, and may come later.
    let told = Promise.withResolvers<void>();
    const leave = Preferences.settingsStore.onStateChange(() => heard.push('first'));
    Preferences.settingsStore.onStateChange(() => {
      heard.push('second');
      told.resolve();
    });
    await Preferences.ChangeSettings({ appearance: 'dark' });
    await told.promise;
    leave();
    told = Promise.withResolvers<void>();
    await Preferences.ChangeSettings({ appearance: 'system' });
    await told.promise;
    return heard;
  });
  expect(changes).toEqual(['first', 'second', 'second']);
});

import { expect } from '@playwright/test';
import { test } from '../../support/app/keydesk-test.ts';
import { shareKeydesk } from '../../support/app/shared-keydesk.ts';
import { type Channel, readBridgeSchema, readChannels } from '../../support/attacks/bridge-schema.ts';
import { openStrangerWindow, type Stranger } from '../../support/attacks/stranger-window.ts';

// Security line 13: main answers only the main frame of its own window, on its own origin.

const keydesk = shareKeydesk({ profile: null, own: (env) => env, asLeft: true });
const schema = readBridgeSchema();
const channels = readChannels(schema);
const notOurs: readonly Stranger[] = [
  'a frame of our origin in our page',
  'a foreign frame in our page',
  'a frame in our page that has no address',
];

let near: Awaited<ReturnType<typeof openStrangerWindow>>;
let foreign: Awaited<ReturnType<typeof openStrangerWindow>>;
let far: Awaited<ReturnType<typeof openStrangerWindow>>;

test.beforeAll(async () => {
  const { app } = keydesk();
  near = await openStrangerWindow(app, 'with handlers');
  await near.show('our page');
  foreign = await openStrangerWindow(app, 'with handlers');
  await foreign.show('a page of another origin');
  far = await openStrangerWindow(app, 'as it is');
  await far.show('our page');
});

/** Expects that each of these channels refuses every kind of stranger. */
async function knockEverywhere(all: readonly Channel[]): Promise<void> {
  const refused = (why: (channel: Channel) => string, by: readonly Channel[]) =>
    Object.fromEntries(by.map((each) => [each.name, { refused: expect.stringContaining(why(each)) }]));
  const atTheDoor = refused(() => 'did not pass origin validation', all);
  for (const stranger of notOurs) expect(await near.knock(stranger, all), stranger).toEqual(atTheDoor);
  expect(await foreign.knock('a page of another origin', all)).toEqual(atTheDoor);
  // Another window, even if its page claims to be ours. A synchronous call from there gets no answer.
  const asked = all.filter(({ sync }) => !sync);
  const unheard = refused(({ channel }) => `No handler registered for '${channel}'`, asked);
  expect(await far.knock('our page', asked)).toEqual(unheard);
}

// A test for each interface of the schema.
for (const [part, all] of Map.groupBy(channels, ({ name }) => name.split('.', 1)[0])) {
  test(`${part} answers the main frame of our window, and nobody else`, () => knockEverywhere(all));
}

test('the checks that refuse the strangers let our page in', async () => {
  const callOf = (each: Channel) => schema.calls.find(({ part, name }) => `${part}.${name}` === each.name);
  // A call that needs arguments is refused without them. A call that needs none would be carried out.
  const harmless = channels.filter((each) => callOf(each)?.args.length !== 0);
  const answers = harmless.map((each) => {
    const answer = callOf(each)
      ? { refused: expect.stringMatching(/Argument ".+" at position 0/) }
      : { answered: expect.anything() };
    return [each.name, answer];
  });
  expect(await near.knock('our page', harmless)).toEqual(Object.fromEntries(answers));
});

test('main listens to nothing beside what the schema has', async () => {
  const heard = await keydesk().app.evaluate(({ BrowserWindow, ipcMain }) => {
    const own = BrowserWindow.getAllWindows().toSorted((one, other) => one.id - other.id)[0]?.webContents.ipc;
    const handled = (bus: unknown): string[] => [...Reflect.get(bus as object, '_invokeHandlers').keys()];
    // Electron's own listeners.
    const isChannel = (name: string) => name !== 'error' && !name.startsWith('IMPORT_SHARED_TEXTURE');
    return {
      window: [...handled(own), ...(own?.eventNames() ?? [])].map(String).filter(isChannel).sort(),
      everybody: [...handled(ipcMain), ...ipcMain.eventNames()].map(String).filter(isChannel),
    };
  });
  expect(heard.window).toEqual(channels.map(({ channel }) => channel).sort());
  expect(heard.everybody).toEqual([]);
});

test('our preload exposes nothing to a page that is not ours', async () => {
  const { app } = keydesk();
  const found = await app.evaluate(async ({ app: electron, BrowserWindow, session }) => {
    const apart = session.fromPartition('visitors');
    const headers = { 'content-type': 'text/html' };
    apart.protocol.handle('app', () => new Response('<!doctype html>', { headers }));
    const preload = `${electron.getAppPath()}/out/preload/index.cjs`;
    const window = new BrowserWindow({ show: false, webPreferences: { session: apart, preload, sandbox: true } });
    const types: Record<string, string> = {};
    for (const url of ['app://keydesk/index.html', 'app://elsewhere/index.html', 'data:text/html,x', 'about:blank']) {
      await window.loadURL(url);
      types[url] = await window.webContents.executeJavaScript('typeof window.keydesk');
    }
    window.destroy();
    return types;
  });
  expect(found).toEqual({
    'app://keydesk/index.html': 'object',
    'app://elsewhere/index.html': 'undefined',
    'data:text/html,x': 'undefined',
    'about:blank': 'undefined',
  });
});

import { join } from 'node:path';
import process from 'node:process';
import { expect } from '@playwright/test';
import { test } from '../../support/app/keydesk-test.ts';
import { shareKeydesk } from '../../support/app/shared-keydesk.ts';
import { ATTACKER, attackBridge, prepareAttack } from '../../support/attacks/hostile-bridge.ts';
import { nameHosts } from '../../support/attacks/hostile-page.ts';
import { type NetLog, netLogWhile } from '../../support/attacks/net-log.ts';
import {
  type CountingServer,
  startCountingServer,
  startCountingSocket,
} from '../../support/desktop/counting-server.ts';
import { chooseInFileDialog, saveInFileDialog } from '../../support/dialogs/file-dialog.ts';
import { answerQuestion, questionAsked } from '../../support/dialogs/message-box.ts';
import { paced } from '../../support/runner/pace.ts';
import { signIn } from '../../support/views/views.ts';

// Security line 6: the page talks to nobody.

const keydesk = shareKeydesk({ profile: null, own: (env) => env });
let server: CountingServer;
let socket: CountingServer;

test.beforeAll(async () => {
  server = await startCountingServer(
    'HTTP/1.1 204 No Content\r\nAccess-Control-Allow-Origin: *\r\nContent-Length: 0\r\n\r\n',
  );
  socket = await startCountingSocket();
});
test.afterAll(async () => {
  await server.close();
  await socket.close();
});

interface Doors {
  readonly http: number;
  readonly udp: number;
  /** Whether to try a WebRTC call too. */
  readonly calls?: boolean;
}

/** Tries every way in which a page could reach the servers of this test. Gives the result of each way. */
async function tryEveryWay({ http, udp, calls = true }: Doors): Promise<Record<string, string>> {
  const url = `http://127.0.0.1:${http}/`;
  const settled = (attempt: Promise<unknown>) =>
    Promise.race([attempt, new Promise((resolve) => setTimeout(resolve, 1500, 'nothing'))]).then(
      (value) => (value === 'nothing' ? 'nothing' : 'through'),
      () => 'refused',
    );
  const loads = (name: string, attribute: 'src' | 'href', more: Record<string, string> = {}) =>
    new Promise((resolve, reject) => {
      const element = document.createElement(name);
      element.onload = resolve;
      element.onerror = reject;
      for (const [key, value] of Object.entries({ ...more, [attribute]: `${url}${name}` }))
        element.setAttribute(key, value);
      document.body.append(element);
    });
  const opens = (target: EventTarget) =>
    new Promise((resolve, reject) => {
      target.addEventListener('open', resolve);
      target.addEventListener('error', reject);
    });
  const request = () =>
    new Promise((resolve, reject) => {
      const asked = new XMLHttpRequest();
      asked.onload = resolve;
      asked.onerror = reject;
      asked.open('GET', `${url}xhr`);
      asked.send();
    });
  const call = async () => {
    const relays = [`turn:127.0.0.1:${http}?transport=tcp`, `turns:127.0.0.1:${http}?transport=tcp`];
    const iceServers = [{ urls: `stun:127.0.0.1:${udp}` }, { urls: relays, username: 'x', credential: 'x' }];
    const peer = new RTCPeerConnection({ iceServers });
    peer.createDataChannel('way-out');
    await peer.setLocalDescription(await peer.createOffer());
    await new Promise((resolve) => setTimeout(resolve, 1000));
    peer.close();
    return 'nothing';
  };
  const form = () => {
    const element = document.createElement('form');
    element.action = url;
    element.method = 'post';
    document.body.append(element);
    element.submit();
    return Promise.resolve('nothing');
  };
  const ways: Record<string, () => Promise<unknown>> = {
    fetch: () => fetch(url, { mode: 'no-cors' }),
    request,
    beacon: async () => (navigator.sendBeacon(`${url}beacon`, 'x') ? 'nothing' : 'nothing'),
    events: () => opens(new EventSource(`${url}events`)),
    socket: () => opens(new WebSocket(`ws://127.0.0.1:${http}/socket`)),
    image: () => loads('img', 'src'),
    script: () => loads('script', 'src'),
    style: () => loads('link', 'href', { rel: 'stylesheet' }),
    preconnect: () => loads('link', 'href', { rel: 'preconnect' }),
    prefetch: () => loads('link', 'href', { rel: 'prefetch' }),
    preload: () => loads('link', 'href', { rel: 'preload', as: 'script' }),
    icon: () => loads('link', 'href', { rel: 'icon' }),
    media: () => loads('video', 'src'),
    frame: () => loads('iframe', 'src').then(() => 'nothing'),
    object: () => loads('object', 'href'),
    worker: async () => new Worker(URL.createObjectURL(new Blob([`fetch('${url}worker')`]))) && 'nothing',
    form,
    call,
  };
  const names = Object.keys(ways).filter((name) => calls || name !== 'call');
  const outcomes = await Promise.all(names.map((name) => settled(ways[name]?.() ?? Promise.reject())));
  return Object.fromEntries(names.map((name, index) => [name, outcomes[index] ?? '']));
}

const through = (outcomes: Record<string, string>) =>
  Object.keys(outcomes).filter((name) => outcomes[name] === 'through');

test('no request, message, call or prefetch of the page reaches anybody', async () => {
  const before = [server.count(), socket.count()];
  const outcomes = await keydesk().page.evaluate(tryEveryWay, { http: server.port, udp: socket.port });
  expect(through(outcomes)).toEqual([]);
  expect([server.count(), socket.count()]).toEqual(before);
});

/** What Chromium did on the network, except attempts to reach the nonexistent proxy that Keydesk sets. */
const besidesNowhere = ({ urls, names, peers }: NetLog) => ({
  urls: urls.filter((url) => !url.startsWith('app://keydesk/')),
  names: names.filter((name) => name !== '127.0.0.1:1'),
  peers: peers.filter((peer) => peer !== '127.0.0.1:1'),
});
const nothing = { urls: [], names: [], peers: [] };

test('no name that the page chooses is looked up, by link, frame, call or the browser itself', async () => {
  const { app, page, home } = keydesk();
  const log = await netLogWhile(app, join(home, 'page.json'), async () => {
    const ended = await page.evaluate(nameHosts, ATTACKER);
    for (const way of Object.keys(ended).filter((name) => name.startsWith('call'))) {
      expect(ended[way]).toContain('RTCPeerConnection');
    }
  });
  expect(besidesNowhere(log)).toEqual(nothing);
});

test('with all that the bridge has, the page reaches the service and nobody else', async () => {
  const ms = process.env['KEYDESK_LONG'] === 'yes' ? 60_000 : 2_000;
  test.setTimeout(paced(120_000) + 4 * ms);
  const { app, page, home, simulator } = keydesk();
  await answerQuestion(app, 'Cancel');
  await chooseInFileDialog(app, null);
  await saveInFileDialog(app, null);
  const attack = await prepareAttack(ms);
  const log = await netLogWhile(app, join(home, 'bridge.json'), async () => {
    await signIn(page, 'ADMIN');
    const names = page.evaluate(nameHosts, ATTACKER);
    expect(await page.evaluate(attackBridge, attack)).toMatchObject({ tests: 0 });
    await names;
  });
  // The attack got as far as a page can get: only the system's question stopped Keydesk from testing the attacker's key.
  expect(await questionAsked(app)).toContain(`s3.${ATTACKER}`);
  const { host } = new URL(simulator.url);
  const { urls, names, peers } = besidesNowhere(log);
  expect(urls.filter((url) => new URL(url).host !== host)).toEqual([]);
  expect(names.filter((name) => !name.includes(host))).toEqual([]);
  expect(peers.filter((peer) => peer !== host)).toEqual([]);
  expect(urls.length).toBeGreaterThan(5);
});

test('the log of this test does hold what is looked up', async () => {
  const { app, home } = keydesk();
  const log = await netLogWhile(app, join(home, 'main.json'), async () => {
    await app.evaluate(({ session }) => session.defaultSession.resolveHost('attacker.example').catch(() => undefined));
  });
  expect(log.names.join()).toContain(ATTACKER);
});

test('the doors of this test do count', async ({ playwright }) => {
  const before = server.count();
  const request = await playwright.request.newContext();
  await request.get(`http://127.0.0.1:${server.port}/`);
  await request.dispose();
  expect(server.count()).toBe(before + 1);
});

// From here on the window has another page, so no later test of this file may need our page.
test('nor would they without the policy of the page', async () => {
  const { app, home } = keydesk();
  const before = [server.count(), socket.count()];
  const inBarePage = (source: string, given: unknown) =>
    app.evaluate(
      async ({ BrowserWindow }, [work, argument]) => {
        const window = BrowserWindow.getAllWindows()[0];
        await window?.loadURL('app://keydesk/bare.html');
        return window?.webContents.executeJavaScript(`(${work})(${JSON.stringify(argument)})`);
      },
      [source, given] as const,
    );
  const bare = (doors: Doors) => inBarePage(tryEveryWay.toString(), doors);
  await app.evaluate(({ protocol }) => {
    // Serve a page without any policy in the same session and at the same origin.
    const headers = { 'content-type': 'text/html' };
    protocol.unhandle('app');
    protocol.handle('app', () => new Response('<!doctype html><body></body>', { headers }));
  });
  const doors = { http: server.port, udp: socket.port };
  expect(through(await bare(doors))).toEqual([]);
  expect([server.count(), socket.count()]).toEqual(before);
  const log = await netLogWhile(app, join(home, 'bare.json'), () => inBarePage(nameHosts.toString(), ATTACKER));
  expect(besidesNowhere(log)).toEqual(nothing);
  // Now without the nonexistent proxy: the filter of requests is the only protection left.
  await app.evaluate(({ session }) => session.defaultSession.setProxy({ mode: 'direct' }));
  expect(through(await bare({ ...doors, calls: false }))).toEqual([]);
  expect([server.count(), socket.count()]).toEqual(before);
});

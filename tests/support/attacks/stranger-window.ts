import { join } from 'node:path';
import type { ElectronApplication } from '@playwright/test';
import { checkout } from '../../../scripts/project/checkout.mjs';
import type { Channel } from './bridge-schema.ts';

/** The kinds of senders. Only our own page in the main frame may be accepted. */
export const strangers = {
  'our page': 'app://keydesk/index.html',
  'a frame of our origin in our page': 'app://keydesk/frame.html',
  'a foreign frame in our page': 'app://elsewhere/frame.html',
  'a frame in our page that has no address': 'about:srcdoc',
  'a page of another origin': 'app://elsewhere/index.html',
} as const;
export type Stranger = keyof typeof strangers;

export type Answer = { readonly answered: unknown } | { readonly refused: string };

/**
 * Opens a second window whose pages have the raw channel. `with handlers`: all handlers of main's own window are bound to the second
 * window too, so that messages from real frames of real pages reach the checks of the app.
 */
export async function openStrangerWindow(app: ElectronApplication, handlers: 'with handlers' | 'as it is') {
  const id = await app.evaluate(
    async ({ BrowserWindow, session }, [preload, bind, index]) => {
      const own = BrowserWindow.getAllWindows().toSorted((one, other) => one.id - other.id)[0]?.webContents;
      const apart = session.fromPartition(crypto.randomUUID());
      const frames = ['src="app://keydesk/frame.html"', 'src="app://elsewhere/frame.html"', 'srcdoc="nothing"'];
      const body = frames.map((source) => `<iframe ${source}></iframe>`).join('');
      apart.protocol.handle('app', ({ url }) => {
        const page = url === index ? body : 'nothing';
        return new Response(`<!doctype html>${page}`, { headers: { 'content-type': 'text/html' } });
      });
      const window = new BrowserWindow({
        show: false,
        webPreferences: { session: apart, preload, sandbox: true, nodeIntegrationInSubFrames: true },
      });
      if (bind === 'with handlers') {
        const known: unknown = own && Reflect.get(own.ipc, '_invokeHandlers');
        if (!own || !(known instanceof Map)) throw new Error('Electron keeps its handlers elsewhere now.');
        for (const [channel, handler] of known)
          Reflect.get(window.webContents.ipc, '_invokeHandlers').set(channel, handler);
        for (const channel of own.ipc.eventNames()) {
          for (const listener of own.ipc.listeners(channel)) {
            window.webContents.ipc.on(String(channel), listener as (event: Electron.IpcMainEvent) => void);
          }
        }
      }
      return window.id;
    },
    [join(checkout, 'tests', 'support', 'attacks', 'hostile-preload.cjs'), handlers, strangers['our page']] as const,
  );

  const show = (url: string) =>
    app.evaluate(({ BrowserWindow }, [window, to]) => BrowserWindow.fromId(window)?.loadURL(to), [id, url] as const);

  return {
    /** Loads the page of this stranger. A stranger that is a frame is part of our page. */
    show: (who: Stranger) => show(who === 'a page of another origin' ? strangers[who] : strangers['our page']),
    /** Sends to each of these channels as this stranger, without arguments. Gives the answers by the channels' names. */
    knock: (who: Stranger, channels: readonly Channel[]) =>
      app.evaluate(
        async ({ BrowserWindow }, [window, url, all]): Promise<Record<string, Answer>> => {
          const frames = BrowserWindow.fromId(window)?.webContents.mainFrame.framesInSubtree ?? [];
          const frame = frames.find((each) => each.url === url);
          if (!frame) throw new Error(`No frame shows ${url}, but ${frames.map((each) => each.url).join(', ')}.`);
          const answers: Record<string, Answer> = {};
          for (const { name, channel, sync } of all) {
            const message = JSON.stringify(channel);
            if (!sync) {
              answers[name] = (await frame.executeJavaScript(`knock.invoke(${message})`)) as Answer;
              continue;
            }
            const told = (await frame.executeJavaScript(`knock.sendSync(${message})`)) as
              | { error?: string }
              | undefined;
            answers[name] = told?.error === undefined ? { answered: told ?? null } : { refused: told.error };
          }
          return answers;
        },
        [id, strangers[who], channels] as const,
      ),
    close: () => app.evaluate(({ BrowserWindow }, window) => BrowserWindow.fromId(window)?.destroy(), id),
  };
}

import type { ElectronApplication } from '@playwright/test';

export interface BridgeMessage {
  readonly direction: 'to main' | 'to page';
  readonly channel: string;
  readonly values: string;
}

/**
 * Records every message between main and its page from now on: calls and their answers, awaited or not, and the messages that main
 * sends by itself. Gives a function that reads the list.
 */
export async function recordBridgeTraffic(app: ElectronApplication): Promise<() => Promise<readonly BridgeMessage[]>> {
  await app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    const handlers: unknown = contents && Reflect.get(contents.ipc, '_invokeHandlers');
    if (!contents || !(handlers instanceof Map)) throw new Error('Electron keeps its handlers elsewhere now.');
    const messages: { direction: string; channel: string; values: string }[] = [];
    Reflect.set(globalThis, 'bridgeMessages', messages);
    const record = (direction: string, channel: string, values: unknown) =>
      messages.push({ direction, channel, values: JSON.stringify(values) ?? 'undefined' });

    for (const [channel, handle] of handlers) {
      handlers.set(channel, async (event: unknown, ...values: unknown[]) => {
        record('to main', channel, values);
        const answer = await handle(event, ...values);
        record('to page', channel, answer);
        return answer;
      });
    }
    for (const channel of contents.ipc.eventNames().map(String)) {
      if (channel === 'error') continue;
      const listeners = contents.ipc.listeners(channel);
      contents.ipc.removeAllListeners(channel);
      contents.ipc.on(channel, (event, ...values) => {
        record('to main', channel, values);
        const recording = new Proxy(event, {
          set(target, name, value) {
            record('to page', channel, value);
            return Reflect.set(target, name, value);
          },
        });
        for (const listener of listeners) listener(recording, ...values);
      });
    }
    const send = contents.send.bind(contents);
    contents.send = (channel, ...values) => {
      record('to page', channel, values);
      send(channel, ...values);
    };
  });
  return () => app.evaluate(() => Reflect.get(globalThis, 'bridgeMessages'));
}

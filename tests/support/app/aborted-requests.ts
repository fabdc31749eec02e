import type { ElectronApplication } from '@playwright/test';

/**
 * Watches the network below the service client, in its Electron session. Gives the addresses of the requests that have been aborted
 * since. The client's own word about cancelling would prove nothing.
 */
export async function abortedRequests(app: ElectronApplication): Promise<() => Promise<readonly string[]>> {
  await app.evaluate(({ session }) => {
    const aborted: string[] = [];
    Reflect.set(globalThis, 'abortedRequests', aborted);
    session.fromPartition('service-reads', { cache: false }).webRequest.onErrorOccurred(({ url, error }) => {
      if (error === 'net::ERR_ABORTED') aborted.push(decodeURIComponent(url));
    });
  });
  return () => app.evaluate(() => Reflect.get(globalThis, 'abortedRequests') as string[]);
}

import type { ElectronApplication } from '@playwright/test';

/**
 * Watches the requests in the Electron session that the service client uses: the client's own report of a cancelled request would prove
 * nothing. Gives a function that reads the addresses of the requests that were aborted since.
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

import { session } from 'electron';

/**
 * The fetch of the service client: Chromium's, so with the system's proxy and certificates, in a session of its own
 * without cookies, cache or disk. SECURITY line 28: no certificate is ever accepted that the system does not trust.
 */
export function createServiceFetch(): typeof globalThis.fetch {
  let service: Electron.Session | null = null;
  return (input, init) => {
    service ??= session.fromPartition('service', { cache: false });
    const request = input instanceof URL ? input.href : input;
    return service.fetch(request, { ...init, credentials: 'omit', cache: 'no-store' }) as Promise<Response>;
  };
}

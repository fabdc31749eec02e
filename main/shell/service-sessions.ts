import { session } from 'electron';

/** A network stack with connections of its own. */
export interface ServiceSession {
  fetch(url: string, init?: RequestInit): Promise<Response>;
  closeAllConnections(): Promise<void>;
}

/**
 * A session for the service client: Chromium's network, so with the system's proxy, and with the certificates that the system
 * trusts on Windows and macOS. On Linux Chromium knows its own authorities and those in the person's NSS store (`~/.pki/nssdb`), and
 * not those of `/etc/ssl`: docs/guide.md says how one gets there. Apart from the page's, without cookies, cache or disk. Made at its first use, not at start.
 * SECURITY line 28: no certificate is ever accepted that the system does not trust.
 */
export function createServiceSession(name: 'reads' | 'writes' | 'tests'): ServiceSession {
  const open = () => session.fromPartition(`service-${name}`, { cache: false });
  return {
    fetch: (url, init) => open().fetch(url, init),
    closeAllConnections: () => open().closeAllConnections(),
  };
}

import { net, type Session, session } from 'electron';

/** A user name and a password, and the proxy (host and port) that alone may get them. */
export interface ProxyPassword {
  readonly proxy: string;
  readonly userName: string;
  readonly password: string;
}

export type ProxyVerdict =
  /** Requests of this session pass. */
  | { readonly kind: 'passes' }
  | { readonly kind: 'asks' | 'refuses'; readonly proxy: string }
  /** Requests do not pass, for another reason than a password. */
  | { readonly kind: 'fails' };

/**
 * A session for the service client, with connections of its own, and with the passwords that proxies have accepted. It is Chromium's
 * network, so it uses the system's proxy and, on Windows and macOS, the certificates that the system trusts. On Linux Chromium knows its
 * own authorities and those in the person's NSS store (`~/.pki/nssdb`), but not those of `/etc/ssl`: docs/guide.md says how to add one. The
 * session is apart from the page's, has no cookies, cache or disk, and is made at its first use, not at start. Security line 28: no
 * certificate is ever accepted that the system does not trust.
 */
function createServiceSession(name: 'reads' | 'writes' | 'tests') {
  const open = () => session.fromPartition(`service-${name}`, { cache: false });
  return {
    fetch: (url: string, init?: RequestInit) => open().fetch(url, init),
    closeAllConnections: () => open().closeAllConnections(),
    /** Whether requests to the host of `url` pass the proxy with this password. */
    askProxy: (url: string, given: ProxyPassword | null) => askProxy(open(), url, given),
    /** Forgets the passwords of all proxies, on every connection. */
    async forgetProxies() {
      await open().clearAuthCache();
      await open().closeAllConnections();
    },
  };
}

/** For reads, for writes, and for tests of keys. */
export const createServiceSessions = () =>
  [createServiceSession('reads'), createServiceSession('writes'), createServiceSession('tests')] as const;

/** In milliseconds. */
const PROXY_PATIENCE = 15_000;

/**
 * Sends one unsigned request to the host of `url`, and gives the proxy the password if the proxy asks for one. The session remembers an
 * accepted password in memory, and its `fetch` uses this password from then on. `fetch` itself cannot be given a password.
 */
function askProxy(session: Session, url: string, given: ProxyPassword | null): Promise<ProxyVerdict> {
  const { promise, resolve } = Promise.withResolvers<ProxyVerdict>();
  let isGiven = false;
  let verdict: ProxyVerdict | null = null;
  const request = net.request({
    method: 'HEAD',
    url: new URL('/', url).href,
    session,
    credentials: 'omit',
    cache: 'no-store',
    redirect: 'manual',
    referrerPolicy: 'no-referrer',
  });
  const end = (kind: 'passes' | 'fails') => resolve(verdict ?? { kind });
  request.on('login', ({ isProxy, host, port }, answer) => {
    const proxy = `${host}:${port}`;
    // Security line 28: neither a server nor another proxy than the one that the person saw gets the password.
    if (isProxy && !isGiven && given?.proxy === proxy) {
      isGiven = true;
      return answer(given.userName, given.password);
    }
    if (isProxy) verdict = { kind: isGiven ? 'refuses' : 'asks', proxy };
    answer();
  });
  request.on('response', () => end('passes'));
  request.on('redirect', () => end('passes'));
  // A proxy that got the password and does not ask again has accepted it, even if the host cannot be reached.
  request.on('error', () => end(isGiven ? 'passes' : 'fails'));
  request.end();
  const tooLate = setTimeout(end, PROXY_PATIENCE, 'fails');
  return promise.finally(() => {
    clearTimeout(tooLate);
    request.abort();
  });
}

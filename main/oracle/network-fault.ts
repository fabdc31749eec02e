/** What is known of a request that got no answer. `reason` is a phrase that can follow a colon. */
export type NetworkFault =
  | { readonly kind: 'unreachable'; readonly delivery: 'not-sent' | 'unknown'; readonly reason: string }
  | { readonly kind: 'certificate'; readonly delivery: 'not-sent'; readonly reason: string }
  | { readonly kind: 'redirected'; readonly delivery: 'answered' };

/**
 * Reads what `fetch` threw: Electron's `net.fetch` gives Chromium's code in the message (`net::ERR_...`), Node's `fetch` a system or undici
 * code in a cause. `not-sent` means a fault before the first byte of a request: in name resolution, connecting, or the TLS handshake. This
 * is true only of a `fetch` that does not repeat a request by itself: see `fresh-connection-fetch.ts`. A reset, an empty answer or a
 * network that went away may come after the service acted: `unknown`.
 */
export function readNetworkFault(error: unknown): NetworkFault {
  for (const { message, code, syscall } of chainOf(error)) {
    // Electron's way to say that it did as `redirect: 'manual'` asks.
    if (message === 'Redirect was cancelled') return { kind: 'redirected', delivery: 'answered' };
    const name = /^net::ERR_(\w+)/.exec(message)?.[1];
    if (name !== undefined) return readChromiumError(name);
    if (code !== null) return readNodeError(code, syscall);
  }
  return { kind: 'unreachable', delivery: 'unknown', reason: 'the connection failed' };
}

/** The network error codes of Chromium: net/base/net_error_list.h. */
function readChromiumError(name: string): NetworkFault {
  if (name.startsWith('CERT_')) return certificate(certificateReasons[name]);
  return chromiumFaults[name] ?? maybeSent(`the network failed (${name})`);
}

/** System codes, undici's codes and OpenSSL's verification codes: https://nodejs.org/api/tls.html#x509-certificate-error-codes */
function readNodeError(code: string, syscall: string | null): NetworkFault {
  if (verificationCode.test(code)) return certificate(certificateReasons[code]);
  const fault = nodeFaults[code] ?? maybeSent(`the network failed (${code})`);
  return syscall === 'connect' || syscall === 'getaddrinfo' ? { ...fault, delivery: 'not-sent' } : fault;
}

// Not ERR_SSL_*: alerts like "certificate required" can arrive after the request has left.
const verificationCode =
  /^(CERT_|CRL_|ERR_TLS_CERT_|ERROR_IN_C|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|INVALID_CA$|INVALID_PURPOSE$|PATH_LENGTH_|HOSTNAME_)/;

const certificate = (reason = 'it is not valid for this computer'): NetworkFault => ({
  kind: 'certificate',
  delivery: 'not-sent',
  reason,
});

type Unreachable = Extract<NetworkFault, { kind: 'unreachable' }>;
const notSent = (reason: string): Unreachable => ({ kind: 'unreachable', delivery: 'not-sent', reason });
const maybeSent = (reason: string): Unreachable => ({ kind: 'unreachable', delivery: 'unknown', reason });

const refused = notSent('the connection was refused');
const noName = notSent('its name was not found');
const noConnection = 'no connection could be made';
const slow = 'no connection came about in time';
const cutOff = maybeSent('the connection was cut off');
const offline = maybeSent('this computer is offline');
const silent = maybeSent('no answer came in time');

const chromiumFaults: Record<string, Unreachable> = {
  NAME_NOT_RESOLVED: noName,
  NAME_RESOLUTION_FAILED: noName,
  DNS_TIMED_OUT: noName,
  CONNECTION_REFUSED: refused,
  CONNECTION_TIMED_OUT: notSent(slow),
  CONNECTION_FAILED: notSent(noConnection),
  // A connection that worked before can also end with this code, or with the next one.
  ADDRESS_UNREACHABLE: maybeSent(noConnection),
  INTERNET_DISCONNECTED: offline,
  NETWORK_CHANGED: maybeSent('the network changed'),
  CONNECTION_RESET: cutOff,
  CONNECTION_CLOSED: cutOff,
  CONNECTION_ABORTED: cutOff,
  EMPTY_RESPONSE: maybeSent('the connection was closed without an answer'),
  TIMED_OUT: silent,
  SSL_PROTOCOL_ERROR: maybeSent('it does not speak TLS'),
  SSL_VERSION_OR_CIPHER_MISMATCH: notSent('the network failed (SSL_VERSION_OR_CIPHER_MISMATCH)'),
  PROXY_CONNECTION_FAILED: notSent('the proxy could not be used'),
  // A proxy that wants a password is another case: see `signin/proxy-sign-in.ts`.
  TUNNEL_CONNECTION_FAILED: notSent('the proxy did not let it through'),
  UNSAFE_PORT: notSent('the network failed (UNSAFE_PORT)'),
  INVALID_HTTP_RESPONSE: maybeSent('it does not speak HTTP'),
};

const nodeFaults: Record<string, Unreachable> = {
  ECONNREFUSED: refused,
  ENOTFOUND: noName,
  EAI_AGAIN: noName,
  EHOSTUNREACH: maybeSent(noConnection),
  ENETUNREACH: offline,
  ENETDOWN: offline,
  ETIMEDOUT: maybeSent(slow),
  UND_ERR_CONNECT_TIMEOUT: notSent(slow),
  ECONNRESET: cutOff,
  EPIPE: cutOff,
  UND_ERR_SOCKET: cutOff,
  UND_ERR_HEADERS_TIMEOUT: silent,
  UND_ERR_BODY_TIMEOUT: silent,
};

const expired = 'it has expired, or is not valid yet';
const otherHost = 'it is made out for another server';
const untrusted = 'this computer does not trust who issued it';
const revoked = 'it has been revoked';

const certificateReasons: Record<string, string> = {
  CERT_DATE_INVALID: expired,
  CERT_HAS_EXPIRED: expired,
  CERT_NOT_YET_VALID: expired,
  CERT_COMMON_NAME_INVALID: otherHost,
  ERR_TLS_CERT_ALTNAME_INVALID: otherHost,
  HOSTNAME_MISMATCH: otherHost,
  CERT_AUTHORITY_INVALID: untrusted,
  CERT_UNTRUSTED: untrusted,
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted,
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  UNABLE_TO_GET_ISSUER_CERT: untrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
  CERT_REVOKED: revoked,
};

interface Link {
  readonly message: string;
  readonly code: string | null;
  readonly syscall: string | null;
}

/** An error and its causes, outermost first. No library wraps more than five. */
function chainOf(error: unknown): Link[] {
  const links: Link[] = [];
  for (let at = error; at instanceof Error && links.length < 5; at = at.cause) {
    links.push({ message: at.message, code: textOf(at, 'code'), syscall: textOf(at, 'syscall') });
  }
  return links;
}

function textOf(error: Error, name: 'code' | 'syscall'): string | null {
  const value: unknown = Reflect.get(error, name);
  return typeof value === 'string' ? value : null;
}

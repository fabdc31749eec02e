import { setGlobalProxyFromEnv } from 'node:http';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';

/** No proxy is used for this computer itself. */
const LOCAL = ['localhost', '127.0.0.1', '::1'];

type Environment = Readonly<Record<string, string | undefined>>;
const setIn = (env: Environment, name: string) => env[name.toLowerCase()] || env[name.toUpperCase()] || undefined;
/** `proxy.example:3128`, without a scheme, counts as an http address, as in other programs. */
const addressIn = (env: Environment, name: string) => setIn(env, name)?.replace(/^(?![a-z0-9]+:\/\/)/i, 'http://');

/**
 * Node's `fetch`, for a command line without a display: Electron's own network starts with the display. It trusts what the system trusts,
 * and goes through the proxy of HTTPS_PROXY and NO_PROXY, as other programs of a shell do. It ignores the proxy settings of the desktop.
 * Null if a variable names a proxy that Node cannot use; its value may hold a password, so it is not repeated.
 */
export function openCommandNetwork(env: Environment): typeof globalThis.fetch | null {
  setDefaultCACertificates([...new Set([...getCACertificates('default'), ...getCACertificates('system')])]);
  const none = [setIn(env, 'no_proxy'), ...LOCAL].filter(Boolean).join(',');
  try {
    setGlobalProxyFromEnv({
      http_proxy: addressIn(env, 'http_proxy'),
      https_proxy: addressIn(env, 'https_proxy'),
      no_proxy: none,
    });
  } catch {
    return null;
  }
  return globalThis.fetch;
}

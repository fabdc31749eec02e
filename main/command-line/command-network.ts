import { setGlobalProxyFromEnv } from 'node:http';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';

/** Where no proxy is asked: this computer itself. */
const LOCAL = ['localhost', '127.0.0.1', '::1'];

type Environment = Readonly<Record<string, string | undefined>>;
const setIn = (env: Environment, name: string) => env[name.toLowerCase()] || env[name.toUpperCase()] || undefined;

/**
 * Node's `fetch`, for a command line without a display: Electron's own network starts with the display. It trusts what the system
 * trusts, and goes through the proxy of HTTPS_PROXY and NO_PROXY, as other programs of a shell do. The proxy settings of the desktop
 * do not hold here. Throws where HTTPS_PROXY is no address.
 */
export function openCommandNetwork(env: Environment): typeof globalThis.fetch {
  setDefaultCACertificates([...new Set([...getCACertificates('default'), ...getCACertificates('system')])]);
  const none = [setIn(env, 'no_proxy'), ...LOCAL].filter(Boolean).join(',');
  setGlobalProxyFromEnv({
    http_proxy: setIn(env, 'http_proxy'),
    https_proxy: setIn(env, 'https_proxy'),
    no_proxy: none,
  });
  return globalThis.fetch;
}

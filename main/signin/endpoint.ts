import { z } from 'zod';
import { failed, type Outcome, success } from '../outcome.ts';

/**
 * The one key of ours in the configuration file, `keydesk_endpoint`: a base that replaces Oracle's. Any https, or http on
 * this computer alone, so that no signed request travels in the clear. Comes back without a trailing slash.
 */
export function checkEndpoint(text: string): Outcome<string, { readonly reason: string }> {
  const url = URL.parse(text);
  if (url === null) return failed({ reason: 'it is not a URL' });
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) {
    return failed({ reason: 'it must be https, or http on this computer (127.0.0.1)' });
  }
  if (url.username !== '' || url.password !== '') return failed({ reason: 'it must not hold a user name or password' });
  if (/[?#]/.test(text)) return failed({ reason: 'it must not hold a query or a fragment' });
  return success(`${url.origin}${url.pathname}`.replace(/\/+$/, ''));
}

/** A stored URL: held to the same rule, so that an edited settings file sends nothing astray. */
export const endpointSchema = z.string().refine((text) => checkEndpoint(text).ok);

// URL parsing has already turned 127.1 and 0x7f.0.0.1 into 127.0.0.1.
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}

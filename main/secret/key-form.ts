/**
 * The characters that the parts of a key may have, wherever they come from and wherever they go: they have no special meaning in
 * configuration files, shells and XML. Oracle's own keys never have other characters. Endpoints have `checkEndpoint`.
 */
const ACCESS_KEY = /^[A-Za-z0-9+/=_.-]{1,255}$/;
const REGION = /^[a-z0-9][a-z0-9-]{0,63}$/;
const NAMESPACE = /^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9])?$/;

export const isAccessKey = (text: string): boolean => ACCESS_KEY.test(text);
/** Both ends, as the window shows them too: enough to distinguish two keys. Short keys stay whole. */
export const shortAccessKey = (accessKey: string): string =>
  accessKey.length > 20 ? `${accessKey.slice(0, 8)}…${accessKey.slice(-8)}` : accessKey;
export const isRegion = (text: string): boolean => REGION.test(text);
export const isNamespace = (text: string): boolean => NAMESPACE.test(text);

/** The most characters that the one-time dialog can show. */
const MAX_SECRET = 1024;

/**
 * Why bytes cannot be a secret key, wherever they come from; null: they may be one. Oracle's secret keys are printable ASCII without
 * spaces, so anything else was mistyped, misread or changed.
 */
export function whyNoSecret(bytes: Uint8Array): 'empty' | 'too-long' | 'characters' | null {
  if (bytes.length === 0) return 'empty';
  if (bytes.length > MAX_SECRET) return 'too-long';
  return bytes.every((byte) => byte >= 0x21 && byte <= 0x7e) ? null : 'characters';
}

/**
 * The characters that the parts of a key may have, wherever they come from and wherever they go: they have no special meaning in
 * configuration files, shells and XML. Oracle's own never hold others. The secret key has `secret-form.ts`, endpoints `checkEndpoint`.
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

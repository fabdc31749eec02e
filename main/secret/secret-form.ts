/** What the one-time dialog can show. */
const MAX_SECRET = 1024;

/**
 * What keeps bytes from being a secret key, wherever they come from: Oracle's answers hold printable ASCII without spaces alone, so
 * anything else was mistyped, misread or changed. Null: they may be one.
 */
export function whyNoSecret(bytes: Uint8Array): 'empty' | 'too-long' | 'characters' | null {
  if (bytes.length === 0) return 'empty';
  if (bytes.length > MAX_SECRET) return 'too-long';
  return bytes.every((byte) => byte >= 0x21 && byte <= 0x7e) ? null : 'characters';
}

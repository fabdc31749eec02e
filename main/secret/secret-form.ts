/** What the one-time dialog can show. */
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

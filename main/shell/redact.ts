/**
 * Removes from a text what may be a secret or name a person: PEM blocks, signatures, access and secret keys (runs of 24 and more characters
 * of hex or base64), and OCIDs but for their last four characters.
 */
export function redact(text: string): string {
  return text
    .replace(/-----BEGIN[\s\S]*?(-----END[^-]*-----|$)/g, '[key]')
    .replace(/ocid1\.[\w.-]+?([\w-]{4})(?![\w.-])/g, 'ocid1…$1')
    .replace(/[A-Za-z0-9+/=_-]{24,}/g, '[…]');
}

/** Security line 5. `connect-src 'none'`: the renderer talks to nobody; main alone talks to Oracle. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * Sent with every answer of `app://`. No `cross-origin-opener-policy`: the page has no other window to be kept from, and Chromium
 * would throw the page's first process away for it. See `docs/security.md`.
 */
export const securityHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-dns-prefetch-control': 'off',
};

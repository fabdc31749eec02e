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
 * Sent with every answer of `app://`. No `cross-origin-opener-policy`: there is no other window to separate the page from, and because of
 * that header Chromium would discard the page's first process. See `docs/security.md`.
 */
export const securityHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-dns-prefetch-control': 'off',
};

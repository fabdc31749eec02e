import { readFile } from 'node:fs/promises';
import { extname, resolve, sep } from 'node:path';
import { protocol } from 'electron';
import { APP_SCHEME, isOurs } from './app-origin.ts';
import { securityHeaders } from './security-headers.ts';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** Must run before the app is ready. `codeCache` lets Chromium keep compiled scripts, as it does for https. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, codeCache: true } },
  ]);
}

/**
 * The file that an address names inside `root`; null for another host, another method's worth of tricks (`..`, encoded
 * or not, back slashes, NUL) and types that we do not serve.
 */
export function fileOf(root: string, url: string): string | null {
  if (!isOurs(url)) return null;
  let path: string;
  try {
    path = decodeURIComponent(new URL(url).pathname);
  } catch {
    return null;
  }
  if (path.includes('\0') || path.includes('\\')) return null;
  const file = resolve(root, `.${path === '/' ? '/index.html' : path}`);
  return file.startsWith(root + sep) && TYPES[extname(file)] ? file : null;
}

/** SECURITY: the user interface is served from `app://keydesk` with its policy on every answer; there is no `file://`. */
export function serveApp(root: string): void {
  const respond = (status: number, body: BodyInit | null, type: string) =>
    new Response(body, { status, headers: { ...securityHeaders, 'content-type': type } });

  protocol.handle(APP_SCHEME, async (request) => {
    const file = fileOf(root, request.url);
    if (!file || request.method !== 'GET') return respond(404, 'Not found', 'text/plain');
    try {
      return respond(200, new Uint8Array(await readFile(file)), TYPES[extname(file)] ?? 'application/octet-stream');
    } catch {
      return respond(404, 'Not found', 'text/plain');
    }
  });
}

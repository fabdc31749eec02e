import { readFile } from 'node:fs/promises';
import { protocol } from 'electron';
import { fileOf, typeOf } from './app-files.ts';
import { APP_SCHEME } from './app-origin.ts';
import { securityHeaders } from './security-headers.ts';

/** Must run before the app is ready. `codeCache` lets Chromium keep compiled scripts, as it does for https. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, codeCache: true } },
  ]);
}

/** An answer with our policy. `more`: further headers. */
export const respond = (status: number, body: BodyInit | null, type: string, more: Record<string, string> = {}) =>
  new Response(body, { status, headers: { ...securityHeaders, 'content-type': type, ...more } });

/**
 * Security: the user interface is served from `app://keydesk` with its policy on every answer; there is no `file://`. Scripts wait for
 * `scriptsMayRun`: the page may be loading before main can answer its calls.
 */
export function serveApp(root: string, scriptsMayRun: Promise<void>): void {
  protocol.handle(APP_SCHEME, async (request) => {
    const file = fileOf(root, request.url);
    if (!file || request.method !== 'GET') return respond(404, 'Not found', 'text/plain');
    if (typeOf(file).startsWith('text/javascript')) await scriptsMayRun;
    try {
      return respond(200, new Uint8Array(await readFile(file)), typeOf(file));
    } catch {
      return respond(404, 'Not found', 'text/plain');
    }
  });
}

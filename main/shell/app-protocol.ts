import { readFileSync } from 'node:fs';
import { protocol } from 'electron';
import { fileOf, typeOf } from './app-files.ts';
import { APP_SCHEME } from './app-origin.ts';
import type { PageGate } from './page-gate.ts';
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

export interface ServedPage {
  /** The folder of the page. */
  readonly root: string;
  /** What the first document brings along; null: nothing. Later documents bring nothing, since main answers by then. */
  readonly firstState: Promise<object | null>;
  readonly gate: Pick<PageGate, 'hold'>;
}

/** Security: the user interface is served from `app://keydesk` with its policy on every answer; there is no `file://`. */
export function serveApp({ root, firstState, gate }: ServedPage): void {
  let state: Promise<object | null> | null = firstState;
  const contentOf = async (file: string) => {
    // Read synchronously: an awaited read goes through Electron's loop four times, which takes longer than the read itself.
    const content = new Uint8Array(readFileSync(file));
    if (!typeOf(file).startsWith('text/html') || state === null) return content;
    const first = state;
    state = null;
    return withState(new TextDecoder().decode(content), await first);
  };
  protocol.handle(APP_SCHEME, async (request) => {
    const file = fileOf(root, request.url);
    if (!file || request.method !== 'GET') return respond(404, 'Not found', 'text/plain');
    await gate.hold(request.url);
    try {
      return respond(200, await contentOf(file), typeOf(file));
    } catch {
      return respond(404, 'Not found', 'text/plain');
    }
  });
}

/** Adds the state as JSON. A browser runs no JSON, so the policy of the page does not forbid it. Without `<` it cannot end its element. */
function withState(html: string, state: object | null): string {
  if (state === null) return html;
  const json = JSON.stringify(state).replaceAll('<', '\\u003c');
  return html.replace('</head>', () => `<script id="first-state" type="application/json">${json}</script></head>`);
}

import { readFile } from 'node:fs/promises';
import { type ProtocolRequest, type ProtocolResponse, protocol } from 'electron';
import { fileOf, typeOf } from './app-files.ts';
import { APP_SCHEME } from './app-origin.ts';
import type { PageAsks } from './page-asks.ts';
import { securityHeaders } from './security-headers.ts';

/** Must run before the app is ready. `codeCache` lets Chromium keep compiled scripts, as it does for https. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, codeCache: true } },
  ]);
}

const headersOf = (type: string, more: Record<string, string> = {}) => ({
  ...securityHeaders,
  'content-type': type,
  ...more,
});

/** An answer with our policy. `more`: further headers. */
export const respond = (status: number, body: BodyInit | null, type: string, more?: Record<string, string>) =>
  new Response(body, { status, headers: headersOf(type, more) });

const notFound: ProtocolResponse = {
  statusCode: 404,
  headers: headersOf('text/plain'),
  data: Buffer.from('Not found'),
};

export interface ServedPage {
  /** The folder of the page. */
  readonly root: string;
  /** What the first document brings along; null: nothing. Those after it bring nothing: main answers by then. */
  readonly firstState: Promise<object | null>;
  readonly asks: Pick<PageAsks, 'hold'>;
}

/**
 * Security: the user interface is served from `app://keydesk` with its policy on every answer; there is no `file://`.
 * `registerBufferProtocol` on purpose, although Electron calls it deprecated: for `protocol.handle` it loads Node's `Request` and `Response`
 * at the first question, which takes 40 ms of the way to the first screen.
 */
export function serveApp({ root, firstState, asks }: ServedPage): void {
  let state: Promise<object | null> | null = firstState;
  const contentOf = async (file: string): Promise<Buffer> => {
    const content = await readFile(file);
    if (!typeOf(file).startsWith('text/html') || state === null) return content;
    const first = state;
    state = null;
    return Buffer.from(withState(content.toString('utf8'), await first));
  };
  const answerTo = async ({ method, url }: ProtocolRequest): Promise<ProtocolResponse> => {
    const file = method === 'GET' ? fileOf(root, url) : null;
    if (file === null) return notFound;
    await asks.hold(url);
    const data = await contentOf(file).catch(() => null);
    return data === null ? notFound : { statusCode: 200, headers: headersOf(typeOf(file)), data };
  };
  protocol.registerBufferProtocol(APP_SCHEME, (request, answer) => void answerTo(request).then(answer));
}

/** Data is no script to a browser, and the policy of the page concerns it not. Without `<` it cannot end its element. */
function withState(html: string, state: object | null): string {
  if (state === null) return html;
  const json = JSON.stringify(state).replaceAll('<', '\\u003c');
  return html.replace('</head>', () => `<script id="first-state" type="application/json">${json}</script></head>`);
}

import { setTimeout as sleep } from 'node:timers/promises';
import { type App, protocol, type Session } from 'electron';
import { APP_SCHEME, isOurs } from '../shell/app-origin.ts';
import { respond } from '../shell/app-protocol.ts';
import type { PageGate } from '../shell/page-gate.ts';

/** Milliseconds between two tries to become the only Keydesk of the profile folder, and the number of tries. */
const RETRY_EVERY = 100;
const RETRIES = 300;

/** At a restart the new program starts before the old one has ended, so this waits. False: the old one has not ended in time. */
export async function isOnlyInstance(app: App): Promise<boolean> {
  for (let tries = 0; tries < RETRIES; tries += 1) {
    if (app.requestSingleInstanceLock()) return true;
    await sleep(RETRY_EVERY);
  }
  return false;
}

/** The development server writes styles and a first script into the page, and tells it of changes over a WebSocket. */
const policyFor = (socket: string) =>
  [
    "default-src 'none'",
    "script-src 'self' 'unsafe-inline'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self' ${socket}`,
  ].join('; ');

/**
 * Serves the page of the development server under the usual origin, so that every rule about the origin still holds. The page's session
 * reaches that server alone.
 */
export function serveFromDevelopmentServer(session: Session, server: string, gate: Pick<PageGate, 'hold'>): void {
  const socket = server.replace(/^http/, 'ws');
  const policy = policyFor(socket);
  session.webRequest.onBeforeRequest(({ url }, answer) => {
    const isAllowed = isOurs(url) || url.startsWith('devtools:') || url.startsWith(`${socket}/`);
    answer({ cancel: !isAllowed });
  });
  protocol.handle(APP_SCHEME, async ({ url, headers }) => {
    await gate.hold(url);
    const { pathname, search } = new URL(url);
    const accept = headers.get('accept') ?? '*/*';
    const served = await fetch(`${server}${pathname}${search}`, { headers: { accept } });
    const type = served.headers.get('content-type') ?? 'text/plain';
    return respond(served.status, served.body, type, {
      'content-security-policy': policy,
      'cache-control': 'no-store',
    });
  });
}

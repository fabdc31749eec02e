import type { Session } from 'electron';
import { isOurs } from './app-origin.ts';

/**
 * SECURITY line 6: a second lock behind the content security policy. Nothing of the page's session reaches a network;
 * the service client has a session of its own. `devtools:` is there in development only.
 */
export function silenceRendererNetwork(session: Session): void {
  session.webRequest.onBeforeRequest((details, answer) => {
    answer({ cancel: !isOurs(details.url) && !details.url.startsWith('devtools:') });
  });
}

import type { Session, WebContents } from 'electron';
import { isOurs } from './app-origin.ts';

/** A proxy that nobody offers, for every address without exception: port 1 is reserved, and root's alone. */
const nowhere = { proxyRules: 'http://127.0.0.1:1', proxyBypassRules: '<-loopback>' };

/**
 * SECURITY line 6: a second lock behind the content security policy. Nothing of the page's session reaches a network;
 * the service client has a session of its own. `devtools:` is there in development only.
 */
export function silenceRendererNetwork(session: Session): void {
  session.webRequest.onBeforeRequest((details, answer) => {
    answer({ cancel: !isOurs(details.url) && !details.url.startsWith('devtools:') });
  });
  // What is no request (a WebRTC call's TCP connections) does not come by there, but asks for a proxy.
  void session.setProxy(nowhere);
}

/** SECURITY line 6: neither the policy of the page nor the lock above knows of the packets of a WebRTC call. */
export function silenceCalls(contents: WebContents): void {
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
}

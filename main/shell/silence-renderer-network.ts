import type { Session, WebContents } from 'electron';
import { isOurs } from './app-origin.ts';

/** A proxy that nobody offers, for every address without exception: port 1 is reserved, and root's alone. */
const nowhere = { proxyRules: 'http://127.0.0.1:1', proxyBypassRules: '<-loopback>' };

/**
 * Security line 6: a second lock behind the content security policy. Nothing of the page's session reaches a network;
 * the service client has a session of its own. `devtools:` is there in development only.
 */
export function silenceRendererNetwork(session: Session): void {
  session.webRequest.onBeforeRequest((details, answer) => {
    answer({ cancel: !isOurs(details.url) && !details.url.startsWith('devtools:') });
  });
  // What is no request (a WebRTC call's TCP connections) does not come by there, but asks for a proxy.
  void session.setProxy(nowhere);
}

/** Runs in each frame as it is made, before anything of the page does. */
const noCalls = 'delete window.RTCPeerConnection; delete window.webkitRTCPeerConnection;';

/**
 * Security line 6: neither the policy of the page nor the lock above knows of WebRTC. A call sends packets, which the first line
 * stops, and has names looked up that the page chooses (of relays, of the other side), which only the absence of calls stops. A
 * frame without an address has a constructor of its own, and no preload script: Chromium's debugger is what reaches every frame.
 */
export function silenceCalls(contents: WebContents): void {
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
  contents.debugger.attach();
  const script = { source: noCalls, runImmediately: true };
  const begun = [
    contents.debugger.sendCommand('Page.enable'),
    contents.debugger.sendCommand('Page.addScriptToEvaluateOnNewDocument', script),
  ];
  // They fail if the window has closed. Nothing is lost then.
  void Promise.all(begun).catch(() => {});
}

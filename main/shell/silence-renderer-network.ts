import type { Session, WebContents } from 'electron';
import { isOurs } from './app-origin.ts';

/** A proxy that does not exist, for every address without exception: port 1 is reserved, and only root could listen there. */
const nowhere = { proxyRules: 'http://127.0.0.1:1', proxyBypassRules: '<-loopback>' };

/**
 * Security line 6: a second protection after the content security policy. Nothing of the page's session reaches a network;
 * the service client has a session of its own. `devtools:` is there in development only.
 */
export function silenceRendererNetwork(session: Session): void {
  session.webRequest.onBeforeRequest((details, answer) => {
    answer({ cancel: !isOurs(details.url) && !details.url.startsWith('devtools:') });
  });
  // Connections that are no requests (TCP of a WebRTC call) pass no filter, but use the proxy.
  void session.setProxy(nowhere);
}

/** Runs in each frame as it is made, before anything of the page does. */
const noCalls = 'delete window.RTCPeerConnection; delete window.webkitRTCPeerConnection;';

/**
 * Security line 6: neither the policy of the page nor `silenceRendererNetwork` stops WebRTC. A call sends packets, which the first line
 * below stops. A call also looks up names that the page chooses, which can be stopped only by removing calls altogether. A frame without an
 * address has a constructor of its own and no preload script, so Chromium's debugger is used, which reaches every frame.
 */
export function silenceCalls(contents: WebContents): void {
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
  contents.debugger.attach();
  const script = { source: noCalls, runImmediately: true };
  const begun = [
    contents.debugger.sendCommand('Page.enable'),
    contents.debugger.sendCommand('Page.addScriptToEvaluateOnNewDocument', script),
  ];
  // These commands fail if the window has closed. Then nothing is lost.
  void Promise.all(begun).catch(() => {});
}

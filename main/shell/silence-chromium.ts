import type { App } from 'electron';

/** Security line 38: Chromium's own calls to its maker are off. Must run before the app is ready. */
export function silenceChromium(app: App): void {
  const { commandLine } = app;
  commandLine.appendSwitch('disable-background-networking');
  commandLine.appendSwitch('disable-component-update');
  commandLine.appendSwitch('disable-domain-reliability');
  commandLine.appendSwitch('disable-sync');
  commandLine.appendSwitch('no-pings');
  // Security line 6. A page may name hosts whose addresses Chromium then looks up (dns-prefetch): no policy and no request filter stops
  // that.
  commandLine.appendSwitch('blink-settings', 'dnsPrefetchingEnabled=false');
  // Sign-in with another site's account: the browser would fetch files for it, for any page.
  commandLine.appendSwitch('disable-features', 'FedCm');
  // Every new session fetches a dictionary, even if its windows have no spell-checker. Without a language it fetches none (measured;
  // `setSpellCheckerEnabled(false)` comes too late).
  app.on('session-created', (session) => session.setSpellCheckerLanguages([]));
}

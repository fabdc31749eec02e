import type { App } from 'electron';

/** Security line 38: Chromium's own calls to its maker are off. Must run before the app is ready. */
export function silenceChromium(app: App): void {
  const { commandLine } = app;
  commandLine.appendSwitch('disable-background-networking');
  commandLine.appendSwitch('disable-component-update');
  commandLine.appendSwitch('disable-domain-reliability');
  commandLine.appendSwitch('disable-sync');
  commandLine.appendSwitch('no-pings');
  // Security line 6. A page may name hosts to be looked up beforehand (dns-prefetch): no policy and no request filter sees that.
  commandLine.appendSwitch('blink-settings', 'dnsPrefetchingEnabled=false');
  // Sign-in with another site's account: its files are fetched by the browser, for any page.
  commandLine.appendSwitch('disable-features', 'FedCm');
  // Every session fetches a dictionary as it begins, also where its windows have no spell-checker: there is none without a
  // language (measured; `setSpellCheckerEnabled(false)` comes too late).
  app.on('session-created', (session) => session.setSpellCheckerLanguages([]));
}

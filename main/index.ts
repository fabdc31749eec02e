import { join } from 'node:path';
import { app, session } from 'electron';
import { APP_ORIGIN } from './shell/app-origin.ts';
import { registerAppScheme, serveApp } from './shell/app-protocol.ts';
import { denyPermissions } from './shell/deny-permissions.ts';
import { createMainWindow } from './shell/main-window.ts';
import { isDebuggingRefused } from './shell/refuse-debugging.ts';
import { silenceChromium } from './shell/silence-chromium.ts';
import { silenceRendererNetwork } from './shell/silence-renderer-network.ts';
import { isFirstInstance } from './shell/single-instance.ts';
import { openVault } from './vault/open-vault.ts';

registerAppScheme();
silenceChromium(app);
app.enableSandbox();

// Not awaited: Electron waits for this module before it is ready.
if (isDebuggingRefused(app)) app.exit(1);
else if (!isFirstInstance(app)) app.quit();
else app.whenReady().then(start);

/**
 * The window first: while the system starts the page's process and the keychain answers, main loads and builds everything
 * else (`keydesk.ts`).
 */
async function start() {
  denyPermissions(session.defaultSession);
  silenceRendererNetwork(session.defaultSession);
  const scriptsMayRun = Promise.withResolvers<void>();
  serveApp(join(import.meta.dirname, '../renderer'), scriptsMayRun.promise);

  const openWindow = () => {
    const window = createMainWindow();
    void window.loadURL(`${APP_ORIGIN}/index.html`);
    return window;
  };
  const firstWindow = openWindow();
  const vaultOpening = openVault(process.platform);
  const { runKeydesk } = await import('./keydesk.ts');
  await runKeydesk({ firstWindow, openWindow, vaultOpening, letScriptsRun: scriptsMayRun.resolve });
}

import { join } from 'node:path';
import { createKeychainVault } from '../vault/keychain-vault.ts';
import type { CommandSurroundings } from './run-command.ts';
import { createWriter } from './standard-output.ts';

/** What is needed of Electron's `app`. */
interface App {
  getPath(name: 'userData'): string;
  getVersion(): string;
  /** macOS: an app that is prohibited has no icon in the dock. */
  setActivationPolicy?(policy: 'prohibited'): void;
}

/** This process, its profile folder, and the keychain of this computer: one that does not answer is told, never replaced. */
export function surroundingsOf(app: App): CommandSurroundings {
  app.setActivationPolicy?.('prohibited');
  // Chromium notes this where no address is set; without it the bus of this login is found in XDG_RUNTIME_DIR.
  if (process.env['DBUS_SESSION_BUS_ADDRESS'] === 'disabled:') delete process.env['DBUS_SESSION_BUS_ADDRESS'];
  const say = createWriter(process.stderr);
  return {
    keptFile: join(app.getPath('userData'), 'kept.json'),
    vault: createKeychainVault(process.platform),
    version: app.getVersion(),
    env: process.env,
    isScreen: process.stdout.isTTY,
    print: createWriter(process.stdout),
    say: (line) => say(`${line}\n`),
  };
}

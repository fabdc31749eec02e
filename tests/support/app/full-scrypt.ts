import type { ElectronApplication } from '@playwright/test';

/** From now on a passphrase costs this app its full work (`little-scrypt.cjs`), so that other programs open its files. */
export const doFullScrypt = (app: ElectronApplication): Promise<boolean> =>
  app.evaluate(() => Reflect.set(globalThis, 'fullScrypt', true));

import type { ElectronApplication } from '@playwright/test';

/** From now on this app does scrypt's full work for a passphrase (`little-scrypt.cjs`), so that other programs can open its files. */
export const doFullScrypt = (app: ElectronApplication): Promise<boolean> =>
  app.evaluate(() => Reflect.set(globalThis, 'fullScrypt', true));

import type { App } from 'electron';

/**
 * True in Electron's own program with a checkout, and in the package for tests. Of all packages, only that one can have an open Node
 * inspector: see `refuse-debugging.ts`. The module is loaded only when it is needed, since loading takes 1.5 ms.
 */
export const isForTests = (app: Pick<App, 'isPackaged'>): boolean =>
  !app.isPackaged || process.getBuiltinModule('node:inspector').url() !== undefined;

/**
 * A variable of the environment that changes what Keydesk trusts: read in the build for tests alone. A packaged Keydesk for users
 * has no such variable, whatever it is started with.
 */
export function testSwitch(app: Pick<App, 'isPackaged'>, name: `KEYDESK_${string}`): string | undefined {
  const value = process.env[name];
  return value === undefined || !isForTests(app) ? undefined : value;
}

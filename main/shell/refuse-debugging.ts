import inspector from 'node:inspector';
import type { App } from 'electron';

const SWITCHES = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'ignore-certificate-errors',
  'disable-web-security',
];

/**
 * SECURITY lines 11 and 28: whoever can start a packaged Keydesk with such a switch could read secrets through it or put
 * himself between it and Oracle. The build for end-to-end tests differs in one fuse, and by that fuse it is known: only
 * there can a Node inspector be open at all.
 */
export function isDebuggingRefused(app: App): boolean {
  const isTestBuild = inspector.url() !== undefined;
  return app.isPackaged && !isTestBuild && SWITCHES.some((name) => app.commandLine.hasSwitch(name));
}

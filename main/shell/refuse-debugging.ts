import type { App } from 'electron';
import { isForTests } from './test-switch.ts';

const SWITCHES = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'ignore-certificate-errors',
  'ignore-certificate-errors-spki-list',
  'disable-web-security',
  // Leads names and connections elsewhere.
  'host-resolver-rules',
  'host-rules',
  // Writes the keys of TLS, or the whole traffic, into a file.
  'ssl-key-log-file',
  'log-net-log',
  // Takes the sandbox from the page, or a part of it.
  'no-sandbox',
  'disable-namespace-sandbox',
  'disable-seccomp-filter-sandbox',
  'single-process',
];

/**
 * Security line 28: Chromium writes the keys of its TLS connections into the file that this variable names, and anybody who has
 * the keys can read the traffic, a new secret too. So the variable is removed before Chromium reads it. That Keydesk starts all the same is
 * because a person may have set the variable for another program.
 */
export function forgetKeyLog(env: NodeJS.ProcessEnv): void {
  delete env['SSLKEYLOGFILE'];
}

/**
 * Security lines 11, 28 and 34: a program that starts a packaged Keydesk with such a switch could read secrets through it, put
 * itself between Keydesk and Oracle, or take the sandbox from its page. Gives the first such switch. The build for end-to-end tests
 * differs in one fuse. That fuse is how it is recognised: only that build can have an open Node inspector.
 */
export function refusedSwitch(app: App): string | null {
  const found = SWITCHES.find((name) => app.commandLine.hasSwitch(name)) ?? null;
  return found === null || isForTests(app) ? null : found;
}

import inspector from 'node:inspector';
import type { App } from 'electron';
import { afterEach, describe, expect, it } from 'vitest';
import { isDebuggingRefused } from '../../../main/shell/refuse-debugging.ts';

/** An app that was started with these switches. */
const started = (isPackaged: boolean, ...switches: string[]) =>
  ({ isPackaged, commandLine: { hasSwitch: (name: string) => switches.includes(name) } }) as unknown as App;

const dangerous = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'ignore-certificate-errors',
  'ignore-certificate-errors-spki-list',
  'host-resolver-rules',
  'host-rules',
  'ssl-key-log-file',
  'log-net-log',
  'disable-web-security',
];

// Security lines 11 and 28.
describe('a packaged Keydesk', () => {
  afterEach(() => inspector.close());

  it.each(dangerous)('does not start with --%s', (name) => {
    expect(isDebuggingRefused(started(true, name))).toBe(true);
  });

  it('starts with nothing, and with what does no harm', () => {
    expect(isDebuggingRefused(started(true))).toBe(false);
    expect(isDebuggingRefused(started(true, 'user-data-dir', 'sample'))).toBe(false);
  });

  it('lets itself be debugged only in the build for tests, in which alone an inspector can be open', () => {
    inspector.open(0, '127.0.0.1');
    expect(isDebuggingRefused(started(true, 'remote-debugging-port'))).toBe(false);
    inspector.close();
    expect(isDebuggingRefused(started(true, 'remote-debugging-port'))).toBe(true);
  });
});

describe('Keydesk from its source', () => {
  it.each(dangerous)('may be started with --%s in development', (name) => {
    expect(isDebuggingRefused(started(false, name))).toBe(false);
  });
});

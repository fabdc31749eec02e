import inspector from 'node:inspector';
import type { App } from 'electron';
import { afterEach, describe, expect, it } from 'vitest';
import { refusedSwitch } from '../../../main/shell/refuse-debugging.ts';

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
  'no-sandbox',
  'disable-namespace-sandbox',
  'disable-seccomp-filter-sandbox',
  'single-process',
];

// Security lines 11, 28 and 34.
describe('a packaged Keydesk', () => {
  afterEach(() => inspector.close());

  it.each(dangerous)('does not start with --%s', (name) => {
    expect(refusedSwitch(started(true, name))).toBe(name);
  });

  it('starts with nothing, and with what does no harm', () => {
    expect(refusedSwitch(started(true))).toBeNull();
    expect(refusedSwitch(started(true, 'user-data-dir', 'sample'))).toBeNull();
  });

  it('lets itself be debugged only in the build for tests, in which alone an inspector can be open', () => {
    inspector.open(0, '127.0.0.1');
    expect(refusedSwitch(started(true, 'remote-debugging-port'))).toBeNull();
    inspector.close();
    expect(refusedSwitch(started(true, 'remote-debugging-port'))).toBe('remote-debugging-port');
  });
});

describe('Keydesk from its source', () => {
  it.each(dangerous)('may be started with --%s in development', (name) => {
    expect(refusedSwitch(started(false, name))).toBeNull();
  });
});

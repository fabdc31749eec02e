import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type BrowserContext, chromium } from '@playwright/test';
import type { Environment } from '../app/environment.ts';

/** Debian's own Chromium, as people have it. On a system without this file, the tests of a real browser are skipped. */
const program = '/usr/bin/chromium';
export const hasRealBrowser = existsSync(program);

/** The profile folder of the browser in this home folder. */
const profileIn = (home: string): string => join(home, 'browser');

/**
 * The environment of a computer whose browser is started by `startRealBrowser` for this home folder. To open an address, the system
 * starts Chromium again: the second start finds the profile by the variable, and passes the address to the running browser.
 */
export function withRealBrowser(env: Environment, home: string): Environment {
  const { KEYDESK_BROWSER: _, ...rest } = env;
  return { ...rest, CHROME_USER_DATA_DIR: profileIn(home) };
}

/** A person's browser, with a window and its real sandbox. `evil.example` resolves to this computer: the name's owner can choose that. */
export function startRealBrowser(env: Environment, home: string): Promise<BrowserContext> {
  return chromium.launchPersistentContext(profileIn(home), {
    executablePath: program,
    headless: false,
    chromiumSandbox: true,
    env: { ...env },
    viewport: null,
    args: ['--no-first-run', '--disable-gpu', '--host-resolver-rules=MAP evil.example 127.0.0.1'],
  });
}

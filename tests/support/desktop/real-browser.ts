import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type BrowserContext, chromium } from '@playwright/test';
import type { Environment } from '../app/environment.ts';

/** Debian's own Chromium, as people have it. Other systems have theirs elsewhere: there, its tests are skipped. */
const program = '/usr/bin/chromium';
export const hasRealBrowser = existsSync(program);

/** Where the browser of this home folder has its profile. */
const profileIn = (home: string): string => join(home, 'browser');

/**
 * The environment of a computer whose browser is the one that `startRealBrowser` starts for this home folder: the system opens an
 * address with a second start, which finds the profile in the variable, and hands the address over to the browser that runs.
 */
export function withRealBrowser(env: Environment, home: string): Environment {
  const { KEYDESK_BROWSER: _, ...rest } = env;
  return { ...rest, CHROME_USER_DATA_DIR: profileIn(home) };
}

/** A person's browser, with a window and in its real sandbox. The name `evil.example` leads to this computer, as its owner's DNS may say. */
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

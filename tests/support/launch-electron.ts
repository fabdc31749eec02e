import { _electron, type ElectronApplication } from '@playwright/test';
import { paced } from './pace.ts';

type Options = NonNullable<Parameters<typeof _electron.launch>[0]>;

/** Milliseconds for Playwright to be connected: one or two seconds pass usually. */
const PATIENCE = paced(12_000);
const ATTEMPTS = 3;

/**
 * Starts Electron, again if Playwright gets no hold of it. Once in some thirty starts it attaches to the window in the very
 * moment in which its first page is committed, is never told of that navigation, and waits for it as long as it may.
 */
export async function launchElectron(options: Options): Promise<ElectronApplication> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await _electron.launch({ ...options, timeout: PATIENCE });
    } catch (error) {
      const isTimeout = error instanceof Error && error.name === 'TimeoutError';
      if (!isTimeout || attempt >= ATTEMPTS) throw error;
    }
  }
}

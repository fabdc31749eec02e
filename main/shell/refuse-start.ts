import { accessSync, constants, lstatSync, mkdirSync, mkdtempSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { type App, dialog } from 'electron';
import { fileReason } from '../files/file-reason.ts';

/** Says why Keydesk cannot start, on standard error and in the system's dialog, and ends it with code 1. */
export async function refuseStart(app: App, why: string): Promise<void> {
  process.stderr.write(`keydesk: ${why}\n`);
  await app.whenReady();
  dialog.showErrorBox('Keydesk cannot start', why);
  app.exit(1);
}

/**
 * Why Chromium could not lock the profile folder; null: another Keydesk has the lock. Chromium itself reports both cases in the same way.
 * Its lock is a link in the folder, except on Windows.
 */
export function whyNoLock(folder: string): string | null {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    const isHeld = lstatSync(join(folder, 'SingletonLock'), { throwIfNoEntry: false }) !== undefined;
    if (!isHeld) rmdirSync(mkdtempSync(join(folder, 'probe-')));
    return null;
  } catch (error) {
    return `Its folder ${folder} cannot be used: ${fileReason(error)}. Nothing was changed. Make that folder writable for your account, with room on its disk, and start Keydesk again.`;
  }
}

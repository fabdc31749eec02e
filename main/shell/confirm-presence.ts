import { systemPreferences } from 'electron';

/** Asks for Touch ID on a Mac that has it; elsewhere only the keychain may ask. False when the person declines. */
export async function confirmPresence(): Promise<boolean> {
  if (process.platform !== 'darwin' || !systemPreferences.canPromptTouchID()) return true;
  try {
    await systemPreferences.promptTouchID('unlock Keydesk');
    return true;
  } catch {
    return false;
  }
}

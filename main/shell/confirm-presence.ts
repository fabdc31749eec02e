import { systemPreferences } from 'electron';

/** Asks for Touch ID where the Mac has it; elsewhere the keychain itself is the question. False when the person declines. */
export async function confirmPresence(): Promise<boolean> {
  if (process.platform !== 'darwin' || !systemPreferences.canPromptTouchID()) return true;
  try {
    await systemPreferences.promptTouchID('unlock Keydesk');
    return true;
  } catch {
    return false;
  }
}

import { type ChangingVault, createChangingVault } from './changing-vault.ts';
import { createKeychainVault } from './keychain-vault.ts';

/** Never stored. Reading it shows whether the keychain answers, without storing anything or asking the person. */
const PROBE = 'is-anybody-there';

/** Milliseconds. The probe asks the person nothing, so a keychain that takes longer does not work. */
const PROBE_PATIENCE = 10_000;

/**
 * The OS keychain if it answers, else memory, with the reason. Never Electron's `basic_text`, never the kernel keyring: a store that only
 * looks safe is worse than none.
 */
export async function openVault(platform: NodeJS.Platform): Promise<ChangingVault> {
  const answer = await createKeychainVault(platform, PROBE_PATIENCE).get(PROBE);
  const why = answer.ok ? null : answer.problem.reason;
  return createChangingVault({ keychain: createKeychainVault(platform), why });
}

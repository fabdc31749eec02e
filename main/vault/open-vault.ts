import { type ChangingVault, createChangingVault } from './changing-vault.ts';
import { createKeychainVault } from './keychain-vault.ts';

/** Never stored: asking for it shows whether the keychain answers, without leaving anything behind or prompting. */
const PROBE = 'is-anybody-there';

/** Nobody is asked anything by the probe: a keychain that takes longer does not work. In milliseconds. */
const PROBE_PATIENCE = 10_000;

/**
 * The OS keychain if it answers, else memory, with the reason. Never Electron's `basic_text`, never the kernel keyring:
 * a place that only looks safe is worse than none.
 */
export async function openVault(platform: NodeJS.Platform): Promise<ChangingVault> {
  const answer = await createKeychainVault(platform, PROBE_PATIENCE).get(PROBE);
  const why = answer.ok ? null : answer.problem.reason;
  return createChangingVault({ keychain: createKeychainVault(platform), why });
}

import { createKeychainVault } from './keychain-vault.ts';
import { createMemoryVault } from './memory-vault.ts';
import type { Vault } from './vault.ts';

/** Never stored: asking for it shows whether the keychain answers, without leaving anything behind or prompting. */
const PROBE = 'is-anybody-there';

/**
 * The OS keychain if it answers, else memory, with the reason. Never Electron's `basic_text`, never the kernel keyring:
 * a place that only looks safe is worse than none.
 */
export async function openVault(platform: NodeJS.Platform): Promise<Vault> {
  const keychain = createKeychainVault(platform);
  const answer = await keychain.get(PROBE);
  if (answer.ok) return keychain;
  return createMemoryVault(answer.problem.reason);
}

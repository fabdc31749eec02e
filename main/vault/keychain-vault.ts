import { AsyncEntry } from '@napi-rs/keyring';
import { failed, success } from '../outcome.ts';
import type { Vault, VaultProblem } from './vault.ts';

const SERVICE = 'Keydesk';

const NAMES: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'the macOS keychain',
  win32: 'the Windows Credential Manager',
  linux: 'the keyring of this desktop (Secret Service)',
};

/**
 * SECURITY: pinned to the Secret Service. Unpinned, the library falls back on Linux to the kernel keyring, which a reboot
 * empties, without a word.
 */
const open = (entry: string) => new AsyncEntry(SERVICE, entry, { linux: { store: 'secret-service' } });

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';

async function attempt<T>(work: () => Promise<T>) {
  try {
    return success(await work());
  } catch (error) {
    return failed<VaultProblem>({ kind: 'vault-failed', reason: reasonOf(error) });
  }
}

/**
 * The OS keychain: bytes in, bytes out, one keychain item an entry. Windows holds at most 2,560 bytes an item.
 * A locked keychain may make the system ask the person; the call waits for them.
 */
export function createKeychainVault(platform: NodeJS.Platform): Vault {
  return {
    state: { kind: 'keychain', name: NAMES[platform] ?? 'the keychain of this computer' },
    put: (entry, bytes) =>
      attempt(async () => {
        await open(entry).setSecret(bytes);
        return null;
      }),
    get: (entry) =>
      attempt(async () => {
        const numbers = await open(entry).getSecret();
        if (!numbers) return null;
        const bytes = Buffer.from(numbers);
        numbers.fill(0);
        return bytes;
      }),
    remove: (entry) =>
      attempt(async () => {
        await open(entry).deleteCredential();
        return null;
      }),
  };
}

import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import { failed, success } from '../basics/outcome.ts';
import { reasonOf } from '../basics/reason-of.ts';
import { awaitKeyring } from './await-keyring.ts';
import { keychainWords } from './keychain-words.ts';
import { createOneAtATime, tooLate } from './one-at-a-time.ts';
import type { Vault, VaultProblem } from './vault.ts';

const SERVICE = 'Keydesk';

const NAMES: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'the macOS keychain',
  win32: 'the Windows Credential Manager',
  linux: 'the keyring of this desktop (Secret Service)',
};

/** Milliseconds: a locked keychain may be asking the person. */
const PATIENCE = 120_000;

/** Names another file to load for the library: the way of those who make it. Any program could set it, and have its code run in Keydesk. */
const OTHER_LIBRARY = 'NAPI_RS_NATIVE_LIBRARY_PATH';

let keyring: typeof import('@napi-rs/keyring') | null = null;

/** Loaded with the first entry, and not imported: for the names of an import Node reads the library's script twice (6 ms of a start). */
function loadKeyring() {
  const { [OTHER_LIBRARY]: other } = process.env;
  delete process.env[OTHER_LIBRARY];
  try {
    return createRequire(import.meta.url)('@napi-rs/keyring') as typeof import('@napi-rs/keyring');
  } catch (cause) {
    // The library's own text gives advice to programmers, or names a file that is missing, which reads like a keychain that is not there.
    throw new Error('the part of Keydesk that asks it is missing or damaged; install Keydesk again', { cause });
  } finally {
    // A command that Keydesk runs inherits it.
    if (other !== undefined) process.env[OTHER_LIBRARY] = other;
  }
}

/**
 * Security: pinned to the Secret Service. Unpinned, the library falls back on Linux to the kernel keyring, which a reboot
 * empties, without a word.
 */
function open(entry: string) {
  keyring ??= loadKeyring();
  return new keyring.AsyncEntry(SERVICE, entry, { linux: { store: 'secret-service' } });
}

/**
 * The bus's text if a keychain ends before it answers: `dbus-daemon`'s "Message recipient disconnected", dbus-broker's "Remote peer
 * disconnected".
 */
const ENDED = /disconnected/i;

/**
 * Asks once more if the keychain ended during the call; the bus starts it for that. Each of our calls may come twice. gnome-keyring ends
 * now and then at a new program's first call (measured with 42: "assertion 'client' failed"), and each entry of the library is a new
 * program to it, with a connection of its own. When it ends, what it had unlocked is locked again, and the desktop asks the person.
 */
async function untilItStays<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!ENDED.test(reasonOf(error))) throw error;
    return ask();
  }
}

const refused = (reason: string) => failed<VaultProblem>({ kind: 'vault-failed', reason });

/**
 * The OS keychain: bytes in, bytes out, one keychain item an entry. Windows holds at most 2,560 bytes an item.
 *
 * A locked keychain may make the system ask the person; the call waits for them, `patienceMs` at most, and then fails while
 * the question stays open: the library cannot take it back. As long as it is open, the call holds one of Node's four threads for files and
 * signatures, so there is never more than one call at a time: four of them would stop the journal too.
 */
export function createKeychainVault(platform: NodeJS.Platform, patienceMs = PATIENCE): Vault {
  const inTurn = createOneAtATime(patienceMs);

  async function attempt<T>(work: () => Promise<T>, discard: (late: T) => void = () => {}) {
    try {
      const done = await inTurn(work, discard);
      return done === tooLate ? refused(`it did not answer within ${patienceMs / 1000} seconds`) : success(done);
    } catch (error) {
      return refused(keychainWords(reasonOf(error)));
    }
  }

  return {
    state: { kind: 'keychain', name: NAMES[platform] ?? 'the keychain of this computer' },
    async put(entry, bytes) {
      // A call that takes too long goes on with its own copy, whatever the caller does with the bytes.
      const own = Buffer.from(bytes);
      const erase = () => own.fill(0);
      let begun = false;
      const put = await attempt(async () => {
        begun = true;
        try {
          await untilItStays(() => awaitKeyring(() => open(entry).setSecret(own), sleep));
        } finally {
          erase();
        }
        return null;
      });
      if (!begun) erase();
      return put;
    },
    get: (entry) =>
      attempt(
        async () => {
          const numbers = await untilItStays(async () => open(entry).getSecret());
          if (!numbers) return null;
          const bytes = Buffer.from(numbers);
          numbers.fill(0);
          return bytes;
        },
        (late) => late?.fill(0),
      ),
    remove: (entry) =>
      attempt(async () => {
        await untilItStays(async () => open(entry).deleteCredential());
        return null;
      }),
  };
}

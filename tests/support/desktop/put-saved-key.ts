import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { success } from '../../../main/basics/outcome.ts';
import type { LentSecret } from '../../../main/secret/secret-contract.ts';
import { createSavedKeys } from '../../../main/usage/saved-keys.ts';
import { createKeychainVault } from '../../../main/vault/keychain-vault.ts';
import { openSecret } from '../parts/open-secret.ts';
import { setUpPolicy } from '../parts/policy-desk.ts';
import { unwrap } from '../parts/unwrap.ts';
import type { KeyToKeep } from './keep-key.ts';

// A program that reads a key from standard input and saves it in the keychain of its environment, as Keydesk's window does. With the
// argument `forget` the program removes the key instead.
const { folder, name, keyName, accessKey, secretKey, place }: KeyToKeep = JSON.parse(readFileSync(0, 'utf8'));
const file = join(folder, 'kept.json');
const open: LentSecret = {
  ...openSecret,
  handle: 'open',
  keyId: accessKey,
  keyName,
  ownerIdentity: null,
  accessKey,
  secretLength: secretKey.length,
  home: { owner: null, account: null, place },
};
const read = (): unknown => {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).value;
  } catch {
    return undefined;
  }
};
mkdirSync(folder, { recursive: true, mode: 0o700 });
const kept = createSavedKeys({
  policy: setUpPolicy(),
  vault: createKeychainVault(process.platform),
  store: { read, write: (value) => writeFileSync(file, JSON.stringify({ version: 1, value }), { mode: 0o600 }) },
  secrets: { lend: async (_handle, use) => success(await use(Buffer.from(secretKey), open)), markSafe: () => {} },
  describe: async () => ({ tenancyName: null, place }),
  isLocked: () => false,
  newId: randomUUID,
  now: Date.now,
});
const keptId = kept.state().find((key) => key.name === name)?.id ?? '';
unwrap(process.argv[2] === 'forget' ? await kept.forget(keptId) : await kept.keep('open', name, null));

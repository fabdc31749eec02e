import { failed, type Outcome } from '../basics/outcome.ts';
import type { PolicyReading } from '../policy/policy-reading.ts';
import { rulesOf } from '../policy/policy-rules.ts';
import { unpackSecret } from '../secret/stored-secret.ts';
import { policyFacts, type SavedKeyRecord, savedKeyEntry } from '../usage/saved-key-records.ts';
import type { Vault } from '../vault/vault.ts';
import type { CommandProblem } from './command-errors.ts';
import { readSavedList } from './stored-list.ts';

/** Where the command line finds keys. */
export interface SavedKeysHere {
  /** `kept.json` of the profile folder. */
  readonly savedKeysFile: string;
  readonly vault: Pick<Vault, 'get'>;
  /** What the company prescribes. */
  readonly readPolicies: () => Promise<PolicyReading>;
}

/**
 * Gives `use` the secret key of a saved key as text, since pipes and environments need text. The bytes from the keychain are zeroed. The
 * text stays in memory until this process ends, which is when its command ends.
 */
export async function lendSavedKey<T>(
  { savedKeysFile, vault, readPolicies }: SavedKeysHere,
  name: string,
  use: (secretKey: string, key: SavedKeyRecord) => Promise<Outcome<T, CommandProblem>>,
): Promise<Outcome<T, CommandProblem>> {
  const list = await readSavedList(savedKeysFile);
  if (!list.ok) return list;
  const key = list.value.find((each) => each.name === name);
  if (!key) return failed({ kind: 'name-unknown', name, names: list.value.map((each) => each.name) });
  const allowed = rulesOf(await readPolicies()).checkSavedKey(policyFacts(key));
  if (!allowed.ok) return allowed;
  const got = await vault.get(savedKeyEntry(key.id));
  if (!got.ok) return got;
  const kept = got.value && unpackSecret(got.value);
  got.value?.fill(0);
  // If the entry belongs to another key, its secret key does not fit this access key.
  if (kept?.accessKey !== key.accessKey) return failed({ kind: 'secret-missing', name });
  const secretKey = kept.secretKey.toString('utf8');
  kept.secretKey.fill(0);
  return use(secretKey, key);
}

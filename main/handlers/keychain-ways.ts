import { type Outcome, success } from '../basics/outcome.ts';
import type { SettingsProblem } from '../basics/stored-value.ts';
import type { ReceivingIdentity } from '../receiving/receiving-identity.ts';
import type { Secrets } from '../secret/secret-contract.ts';
import type { Accounts } from '../signin/account.ts';
import type { ChangingVault } from '../vault/changing-vault.ts';
import type { VaultProblem } from '../vault/vault.ts';

interface KeychainWaysOptions {
  readonly vault: Pick<ChangingVault, 'tryKeychain' | 'keepInMemory'>;
  readonly accounts: Pick<Accounts, 'keychainIsBack'>;
  readonly secrets: Pick<Secrets, 'keychainIsBack'>;
  readonly identity: Pick<ReceivingIdentity, 'vaultChanged'>;
  /** Takes up what waited for the keychain. */
  readonly creations: { keychainIsBack(): Promise<void>; resume(): Promise<unknown> };
}

/** What the person can do if there is no keychain. */
export const createKeychainWays = ({ vault, accounts, secrets, identity, creations }: KeychainWaysOptions) => ({
  /** Asks the keychain again without a restart, and moves entries from memory into it. */
  async tryKeychain(): Promise<Outcome<null, VaultProblem | SettingsProblem>> {
    const back = await vault.tryKeychain();
    if (!back.ok) return back;
    const stored = await accounts.keychainIsBack();
    await secrets.keychainIsBack();
    await creations.keychainIsBack();
    await identity.vaultChanged();
    void creations.resume();
    return stored;
  },
  /** Goes on without the keychain, which has refused, until Keydesk quits or the keychain is tried again. */
  async keepInMemory() {
    if (vault.keepInMemory()) await identity.vaultChanged();
    return success(null);
  },
});

export type KeychainWays = ReturnType<typeof createKeychainWays>;

import { randomUUID } from 'node:crypto';
import type { Clock } from './basics/clock.ts';
import type { Observable } from './basics/observable.ts';
import { failed } from './basics/outcome.ts';
import type { ClipboardGuard } from './clipboard/clipboard-guard.ts';
import { type ComputerKeyOptions, createComputerKey } from './computer-key/create-computer-key.ts';
import { type ClientLimits, createOracleClient } from './oracle/create-oracle-client.ts';
import type { AccountsOptions } from './signin/account.ts';
import { createAccounts } from './signin/accounts.ts';
import { createSigningIn, type SigningInOptions } from './signin/browser/signing-in.ts';

export interface SignInNeeds
  extends Pick<AccountsOptions, 'vault' | 'policy' | 'env'>,
    Pick<SigningInOptions, 'configFile' | 'openBrowser' | 'onSignedIn'>,
    Pick<ComputerKeyOptions, 'computerName' | 'openConsole' | 'consoleAddress' | 'choosePrivateKey' | 'ask'>,
    Pick<ComputerKeyOptions, 'onQuarantine' | 'onDefect'> {
  readonly clock: Clock;
  /** For Oracle's API. */
  readonly fetch: typeof globalThis.fetch;
  readonly accountStore: AccountsOptions['store'];
  readonly signInStore: SigningInOptions['store'];
  readonly keyJournalFile: string;
  readonly onKeyStep: ComputerKeyOptions['onStep'];
  /** Limits of the service client. Only tests set them. */
  readonly limits?: ClientLimits;
}

interface Before {
  readonly locked: Observable<boolean>;
  readonly clipboard: ClipboardGuard;
}

/** The accounts, the ways to sign in, and this computer's own API keys. `client` asks the service as the current account. */
export function buildSigningIn(needs: SignInNeeds, { locked, clipboard }: Before) {
  const { vault, policy, env, clock, configFile } = needs;
  const isLocked = locked.state;
  const createOracle: AccountsOptions['createOracle'] = (account) =>
    createOracleClient({ ...account, fetch: needs.fetch, clock }, needs.limits);
  const store = needs.accountStore;
  const accounts = createAccounts({ vault, store, policy, createOracle, env, clock, isLocked, newId: randomUUID });
  // Work that was under way when Keydesk was locked must not read the signing key into memory again.
  const client = async () => (isLocked() ? failed({ kind: 'locked' } as const) : accounts.client());
  const signingIn = createSigningIn({
    accounts,
    policy,
    env,
    configFile,
    store: needs.signInStore,
    openBrowser: needs.openBrowser,
    clock,
    newNonce: randomUUID,
    onSignedIn: needs.onSignedIn,
  });
  const computerKey = createComputerKey({
    accounts,
    policy,
    client,
    vault,
    createOracle,
    env,
    configFile,
    ask: needs.ask,
    clock,
    locked,
    journalFile: needs.keyJournalFile,
    onQuarantine: needs.onQuarantine,
    computerName: needs.computerName,
    copyText: clipboard.copyText,
    openConsole: needs.openConsole,
    consoleAddress: needs.consoleAddress,
    choosePrivateKey: needs.choosePrivateKey,
    onStep: needs.onKeyStep,
    onDefect: needs.onDefect,
  });
  return { accounts, client, signingIn, computerKey };
}

export type SignInParts = ReturnType<typeof buildSigningIn>;

import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClipboardGuard } from './clipboard/clipboard-guard.ts';
import type { SystemClipboard } from './clipboard/system-clipboard.ts';
import { createDirectory } from './directory/directory.ts';
import type { Problem } from './handlers/problem.ts';
import type { SettingsKeeper } from './handlers/settings.ts';
import { createJournal } from './keys/creation-journal.ts';
import { announceStep } from './keys/creation-steps.ts';
import { createGenerateKey } from './keys/generate-key.ts';
import { createKeys } from './keys/keys.ts';
import { createOpenCreation } from './keys/open-creation.ts';
import { createUnfinishedCreations, type UnfinishedCreation } from './keys/unfinished-creations.ts';
import { createOracleClient } from './oracle/create-oracle-client.ts';
import { success } from './outcome.ts';
import { createSecrets, type OpenSecret } from './secret/one-time-secret.ts';
import type { AccountStore } from './signin/account.ts';
import { createAccounts } from './signin/accounts.ts';
import type { Surroundings } from './signin/surroundings.ts';
import type { Vault } from './vault/vault.ts';

export interface DeskOptions {
  readonly vault: Vault;
  readonly fetch: typeof globalThis.fetch;
  readonly clipboard: SystemClipboard;
  readonly settings: SettingsKeeper;
  readonly accountStore: AccountStore;
  readonly journalFile: string;
  readonly surroundings: Surroundings;
  readonly onClipboard: Parameters<typeof createClipboardGuard>[0]['onChange'];
  readonly onOpenSecret: (secret: OpenSecret | null) => void;
  readonly onUnfinished: (creations: readonly UnfinishedCreation[]) => void;
  readonly onRevealed: (revealed: boolean) => void;
  readonly onSetAside: (aside: { readonly file: string; readonly reason: string }) => void;
  readonly onProblem: (problem: Problem) => void;
}

/** Builds the use cases and hands them to each other. Nothing in here knows Electron or the page. */
export function buildDesk(options: DeskOptions) {
  const { vault, fetch, settings, surroundings, onProblem } = options;
  const clock = {
    now: () => Date.now(),
    sleep: (ms: number, signal?: AbortSignal) => sleep(ms, undefined, { signal }),
  };
  const at = () => new Date(clock.now()).toISOString();

  const accounts = createAccounts({
    vault,
    store: options.accountStore,
    createOracle: (account) => createOracleClient({ ...account, fetch, clock }),
    surroundings,
    clock,
    newId: randomUUID,
  });
  const directory = createDirectory({ client: accounts.client });
  const reach = directory.usersAndKeys;

  const clipboard = createClipboardGuard({
    clipboard: options.clipboard,
    now: clock.now,
    after: (ms, run) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    seconds: () => settings.current().clipboardSeconds,
    onChange: options.onClipboard,
  });
  const secrets = createSecrets({
    vault,
    clipboard,
    onChange: (secret) => {
      options.onOpenSecret(secret);
      // The place is free: another secret may be waiting in the vault.
      if (!secret) void resume();
    },
    onRevealed: options.onRevealed,
  });

  const journal = createJournal({ file: options.journalFile, onSetAside: options.onSetAside });
  const underWay = new Set<string>();
  const keys = createKeys({ reach, now: clock.now });
  const openCreation = createOpenCreation({ journal, secrets, at, onStep: announceStep });
  const generateKey = createGenerateKey({
    reach,
    journal,
    secrets,
    openCreation,
    vault,
    underWay,
    now: clock.now,
    sleep: clock.sleep,
    newId: randomUUID,
    onStep: announceStep,
    onCreated: (keyId) => keys.remember(keyId, 'ACTIVE'),
  });
  const unfinished = createUnfinishedCreations({
    journal,
    vault,
    secrets,
    reach,
    openCreation,
    generateKey,
    underWay,
    account: accounts.current,
    now: clock.now,
    sleep: clock.sleep,
    onChange: options.onUnfinished,
  });

  let sealed = false;
  /** Takes up what a crash, a lost answer or the lock left open. What cannot be asked now is asked again later. */
  async function resume() {
    if (sealed) return;
    const resumed = await unfinished.resume();
    if (!resumed.ok && resumed.problem.kind === 'vault-failed') onProblem(resumed.problem);
  }

  return {
    accounts,
    directory,
    keys,
    clipboard,
    secrets,
    /** As `generateKey`; what it leaves open is told at once. */
    async generateKey(...[owner, wanted]: Parameters<typeof generateKey>) {
      const made = await generateKey(owner, wanted);
      if (!made.ok) await unfinished.tell();
      return made;
    },
    unfinished,
    resume,
    /** Signing keys, the open secret, listings and the clipboard leave memory. The vault has what must not be lost. */
    async seal() {
      sealed = true;
      accounts.forgetKeys();
      directory.forget();
      secrets.lock();
      await clipboard.clearSecret();
    },
    /** Reads the vault again; an account whose key is not there stays listed, and is told about when it is used. */
    async unseal() {
      const client = accounts.current() ? await accounts.client() : success(null);
      if (!client.ok && client.problem.kind === 'vault-failed') return client;
      sealed = false;
      void resume();
      return success(null);
    },
  };
}

export type Desk = ReturnType<typeof buildDesk>;

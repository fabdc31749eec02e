import { randomUUID } from 'node:crypto';
import { buildHandover, type HandoverPartsOptions } from './build-handover.ts';
import { buildUsage, type UsageOptions } from './build-usage.ts';
import { createClipboardGuard } from './clipboard/clipboard-guard.ts';
import type { SystemClipboard } from './clipboard/system-clipboard.ts';
import type { Clock } from './clock.ts';
import { createDirectory } from './directory/directory.ts';
import type { Problem } from './handlers/problem.ts';
import type { SettingsKeeper } from './handlers/settings.ts';
import { createJournal } from './keys/creation-journal.ts';
import type { CreationStep } from './keys/creation-steps.ts';
import { createDeleteOpenKey } from './keys/delete-open-key.ts';
import { createGenerateKey, type GenerateKey } from './keys/generate-key.ts';
import { createKeyHistory } from './keys/key-history.ts';
import { createKeys } from './keys/keys.ts';
import { createLookLater } from './keys/look-later.ts';
import { createOpenCreation } from './keys/open-creation.ts';
import { createResumeCreation } from './keys/resume-creation.ts';
import { createUnfinishedCreations, type UnfinishedCreation } from './keys/unfinished-creations.ts';
import { type ClientLimits, createOracleClient, defaultLimits } from './oracle/create-oracle-client.ts';
import { failed, type Outcome, success } from './outcome.ts';
import { createSecrets } from './secret/one-time-secret.ts';
import { secretBusy } from './secret/secret-busy.ts';
import type { OpenSecret } from './secret/secret-contract.ts';
import type { AccountClient, AccountStore } from './signin/account.ts';
import { createAccounts } from './signin/accounts.ts';
import type { AskProblem } from './signin/reach-problem.ts';
import type { Surroundings } from './signin/surroundings.ts';
import type { Vault } from './vault/vault.ts';

type PartsOptions = Pick<UsageOptions, 's3Fetch' | 'keptStore' | 'toolSystem' | 'ask' | 'onReadiness' | 'onKept'> &
  Pick<
    HandoverPartsOptions,
    'handoverSystem' | 'addressBookStore' | 'addressStore' | 'onAddressBook' | 'onAddress' | 'onIncoming' | 'workFactor'
  >;

export interface DeskOptions extends PartsOptions {
  readonly vault: Vault;
  readonly clock: Clock;
  /** How patient the service client is; as its own default says unless told. */
  readonly limits?: ClientLimits;
  readonly fetch: typeof globalThis.fetch;
  readonly clipboard: SystemClipboard;
  readonly settings: SettingsKeeper;
  readonly accountStore: AccountStore;
  readonly journalFile: string;
  readonly historyFile: string;
  readonly surroundings: Surroundings;
  readonly onClipboard: Parameters<typeof createClipboardGuard>[0]['onChange'];
  readonly onOpenSecret: (secret: OpenSecret | null) => void;
  readonly onUnfinished: (creations: readonly UnfinishedCreation[]) => void;
  readonly onRevealed: (revealed: boolean) => void;
  /** Told each step of a creation: see `creation-steps.ts`. */
  readonly onStep: (step: CreationStep) => void;
  readonly onSetAside: (aside: { readonly file: string; readonly reason: string }) => void;
  /** Told what keeps unfinished creations from being taken up, once for each reason. */
  readonly onProblem: (problem: Problem) => void;
  readonly onDefect: (error: unknown) => void;
}

/** Builds the use cases and hands them to each other. Nothing in here knows Electron or the page. */
export function buildDesk(options: DeskOptions) {
  const { vault, clock, limits = defaultLimits, fetch, settings, surroundings } = options;
  const { onStep, onProblem, onDefect } = options;
  const at = () => new Date(clock.now()).toISOString();
  /** True while Keydesk is locked. */
  let sealed = false;

  const accounts = createAccounts({
    vault,
    store: options.accountStore,
    createOracle: (account) => createOracleClient({ ...account, fetch, clock }, limits),
    surroundings,
    clock,
    newId: randomUUID,
  });
  // What was under way when Keydesk was locked must not read the signing key back into memory.
  const client = async (): Promise<Outcome<AccountClient, AskProblem>> =>
    sealed ? failed({ kind: 'locked' }) : accounts.client();
  const directory = createDirectory({ client });
  const reach = directory.usersAndKeys;

  const clipboard = createClipboardGuard({
    clipboard: options.clipboard,
    now: clock.now,
    after: clock.after,
    seconds: () => settings.current().clipboardSeconds,
    onChange: (state) => {
      secrets.followClipboard(state);
      options.onClipboard(state);
    },
  });
  const secrets = createSecrets({
    vault,
    clipboard,
    onChange: (open) => {
      usage.onOpenSecret(open);
      handing.onOpenSecret(open);
      options.onOpenSecret(open);
    },
    onRevealed: options.onRevealed,
    onFree: () => void resume(),
  });

  const usage = buildUsage({
    ...options,
    client,
    account: accounts.current,
    accounts: accounts.list,
    isLocked: () => sealed,
    secrets,
    clipboard,
  });

  const journal = createJournal({
    file: options.journalFile,
    onSetAside: options.onSetAside,
    onWritten: ({ type }) => type === 'begun' && onStep('written'),
  });
  const history = createKeyHistory({ file: options.historyFile, onSetAside: options.onSetAside });
  const underWay = new Set<string>();
  const keys = createKeys({
    reach,
    history,
    now: clock.now,
    onDeleted: async (keyId, accessKey) => {
      await unfinished.keyDeleted(keyId);
      await secrets.keyDeleted(keyId);
      await usage.kept.keyDeleted(keyId, accessKey);
    },
  });
  const isKept = (accessKey: string) => usage.kept.list().some((key) => key.accessKey === accessKey);
  const openCreation = createOpenCreation({ journal, secrets, history, isKept, at, onStep });
  const { generateKey, making, settled } = createGenerateKey({
    reach,
    journal,
    secrets,
    openCreation,
    vault,
    underWay,
    now: clock.now,
    sleep: clock.sleep,
    newId: randomUUID,
    onStep,
    onCreated: (keyId, sample) => void history.addStatus(keyId, { status: 'ACTIVE', at: at() }, sample),
  });
  const handing = buildHandover({
    ...options,
    clipboard,
    secrets,
    history,
    accounts,
    getUser: directory.getUser,
    placeOf: usage.placeOf,
    making,
    isLocked: () => sealed,
  });
  const resumeCreation = createResumeCreation({
    journal,
    vault,
    secrets,
    reach,
    openCreation,
    now: clock.now,
    sleep: clock.sleep,
  });
  const unfinished = createUnfinishedCreations({
    journal,
    secrets,
    reach,
    resumeCreation,
    generateKey,
    underWay,
    account: accounts.current,
    now: clock.now,
    onChange: options.onUnfinished,
  });

  /** The reason told last: looking again and again tells it once. */
  let told: string | null = null;
  const lookLater = createLookLater({
    look: async () => {
      if (sealed) return false;
      try {
        const resumed = await unfinished.resume();
        const problem = resumed.ok || !('reason' in resumed.problem) ? null : resumed.problem;
        const isOurs = problem?.kind === 'vault-failed' || problem?.kind === 'journal-failed';
        if (isOurs && problem.reason !== told) onProblem(problem);
        told = isOurs ? problem.reason : null;
      } catch (error) {
        onDefect(error);
      }
      return unfinished.isWaiting();
    },
    after: clock.after,
    random: Math.random,
  });
  /** Takes up what a crash, a lost answer or the lock left open. What cannot be asked now is asked again by itself. */
  const resume = () => lookLater.now();
  /**
   * What a creation leaves open is told at once, and looked at again by itself. A secret that the lock closed and somebody has
   * unlocked while its key was still being finished is offered again now: nobody else would until then.
   */
  const followed = async <T extends { readonly ok: boolean }>(creation: () => Promise<T>): Promise<T> => {
    let isMade = false;
    try {
      const made = await creation();
      isMade = made.ok;
      return made;
    } finally {
      await unfinished.tell();
      if (await unfinished.isWaiting()) isMade ? void resume() : lookLater.later();
    }
  };

  return {
    accounts,
    directory,
    keys,
    placeOf: usage.placeOf,
    findPlace: usage.findPlace,
    chooseRegion: usage.chooseRegion,
    readiness: usage.readiness,
    kept: usage.kept,
    keydeskCommand: usage.keydeskCommand,
    copyKept: usage.copyKept,
    tools: usage.tools,
    addressBook: handing.addressBook,
    handover: handing.handover,
    printSheet: handing.printSheet,
    spellAloud: handing.spellAloud,
    words: handing.words,
    identity: handing.identity,
    incoming: handing.incoming,
    openFile: handing.openFile,
    openTyped: handing.openTyped,
    clipboard,
    secrets,
    generateKey: (...wanted: Parameters<GenerateKey>) => followed(() => generateKey(...wanted)),
    deleteOpenKey: createDeleteOpenKey({ secrets, reach, keys }),
    /** A secret that is being made is about to open, and would push this one out. */
    showAgain: async (handle: string) => {
      const busy = secretBusy(making(), secrets.current());
      return busy === null ? secrets.showAgain(handle) : failed(busy);
    },
    /** The name of the key whose secret would be lost if the app ended now: open and not stored, or on its way. */
    atRisk: () => secrets.atRisk() ?? making(),
    /** Resolves when no key is being made. */
    creationSettled: settled,
    unfinished: { ...unfinished, replace: (id: string) => followed(() => unfinished.replace(id)) },
    resume,
    /** Signing keys, the open secret, listings and the clipboard leave memory. The vault has what must not be lost. */
    async seal() {
      sealed = true;
      accounts.forgetKeys();
      directory.forget();
      usage.forget();
      const forgotten = handing.forget();
      secrets.lock();
      await clipboard.clearSecret();
      await forgotten;
    },
    /** Reads the vault again; an account whose key is not there stays listed, and is told about when it is used. */
    async unseal() {
      const key = accounts.current() ? await accounts.client() : success(null);
      if (!key.ok && key.problem.kind === 'vault-failed') return key;
      sealed = false;
      secrets.unlock();
      void resume();
      void handing.incoming.unlocked();
      return success(null);
    },
  };
}

export type Desk = ReturnType<typeof buildDesk>;

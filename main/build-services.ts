import { randomUUID } from 'node:crypto';
import { createObservable } from './basics/observable.ts';
import { failed } from './basics/outcome.ts';
import { createClipboardGuard } from './clipboard/clipboard-guard.ts';
import type { SystemClipboard } from './clipboard/system-clipboard.ts';
import { type ComputerKeyOptions, createComputerKey } from './computer-key/create-computer-key.ts';
import { createDirectory } from './directory/directory.ts';
import { exportHead } from './handlers/export-head.ts';
import { failureSentences } from './handlers/failure-sentences.ts';
import type { SettingsKeeper } from './handlers/settings.ts';
import { createHandingOver, type HandingOverOptions } from './handover/create-handing-over.ts';
import { type CreationsOptions, createCreations } from './keys/creations.ts';
import { createKeyHistory } from './keys/key-history.ts';
import { createKeys } from './keys/keys.ts';
import { createLock, type LockOptions } from './lock.ts';
import { type ClientLimits, createOracleClient } from './oracle/create-oracle-client.ts';
import type { Policy } from './policy/policy.ts';
import { createReceiving, type ReceivingOptions } from './receiving/create-receiving.ts';
import { type BulkOptions, createBulk } from './report/bulk.ts';
import { createReport } from './report/report.ts';
import { createReportExports } from './report/report-exports.ts';
import { createCampaignBook } from './rotation/campaign/campaign-book.ts';
import { type CampaignSystem, createCampaigns } from './rotation/campaign/campaigns.ts';
import { createRotations, type RotationsOptions } from './rotation/rotations.ts';
import { createSecrets } from './secret/one-time-secret.ts';
import type { AccountsOptions } from './signin/account.ts';
import { createAccounts } from './signin/accounts.ts';
import { createSigningIn, type SigningInOptions } from './signin/browser/signing-in.ts';
import { judged } from './signin/describe-account.ts';
import { createTools, type ToolSystem } from './tools/tools.ts';
import { createWrittenProfiles, type WrittenProfilesStore } from './tools/written-profiles.ts';
import { createUsage, type UsageOptions } from './usage/create-usage.ts';

export interface ServicesOptions
  extends Pick<AccountsOptions, 'env'>,
    Pick<SigningInOptions, 'configFile' | 'openBrowser' | 'onSignedIn'>,
    Pick<UsageOptions, 'vault' | 'clock' | 'ask' | 's3Fetch'>,
    Pick<CreationsOptions, 'journalFile' | 'onQuarantine' | 'onStep' | 'onProblem'>,
    Pick<ComputerKeyOptions, 'computerName' | 'openConsole' | 'consoleAddress' | 'choosePrivateKey'>,
    Pick<LockOptions, 'confirmPresence'> {
  readonly proxy: LockOptions['holders']['proxy'];
  readonly settings: SettingsKeeper;
  /** What the company prescribes. */
  readonly policy: Policy;
  readonly systemClipboard: SystemClipboard;
  readonly toolSystem: ToolSystem;
  readonly handoverSystem: HandingOverOptions['system'];
  readonly campaignSystem: CampaignSystem;
  /** Writes a defect to the log, and returns the reference under which it stands there. */
  readonly onDefect: BulkOptions['onDefect'];
  /** For Oracle's API. */
  readonly fetch: typeof globalThis.fetch;
  readonly historyFile: string;
  readonly keyJournalFile: string;
  readonly ledgerFile: RotationsOptions['ledgerFile'];
  readonly onKeyStep: ComputerKeyOptions['onStep'];
  readonly signInStore: SigningInOptions['store'];
  readonly accountStore: AccountsOptions['store'];
  readonly savedKeysStore: UsageOptions['store'];
  readonly writtenProfilesStore: WrittenProfilesStore;
  readonly addressBookStore: HandingOverOptions['store'];
  readonly addressStore: ReceivingOptions['store'];
  /** Limits of the service client, and the cost of a guess at a passphrase. Only tests set them. */
  readonly limits?: ClientLimits;
  readonly workFactor?: HandingOverOptions['workFactor'];
}

/** Builds the use cases in the order in which they need each other. Nothing in here knows Electron or the page. */
export function buildServices(options: ServicesOptions) {
  const { vault, clock, settings, policy, env, ask, onQuarantine, onDefect } = options;
  const { now } = clock;
  const locked = createObservable(false);
  const isLocked = locked.state;

  const createOracle: AccountsOptions['createOracle'] = (account) =>
    createOracleClient({ ...account, fetch: options.fetch, clock }, options.limits);
  const store = options.accountStore;
  const accounts = createAccounts({ vault, store, policy, createOracle, env, clock, isLocked, newId: randomUUID });
  // Work that was under way when Keydesk was locked must not read the signing key into memory again.
  const client = async () => (isLocked() ? failed({ kind: 'locked' } as const) : accounts.client());
  const { signInStore, configFile, openBrowser, onSignedIn } = options;
  const signingIn = createSigningIn({
    accounts,
    policy,
    env,
    configFile,
    store: signInStore,
    openBrowser,
    clock,
    newNonce: randomUUID,
    onSignedIn,
  });
  const directory = createDirectory(client);
  const report = createReport({ client, accounts, settings, clock, newId: randomUUID, onDefect });

  const seconds = () => settings.state().clipboardSeconds;
  const clipboard = createClipboardGuard({ clipboard: options.systemClipboard, clock, seconds });
  const secrets = createSecrets({ vault, clipboard });

  const { computerName, openConsole, consoleAddress, choosePrivateKey } = options;
  const computerKey = createComputerKey({
    accounts,
    policy,
    client,
    vault,
    createOracle,
    env,
    configFile,
    ask,
    clock,
    locked,
    journalFile: options.keyJournalFile,
    onQuarantine,
    computerName,
    copyText: clipboard.copyText,
    openConsole,
    consoleAddress,
    choosePrivateKey,
    onStep: options.onKeyStep,
    onDefect,
  });

  const usage = createUsage({
    accounts,
    client,
    policy,
    secrets,
    clipboard,
    vault,
    store: options.savedKeysStore,
    clock,
    s3Fetch: options.s3Fetch,
    ask,
    isLocked,
    onDefect,
  });
  const written = createWrittenProfiles(options.writtenProfilesStore);
  const tools = createTools({
    usage,
    policy,
    secrets,
    clipboard,
    system: options.toolSystem,
    ask,
    isLocked,
    written,
    now,
  });

  const history = createKeyHistory({ file: options.historyFile, onQuarantine });
  const creations = createCreations({
    accounts,
    directory,
    policy,
    secrets,
    vault,
    journalFile: options.journalFile,
    onQuarantine,
    history,
    saved: usage.saved,
    clock,
    isLocked,
    onStep: options.onStep,
    onProblem: options.onProblem,
    onDefect,
  });
  const inReport = {
    keyDeleted: async (keyId: string, _accessKey: string | null, domainId: string | null) => {
      const row = report.rowOf(domainId, keyId);
      if (row !== null) report.removed([row]);
    },
    statusSet: (domainId: string | null, keyId: string, status: 'ACTIVE' | 'INACTIVE') => {
      const row = report.rowOf(domainId, keyId);
      if (row !== null) report.deactivated(row, status === 'INACTIVE');
    },
  };
  const keys = createKeys({
    directory,
    policy,
    history,
    secrets,
    followers: [creations, secrets, usage.saved, inReport],
    onStatus: inReport.statusSet,
    now,
  });

  const bulk = createBulk({ report, keys, directory, accounts, clock, onDefect });
  // Ends what is under way with an account that is no longer allowed.
  policy.subscribe(() => {
    const account = accounts.current();
    if (account === null || policy.checkAccount(judged(account)).ok) return;
    report.stop();
    bulk.stop();
  });
  const reportExports = createReportExports({
    report,
    headOf: (summary, exported) => exportHead(summary, accounts.current(), exported, now()),
    chooseSavePath: options.handoverSystem.chooseSavePath,
    print: options.handoverSystem.print,
    copyText: clipboard.copyText,
    isLocked,
  });

  const book = createCampaignBook();
  const rotations = createRotations({
    ledgerFile: options.ledgerFile,
    book,
    accounts,
    directory,
    keys,
    creations,
    secrets,
    usage,
    tools,
    history,
    waitingDays: () => settings.state().waitingDays,
    proposedExpiry: () => policy.proposedExpiry(now()),
    ask,
    clock,
    isLocked,
    onDefect,
  });

  const { making } = creations;
  const receiving = createReceiving({ secrets, making, vault, store: options.addressStore, isLocked, now });
  const handingOver = createHandingOver({
    accounts,
    directory,
    policy,
    secrets,
    clipboard,
    history,
    ownAddress: receiving.identity,
    usage,
    replacedBy: rotations.replacedBy,
    system: options.handoverSystem,
    store: options.addressBookStore,
    isLocked,
    now,
    workFactor: options.workFactor,
  });

  const campaigns = createCampaigns({
    rotations,
    ledgerFile: options.ledgerFile,
    book,
    accounts,
    directory,
    keys,
    report,
    creations,
    secrets,
    vault,
    history,
    addressBook: handingOver.addressBook,
    identity: receiving.identity,
    endpointOf: usage.endpointOf,
    describe: handingOver.describe,
    policy,
    system: options.campaignSystem,
    explain: (problem) => failureSentences(problem).happened,
    ask,
    locked,
    clock,
    workFactor: options.workFactor,
    onDefect,
  });

  const { confirmPresence, proxy } = options;
  const holders = { accounts, signingIn, directory, report, usage, handingOver, secrets, clipboard, proxy };
  const lock = createLock({ locked, holders, creations, receiving, confirmPresence });
  return {
    accounts,
    signingIn,
    directory,
    report,
    computerKey,
    bulk,
    reportExports,
    rotations,
    campaigns,
    clipboard,
    secrets,
    usage,
    tools,
    creations,
    keys,
    receiving,
    handingOver,
    lock,
  };
}

export type Services = ReturnType<typeof buildServices>;

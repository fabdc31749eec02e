import { randomUUID } from 'node:crypto';
import type { Observable } from '../basics/observable.ts';
import type { Outcome } from '../basics/outcome.ts';
import type { Ask } from '../basics/question.ts';
import type { JournalPlace } from '../files/line-journal.ts';
import type { PolicyRules } from '../policy/policy-rules.ts';
import type { AccountClient, Accounts } from '../signin/account.ts';
import { listSignInRegions } from '../signin/browser/sign-in-regions.ts';
import type { AskProblem } from '../signin/reach-problem.ts';
import type { SignInEnv } from '../signin/sign-in-env.ts';
import { loadRegions } from '../signin/user-regions.ts';
import type { Vault } from '../vault/vault.ts';
import { createApiKeys } from './api-keys.ts';
import { createKeyJournal, type KeyRecord } from './computer-key-journal.ts';
import { createKeyWork, type KeyWorkOptions } from './key-work.ts';
import { reachOwnKeys } from './keys-at-oracle.ts';
import { createOperations } from './operations.ts';
import { createPendingPairs } from './pending-pairs.ts';
import { createSetUp, type SetUpOptions } from './set-up.ts';
import { createClaimOfSnippet } from './snippet-claim.ts';

export interface ComputerKeyOptions
  extends Pick<KeyWorkOptions, 'createOracle' | 'clock' | 'computerName' | 'onStep'>,
    Pick<SetUpOptions, 'copyText' | 'openConsole' | 'consoleAddress' | 'choosePrivateKey'> {
  readonly journalFile: string;
  readonly onQuarantine: JournalPlace<KeyRecord>['onQuarantine'];
  readonly accounts: Accounts;
  /** The client of the current account, refused while Keydesk is locked. */
  readonly client: () => Promise<Outcome<AccountClient, AskProblem>>;
  readonly policy: PolicyRules;
  readonly vault: Vault;
  readonly env: SignInEnv;
  /** The OCI configuration file of this computer. */
  readonly configFile: string;
  readonly ask: Ask;
  readonly locked: Observable<boolean>;
  readonly onDefect: (error: unknown) => void;
}

/**
 * The one door to API keys of this computer's own: setting up the computer before anybody is signed in, and the API keys of the signed-in
 * user.
 */
export function createComputerKey(options: ComputerKeyOptions) {
  const { accounts, vault, env, configFile, ask, locked } = options;
  const journal = createKeyJournal({ file: options.journalFile, onQuarantine: options.onQuarantine });
  const pairs = createPendingPairs(vault);
  const restsIn = () => vault.state.kind;
  const { createOracle, clock, onStep } = options;
  const operations = createOperations({ journal, pairs, accounts, restsIn, clock, newId: randomUUID, onStep });
  const shared = { journal, operations, pairs, accounts, createOracle, clock, onStep };
  const reach = reachOwnKeys(options.client);
  const work = createKeyWork({
    ...shared,
    reach,
    restsIn,
    findRegion: async (region) => (await loadRegions(env)).find(region),
    computerName: options.computerName,
  });
  const apiKeys = createApiKeys({ ...shared, work, reach, locked, onDefect: options.onDefect });
  const { copyText, openConsole, consoleAddress, choosePrivateKey } = options;
  const regionsHere = () => loadRegions(env);
  const claimOf = createClaimOfSnippet({
    loadRegions: regionsHere,
    async isFamiliar(endpoint) {
      const sources = { env, regions: await regionsHere(), configFile, accounts: accounts.list(), lastChoice: null };
      return (await listSignInRegions(sources)).some((each) => each.endpoint === endpoint);
    },
    ask,
  });
  const setUp = createSetUp({
    ...shared,
    policy: options.policy,
    env,
    claimOf,
    copyText,
    openConsole,
    consoleAddress,
    choosePrivateKey,
  });
  locked.subscribe((isLocked) => isLocked && setUp.lock());

  return {
    setUp,
    apiKeys,
    /** Takes up what an earlier run or the lock has interrupted, of the set-up and of the work on API keys. */
    async resume(): Promise<void> {
      if (locked.state()) return;
      await setUp.resume().catch(options.onDefect);
      await apiKeys.resume();
    },
  };
}

import type { IAccountsImpl, ProfileSource, ProfilesOutcome, Session } from '../../bridge/generated/browser/keydesk.ts';
import { type Outcome, success } from '../outcome.ts';
import type { SampleProblem } from '../shell/sample-tenancy.ts';
import type { Account, Accounts } from '../signin/account.ts';
import { listProfiles } from '../signin/profiles.ts';
import type { Surroundings } from '../signin/surroundings.ts';
import type { VaultState } from '../vault/vault.ts';
import { type Answer, nothing } from './answer.ts';
import { toFailure } from './failure-sentences.ts';
import type { Lock } from './lock.ts';
import type { Problem, UnlockProblem } from './problem.ts';

export interface AccountsHandlerOptions {
  readonly answer: Answer;
  readonly accounts: Accounts;
  readonly vault: { readonly state: VaultState };
  readonly surroundings: Surroundings;
  readonly standardConfigFile: string;
  /** The system's file dialog; null when the person cancels. */
  readonly chooseFile: () => Promise<string | null>;
  readonly startSample: () => Promise<Outcome<{ readonly configFile: string }, SampleProblem>>;
  /** Answers also while locked, so that unlocking can. */
  readonly answerAlways: Answer;
  readonly lock: Lock<UnlockProblem>;
  /** What went wrong at start, told once the page is there. */
  readonly notice: () => Problem | null;
}

/** The sample's administrator, by the name of the profile that the sample writes for them. */
const SAMPLE_ADMINISTRATOR = 'ADMIN';

function toAccount(account: Account): Session['accounts'][number] {
  const { id, displayName, userName, tenancyName, region, userOcid, profile, sample } = account;
  const domainName = account.domain?.name ?? null;
  return { id, displayName, userName, tenancyName, domainName, region, userOcid, profile, sample };
}

/** The session as the page shows it. */
export function sessionOf({
  accounts,
  vault,
  lock,
  notice,
}: Pick<AccountsHandlerOptions, 'accounts' | 'vault' | 'lock' | 'notice'>) {
  const problem = notice();
  return {
    accounts: accounts.list().map(toAccount),
    current: accounts.current()?.id ?? null,
    vault: { ...vault.state },
    locked: lock.isLocked(),
    notice: problem && toFailure(problem),
  } satisfies Session;
}

/** Signs the sample's administrator in; used by the page's button and by `--sample`. */
export async function signInToSample({
  accounts,
  startSample,
}: Pick<AccountsHandlerOptions, 'accounts' | 'startSample'>) {
  const sample = await startSample();
  return sample.ok ? accounts.signInSample(sample.value.configFile, SAMPLE_ADMINISTRATOR) : sample;
}

export function accountsHandler(options: AccountsHandlerOptions): IAccountsImpl {
  const { answer, answerAlways, lock, accounts, surroundings, standardConfigFile, chooseFile } = options;
  /** Paths come from the system's dialog alone: the page names a source, never a file. */
  let chosen: string | null = null;
  const fileOf = (source: ProfileSource) => (source === 'chosen' && chosen ? chosen : standardConfigFile);

  const profilesOf = (source: ProfileSource, file: string): Promise<ProfilesOutcome> =>
    answer(
      () => listProfiles(surroundings, file),
      (profiles) => ({
        source,
        file,
        profiles: profiles.map((profile) => ({ ...profile, problem: profile.problem && toFailure(profile.problem) })),
      }),
    );

  return {
    getInitialSessionState: () => sessionOf(options),
    ListProfiles: (source) => profilesOf(source, fileOf(source)),
    async ChooseConfigFile() {
      const file = await chooseFile();
      if (file === null) return { ok: true, value: { source: 'chosen', file: null, profiles: [] } };
      const profiles = await profilesOf('chosen', file);
      // The page goes on offering the profiles of the file before, so they must stay the ones that it signs in with.
      if (profiles.ok) chosen = file;
      return profiles;
    },
    SignIn: ({ source, profile, passphrase }) =>
      answer(() => accounts.signIn({ file: fileOf(source), profile, passphrase }), nothing),
    SignInToSample: () => answer(() => signInToSample(options), nothing),
    SwitchAccount: (account) => answer(() => accounts.switchTo(account), nothing),
    SignOut: (account) => answer(() => accounts.signOut(account), nothing),
    Lock: () => answer(async () => success(await lock.lock()), nothing),
    Unlock: () => answerAlways(() => lock.unlock(), nothing),
  };
}

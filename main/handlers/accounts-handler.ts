import type { IAccountsImpl, ProfileSource, ProfilesOutcome } from '../../bridge/generated/browser/keydesk.ts';
import type { PassedOver } from '../../bridge/values/session.ts';
import { type Outcome, success } from '../basics/outcome.ts';
import type { Lock } from '../lock.ts';
import type { PolicyRules } from '../policy/policy-rules.ts';
import type { SampleProblem } from '../shell/sample-tenancy.ts';
import type { Accounts } from '../signin/account.ts';
import type { PassedOverLine } from '../signin/config-syntax.ts';
import type { FileFollower } from '../signin/follow-file.ts';
import { checkChosenKey, fingerprintInFile, type ListedProfile, listProfiles } from '../signin/profiles.ts';
import type { ProxySignIn } from '../signin/proxy-sign-in.ts';
import type { SignInEnv } from '../signin/sign-in-env.ts';
import type { Calls } from './bind-interface.ts';
import { toFailure } from './failure-sentences.ts';
import type { KeychainWays } from './keychain-ways.ts';
import type { Problem } from './problem.ts';
import { carryOut, nothing, type Respond } from './respond.ts';
import type { UsedProfiles } from './used-profiles.ts';

export interface AccountsHandlerOptions {
  readonly respond: Respond;
  readonly accounts: Accounts;
  readonly policy: PolicyRules;
  readonly keychainWays: KeychainWays;
  readonly env: SignInEnv;
  readonly standardConfigFile: string;
  /** The system's file dialogs; null when the person cancels. */
  readonly chooseFile: () => Promise<string | null>;
  readonly choosePrivateKey: () => Promise<string | null>;
  /** Follows the file whose profiles the page shows. */
  readonly configFollower: FileFollower;
  readonly usedProfiles: UsedProfiles;
  readonly startSample: () => Promise<Outcome<{ readonly configFile: string }, SampleProblem>>;
  readonly proxy: ProxySignIn;
  /** Also answers while Keydesk is locked: the call to unlock needs it. */
  readonly respondAlways: Respond;
  readonly lock: Lock;
}

/** The sample's administrator, by the name of the profile that the sample writes for them. */
const SAMPLE_ADMINISTRATOR = 'ADMIN';

const ready = async () => success(null);

/** Signs the sample's administrator in; used by the page's button and by `--sample`. */
export async function signInToSample({
  accounts,
  startSample,
}: Pick<AccountsHandlerOptions, 'accounts' | 'startSample'>) {
  const sample = await startSample();
  return sample.ok ? accounts.signInSample(sample.value.configFile, SAMPLE_ADMINISTRATOR) : sample;
}

export function accountsHandler(options: AccountsHandlerOptions): Calls<IAccountsImpl> {
  const {
    respond,
    respondAlways,
    lock,
    accounts,
    policy,
    proxy,
    env,
    standardConfigFile,
    configFollower,
    usedProfiles,
  } = options;
  /** Paths come from the system's dialog alone: the page names a source, never a file. */
  let chosen: string | null = null;
  const fileOf = (source: ProfileSource) => (source === 'chosen' && chosen ? chosen : standardConfigFile);

  /** Private keys that the person chose, by the fingerprint that a profile names. */
  const chosenKeys = new Map<string, string>();
  const chosenKey = (fingerprint: string) => chosenKeys.get(fingerprint) ?? null;
  /** Why the company does not allow this profile: the page shows it before the person tries. */
  const whyNotAllowed = ({ method, tenancyOcid, region }: ListedProfile) => {
    const allowed = policy.checkSignIn({
      method: method === 'api-key' ? 'file-key' : 'cli-session',
      tenancyOcid: tenancyOcid ?? '',
      region: region ?? '',
      sample: false,
    });
    return allowed.ok ? null : allowed.problem;
  };
  const noFile = (source: ProfileSource): ProfilesOutcome => ({
    ok: true,
    value: { source, file: null, profiles: [], passedOver: [] },
  });

  const profilesOf = (source: ProfileSource, file: string, before: () => Promise<Outcome<unknown, Problem>> = ready) =>
    respond(
      async () => {
        const done = await before();
        return done.ok ? listProfiles(env, file, chosenKey) : done;
      },
      ({ profiles, passedOver }) => ({
        source,
        file,
        profiles: usedProfiles.lastUsedFirst(file, profiles).map(({ tenancyOcid, ...profile }) => {
          const problem = profile.problem ?? whyNotAllowed({ tenancyOcid, ...profile });
          return { ...profile, problem: problem && toFailure(problem) };
        }),
        passedOver: passedOverSentences(passedOver),
      }),
    );
  const listAndFollow = (source: ProfileSource) => {
    configFollower.follow(fileOf(source));
    return profilesOf(source, fileOf(source));
  };
  const keepChosenKey = async (source: ProfileSource, profile: string, keyFile: string) => {
    const fingerprint = await checkChosenKey(env, fileOf(source), profile, keyFile);
    if (fingerprint.ok) chosenKeys.set(fingerprint.value, keyFile);
    return fingerprint;
  };
  /** For a private key that was chosen in place of a configuration file: the source with a profile that names this key. */
  const sourceOfKey = async (keyFile: string): Promise<ProfileSource | null> => {
    for (const source of ['chosen', 'standard'] as const) {
      const fingerprint = await fingerprintInFile(env, fileOf(source), keyFile);
      if (fingerprint === null) continue;
      chosenKeys.set(fingerprint, keyFile);
      return source;
    }
    return null;
  };

  return {
    ListProfiles: listAndFollow,
    async ChooseConfigFile() {
      const file = lock.state() ? null : await options.chooseFile();
      if (file === null) return noFile('chosen');
      const profiles = await profilesOf('chosen', file);
      // If the new file cannot be read, the page still shows the profiles of the earlier file. Signing in must use these too.
      if (profiles.ok) chosen = file;
      const isKey = !profiles.ok && profiles.failure.kind === 'config-is-key';
      const source = isKey ? await sourceOfKey(file) : null;
      return source === null ? profiles : listAndFollow(source);
    },
    async ChoosePrivateKey(source, profile) {
      const keyFile = lock.state() ? null : await options.choosePrivateKey();
      if (keyFile === null) return noFile(source);
      return profilesOf(source, fileOf(source), () => keepChosenKey(source, profile, keyFile));
    },
    StopFollowingProfiles: () => carryOut(respond, configFollower.stop),
    SignIn: ({ source, profile, passphrase }) =>
      respond(async () => {
        const file = fileOf(source);
        const signedIn = await accounts.signIn({ file, profile, chosenKey, passphrase });
        if (signedIn.ok) usedProfiles.note(file, profile);
        return signedIn;
      }, nothing),
    SignInToSample: () => respond(() => signInToSample(options), nothing),
    SwitchAccount: (account) => respond(() => accounts.switchTo(account), nothing),
    SignOut: (account) => respond(() => accounts.signOut(account)),
    TryKeychain: () => respond(options.keychainWays.tryKeychain),
    KeepInMemory: () => respond(options.keychainWays.keepInMemory),
    SignInToProxy: (request) => respond(() => proxy.signIn(request)),
    ForgetProxy: (name) => respond(() => proxy.forget(name)),
    Lock: () => carryOut(respond, lock.lock),
    Unlock: () => respondAlways(() => lock.unlock()),
  };
}

/** The most sentences that the page shows: nobody corrects more lines one by one. */
const most = 6;

/** A sentence for each ignored line of a configuration file. The last sentence counts the lines that have none. */
function passedOverSentences(lines: readonly PassedOverLine[]): PassedOver[] {
  const told = lines.slice(0, lines.length > most ? most - 1 : most);
  const [next, ...rest] = lines.slice(told.length);
  const sentences = told.map(({ line, reason, after }) => ({
    sentence: `Line ${line} was passed over: ${reason}.`,
    after,
  }));
  if (next === undefined) return sentences;
  return [...sentences, { sentence: `${rest.length + 1} more lines were passed over.`, after: next.after }];
}

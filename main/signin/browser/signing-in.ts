import { z } from 'zod';
import { judge } from '../../basics/judge.ts';
import { failed, type Outcome, success } from '../../basics/outcome.ts';
import { type StoredValue, writeStored } from '../../basics/stored-value.ts';
import type { RegionUnknown } from '../../oracle/regions.ts';
import type { PolicyRules, Prescribed } from '../../policy/policy-rules.ts';
import type { Account, Accounts, AccountUnknown } from '../account.ts';
import type { SignInEnv } from '../sign-in-env.ts';
import { loadRegions } from '../user-regions.ts';
import type { BrowserSignInProblem } from './browser-problem.ts';
import { type BrowserSignInOptions, createBrowserSignIn } from './browser-sign-in.ts';
import { listSignInRegions, regionOf, type SignInRegion, takeSignInRegion } from './sign-in-regions.ts';

export interface SigningInOptions extends Omit<BrowserSignInOptions, 'accounts'> {
  readonly accounts: Pick<Accounts, 'list' | 'signIn' | 'signInWithSession' | 'renewSession'>;
  readonly policy: PolicyRules;
  readonly env: SignInEnv;
  /** The OCI configuration file of this computer. */
  readonly configFile: string;
  /** The region of the last sign-in. */
  readonly store: StoredValue<string>;
}

type StartProblem = Prescribed | BrowserSignInProblem | RegionUnknown;

/** What the page may ask about signing in with the browser. `state` is the state of the sign-in under way. */
export function createSigningIn(options: SigningInOptions) {
  const { accounts, policy, env, configFile, store, openBrowser, clock, newNonce, onSignedIn } = options;
  const browser = createBrowserSignIn({ accounts, openBrowser, clock, newNonce, onSignedIn });
  /** Counts the starts and the cancellations: a start goes on only if it is the last of them. */
  let turn = 0;
  let lastChoice = judge(z.string().max(1300), store.read()).data ?? null;

  const list = async () => {
    const regions = await loadRegions(env);
    const sources = { env, regions, configFile, accounts: accounts.list(), lastChoice };
    return { regions, listed: await listSignInRegions(sources) };
  };

  /** Checked before the browser opens. The tenancy is known only from the answer. */
  function mayStart({ sample, region }: SignInRegion) {
    if (sample) return policy.checkSample();
    const method = policy.checkMethod('browser-session');
    return method.ok ? policy.checkRegion(region.id) : method;
  }

  async function startAt(mine: number, where: SignInRegion, tenancyName: string | null) {
    if (turn !== mine) return success(null);
    const allowed = mayStart(where);
    if (!allowed.ok) return allowed;
    const started = await browser.start(where, tenancyName);
    if (!started.ok || where.sample) return started;
    lastChoice = where.choice;
    // If this cannot be written, only the order of the list differs at the next start.
    writeStored(store, lastChoice);
    return started;
  }

  /** Signs in again with the files of the OCI CLI, which may have a newer session by now. False: that did not work. */
  async function readAgain({ id, signedInBy, profile }: Account): Promise<boolean> {
    if (signedInBy.kind !== 'cli-session') return false;
    const signedIn = await accounts.signIn({ file: signedInBy.file, profile, passphrase: null });
    return signedIn.ok && signedIn.value.id === id;
  }

  return {
    state: browser.state,
    subscribe: browser.subscribe,
    regions: async () =>
      (await list()).listed.filter(({ sample, region }) => sample || policy.checkRegion(region.id).ok),
    /** `text` is a choice of the list, or the name of a region that no table knows yet. */
    async start(text: string, tenancyName: string | null): Promise<Outcome<null, StartProblem>> {
      turn += 1;
      const mine = turn;
      const { regions, listed } = await list();
      const where = takeSignInRegion(text, listed, regions);
      return where.ok ? startAt(mine, where.value, tenancyName?.trim() || null) : where;
    },
    /** For an account whose session is over: uses the files of the OCI CLI if they have a newer session, else the browser. */
    async again(id: string): Promise<Outcome<null, StartProblem | AccountUnknown>> {
      turn += 1;
      const mine = turn;
      const account = accounts.list().find((each) => each.id === id);
      if (account === undefined) return failed({ kind: 'account-unknown', account: id });
      if (await readAgain(account)) return success(null);
      const [where] = regionOf(account, await loadRegions(env));
      const unknown = { kind: 'region-unknown', region: account.region, reason: 'no table knows it any more' } as const;
      if (where === undefined) return failed(unknown);
      const { tenancyName, tenancyOcid } = account;
      return startAt(mine, where, tenancyName === tenancyOcid ? null : tenancyName);
    },
    openAgain: browser.openAgain,
    /** The address of the sign-in under way; null: there is none. */
    address(): string | null {
      const now = browser.state();
      return now.kind === 'waiting' ? now.address : null;
    },
    cancel(): Promise<void> {
      turn += 1;
      return browser.cancel();
    },
    renew: accounts.renewSession,
  };
}

export type SigningIn = ReturnType<typeof createSigningIn>;

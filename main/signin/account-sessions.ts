import { failed, type Outcome, success } from '../basics/outcome.ts';
import type { createSerialQueue } from '../basics/serial-queue.ts';
import type { OracleClient, SessionGate } from '../oracle/oracle-client.ts';
import { unexpected } from '../oracle/oracle-problem.ts';
import { authUrlBeside } from '../oracle/regions.ts';
import { isSessionRefresh } from '../oracle/session-refresh.ts';
import { type Account, type AccountsOptions, isSession, type ProlongProblem, type SessionSignIn } from './account.ts';
import { judged } from './describe-account.ts';
import type { KeyRing } from './key-ring.ts';
import { createSessionKeeper, type SessionTimes } from './session-keeper.ts';
import { storedTimes, timesOf } from './session-times.ts';
import { type SessionToken, takeSessionToken } from './session-token.ts';

interface AccountSessionsOptions extends Pick<AccountsOptions, 'clock' | 'isLocked' | 'policy'> {
  readonly keys: Pick<KeyRing, 'find' | 'replaceToken'>;
  readonly find: (id: string) => Account | undefined;
  readonly oracleOf: (account: Account) => OracleClient;
  /** Signing in and out wait in the same queue. */
  readonly queue: ReturnType<typeof createSerialQueue>;
  /** Stores that a session lasts longer, and whether the vault has its token. */
  readonly remember: (account: Account, prolonged: SessionSignIn, isInVault: boolean) => void;
  readonly onChange: () => void;
}

/** The problem of a session that has ended. No request is sent for it. */
export const sessionOver = (account: Account | undefined) => {
  const host = account === undefined ? '' : new URL(account.identityUrl).host;
  return { kind: 'session-over', delivery: 'not-sent', host, requestId: null } as const;
};

/** The sessions of the accounts that have one. */
export function createAccountSessions(options: AccountSessionsOptions) {
  const { clock, policy, isLocked, keys, find, oracleOf, queue, remember, onChange } = options;
  const over = (id: string) => sessionOver(find(id));
  const keeper = createSessionKeeper<ProlongProblem>({ clock, isLocked, prolong, over, onChange });

  /** Asks Oracle for a token that lasts longer, and stores it. */
  async function prolong(id: string): Promise<Outcome<SessionTimes, ProlongProblem>> {
    const account = find(id);
    if (account === undefined || !isSession(account)) return failed({ kind: 'signed-out' });
    const allowed = policy.checkAccount(judged(account));
    if (!allowed.ok) return allowed;
    const credential = await keys.find(id);
    if (!credential.ok) return credential;
    if (credential.value === null || credential.value.token === null) return failed({ kind: 'signed-out' });
    // The keychain may have waited for the person, who has left since.
    if (isLocked()) return failed({ kind: 'locked' });
    const { signedInBy } = account;
    const notLonger = failed({ kind: 'session-not-longer', expires: signedInBy.expires } as const);
    const answer = await oracleOf(account).refreshSession(authUrlBeside(account.identityUrl), credential.value.token);
    // The gate has found that the session is still good: Oracle does not prolong it any further.
    if (!answer.ok) return answer.problem.kind === 'not-authenticated' ? notLonger : answer;
    const token = takeOwnToken(answer.value, account);
    if (!token.ok) return token;
    if (token.value.expires <= Date.parse(signedInBy.expires)) return notLonger;
    return queue(async () => {
      const now = find(id);
      // The person has signed in again, or out.
      if (now === undefined || now.fingerprint !== account.fingerprint) return failed({ kind: 'signed-out' });
      const rests = await keys.replaceToken(id, token.value.text);
      if (rests === 'lost') return failed({ kind: 'vault-failed', reason: 'it has not taken the prolonged session' });
      const prolonged = { ...signedInBy, ...storedTimes(token.value) };
      remember(now, prolonged, rests === 'vault');
      return success(timesOf(prolonged));
    });
  }

  function takeOwnToken(text: string, { identityUrl, userOcid }: Account): Outcome<SessionToken, ProlongProblem> {
    const token = takeSessionToken(text, clock.now());
    if (token.ok && token.value.userOcid === userOcid) return token;
    const what = token.ok ? 'the session in it is another user’s' : token.problem.reason;
    const { host } = new URL(authUrlBeside(identityUrl));
    return failed(unexpected({ host, requestId: null }, what));
  }

  return {
    /**
     * Called for an account after signing in, and for the accounts of earlier runs. For an API key it ends the session that the account
     * had before.
     */
    begin(account: Account): void {
      if (isSession(account)) keeper.begin(account.id, timesOf(account.signedInBy));
      else keeper.end(account.id);
    },
    end: keeper.end,
    state: keeper.state,
    use: keeper.use,
    renew: keeper.renew,
    /** What the service client needs to know of the account's session; undefined for an API key. */
    gateOf(account: Account): SessionGate | undefined {
      if (!isSession(account)) return undefined;
      const { id, tenancyOcid } = account;
      return {
        isOver(url) {
          // A long report asks for its client only once, but each of its requests uses the session.
          if (!isSessionRefresh(url)) keeper.use(id);
          return keeper.state(id)?.phase === 'over';
        },
        async isEndedBy({ pathname }) {
          // The classic API knows every user of the tenancy, so it decides, asked with the current token: a domain may refuse a good
          // session, and the refused request may have been signed with an earlier token.
          if (!pathname.endsWith(`/tenancies/${tenancyOcid}`)) {
            const tenancy = await oracleOf(account).getTenancy();
            return !tenancy.ok && tenancy.problem.kind === 'session-over';
          }
          keeper.endEarly(id);
          return true;
        },
      };
    },
  };
}

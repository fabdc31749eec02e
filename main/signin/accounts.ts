import { createNews } from '../basics/observable.ts';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import { createSerialQueue } from '../basics/serial-queue.ts';
import { createSharedRead } from '../basics/shared-read.ts';
import type { SettingsProblem } from '../basics/stored-value.ts';
import type { OracleClient } from '../oracle/oracle-client.ts';
import { cancelled, type OracleProblem } from '../oracle/oracle-problem.ts';
import type { SignInMethod } from '../policy/policy-rules.ts';
import {
  type Account,
  type AccountClient,
  type Accounts,
  type AccountsOptions,
  type Claim,
  type HomeDomain,
  isSession,
  MOST_ACCOUNTS,
  type SessionSignIn,
} from './account.ts';
import { createAccountSessions, sessionOver } from './account-sessions.ts';
import { accountBefore, describeAccount, judged, kindOf } from './describe-account.ts';
import { findHomeDomain } from './home-domain.ts';
import { createKeyRing } from './key-ring.ts';
import { type Applicant, type ProvenUser, proveUser } from './prove-user.ts';
import { readApplicant } from './read-applicant.ts';
import { shownSignIn } from './session-times.ts';
import { clientFor } from './signed-client.ts';
import { openStoredAccounts } from './stored-accounts.ts';

const tooMany: SettingsProblem = { kind: 'settings-failed', reason: `there are ${MOST_ACCOUNTS} accounts already` };

/** The signed-in accounts. Starts with the stored ones, the one used last being the current one; the vault is not touched. */
export function createAccounts(options: AccountsOptions): Accounts {
  const { vault, createOracle, clock, newId, isLocked, policy } = options;
  const stored = openStoredAccounts(options.store);
  const session = new Map<string, Account>(stored.all().map((account) => [account.id, { ...account, sample: false }]));
  const keys = createKeyRing(vault, (id) => kindOf(session.get(id)));
  const clients = new Map<string, OracleClient>();
  const domainless = new Set<string>();
  const readHomeDomain = createSharedRead<Outcome<HomeDomain | null, OracleProblem>>();
  const { subscribe, tell } = createNews<null>();
  // Two sign-ins at the same time must not make two accounts for one user.
  const queue = createSerialQueue();
  let current: string | null = session.has(stored.current ?? '') ? stored.current : null;
  const sessions = createAccountSessions({
    clock,
    policy,
    isLocked,
    keys,
    find: (id) => session.get(id),
    oracleOf,
    queue,
    remember: rememberProlonged,
    onChange: () => tell(null),
  });
  for (const account of session.values()) sessions.begin(account);

  async function admit(proven: ProvenUser, sample: boolean) {
    const before = accountBefore([...session.values()], proven, sample);
    if (before === undefined && session.size >= MOST_ACCOUNTS) return failed(tooMany);
    const id = before?.id ?? newId();
    if (sample) {
      for (const other of [...session.values()]) {
        // An account of the sample tenancy is neither in the keychain nor on the disk, so nothing can fail.
        if (other.sample && other.endpoint !== proven.claim.endpoint) await drop(other.id);
      }
      keys.keepInMemory(id, proven.credential);
    } else {
      const kept = await keys.store(id, proven.credential);
      // A session stays in memory for this run, and the person is told so: another sign-in would not help.
      if (!kept.ok && proven.credential.token === null) return kept;
      if (!kept.ok) keys.keepInMemory(id, proven.credential);
    }
    const vaultKind = keys.isInMemoryAlone(id) ? 'memory' : vault.state.kind;
    const facts = { id, signedInAt: new Date(clock.now()).toISOString(), vaultKind };
    const account = describeAccount(facts, proven, before?.domain ?? null);
    // An account whose key is in memory is not stored: after a restart it would have no key.
    if (!sample && account.vaultKind === 'keychain') {
      const written = stored.put(account, id);
      if (!written.ok) {
        // If the keychain refuses this too, the credential stays there without an account. The person sees the first failure.
        if (before === undefined) await keys.remove(id);
        return written;
      }
    }
    const admitted: Account = { ...account, sample };
    session.set(id, admitted);
    sessions.begin(admitted);
    clients.delete(id);
    if (proven.domain.ok && proven.domain.value === null) domainless.add(id);
    else domainless.delete(id);
    current = id;
    tell(null);
    return success(admitted);
  }

  async function signIn(request: Parameters<Accounts['signIn']>[0], sample: boolean, signal?: AbortSignal) {
    const applicant = await readApplicant(options.env, request, clock.now());
    return applicant.ok ? prove(applicant.value, sample, signal) : applicant;
  }

  const mayBegin = (
    { tenancyOcid, region }: Pick<Claim, 'tenancyOcid' | 'region'>,
    method: SignInMethod,
    sample: boolean,
  ) => policy.checkSignIn({ tenancyOcid, region: region.id, method, sample });

  async function prove(applicant: Applicant, sample: boolean, signal?: AbortSignal) {
    const allowed = mayBegin(applicant.claim, applicant.signedInBy.kind, sample);
    if (!allowed.ok) return allowed;
    const proven = await proveUser(createOracle, applicant, signal);
    if (!proven.ok) return proven;
    return queue(async () => (signal?.aborted ? failed(cancelled) : admit(proven.value, sample)));
  }

  /** The endpoint of the sample tenancy exists for this run only, and so does every account that signs in there. */
  const isSampleAt = (endpoint: string | null) =>
    endpoint !== null && [...session.values()].some((account) => account.sample && account.endpoint === endpoint);

  async function drop(id: string) {
    const removed = await keys.remove(id);
    if (!removed.ok) return removed;
    // No other account becomes the current one until the person chooses it.
    const next = current === id ? null : current;
    const written = stored.remove(id, next);
    if (!written.ok) return written;
    session.delete(id);
    sessions.end(id);
    clients.delete(id);
    domainless.delete(id);
    current = next;
    return success(null);
  }

  function oracleOf(account: Account): OracleClient {
    const { id } = account;
    const known = clients.get(id);
    if (known !== undefined) return known;
    const oracle = clientFor(createOracle, account, () => keys.forSigning(id), sessions.gateOf(account));
    clients.set(id, oracle);
    return oracle;
  }

  function clientOf(account: Account): AccountClient {
    const { id } = account;
    const oracle = oracleOf(account);
    return {
      account,
      oracle,
      async homeDomain(signal) {
        const known = session.get(id)?.domain ?? account.domain;
        if (known !== null || domainless.has(id)) return success(known);
        const search = async (shared: AbortSignal) => {
          const found = await findHomeDomain(oracle, account, shared);
          if (!found.ok) return found;
          if (found.value !== null) rememberDomain(id, found.value.domain);
          else if (session.has(id)) domainless.add(id);
          return success(found.value?.domain ?? null);
        };
        return readHomeDomain(id, search, () => failed(cancelled), signal);
      },
    };
  }

  function rememberDomain(id: string, domain: HomeDomain) {
    const account = session.get(id);
    if (account === undefined) return;
    session.set(id, { ...account, domain });
    const onDisk = stored.find(id);
    // If this cannot be written, the next start only has to search again.
    if (onDisk !== null) stored.put({ ...onDisk, domain }, current);
    tell(null);
  }

  function rememberProlonged(account: Account, signedInBy: SessionSignIn, isInVault: boolean) {
    const { id } = account;
    session.set(id, { ...account, signedInBy, ...(!isInVault && { vaultKind: 'memory' }) });
    const onDisk = stored.find(id);
    // If this cannot be written, the session only seems to end sooner at the next start.
    if (onDisk !== null && isInVault) stored.put({ ...onDisk, signedInBy }, current);
  }

  return {
    startProblem: stored.problem,
    list: () => [...session.values()],
    current: () => session.get(current ?? '') ?? null,
    maySignIn: (claim, method) => mayBegin(claim, method, isSampleAt(claim.endpoint)),
    signedInBy: (account) => shownSignIn(account, sessions.state(account.id)),
    subscribe,
    signIn: (request, signal) => signIn(request, false, signal),
    signInWithKey({ privateKey, ...claim }, signal) {
      const credential = { privateKey, token: null };
      return prove({ claim, credential, signedInBy: { kind: 'computer-key' } }, isSampleAt(claim.endpoint), signal);
    },
    signInWithSession({ privateKey, token, signedInBy, ...claim }, signal) {
      const credential = { privateKey, token };
      return prove({ claim, credential, signedInBy }, isSampleAt(claim.endpoint), signal);
    },
    async renewSession(id) {
      const account = session.get(id);
      if (account === undefined || !isSession(account)) return failed({ kind: 'account-unknown', account: id });
      return sessions.renew(id);
    },
    signInSample: (file, profile, signal) => signIn({ file, profile, passphrase: null }, true, signal),
    switchTo(id) {
      const account = session.get(id);
      if (account === undefined) return failed({ kind: 'account-unknown', account: id });
      current = id;
      // If this cannot be written, the next start begins with another account; the switch itself holds.
      stored.setCurrent(id);
      tell(null);
      return success(account);
    },
    signOut: (id) =>
      queue(async () => {
        if (!session.has(id)) return failed({ kind: 'account-unknown', account: id });
        if (stored.find(id) !== null && vault.state.kind === 'memory') {
          const reason = `the key of this account rests in the keychain, which cannot be used now (${vault.state.reason})`;
          return failed({ kind: 'vault-failed', reason });
        }
        const dropped = await drop(id);
        tell(null);
        return dropped;
      }),
    async client() {
      const wanted = session.get(current ?? '');
      if (wanted === undefined) return failed({ kind: 'signed-out' });
      const allowed = policy.checkAccount(judged(wanted));
      if (!allowed.ok) return allowed;
      if (sessions.state(wanted.id)?.phase === 'over') return failed(sessionOver(wanted));
      const key = await keys.find(wanted.id);
      if (!key.ok) return key;
      const account = session.get(wanted.id);
      if (account === undefined) return failed({ kind: 'signed-out' });
      if (key.value === null) return failed({ kind: 'credential-missing', account, vault: vault.state });
      sessions.use(account.id);
      return success(clientOf(account));
    },
    forgetKeys: keys.forget,
    keychainIsBack: () =>
      queue(async () => {
        for (const [id, { sample, vaultKind }] of [...session]) {
          if (sample || (vaultKind === 'keychain' && !keys.isInMemoryAlone(id))) continue;
          const moved = await keys.moveIntoVault(id);
          if (!moved.ok) return moved;
          const { sample: _, ...account } = { ...(session.get(id) as Account), vaultKind: 'keychain' as const };
          const written = stored.put(account, current);
          if (!written.ok) return written;
          session.set(id, { ...account, sample });
        }
        // The keychain may have waited for the person, and Keydesk may have been locked meanwhile.
        if (isLocked()) keys.forget();
        tell(null);
        return success(null);
      }),
  };
}

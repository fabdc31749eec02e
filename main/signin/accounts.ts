import { createNews } from '../basics/observable.ts';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import { createSerialQueue } from '../basics/serial-queue.ts';
import { createSharedRead } from '../basics/shared-read.ts';
import type { OracleClient } from '../oracle/oracle-client.ts';
import { cancelled, type OracleProblem } from '../oracle/oracle-problem.ts';
import {
  type Account,
  type AccountClient,
  type Accounts,
  type AccountsOptions,
  type HomeDomain,
  isSession,
  MOST_ACCOUNTS,
  type SettingsProblem,
  type StoredAccount,
} from './account.ts';
import { findHomeDomain } from './home-domain.ts';
import { createKeyRing, type KindOfAccount } from './key-ring.ts';
import { type Applicant, type ProvenUser, proveUser } from './prove-user.ts';
import { readApplicant } from './read-applicant.ts';
import { clientFor } from './signed-client.ts';
import { openStoredAccounts } from './stored-accounts.ts';

const tooMany: SettingsProblem = { kind: 'settings-failed', reason: `there are ${MOST_ACCOUNTS} accounts already` };

/** The signed-in accounts. Starts with the stored ones, the one used last being the current one; the vault is not touched. */
export function createAccounts(options: AccountsOptions): Accounts {
  const { vault, createOracle, clock, newId } = options;
  const stored = openStoredAccounts(options.store);
  const session = new Map<string, Account>(stored.all().map((account) => [account.id, { ...account, sample: false }]));
  const keys = createKeyRing(vault, (id) => kindOf(session.get(id)));
  const clients = new Map<string, OracleClient>();
  const domainless = new Set<string>();
  const readHomeDomain = createSharedRead<Outcome<HomeDomain | null, OracleProblem>>();
  const { subscribe, tell } = createNews<null>();
  // Signing in twice at once cannot make two accounts of one.
  const queue = createSerialQueue();
  let current: string | null = session.has(stored.current ?? '') ? stored.current : null;

  async function admit(proven: ProvenUser, sample: boolean) {
    const before = accountBefore([...session.values()], proven, sample);
    if (before === undefined && session.size >= MOST_ACCOUNTS) return failed(tooMany);
    const id = before?.id ?? newId();
    if (sample) {
      for (const other of [...session.values()]) {
        if (other.sample && other.endpoint !== proven.claim.endpoint) await drop(other.id);
      }
      keys.keepInMemory(id, proven.credential);
    } else {
      const kept = await keys.store(id, proven.credential);
      if (!kept.ok) return kept;
    }
    const facts = { id, signedInAt: new Date(clock.now()).toISOString(), vaultKind: vault.state.kind };
    const account = describe(facts, proven, before?.domain ?? null);
    // What rests in memory is gone with the app: an account without its key would be all that a store could bring back.
    if (!sample && account.vaultKind === 'keychain') {
      const written = stored.put(account, id);
      if (!written.ok) {
        if (before === undefined) await keys.remove(id);
        return written;
      }
    }
    const admitted: Account = { ...account, sample };
    session.set(id, admitted);
    clients.delete(id);
    if (proven.domain.ok && proven.domain.value === null) domainless.add(id);
    else domainless.delete(id);
    current = id;
    tell(null);
    return success(admitted);
  }

  async function signIn(request: Parameters<Accounts['signIn']>[0], sample: boolean, signal?: AbortSignal) {
    const applicant = await readApplicant(options.env, request);
    return applicant.ok ? prove(applicant.value, sample, signal) : applicant;
  }

  async function prove(applicant: Applicant, sample: boolean, signal?: AbortSignal) {
    const proven = await proveUser(createOracle, applicant, signal);
    if (!proven.ok) return proven;
    return queue(async () => (signal?.aborted ? failed(cancelled) : admit(proven.value, sample)));
  }

  /** The sample tenancy's endpoint is this run's own: whoever signs in there, however, is gone with it. */
  const isSampleAt = (endpoint: string | null) =>
    endpoint !== null && [...session.values()].some((account) => account.sample && account.endpoint === endpoint);

  async function drop(id: string) {
    const removed = await keys.remove(id);
    if (!removed.ok) return removed;
    // Nobody acts as another account without choosing it.
    const next = current === id ? null : current;
    const written = stored.remove(id, next);
    if (!written.ok) return written;
    session.delete(id);
    clients.delete(id);
    domainless.delete(id);
    current = next;
    return success(null);
  }

  function clientOf(account: Account): AccountClient {
    const { id } = account;
    const oracle = clients.get(id) ?? clientFor(createOracle, account, () => keys.forSigning(id));
    clients.set(id, oracle);
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
    // A failure to write costs one more search at the next start, and nothing else.
    if (onDisk !== null) stored.put({ ...onDisk, domain }, current);
    tell(null);
  }

  return {
    startProblem: stored.problem,
    list: () => [...session.values()],
    current: () => session.get(current ?? '') ?? null,
    signedInBy({ signedInBy: by, vaultKind }) {
      if (by.kind === 'file-key' || by.kind === 'computer-key') return by;
      const { kind, expires, renewableUntil } = by;
      return { kind, expires, renewableUntil, phase: 'valid', renewable: true, rests: vaultKind };
    },
    subscribe,
    signIn: (request, signal) => signIn(request, false, signal),
    signInWithKey({ privateKey, ...claim }, signal) {
      const credential = { privateKey, token: null };
      return prove({ claim, credential, signedInBy: { kind: 'computer-key' } }, isSampleAt(claim.endpoint), signal);
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
      const key = await keys.find(wanted.id);
      if (!key.ok) return key;
      const account = session.get(wanted.id);
      if (account === undefined) return failed({ kind: 'signed-out' });
      if (key.value === null) return failed({ kind: 'credential-missing', account, vault: vault.state });
      return success(clientOf(account));
    },
    forgetKeys: keys.forget,
    keychainIsBack() {
      for (const [id, { sample, ...account }] of session) {
        if (sample || account.vaultKind === 'keychain') continue;
        const moved = { ...account, vaultKind: 'keychain' as const };
        const written = stored.put(moved, current);
        if (!written.ok) return written;
        session.set(id, { ...moved, sample });
      }
      tell(null);
      return success(null);
    },
  };
}

function describe(
  facts: Pick<StoredAccount, 'id' | 'signedInAt' | 'vaultKind'>,
  { claim, signedInBy, identityUrl, tenancyName, user, domain }: ProvenUser,
  domainBefore: HomeDomain | null,
): StoredAccount {
  const { tenancyOcid, userOcid, fingerprint, endpoint } = claim;
  // The service may send any text as a name; an empty one is no name.
  const label = (...names: (string | null | undefined)[]) =>
    (names.find((name) => name?.trim()) ?? claim.name).slice(0, 512);
  return {
    ...facts,
    profile: claim.name,
    signedInBy,
    tenancyOcid,
    tenancyName: label(tenancyName, tenancyOcid),
    userOcid,
    userName: label(user?.userName, userOcid),
    displayName: label(user?.displayName, user?.userName),
    domain: domain.ok ? domain.value : domainBefore,
    fingerprint,
    region: claim.region.id,
    identityUrl,
    endpoint,
  };
}

/**
 * The account that a sign-in renews. A key of a file: the account of the same key, since a user may have several. A session, or this
 * computer's own key: the account of the same user of that kind; and such a key takes the place of the user's session.
 */
function accountBefore(accounts: readonly Account[], { claim, signedInBy }: ProvenUser, sample: boolean) {
  const ofUser = accounts.filter(
    (account) =>
      account.sample === sample &&
      account.tenancyOcid === claim.tenancyOcid &&
      account.userOcid === claim.userOcid &&
      account.endpoint === claim.endpoint,
  );
  const ofKind = (wanted: (account: Account) => boolean) => ofUser.find(wanted);
  switch (signedInBy.kind) {
    case 'file-key':
      return ofKind((each) => each.signedInBy.kind === 'file-key' && each.fingerprint === claim.fingerprint);
    case 'computer-key':
      return ofKind((each) => each.signedInBy.kind === 'computer-key') ?? ofKind(isSession);
    default:
      return ofKind(isSession);
  }
}

function kindOf(account: Account | undefined): KindOfAccount {
  if (account === undefined) return 'key';
  if (account.sample) return 'sample';
  return isSession(account) ? 'session' : 'key';
}

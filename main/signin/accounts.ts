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
  MOST_ACCOUNTS,
  type SettingsProblem,
  type StoredAccount,
} from './account.ts';
import { findHomeDomain } from './home-domain.ts';
import { createKeyRing } from './key-ring.ts';
import { type ProvenProfile, proveProfile } from './prove-profile.ts';
import { clientFor } from './signed-client.ts';
import { openStoredAccounts } from './stored-accounts.ts';

const tooMany: SettingsProblem = { kind: 'settings-failed', reason: `there are ${MOST_ACCOUNTS} accounts already` };

/** The signed-in accounts. Starts with the stored ones, the one used last being the current one; the vault is not touched. */
export function createAccounts(options: AccountsOptions): Accounts {
  const { vault, createOracle, clock, newId } = options;
  const stored = openStoredAccounts(options.store);
  const keys = createKeyRing(vault);
  const session = new Map<string, Account>(stored.all().map((account) => [account.id, { ...account, sample: false }]));
  const clients = new Map<string, OracleClient>();
  const domainless = new Set<string>();
  const readHomeDomain = createSharedRead<Outcome<HomeDomain | null, OracleProblem>>();
  const { subscribe, tell } = createNews<null>();
  // Signing in twice at once cannot make two accounts of one.
  const queue = createSerialQueue();
  let current: string | null = session.has(stored.current ?? '') ? stored.current : null;

  async function admit(proven: ProvenProfile, sample: boolean) {
    const before = [...session.values()].find((account) => account.sample === sample && isOf(account, proven));
    if (before === undefined && session.size >= MOST_ACCOUNTS) return failed(tooMany);
    const id = before?.id ?? newId();
    if (sample) {
      for (const other of [...session.values()]) {
        if (other.sample && other.endpoint !== proven.profile.endpoint) await drop(other.id);
      }
      keys.keepInMemory(id, proven.key.privateKey);
    } else {
      const kept = await keys.store(id, proven.key.privateKey);
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
    const proven = await proveProfile(options, request, signal);
    if (!proven.ok) return proven;
    return queue(async () => (signal?.aborted ? failed(cancelled) : admit(proven.value, sample)));
  }

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
    subscribe,
    signIn: (request, signal) => signIn(request, false, signal),
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
  { profile, identityUrl, tenancyName, user, domain }: ProvenProfile,
  domainBefore: HomeDomain | null,
): StoredAccount {
  const { tenancyOcid, userOcid, fingerprint, endpoint } = profile;
  // The service may send any text as a name; an empty one is no name.
  const label = (...names: (string | null | undefined)[]) =>
    (names.find((name) => name?.trim()) ?? profile.name).slice(0, 512);
  return {
    ...facts,
    profile: profile.name,
    tenancyOcid,
    tenancyName: label(tenancyName, tenancyOcid),
    userOcid,
    userName: label(user?.userName, userOcid),
    displayName: label(user?.displayName, user?.userName),
    domain: domain.ok ? domain.value : domainBefore,
    fingerprint,
    region: profile.region.id,
    identityUrl,
    endpoint,
  };
}

/** The same key of the same user at the same place: signing in again renews the account. */
function isOf(account: Account, { profile }: ProvenProfile): boolean {
  const { tenancyOcid, userOcid, fingerprint, endpoint } = profile;
  return (
    account.tenancyOcid === tenancyOcid &&
    account.userOcid === userOcid &&
    account.fingerprint === fingerprint &&
    account.endpoint === endpoint
  );
}

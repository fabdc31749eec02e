import type { Owner, User, UserDetails, UserPage, UserQuery } from '../../bridge/values/directory.ts';
import { concurrentMap } from '../basics/concurrent-map.ts';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import { createSharedRead } from '../basics/shared-read.ts';
import type { UserRecord } from '../oracle/oracle-client.ts';
import { cancelled, type OracleProblem } from '../oracle/oracle-problem.ts';
import type { Account, AccountClient, HomeDomain } from '../signin/account.ts';
import type { AskProblem, DomainInactive } from '../signin/reach-problem.ts';
import type { DirectoryListing, DomainHits, Found, OwnerAccess } from './directory-contract.ts';
import { type AskedListing, askListing } from './directory-listing.ts';

const usersPerPage = 100;
/** The most users of each domain that a search in all domains shows. */
const MOST_HITS = 25;
/** The domains that a search reads at the same time: few enough to leave room for other reads. */
const domainsAtOnce = 4;

/**
 * Compartments, domains and users as the current account sees them. Callers name a domain by its id; its URL stays in this file.
 * `clientNow`: the client of the current account. Every read takes an AbortSignal, since a view that the person leaves cancels its calls.
 */
export function createDirectory(clientNow: () => Promise<Outcome<AccountClient, AskProblem>>) {
  const readListing = createSharedRead<Outcome<AskedListing, OracleProblem>>();
  let last: { readonly accountId: string; readonly asked: AskedListing } | null = null;

  async function ask({ account, oracle }: AccountClient, signal?: AbortSignal) {
    const read = (shared: AbortSignal) => askListing(oracle, account, shared);
    const asked = await readListing(account.id, read, () => failed(cancelled), signal);
    if (asked.ok) last = { accountId: account.id, asked: asked.value };
    return asked;
  }

  const lastOf = (account: Account) => (last?.accountId === account.id ? last.asked : null);

  /** From the last listing; else from the account, if it is the user's own domain; else from a new listing. */
  async function findDomain(client: AccountClient, domainId: string, signal?: AbortSignal): Found<HomeDomain> {
    const known = lastOf(client.account)?.addresses.get(domainId);
    if (known !== undefined) return success(known);
    const home = await client.homeDomain(signal);
    if (home.ok && home.value?.id === domainId) return success(home.value);
    const asked = await ask(client, signal);
    if (!asked.ok) return asked;
    const found = asked.value.addresses.get(domainId);
    if (found !== undefined) return success(found);
    const { incomplete } = asked.value.listing;
    return failed(incomplete?.problem ?? { kind: 'domain-unknown', domainId });
  }

  /** The problem that the domain is not active; null: it is active, or something else went wrong. */
  function domainInactive(account: Account, domainId: string | null, problem: OracleProblem): DomainInactive | null {
    const known = lastOf(account)?.addresses.get(domainId ?? '');
    if (known === undefined || known.state === 'ACTIVE' || problem.kind === 'cancelled') return null;
    return { kind: 'domain-inactive', name: known.name, state: known.state, requestId: problem.requestId };
  }

  async function access(client: AccountClient, owner: Owner, signal?: AbortSignal): Found<OwnerAccess> {
    const { account, oracle } = client;
    const self = owner.kind === 'self' || owner.ocid === account.userOcid;
    const domain = self
      ? await client.homeDomain(signal)
      : owner.domainId === null
        ? success(null)
        : await findDomain(client, owner.domainId, signal);
    if (!domain.ok) return domain;
    const api = domain.value === null ? oracle.classic() : oracle.domain(domain.value.url);
    const ownerOcid = self ? account.userOcid : owner.ocid;
    return success({
      account,
      oracle,
      api,
      owner: self ? { kind: 'self' } : { kind: 'user', ocid: ownerOcid },
      ownerOcid,
      domain: domain.value,
    });
  }

  async function withClient<T>(work: (client: AccountClient) => Found<T>): Found<T> {
    const client = await clientNow();
    return client.ok ? work(client.value) : client;
  }

  return {
    /** The last listing of the current account; a new one if the last was incomplete, or if `fresh` is true. */
    list: ({ fresh }: { readonly fresh: boolean }, signal?: AbortSignal) =>
      withClient(async (client): Found<DirectoryListing> => {
        const kept = fresh ? null : lastOf(client.account);
        // An incomplete listing is read again: the compartment may answer this time.
        if (kept !== null && kept.listing.incomplete === null) return success(kept.listing);
        const asked = await ask(client, signal);
        return asked.ok ? success(asked.value.listing) : asked;
      }),

    findUsers: ({ domainId, text, cursor, count = usersPerPage, sort }: UserQuery, signal?: AbortSignal) =>
      withClient(async (client): Found<UserPage> => {
        const domain = domainId === null ? success(null) : await findDomain(client, domainId, signal);
        if (!domain.ok) return domain;
        const { oracle } = client;
        const api = domain.value === null ? oracle.classic() : oracle.domain(domain.value.url);
        const page = await api.findUsers({ text: text.trim(), cursor, count, sort }, signal);
        if (!page.ok) return failed(domainInactive(client.account, domainId, page.problem) ?? page.problem);
        return success({ ...page.value, users: page.value.users.map((user) => toUser(user, domainId)) });
      }),

    /** Users of all active domains by text: domains with hits, then those that could not be read. */
    findUsersEverywhere: (text: string, signal?: AbortSignal) =>
      withClient(async (client): Found<readonly DomainHits[]> => {
        const known = lastOf(client.account);
        const asked = known === null ? await ask(client, signal) : success(known);
        if (!asked.ok) return asked;
        const active = [...asked.value.addresses.values()].filter(({ state }) => state === 'ACTIVE');
        const query = { text: text.trim(), cursor: null, count: MOST_HITS };
        const found = await concurrentMap(active, domainsAtOnce, async ({ id, name, url }): Promise<DomainHits> => {
          const page = await client.oracle.domain(url).findUsers(query, signal);
          const domain = { domainId: id, domainName: name };
          if (!page.ok) return { ...domain, users: [], total: null, problem: page.problem };
          const { total, users } = page.value;
          return { ...domain, users: users.slice(0, MOST_HITS).map((user) => toUser(user, id)), total, problem: null };
        });
        if (signal?.aborted) return failed(cancelled);
        const withHits = found.filter(({ users }) => users.length > 0);
        return success([...withHits, ...found.filter(({ problem }) => problem !== null)]);
      }),

    getUser: (owner: Owner, signal?: AbortSignal) =>
      withClient(async (client): Found<UserDetails> => {
        const reached = await access(client, owner, signal);
        if (!reached.ok) return reached;
        const { account, api, domain, ownerOcid } = reached.value;
        const self = reached.value.owner.kind === 'self';
        const found = self || owner.kind === 'self' ? await api.me(signal) : await api.getUser(owner.id, signal);
        const domainState = lastOf(account)?.addresses.get(domain?.id ?? '')?.state ?? null;
        const about = { domainName: domain?.name ?? null, domainState, self };
        const inactive = found.ok ? null : domainInactive(account, domain?.id ?? null, found.problem);
        if (inactive !== null) return failed(inactive);
        if (!found.ok && found.problem.kind !== 'not-found') return found;
        if (found.ok && found.value.ocid === ownerOcid) {
          return success({ ...toUser(found.value, domain?.id ?? null), ...about });
        }
        // The classic API does not show a user of a domain that the caller may not see, not even to that user.
        if (self && domain === null) return success({ ...fromAccount(account), ...about });
        const requestId = found.ok ? null : found.problem.requestId;
        return failed({ kind: 'user-unknown', ocid: ownerOcid, requestId });
      }),

    usersAndKeys: (owner: Owner, signal?: AbortSignal) => withClient((client) => access(client, owner, signal)),

    /** Forgets the listing (sign-out, refresh). Another account's listing is never used in any case. */
    forget(): void {
      last = null;
    },
  };
}

function toUser(record: UserRecord, domainId: string | null): User {
  const { id, ocid, userName, displayName, email, active } = record;
  return { domainId, id, ocid, userName, displayName, email, status: active ? 'active' : 'inactive' };
}

export type Directory = ReturnType<typeof createDirectory>;

/** What is known of the account's user from signing in. */
function fromAccount({ userOcid, userName, displayName }: Account): User {
  return { domainId: null, id: userOcid, ocid: userOcid, userName, displayName, email: null, status: 'active' };
}

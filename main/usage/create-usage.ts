import { randomUUID } from 'node:crypto';
import type { EndpointSource, KeySource } from '../../bridge/values/usage.ts';
import type { Clock } from '../basics/clock.ts';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import type { Ask } from '../basics/question.ts';
import type { ClipboardGuard } from '../clipboard/clipboard-guard.ts';
import { isFamiliarEndpoint } from '../oracle/s3-address.ts';
import type { PolicyRules } from '../policy/policy-rules.ts';
import { createListBuckets } from '../s3/list-buckets.ts';
import type { KeyHome, SecretGone, Secrets } from '../secret/secret-contract.ts';
import type { AccountClient, Accounts } from '../signin/account.ts';
import type { AskProblem } from '../signin/reach-problem.ts';
import type { Vault } from '../vault/vault.ts';
import { createConfirmEndpoint } from './confirm-endpoint.ts';
import { createEndpoints } from './endpoints.ts';
import { createReadiness } from './readiness.ts';
import { savedEndpointOf } from './saved-key-records.ts';
import { createSavedKeys, type SavedKeysStore } from './saved-keys.ts';
import type { LendKey, SavedKeyUnknown } from './usage-contract.ts';

export interface UsageOptions {
  readonly accounts: Pick<Accounts, 'current' | 'list'>;
  readonly client: () => Promise<Outcome<AccountClient, AskProblem>>;
  readonly policy: PolicyRules;
  readonly secrets: Secrets;
  readonly clipboard: ClipboardGuard;
  readonly vault: Vault;
  readonly store: SavedKeysStore;
  readonly clock: Clock;
  /** On a new connection for each request: see `createFreshFetch`. */
  readonly s3Fetch: typeof globalThis.fetch;
  /** The system's question to the person. */
  readonly ask: Ask;
  readonly isLocked: () => boolean;
  readonly onDefect: (error: unknown) => void;
}

/** Milliseconds that saving a key waits for its endpoint, which can be noted later. */
const DESCRIBE_PATIENCE = 5000;

/** Using a key: its endpoint, its test, and the keys that are saved on this computer. */
export function createUsage(options: UsageOptions) {
  const { accounts, client, policy, secrets, clipboard, vault, clock, ask, isLocked, onDefect } = options;
  const endpoints = createEndpoints({ client, policy });
  const { endpointOf } = endpoints;

  const describe = async (home: KeyHome, wanted: string | null) => {
    const place = await endpointOf(home, wanted, AbortSignal.timeout(DESCRIBE_PATIENCE));
    const account = accounts.current();
    const isOfTenancy = account?.tenancyOcid === home.account?.tenancyOcid;
    return {
      tenancyName: (isOfTenancy && account?.tenancyName) || null,
      place: place.ok ? savedEndpointOf(place.value) : null,
    };
  };
  const saved = createSavedKeys({
    vault,
    store: options.store,
    policy,
    secrets,
    describe,
    isLocked,
    newId: randomUUID,
    now: clock.now,
  });
  const lend: LendKey = async (source, use) => {
    if (source.kind === 'saved') return saved.lend(source.id, use);
    return secrets.lend(source.handle, (secret, { keyName, accessKey, ownerName, home }) => {
      // A key whose dialog is still open may have been saved a moment ago.
      const savedName = saved.state().find((key) => key.accessKey === accessKey)?.name ?? null;
      return use(secret, { keyName, accessKey, ownerName, home, savedName });
    });
  };
  /** The user, account and endpoint of a key. Does not ask the keychain. */
  const homeOf = async (source: KeySource): Promise<Outcome<KeyHome, SecretGone | SavedKeyUnknown>> => {
    if (source.kind === 'open') return secrets.lend(source.handle, (_secret, { home }) => home);
    const noted = saved.noted(source.id);
    return noted ? success(noted.home) : failed({ kind: 'saved-key-unknown' });
  };
  const confirmEndpoint = createConfirmEndpoint({
    isFamiliar: (endpoint) => isFamiliarEndpoint(endpoint, accounts.list()),
    ask,
  });
  const readiness = createReadiness({
    lend,
    endpointOf,
    mayTestAt: confirmEndpoint.mayTestAt,
    listBuckets: createListBuckets({ fetch: options.s3Fetch, now: clock.now }),
    clock,
    onDefect,
  });
  // A test ends when its secret is closed or removed.
  secrets.subscribe(() =>
    readiness.stop((source) => source.kind === 'open' && source.handle !== secrets.current()?.handle),
  );
  saved.subscribe((keys) =>
    readiness.stop((source) => source.kind === 'saved' && !keys.some(({ id }) => id === source.id)),
  );

  return {
    endpointOf,
    readiness,
    saved,
    lend,

    /** The endpoint of a key, or of any key of the current account, with the regions to choose from. */
    async findEndpoint(source: EndpointSource, region: string | null, signal?: AbortSignal) {
      if (source.kind === 'account') return endpoints.endpointOfAccount(region, signal);
      const home = await homeOf(source);
      if (!home.ok) return home;
      const place = await endpoints.endpointToChoose(home.value, region, signal);
      // The key may have been saved when its endpoint could not be found: from now on the command line knows it too.
      if (place.ok && source.kind === 'saved' && region === null && home.value.place === null) {
        await saved.learnEndpoint(source.id, savedEndpointOf(place.value));
      }
      return place;
    },

    /** From now on a saved key is used in this region: in the window, by the test, and by the command line. */
    async chooseRegion(id: string, region: string) {
      const home = await homeOf({ kind: 'saved', id });
      if (!home.ok) return home;
      const place = await endpointOf(home.value, region);
      return place.ok ? saved.setEndpoint(id, savedEndpointOf(place.value)) : place;
    },

    /** Copies the secret of a saved key, guarded as the open secret is. The clipboard's state names it by the key's id. */
    async copySaved(id: string) {
      const copied = await saved.lend(id, (secret) => clipboard.copySecret(id, secret.toString('utf8')));
      return copied.ok ? copied.value : copied;
    },

    /** While Keydesk is locked, neither endpoints nor results of tests stay in memory. */
    forget() {
      readiness.forget();
      endpoints.forget();
      confirmEndpoint.forget();
    },
  };
}

export type Usage = ReturnType<typeof createUsage>;

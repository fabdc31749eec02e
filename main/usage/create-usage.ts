import { randomUUID } from 'node:crypto';
import type { Clock } from '../basics/clock.ts';
import type { Outcome } from '../basics/outcome.ts';
import type { Ask } from '../basics/question.ts';
import type { ClipboardGuard } from '../clipboard/clipboard-guard.ts';
import { isFamiliarEndpoint } from '../oracle/s3-address.ts';
import { createListBuckets } from '../s3/list-buckets.ts';
import type { KeyHome, Secrets } from '../secret/secret-contract.ts';
import type { AccountClient, Accounts } from '../signin/account.ts';
import type { AskProblem } from '../signin/reach-problem.ts';
import type { Vault } from '../vault/vault.ts';
import { createChooseRegion } from './choose-region.ts';
import { createConfirmEndpoint } from './confirm-endpoint.ts';
import { createCopyKept } from './copy-kept.ts';
import { createFindPlace } from './find-place.ts';
import { createKeptKeys, type KeptStore } from './kept-keys.ts';
import { keptPlaceOf } from './kept-records.ts';
import { createLendKey } from './key-sources.ts';
import { createPlaces } from './places.ts';
import { createReadiness } from './readiness.ts';

export interface UsageOptions {
  readonly accounts: Pick<Accounts, 'current' | 'list'>;
  readonly client: () => Promise<Outcome<AccountClient, AskProblem>>;
  readonly secrets: Secrets;
  readonly clipboard: ClipboardGuard;
  readonly vault: Vault;
  readonly store: KeptStore;
  readonly clock: Clock;
  /** On a new connection for each request: see `createFreshFetch`. */
  readonly s3Fetch: typeof globalThis.fetch;
  /** The system's question to the person. */
  readonly ask: Ask;
  readonly isLocked: () => boolean;
  readonly onDefect: (error: unknown) => void;
}

/** How long saving a key waits to learn where it is used, in ms; it can be learnt later. */
const DESCRIBE_PATIENCE = 5000;

/** Using a key: its endpoint, its test, and the keys that are saved on this computer. */
export function createUsage(options: UsageOptions) {
  const { accounts, client, secrets, clipboard, vault, clock, ask, isLocked, onDefect } = options;
  const places = createPlaces({ client });
  const { placeOf } = places;

  const describe = async (home: KeyHome, wanted: string | null) => {
    const place = await placeOf(home, wanted, AbortSignal.timeout(DESCRIBE_PATIENCE));
    const account = accounts.current();
    const isOfTenancy = account?.tenancyOcid === home.account?.tenancyOcid;
    return {
      tenancyName: (isOfTenancy && account?.tenancyName) || null,
      place: place.ok ? keptPlaceOf(place.value) : null,
    };
  };
  const kept = createKeptKeys({
    vault,
    store: options.store,
    secrets,
    describe,
    isLocked,
    newId: randomUUID,
    now: clock.now,
  });
  const lend = createLendKey({ secrets, kept });
  const confirmEndpoint = createConfirmEndpoint({
    isFamiliar: (endpoint) => isFamiliarEndpoint(endpoint, accounts.list()),
    ask,
  });
  const readiness = createReadiness({
    lend,
    placeOf,
    mayTestAt: confirmEndpoint.mayTestAt,
    listBuckets: createListBuckets({ fetch: options.s3Fetch, now: clock.now }),
    clock,
    onDefect,
  });
  // A test holds no secret that has been closed or removed.
  secrets.subscribe(({ secret }) =>
    readiness.stop((source) => source.kind === 'open' && source.handle !== secret?.handle),
  );
  kept.subscribe((keys) =>
    readiness.stop((source) => source.kind === 'kept' && !keys.some(({ id }) => id === source.id)),
  );

  return {
    placeOf,
    findPlace: createFindPlace({ places, secrets, kept }),
    chooseRegion: createChooseRegion({ placeOf, kept }),
    readiness,
    kept,
    lend,
    copyKept: createCopyKept({ kept, clipboard }),
    /** Nothing that was asked for or tested stays in memory while Keydesk is locked. */
    forget() {
      readiness.forget();
      places.forget();
      confirmEndpoint.forget();
    },
  };
}

export type Usage = ReturnType<typeof createUsage>;

import { randomUUID } from 'node:crypto';
import type { ClipboardGuard } from './clipboard/clipboard-guard.ts';
import type { Clock } from './clock.ts';
import { isFamiliarEndpoint } from './oracle/s3-address.ts';
import type { Outcome } from './outcome.ts';
import type { Ask } from './question.ts';
import { createListBuckets } from './s3/list-buckets.ts';
import type { KeyHome, OpenSecret, Secrets } from './secret/secret-contract.ts';
import type { Account, AccountClient } from './signin/account.ts';
import type { AskProblem } from './signin/reach-problem.ts';
import { commandLine } from './tools/command-line.ts';
import { createTools, type ToolsOptions } from './tools/tools.ts';
import { createChooseRegion } from './usage/choose-region.ts';
import { createConfirmEndpoint } from './usage/confirm-endpoint.ts';
import { createCopyKept } from './usage/copy-kept.ts';
import { createFindPlace } from './usage/find-place.ts';
import { createKeptKeys, type KeptKey, type KeptStore } from './usage/kept-keys.ts';
import { keptPlaceOf } from './usage/kept-records.ts';
import { createLendKey } from './usage/key-sources.ts';
import { createPlaces } from './usage/places.ts';
import { createReadiness, type ReadinessState } from './usage/readiness.ts';
import type { Vault } from './vault/vault.ts';

export interface UsageOptions {
  readonly vault: Vault;
  readonly clock: Clock;
  readonly client: () => Promise<Outcome<AccountClient, AskProblem>>;
  readonly account: () => Account | null;
  readonly accounts: () => readonly Account[];
  /** The system's question to the person. */
  readonly ask: Ask;
  readonly isLocked: () => boolean;
  readonly secrets: Secrets;
  readonly clipboard: ClipboardGuard;
  /** On a new connection for each request: see `createFreshFetch`. */
  readonly s3Fetch: typeof globalThis.fetch;
  readonly keptStore: KeptStore;
  /** Where tools keep their files, how tools start Keydesk, and the system's dialog for saving. */
  readonly toolSystem: Pick<ToolsOptions, 'surroundings' | 'program' | 'saveAs'>;
  readonly onReadiness: (state: ReadinessState) => void;
  readonly onKept: (keys: readonly KeptKey[]) => void;
  readonly onDefect: (error: unknown) => void;
}

/** How long keeping a key waits to learn where it is used, in ms; it can be learnt later. */
const DESCRIBE_PATIENCE = 5000;

/** Builds what using a key is made of: its place, its test, and what is kept on this computer. */
export function buildUsage(options: UsageOptions) {
  const { vault, clock, client, account, isLocked, secrets, clipboard, ask, onReadiness, onDefect } = options;
  const places = createPlaces({ client });

  const describe = async (home: KeyHome, wanted: string | null) => {
    const place = await places.placeOf(home, wanted, AbortSignal.timeout(DESCRIBE_PATIENCE));
    const now = account();
    const tenancyName = now && now.tenancyOcid === home.account?.tenancyOcid ? now.tenancyName : null;
    return { tenancyName, place: place.ok ? keptPlaceOf(place.value) : null };
  };
  const kept = createKeptKeys({
    vault,
    store: options.keptStore,
    secrets,
    describe,
    isLocked,
    newId: randomUUID,
    now: clock.now,
    onChange: (keys) => {
      readiness.stop((source) => source.kind === 'kept' && !keys.some(({ id }) => id === source.id));
      options.onKept(keys);
    },
  });
  const lend = createLendKey({ secrets, kept });
  const confirmEndpoint = createConfirmEndpoint({
    isFamiliar: (endpoint) => isFamiliarEndpoint(endpoint, options.accounts()),
    ask,
  });
  const readiness = createReadiness({
    lend,
    placeOf: places.placeOf,
    mayTestAt: confirmEndpoint.mayTestAt,
    listBuckets: createListBuckets({ fetch: options.s3Fetch, now: clock.now }),
    clock,
    onChange: onReadiness,
    onDefect,
  });

  return {
    placeOf: places.placeOf,
    findPlace: createFindPlace({ places, secrets, kept }),
    chooseRegion: createChooseRegion({ placeOf: places.placeOf, kept }),
    readiness,
    kept,
    keydeskCommand: commandLine(options.toolSystem.program, options.toolSystem.surroundings.platform),
    copyKept: createCopyKept({ kept, clipboard }),
    tools: createTools({
      ...options.toolSystem,
      ask,
      lend,
      placeOf: places.placeOf,
      isLocked,
      isOpen: (handle) => secrets.current()?.handle === handle,
      copySecret: clipboard.copySecret,
      // A whole profile is more than a line about the clipboard can show.
      copyText: clipboard.copyText,
      keeping: kept,
      onStored: (source) => source.kind === 'open' && secrets.markSafe(source.handle, 'kept'),
      now: clock.now,
    }),
    /** To be told when another secret is open, or none: a test holds no secret that has been closed. */
    onOpenSecret: (open: OpenSecret | null) =>
      readiness.stop((source) => source.kind === 'open' && source.handle !== open?.handle),
    /** Nothing that was asked for or tested stays in memory while Keydesk is locked. */
    forget() {
      readiness.forget();
      places.forget();
      confirmEndpoint.forget();
    },
  };
}

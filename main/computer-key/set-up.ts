import type { SetUpState } from '../../bridge/values/api-keys.ts';
import { createObservable } from '../basics/observable.ts';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import { cancelled } from '../oracle/oracle-problem.ts';
import { identityUrl } from '../oracle/regions.ts';
import type { PolicyRules } from '../policy/policy-rules.ts';
import type { Account, Accounts } from '../signin/account.ts';
import { type KeyPair, makeKeyPair, publicPem } from '../signin/key-pair.ts';
import { readPrivateKey } from '../signin/private-key.ts';
import type { SignInEnv } from '../signin/sign-in-env.ts';
import { clientFor } from '../signin/signed-client.ts';
import { awaitKey, createNewcomerProbe, PATIENCE_MS } from './await-key.ts';
import type { KeyJournal, Operation } from './computer-key-journal.ts';
import type { ComputerKeyProblem } from './computer-key-problem.ts';
import type { KeyWorkOptions } from './key-work.ts';
import { readSnippet, type Snippet } from './snippet.ts';
import type { ClaimOfSnippet } from './snippet-claim.ts';

export interface SetUpOptions
  extends Pick<KeyWorkOptions, 'operations' | 'pairs' | 'createOracle' | 'clock' | 'onStep'> {
  readonly journal: Pick<KeyJournal, 'pending'>;
  readonly accounts: Pick<Accounts, 'list' | 'maySignIn' | 'signInWithKey'>;
  readonly policy: Pick<PolicyRules, 'checkMethod'>;
  /** Where, and for whom, a snippet signs in: see `snippet-claim.ts`. */
  readonly claimOf: ClaimOfSnippet;
  readonly env: Pick<SignInEnv, 'readFile'>;
  readonly copyText: (
    text: string,
  ) => Promise<Outcome<null, { readonly kind: 'clipboard-failed'; readonly reason: string }>>;
  /** Opens the page of the Console that lists the person's API keys. False: no browser opened. */
  readonly openConsole: () => Promise<boolean>;
  /** The address of that page. */
  readonly consoleAddress: string;
  /** Asks for a private key with the system's dialog; null when the person cancels. */
  readonly choosePrivateKey: () => Promise<string | null>;
}

type Problem = ComputerKeyProblem | { readonly kind: 'clipboard-failed'; readonly reason: string };
type Done = Promise<Outcome<null, Problem>>;

/** Milliseconds for which an interrupted set-up is offered again. */
const OFFERED_FOR = 30 * 86_400_000;

/**
 * Set up this computer: Keydesk makes a pair, the person adds its public half in the Console, and pastes the snippet that the Console
 * shows. No file is needed. The pair is written down before it is shown, and rests in the vault until an account has it.
 */
export function createSetUp(options: SetUpOptions) {
  const { journal, operations, pairs, accounts, clock, onStep } = options;
  const { state, subscribe, change } = createObservable<SetUpState>({ kind: 'none' });
  /** The set-up that the person sees now. */
  let open: { readonly operation: Operation; readonly pair: KeyPair } | null = null;
  let isShown = false;
  /** A snippet for another key, whose file may be chosen. */
  let other: Snippet | null = null;
  let proving: AbortController | null = null;
  /** Counts how often Keydesk was locked: work that began before a lock does not go on after it. */
  let lockings = 0;

  /** Removes the private half. If the public half may be in the Console, the journal still remembers it: see `key-work.ts`. */
  async function abandon(operation: Operation): Done {
    const wasShown = operation.phase !== 'begun' || (isShown && open?.operation === operation);
    return wasShown ? operations.abandon(operation) : operations.end(operation, 'not-made');
  }

  async function setUps(): Promise<readonly Operation[]> {
    const known = await journal.pending();
    const all = known.ok ? known.value : [];
    return all.filter(({ begun, phase }) => begun.purpose === 'set-up' && phase !== 'abandoned');
  }

  const wait = () => {
    if (open === null) return change({ kind: 'none' });
    const { operation, pair } = open;
    const { fingerprint } = pair;
    const otherKey = other?.fingerprint ?? null;
    change({ kind: 'waiting', publicKey: publicPem(pair), fingerprint, begunAt: operation.begun.at, otherKey });
  };

  /** Interrupts the set-up. The pair leaves memory, but the vault still has it, and `takeUp` finds it there. */
  function putAway(): void {
    if (open === null) return;
    const { fingerprint, at: begunAt } = open.operation.begun;
    open = null;
    other = null;
    change({ kind: 'interrupted', fingerprint, begunAt });
  }

  async function begin(): Done {
    const pair = await makeKeyPair();
    onStep('made');
    const { fingerprint } = pair;
    const begun = await operations.begin({ purpose: 'set-up', fingerprint, account: null, old: null });
    if (!begun.ok) return begun;
    onStep('journalled');
    const operation = begun.value;
    const stored = await operations.store(operation, pair);
    if (!stored.ok) return stored;
    open = { operation, pair };
    isShown = false;
    return success(null);
  }

  /** Opens the interrupted set-up again. A set-up whose private half is gone is abandoned. */
  async function takeUp(): Done {
    for (const operation of (await setUps()).toReversed()) {
      const pair = await pairs.find(operation);
      if (!pair.ok) return pair;
      if (pair.value === null) {
        const left = await abandon(operation);
        if (!left.ok) return left;
      } else if (open === null) {
        open = { operation, pair: pair.value };
        isShown = operation.phase === 'shown';
      }
    }
    return success(null);
  }

  async function show(): Done {
    if (open === null) return failed({ kind: 'set-up-over' });
    if (isShown) return success(null);
    const shown = await operations.note(open.operation, 'shown');
    if (shown.ok) isShown = true;
    return shown;
  }

  async function prove(
    snippet: Snippet,
    { privateKey }: KeyPair,
    signal: AbortSignal,
  ): Promise<Outcome<Account, Problem>> {
    const claimed = await options.claimOf(snippet);
    // Keydesk may have been locked while the person was asked about an endpoint.
    if (!claimed.ok || signal.aborted) return claimed.ok ? failed(cancelled) : claimed;
    const claim = claimed.value;
    const allowed = accounts.maySignIn(claim, 'computer-key');
    if (!allowed.ok) return allowed;
    const { userOcid, fingerprint, region, endpoint } = claim;
    const place = { ...claim, region: region.id, identityUrl: endpoint ?? identityUrl(region) };
    const oracle = clientFor(options.createOracle, place, async () => ({ privateKey, token: null }));
    const now = clock.now();
    const times = { since: new Date(now).toISOString(), until: new Date(now + PATIENCE_MS).toISOString() };
    const tell = (refusals: number) =>
      change({ kind: 'proving', fingerprint, userOcid, region: region.id, ...times, refusals });
    tell(0);
    const works = await awaitKey({
      fingerprint,
      probe: createNewcomerProbe(oracle, claim),
      sleep: clock.sleep,
      signal,
      onRefused: tell,
    });
    if (!works.ok) return works;
    onStep('accepted');
    const noted = await operations.noteLeftBehind(fingerprint, claim);
    return noted.ok ? accounts.signInWithKey({ ...claim, privateKey }, signal) : noted;
  }

  async function signIn(snippet: Snippet, pair: KeyPair): Done {
    if (open === null) return failed({ kind: 'set-up-over' });
    const { operation } = open;
    const controller = new AbortController();
    proving = controller;
    const signedIn = await prove(snippet, pair, controller.signal).finally(() => {
      proving = null;
    });
    if (!signedIn.ok) {
      if (open !== null) wait();
      return signedIn;
    }
    onStep('signed-in');
    const isOurs = pair.fingerprint === operation.begun.fingerprint;
    // The account has the key. What cannot be tidied up now is tidied up at the next start.
    await (isOurs ? operations.finish(operation) : abandon(operation));
    open = null;
    other = null;
    wait();
    return success(null);
  }

  return {
    state,
    subscribe,

    /** Looks for what an earlier run has left: offers it again, or removes what was never used. */
    async resume(): Promise<void> {
      if (open !== null || state().kind === 'making') return;
      for (const operation of await setUps()) {
        const { begun, phase } = operation;
        const isUsed = accounts.list().some(({ fingerprint }) => fingerprint === begun.fingerprint);
        const isOffered = phase === 'shown' && clock.now() - Date.parse(begun.at) < OFFERED_FOR;
        if (isOffered && !isUsed) change({ kind: 'interrupted', fingerprint: begun.fingerprint, begunAt: begun.at });
        // What cannot be tidied up now is tidied up at the next start.
        else await (isUsed ? operations.finish(operation) : abandon(operation));
      }
    },

    async start(): Done {
      if (open !== null || state().kind === 'making') return success(null);
      const allowed = options.policy.checkMethod('computer-key');
      if (!allowed.ok) return allowed;
      change({ kind: 'making' });
      const before = lockings;
      try {
        const taken = await takeUp();
        return taken.ok && open === null ? await begin() : taken;
      } finally {
        if (lockings === before || open === null) wait();
        else putAway();
      }
    },

    async copyPublicKey(): Done {
      const shown = await show();
      if (!shown.ok || open === null) return shown;
      return options.copyText(publicPem(open.pair));
    },

    async openConsole(): Done {
      const shown = await show();
      if (!shown.ok || (await options.openConsole())) return shown;
      return failed({ kind: 'console-not-opened', address: options.consoleAddress });
    },

    /** Takes what the Console shows, waits until the key works, and signs in with it. */
    async takeSnippet(text: string): Done {
      if (open === null || proving !== null) return failed({ kind: 'set-up-over' });
      const { pair } = open;
      const snippet = readSnippet(text, pair.fingerprint);
      if (!snippet.ok) return snippet;
      const isOurs = snippet.value.fingerprint === pair.fingerprint;
      other = isOurs ? null : snippet.value;
      wait();
      if (isOurs) return signIn(snippet.value, pair);
      return failed({ kind: 'snippet-other-key', expected: pair.fingerprint, found: snippet.value.fingerprint });
    },

    /** The person let the Console make the pair: its private half was downloaded, and the snippet names it. */
    async chooseDownloadedKey(): Done {
      const snippet = other;
      if (snippet === null || proving !== null) return failed({ kind: 'set-up-over' });
      const file = await options.choosePrivateKey();
      if (file === null) return success(null);
      const key = await readPrivateKey(options.env, file, null, snippet.fingerprint);
      if (key.ok) return signIn(snippet, key.value);
      return key.problem.kind === 'passphrase-needed' ? failed({ kind: 'downloaded-key-encrypted', file }) : key;
    },

    stopProving: () => proving?.abort(),

    /** Keydesk is locked: the private half leaves memory, nobody is signed in any more, and the set-up is offered again. */
    lock(): void {
      lockings += 1;
      proving?.abort();
      if (state().kind !== 'making') putAway();
    },

    /** Leaves the set-up, and removes its private half. */
    async abandon(): Done {
      proving?.abort();
      for (const operation of await setUps()) {
        const left = await abandon(operation);
        if (!left.ok) return left;
      }
      open = null;
      other = null;
      wait();
      return success(null);
    },
  };
}

export type SetUp = ReturnType<typeof createSetUp>;

import type { Clock } from '../basics/clock.ts';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import { MOST_API_KEYS } from '../oracle/api-keys.ts';
import type { OwnApiKeys } from '../oracle/oracle-client.ts';
import { cancelled } from '../oracle/oracle-problem.ts';
import type { Region, RegionUnknown } from '../oracle/regions.ts';
import type { Account, Accounts, AccountsOptions } from '../signin/account.ts';
import { type KeyPair, makeKeyPair } from '../signin/key-pair.ts';
import { clientFor } from '../signin/signed-client.ts';
import { awaitKey, probeKey } from './await-key.ts';
import { type Operation, ownerOf } from './computer-key-journal.ts';
import type { ComputerKeyProblem, Unfinished } from './computer-key-problem.ts';
import type { KeyStep } from './key-steps.ts';
import { addKey, countOf, keyNamed, type ReachOwnKeys, removeKeyNamed } from './keys-at-oracle.ts';
import type { Operations } from './operations.ts';
import type { PendingPairs } from './pending-pairs.ts';

export type WorkStep = 'making' | 'adding' | 'waiting' | 'switching' | 'removing';

/** One piece of work that runs now. */
export interface Run {
  readonly signal: AbortSignal;
  /** Why the signal was aborted: the person stopped the work, or Keydesk was locked. */
  readonly aborted: () => 'stopped' | 'locked' | null;
  readonly tell: (step: WorkStep, refusals?: number) => void;
  /** Called with the operation that this work is about. */
  readonly about: (operation: string) => void;
  /** Called with what is unfinished if the work ends here; null: what the journal says of the operation. */
  readonly found: (what: Unfinished | null) => void;
}

export interface KeyWorkOptions {
  readonly operations: Operations;
  readonly pairs: PendingPairs;
  readonly reach: ReachOwnKeys;
  readonly accounts: Pick<Accounts, 'list' | 'current' | 'maySignIn' | 'signInWithKey' | 'signOut'>;
  readonly createOracle: AccountsOptions['createOracle'];
  readonly findRegion: (region: string) => Promise<Outcome<Region, RegionUnknown>>;
  readonly restsIn: () => 'keychain' | 'memory';
  readonly clock: Clock;
  /** The name for the description of a key, if the API has one. */
  readonly computerName: string;
  readonly onStep: (step: KeyStep) => void;
}

type Done = Promise<Outcome<null, ComputerKeyProblem>>;
/** What is left of the work; null: nothing, or nothing that the person needs to hear of. */
type Settled = Promise<Outcome<Unfinished | null, ComputerKeyProblem>>;

/** Shown where other accounts show the name of their profile. */
export const KEY_NAME = 'API key of this computer';

/** Milliseconds by which a listing may lag behind a change. Only after that, a key that the listing lacks counts as never made. */
const LAG = 120_000;
/** Milliseconds for which Keydesk still looks for a key that a person may add in the Console. */
const LATEST_SET_UP = 30 * 86_400_000;

/**
 * Makes, replaces and deletes this computer's key. Each step is written down before it is done, and the account keeps its credential
 * until the new one has been proved. So if Keydesk ends at any moment, nobody is signed out, and `settle` takes the work up again.
 */
export function createKeyWork(options: KeyWorkOptions) {
  const { operations, pairs, reach, accounts, createOracle, clock, onStep } = options;
  const { note, end } = operations;
  const age = ({ begun }: Operation) => clock.now() - Date.parse(begun.at);

  async function begin(about: Parameters<Operations['begin']>[0], run: Run) {
    const begun = await operations.begin(about);
    if (!begun.ok) return begun;
    onStep('journalled');
    run.about(begun.value.begun.operation);
    return begun;
  }

  async function make(purpose: 'stay' | 'replace', run: Run): Done {
    const reached = await reach(run.signal);
    if (!reached.ok) return reached;
    const { account, api } = reached.value;
    const region = await options.findRegion(account.region);
    if (!region.ok) return region;
    const allowed = accounts.maySignIn({ ...account, region: region.value }, 'computer-key');
    if (!allowed.ok) return allowed;
    const hasOwn = account.signedInBy.kind === 'computer-key';
    if (purpose === 'replace' && !hasOwn) return failed({ kind: 'no-computer-key' });
    const listed = await api.list(run.signal);
    if (!listed.ok) return listed;
    if (countOf(listed.value) >= MOST_API_KEYS) return failed({ kind: 'api-keys-full', most: MOST_API_KEYS });
    const pair = await makeKeyPair();
    onStep('made');
    if (run.signal.aborted) return failed(cancelled);
    const { fingerprint } = pair;
    const old = purpose === 'replace' ? account.fingerprint : null;
    const begun = await begin({ purpose, fingerprint, account: ownerOf(account), old }, run);
    if (!begun.ok) return begun;
    const operation = begun.value;
    const stored = await operations.store(operation, pair);
    if (!stored.ok) return stored;
    const added = await add(operation, pair, api, run);
    return added.ok ? carryOn(operation, pair, account, run) : added;
  }

  async function add(operation: Operation, pair: KeyPair, api: OwnApiKeys, run: Run): Done {
    if (run.signal.aborted) return stop(operation, run);
    run.tell('adding');
    onStep('adding');
    const added = await addKey(api, pair, `Keydesk on ${options.computerName}`.slice(0, 200), clock.sleep);
    onStep('added');
    if (added.ok || added.problem.delivery === 'unknown') return added;
    const ended = await end(operation, 'not-made');
    if (!ended.ok) return ended;
    const listed = added.problem.delivery === 'answered' ? await api.list() : added;
    const isFull = listed.ok && countOf(listed.value) >= MOST_API_KEYS;
    return isFull ? failed({ kind: 'api-keys-full', most: MOST_API_KEYS }) : added;
  }

  /** Asks Oracle with a key that the account does not sign in with yet. */
  function probeOf(account: Account, { fingerprint, privateKey }: KeyPair) {
    const oracle = clientFor(createOracle, account, async () => ({ privateKey, token: null }));
    const key = { fingerprint, domainUrl: account.domain?.url ?? null };
    return (signal: AbortSignal) => probeKey(oracle, key, signal);
  }

  /** The public half is at Oracle: waits until the key works, has the account sign in with it, and removes the old one. */
  async function carryOn(operation: Operation, pair: KeyPair, account: Account, run: Run): Done {
    run.found('unused');
    run.tell('waiting');
    const works = await awaitKey({
      fingerprint: pair.fingerprint,
      probe: probeOf(account, pair),
      sleep: clock.sleep,
      signal: run.signal,
      onRefused: (refusals) => run.tell('waiting', refusals),
    });
    if (run.signal.aborted) return stop(operation, run);
    if (!works.ok) return works;
    onStep('accepted');
    run.tell('switching');
    const region = await options.findRegion(account.region);
    if (!region.ok) return region;
    // If the person has chosen another account since, that account stays the current one.
    if (accounts.current()?.id !== account.id) return failed({ kind: 'account-unknown', account: account.id });
    const { tenancyOcid, userOcid, endpoint } = account;
    if (operation.begun.purpose === 'stay') {
      const noted = await operations.noteLeftBehind(pair.fingerprint, account);
      if (!noted.ok) return noted;
    }
    const claim = { name: KEY_NAME, tenancyOcid, userOcid, region: region.value, endpoint, ...pair };
    const signedIn = await accounts.signInWithKey(claim, run.signal);
    if (run.signal.aborted && !signedIn.ok) return stop(operation, run);
    if (!signedIn.ok) return signedIn;
    onStep('signed-in');
    const switched = await note(operation, 'switched');
    if (!switched.ok) return switched;
    run.found(null);
    onStep('switched');
    return finish(operation, run);
  }

  /** The account signs in with the new key. */
  async function finish(operation: Operation, run: Run): Done {
    const forgotten = await pairs.remove(operation);
    if (!forgotten.ok) return forgotten;
    onStep('forgotten');
    const { old } = operation.begun;
    const removed = old === null ? success(null) : await removeAtOracle(old, run);
    return removed.ok ? operations.finish(operation) : removed;
  }

  async function removeAtOracle(fingerprint: string, run: Run): Done {
    run.tell('removing');
    const reached = await reach();
    if (!reached.ok) return reached;
    onStep('deleting');
    const removed = await removeKeyNamed(reached.value.api, fingerprint);
    onStep('deleted');
    return removed;
  }

  /** The work was stopped before the account signed in with the key: the key is deleted again, unless Keydesk was locked. */
  async function stop(operation: Operation, run: Run): Done {
    if (run.aborted() === 'locked') return failed({ kind: 'locked' });
    const undone = await undo(operation, run);
    return undone.ok ? failed(cancelled) : undone;
  }

  async function undo(operation: Operation, run: Run): Done {
    const noted = operation.phase === 'undoing' ? success(null) : await note(operation, 'undoing');
    if (!noted.ok) return noted;
    run.found(null);
    const removed = await removeAtOracle(operation.begun.fingerprint, run);
    return removed.ok ? end(operation, 'undone') : removed;
  }

  /** Deletes the key that the current account signs in with, then signs it out. A failure signs nobody out. */
  async function signOut(id: string, run: Run): Done {
    const reached = await reach(run.signal);
    if (!reached.ok) return reached;
    const { account, api } = reached.value;
    if (account.id !== id) return failed({ kind: 'account-unknown', account: id });
    if (account.signedInBy.kind !== 'computer-key') return failed({ kind: 'no-computer-key' });
    const { fingerprint } = account;
    const begun = await begin({ purpose: 'sign-out', fingerprint, account: ownerOf(account), old: null }, run);
    if (!begun.ok) return begun;
    run.tell('removing');
    onStep('deleting');
    const removed = await removeKeyNamed(api, fingerprint);
    onStep('deleted');
    // If the key is refused now, it has been deleted: only the answer got lost.
    if (!removed.ok && removed.problem.kind !== 'not-authenticated') {
      // If this fails, the operation stays open, and `settleSignOut` ends it.
      await end(begun.value, 'left');
      return removed;
    }
    return leave(begun.value, id);
  }

  async function leave(operation: Operation, id: string): Done {
    const signedOut = await accounts.signOut(id);
    if (!signedOut.ok) return signedOut;
    onStep('signed-out');
    return end(operation, 'deleted');
  }

  /** A sign-out was interrupted. If the key still works, nothing has happened. Otherwise the account is of no further use. */
  async function settleSignOut(operation: Operation, account: Account): Settled {
    const reached = await reach();
    if (!reached.ok && reached.problem.kind !== 'credential-missing') return reached;
    const probed = reached.ok ? await reached.value.api.list() : null;
    if (probed?.ok) return end(operation, 'left');
    if (probed !== null && probed.problem.kind !== 'not-authenticated') return probed;
    return leave(operation, account.id);
  }

  /** Takes up one piece of work of the current account where the end of Keydesk, a lost answer or the lock interrupted it. */
  async function settle(operation: Operation, run: Run): Settled {
    const { begun, phase } = operation;
    const account = accounts.current();
    if (account === null) return failed({ kind: 'signed-out' });
    run.about(begun.operation);
    const isIts = account.signedInBy.kind === 'computer-key' && account.fingerprint === begun.fingerprint;
    if (begun.purpose === 'sign-out' && isIts) return settleSignOut(operation, account);
    if (phase === 'abandoned' && isIts)
      return options.restsIn() === 'keychain' ? end(operation, 'done') : success(null);
    if (phase === 'undoing') return undo(operation, run);
    if (phase === 'switched') return finish(operation, run);
    // The private half of such a key is never used again.
    const isGone = begun.purpose === 'sign-out' || phase === 'abandoned';
    const pair = isGone ? success(null) : await pairs.find(operation);
    if (!pair.ok) return pair;
    if (pair.value !== null) {
      const probed = await probeOf(account, pair.value)(run.signal);
      if (probed.ok) return carryOn(operation, pair.value, account, run);
      if (probed.problem.kind !== 'not-authenticated') return probed;
    }
    const reached = await reach(run.signal);
    if (!reached.ok) return reached;
    const listed = await reached.value.api.list(run.signal);
    if (!listed.ok) return listed;
    if (keyNamed(listed.value, begun.fingerprint) === null) {
      const isOver =
        age(operation) > (begun.purpose === 'set-up' ? LATEST_SET_UP : LAG) && listed.value.unreadable === 0;
      return isOver ? end(operation, 'not-made') : success(null);
    }
    if (pair.value === null) return success(isIts ? null : 'orphaned');
    return carryOn(operation, pair.value, account, run);
  }

  return { make, settle, signOut };
}

export type KeyWork = ReturnType<typeof createKeyWork>;

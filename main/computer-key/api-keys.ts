import type { ApiKeysState as BridgeState } from '../../bridge/values/api-keys.ts';
import { createLookLater } from '../basics/look-later.ts';
import { createObservable, type Observable } from '../basics/observable.ts';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import { MOST_API_KEYS } from '../oracle/api-keys.ts';
import { atMost } from '../oracle/listed.ts';
import type { ApiKeyRecord } from '../oracle/oracle-client.ts';
import { isOf, type KeyJournal, type Operation } from './computer-key-journal.ts';
import type { ComputerKeyProblem, Unfinished } from './computer-key-problem.ts';
import type { KeyWork, KeyWorkOptions, Run, WorkStep } from './key-work.ts';
import { removeKeyNamed } from './keys-at-oracle.ts';
import type { Operations } from './operations.ts';

/** The work on this computer's key that runs now, and the work that was interrupted. */
export interface ApiKeysState {
  readonly work: BridgeState['work'];
  readonly unfinished: readonly (Omit<BridgeState['unfinished'][number], 'failure' | 'ways'> & {
    readonly what: Unfinished;
  })[];
}

/** One of the person's API keys, and whether their account signs in with it. */
type OwnApiKey = Omit<ApiKeyRecord, 'id'> & { readonly use: 'this-computer' | 'signed-in' | null };

interface ApiKeysOptions extends Pick<KeyWorkOptions, 'reach' | 'clock'> {
  readonly journal: KeyJournal;
  readonly operations: Pick<Operations, 'end'>;
  readonly work: KeyWork;
  readonly accounts: Pick<KeyWorkOptions['accounts'], 'current'>;
  readonly locked: Observable<boolean>;
  readonly onDefect: (error: unknown) => void;
}

type Done = Promise<Outcome<null, ComputerKeyProblem>>;

interface Running {
  readonly abort: AbortController;
  /** The operation of this work, once the journal has it. */
  operation: string | null;
}

/** The API keys of the current account's user, which include the key of this computer. */
export function createApiKeys({ journal, operations, work, reach, accounts, clock, locked, onDefect }: ApiKeysOptions) {
  const { state, subscribe, change } = createObservable<ApiKeysState>({ work: { kind: 'idle' }, unfinished: [] });
  /** One piece of work at a time. */
  let running: Running | null = null;
  /** What is known of the work that is left, by operation. */
  const found = new Map<string, Unfinished>();
  const see = (operation: string, what: Unfinished | null) =>
    what === null ? found.delete(operation) : found.set(operation, what);
  const isOrphan = (operation: string) => found.get(operation) === 'orphaned';

  async function pending(): Promise<readonly Operation[]> {
    const known = await journal.pending();
    const account = accounts.current();
    if (!known.ok || account === null) return [];
    // A set-up that was left may have put its key into the Console, for a user whom only the Console knows.
    const isLeft = ({ begun, phase }: Operation) => begun.purpose === 'set-up' && phase === 'abandoned';
    return known.value.filter((operation) => isOf(account, operation) || isLeft(operation));
  }

  async function tell() {
    const left = await pending();
    const unfinished = left.flatMap(({ begun, phase }) => {
      const what = found.get(begun.operation) ?? looksLike(begun.purpose, phase);
      if (what === null || begun.operation === running?.operation) return [];
      return { operation: begun.operation, fingerprint: begun.fingerprint, what };
    });
    change({ work: running === null ? { kind: 'idle' } : state().work, unfinished: unfinished.slice(0, 20) });
  }

  async function run<T>(
    purpose: 'stay' | 'replace' | 'sign-out',
    first: WorkStep,
    does: (run: Run) => Promise<Outcome<T, ComputerKeyProblem>>,
  ): Promise<Outcome<T, ComputerKeyProblem>> {
    if (locked.state()) return failed({ kind: 'locked' });
    if (running !== null) return failed({ kind: 'api-key-work' });
    const mine: Running = { abort: new AbortController(), operation: null };
    const { signal } = mine.abort;
    running = mine;
    const since = new Date(clock.now()).toISOString();
    const tellStep = (step: WorkStep, refusals = 0) =>
      change({ ...state(), work: { kind: 'running', purpose, step, since, refusals } });
    tellStep(first);
    try {
      return await does({
        signal,
        aborted: () => (signal.aborted ? (locked.state() ? 'locked' : 'stopped') : null),
        tell: tellStep,
        about(operation) {
          mine.operation = operation;
        },
        found: (what) => mine.operation !== null && see(mine.operation, what),
      });
    } finally {
      running = null;
      await tell();
    }
  }

  async function settle(operation: Operation): Promise<Outcome<Unfinished | null, ComputerKeyProblem>> {
    const { begun } = operation;
    const purpose = begun.purpose === 'set-up' ? 'stay' : begun.purpose;
    const settled = await run(purpose, 'waiting', (mine) => work.settle(operation, mine));
    if (settled.ok) see(begun.operation, settled.value);
    await tell();
    return settled;
  }

  const looking = createLookLater({
    async look() {
      if (locked.state() || running !== null) return false;
      try {
        for (const operation of await pending()) {
          // What fails stays unfinished: the state says so, and Keydesk looks again.
          if (!isOrphan(operation.begun.operation)) await settle(operation);
        }
      } catch (error) {
        onDefect(error);
      }
      return (await pending()).some(({ begun, phase }) => phase !== 'abandoned' && !isOrphan(begun.operation));
    },
    after: clock.after,
    random: Math.random,
  });

  locked.subscribe((isLocked) => {
    if (isLocked) running?.abort.abort();
    else void looking.now();
  });

  const followed = async (done: Done): Done => {
    const outcome = await done;
    if (!outcome.ok && (await pending()).length > 0) looking.later();
    return outcome;
  };

  async function find(id: string) {
    const operation = (await pending()).find(({ begun }) => begun.operation === id);
    return operation === undefined ? failed({ kind: 'key-work-unknown' } as const) : success(operation);
  }

  async function endAll(fingerprint: string): Done {
    for (const operation of await pending()) {
      if (operation.begun.fingerprint !== fingerprint) continue;
      const ended = await operations.end(operation, 'deleted');
      if (!ended.ok) return ended;
    }
    await tell();
    return success(null);
  }

  return {
    state,
    subscribe,

    async list(signal?: AbortSignal) {
      const reached = await reach(signal);
      if (!reached.ok) return reached;
      const { account, api } = reached.value;
      const listed = await api.list(signal);
      if (!listed.ok) return listed;
      const there = listed.value.items.filter(({ state: its }) => its !== 'DELETED');
      const { items, unreadable } = atMost({ ...listed.value, items: there }, 100);
      const keys = items.map(({ id: _id, ...key }): OwnApiKey => ({ ...key, use: usageOf(key.fingerprint, account) }));
      return success({ keys, most: MOST_API_KEYS, unreadable });
    },

    /** Makes an API key of this computer's own, and has the account sign in with it. */
    stay: () => followed(run('stay', 'making', (mine) => work.make('stay', mine))),
    /** The same for an account that has such a key already; the old key is deleted at the end. */
    replace: () => followed(run('replace', 'making', (mine) => work.make('replace', mine))),
    /** Takes back what is under way, unless the account signs in with the new key already. */
    stop: () => running?.abort.abort(),

    /** Deletes a key that the account does not sign in with. */
    async remove(fingerprint: string): Done {
      if (running !== null) return failed({ kind: 'api-key-work' });
      const reached = await reach();
      if (!reached.ok) return reached;
      const { account, api } = reached.value;
      if (usageOf(fingerprint, account) !== null) return failed({ kind: 'api-key-in-use', fingerprint });
      const removed = await removeKeyNamed(api, fingerprint);
      return removed.ok ? endAll(fingerprint) : removed;
    },

    /** Deletes the key that the current account signs in with, and signs it out. */
    signOut: (account: string) => run('sign-out', 'removing', (mine) => work.signOut(account, mine)),

    /** Finishes interrupted work, or returns what prevents that. */
    async finish(id: string): Done {
      const operation = await find(id);
      if (!operation.ok) return operation;
      const settled = await settle(operation.value);
      return settled.ok ? success(null) : settled;
    },

    /** The person has seen the interrupted work, and leaves the keys as they are. */
    async leave(id: string): Done {
      const operation = await find(id);
      if (!operation.ok) return operation;
      const ended = await operations.end(operation.value, 'left');
      await tell();
      return ended;
    },

    /** Takes up work that the end of Keydesk, a lost answer or the lock has interrupted. Tries again by itself where that fails. */
    resume: () => looking.now(),
  };
}

export type ApiKeys = ReturnType<typeof createApiKeys>;

function usageOf(
  fingerprint: string,
  account: { readonly fingerprint: string; readonly signedInBy: { readonly kind: string } },
): OwnApiKey['use'] {
  if (account.fingerprint !== fingerprint) return null;
  if (account.signedInBy.kind === 'computer-key') return 'this-computer';
  return account.signedInBy.kind === 'file-key' ? 'signed-in' : null;
}

/** What can be said of work before Keydesk has looked at Oracle. Null: the person need not hear of it. */
function looksLike(purpose: Operation['begun']['purpose'], phase: Operation['phase']): Unfinished | null {
  if (purpose === 'set-up' || phase === 'abandoned') return null;
  if (purpose === 'sign-out') return 'sign-out-left';
  if (phase === 'switched') return 'old-left';
  return phase === 'undoing' ? 'undo-left' : 'unclear';
}

import type { KeySource, ReadinessState, S3Endpoint, Tested } from '../../bridge/values/usage.ts';
import { createObservable, type Observable } from '../basics/observable.ts';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import { cancelled } from '../oracle/oracle-problem.ts';
import type { ListBuckets } from '../s3/list-buckets.ts';
import { createVerdict, type Verdict } from './readiness-verdict.ts';
import type { EndpointOf, EndpointProblem, LendKey, LendProblem } from './usage-contract.ts';

/** Another key is being tested: one at a time. */
type TestRunning = { readonly kind: 'test-running'; readonly keyName: string };
export type ReadinessProblem = EndpointProblem | LendProblem | TestRunning;

interface ReadinessOptions {
  readonly lend: LendKey;
  readonly endpointOf: EndpointOf;
  readonly listBuckets: ListBuckets;
  /** Whether a request may be sent to this endpoint; may ask the person. */
  readonly mayTestAt: (endpoint: string, keyName: string) => Promise<boolean>;
  readonly clock: { readonly now: () => number; readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void> };
  /** Called with a defect of a test, since no caller waits for the test. */
  readonly onDefect: (error: unknown) => void;
}

/** The test of one key at a time: "is it ready to be used?" */
export interface Readiness extends Observable<ReadinessState> {
  /**
   * Begins a test. Returns when the key and its endpoint have been found, or with the problem. If the person does not want to send requests
   * to that endpoint, no test begins.
   */
  start(source: KeySource, region: string | null): Promise<Outcome<null, ReadinessProblem>>;
  /** Ends the running test, if `isMeant` is true for its key. */
  stop(isMeant?: (source: KeySource) => boolean): Outcome<null, never>;
  /** Ends the test and forgets what the last one found (lock). */
  forget(): void;
}

/**
 * A new key works after one to ten minutes, unevenly: failures come back after the first success (`docs/oracle.md`). So one success proves
 * nothing, but a minute without a failure does. Ten minutes would be too short for the whole test.
 */
export const readinessTimes = { everyMs: 5000, unbrokenMs: 60_000, patienceMs: 1_200_000 };

/** Makes the test, in the state `idle`. The secret is lent for as long as a test runs. */
export function createReadiness(options: ReadinessOptions): Readiness {
  const { lend, endpointOf, listBuckets, mayTestAt, clock, onDefect } = options;
  type Running = {
    readonly abort: AbortController;
    readonly source: KeySource;
    readonly over: PromiseWithResolvers<void>;
    keyName: string;
  };
  let running: Running | null = null;
  const { state, subscribe, change } = createObservable<ReadinessState>({ kind: 'idle' });

  async function test(
    facts: Omit<Tested, 'attempts' | 'last'>,
    accessKey: string,
    secret: Buffer,
    abort: AbortController,
  ) {
    const { signal } = abort;
    const { unbrokenMs, everyMs, patienceMs } = readinessTimes;
    const { endpoint, region, startedAt } = facts;
    const until = startedAt + patienceMs;
    const verdict = createVerdict({ unbrokenMs, until });
    let tested: Tested = { ...facts, attempts: 0, last: null };
    const end = (how: Exclude<Verdict, 'go-on'> | 'stopped') => {
      // Aborts before the state changes: then a next test waits for the end of the loan, and is not refused.
      abort.abort();
      change({ ...tested, kind: 'ended', endedAt: clock.now(), how });
    };

    change({ ...tested, kind: 'testing', successSince: null, unbrokenMs, until });
    while (!signal.aborted) {
      const begun = clock.now();
      const last = await listBuckets({ endpoint, region, accessKey }, secret, signal);
      if (signal.aborted) break;
      tested = { ...tested, attempts: tested.attempts + 1, last };
      const told = verdict.next(last, clock.now());
      if (told !== 'go-on') return end(told);
      change({ ...tested, kind: 'testing', successSince: verdict.successSince(), unbrokenMs, until });
      const now = clock.now();
      // A short pause follows even a slow answer. If the service asks for a longer pause, it gets that, within the time that is left.
      const wait = Math.min((last.waitSeconds ?? 0) * 1000, until - now);
      await clock.sleep(Math.max(everyMs / 5, begun + everyMs - now, wait), signal).catch((error) => {
        if (!signal.aborted) throw error;
      });
    }
    if (state().kind === 'testing') end('stopped');
  }

  async function run(
    mine: Running,
    wanted: string | null,
    onStarted: (began: Outcome<S3Endpoint, EndpointProblem>) => void,
  ) {
    const { source, abort } = mine;
    // One loan for the whole test, so that a keychain is asked once. A lock stops the test, as closing the secret does.
    return lend(source, async (secret, { keyName, accessKey, home }) => {
      mine.keyName = keyName;
      const place = await endpointOf(home, wanted, abort.signal);
      const isWanted = place.ok && !abort.signal.aborted && (await mayTestAt(place.value.endpoint, keyName));
      const begun = abort.signal.aborted ? failed(cancelled) : place;
      if (!begun.ok || !isWanted) abort.abort();
      onStarted(begun);
      if (!begun.ok || !isWanted) return;
      const { endpoint, region } = begun.value;
      await test({ source, keyName, endpoint, region, startedAt: clock.now() }, accessKey, secret, abort);
    });
  }

  return {
    state,
    subscribe,

    async start(source, region) {
      while (running) {
        if (!running.abort.signal.aborted) return failed({ kind: 'test-running', keyName: running.keyName });
        await running.over.promise;
      }
      const mine: Running = { abort: new AbortController(), source, over: Promise.withResolvers(), keyName: '' };
      running = mine;
      const started = Promise.withResolvers<Outcome<null, ReadinessProblem>>();
      run(mine, region, (place) => started.resolve(place.ok ? success(null) : place))
        .then((lent) => {
          mine.abort.abort();
          started.resolve(lent.ok ? success(null) : lent);
        })
        .catch((error) => {
          mine.abort.abort();
          // Before the test has begun, its caller gets the error. After that only the log does.
          started.reject(error);
          onDefect(error);
          if (state().kind === 'testing') change({ kind: 'idle' });
        })
        .finally(() => {
          running = null;
          mine.over.resolve();
        });
      return started.promise;
    },

    stop(isMeant = () => true) {
      if (running && isMeant(running.source)) running.abort.abort();
      return success(null);
    },

    forget() {
      running?.abort.abort();
      if (state().kind !== 'idle') change({ kind: 'idle' });
    },
  };
}

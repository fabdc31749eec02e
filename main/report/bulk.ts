import type { BulkAction, BulkCounts, BulkRequest, BulkResult, BulkState } from '../../bridge/values/bulk.ts';
import type { Owner } from '../../bridge/values/directory.ts';
import type { KeySelection, ReportRow } from '../../bridge/values/report.ts';
import type { Clock } from '../basics/clock.ts';
import { createObservable } from '../basics/observable.ts';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import type { Directory } from '../directory/directory.ts';
import { ifUserShown } from '../keys/if-user-shown.ts';
import type { KeyProblem, Keys } from '../keys/keys.ts';
import { concernsEveryKey, isLost, MOST_LOST, pauseBeforeNext } from './bulk-problems.ts';
import type { Defect, NoReport, Report, ReportChanged } from './report-contract.ts';

/** For this many keys or more, the person must type their number, unless the keys are only activated. */
const CONFIRM_FROM = 10;

export type BulkProblem =
  | NoReport
  | ReportChanged
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'bulk-running' }
  | { readonly kind: 'bulk-nothing' }
  | { readonly kind: 'selection-empty' }
  /** The selection has another number of keys than the question said. */
  | { readonly kind: 'selection-changed'; readonly expected: number; readonly found: number }
  | { readonly kind: 'confirmation-needed'; readonly keys: number };
/** Another account is the current one, so the action does not go on. */
export type AccountChanged = { readonly kind: 'bulk-account-changed' };
type HaltProblem = KeyProblem | AccountChanged | Defect;

export interface KeyOutcome {
  readonly row: ReportRow;
  result: BulkResult;
  problem: HaltProblem | null;
}

/** The state that the page sees, with a `problem` where the page has a `failure`. */
export type BulkStanding =
  | Exclude<BulkState, { kind: 'ended' }>
  | (Omit<Extract<BulkState, { kind: 'ended' }>, 'failure'> & { readonly problem: HaltProblem | null });

interface BulkOptions {
  readonly report: Pick<Report, 'select' | 'rowOf' | 'removed' | 'pace'>;
  readonly keys: Pick<Keys, 'setStatus' | 'remove' | 'list'>;
  readonly directory: Pick<Directory, 'getUser'>;
  readonly accounts: { current(): { readonly id: string } | null };
  readonly clock: Clock;
  readonly onDefect: (error: unknown) => string;
}

type Accepted = Outcome<null, BulkProblem>;

type Counts = { -readonly [Name in keyof BulkCounts]: number };

interface Run {
  readonly action: BulkAction;
  readonly account: string;
  readonly keys: readonly KeyOutcome[];
  readonly counts: Counts;
  readonly stop: AbortController;
}

const ORDER: readonly BulkResult[] = ['refused', 'unclear', 'untried', 'gone', 'done'];
const nothing = failed({ kind: 'bulk-nothing' } as const);
const running = failed({ kind: 'bulk-running' } as const);

/** One action on many keys, one key after the other, so that other calls always find room between two. */
export function createBulk({ report, keys, directory, accounts, clock, onDefect }: BulkOptions) {
  const { state, subscribe, change } = createObservable<BulkStanding>({ kind: 'idle' });
  let run: Run | null = null;
  let working: Promise<void> | null = null;
  /** True while `start` looks for its keys: nothing else may begin during that time. */
  let choosing = false;

  /** A call throws if there is a defect, or if there is no signing key because Keydesk was locked. */
  async function send(action: BulkAction, row: ReportRow): Promise<Outcome<null, KeyProblem | Defect>> {
    const owner = ownerOf(row);
    try {
      if (action === 'delete') return await keys.remove(owner, row.keyId);
      return await keys.setStatus(owner, row.keyId, action === 'activate' ? 'ACTIVE' : 'INACTIVE');
    } catch (error) {
      return failed({ kind: 'internal', reference: onDefect(error) });
    }
  }

  /**
   * Sends one request for one key, as fast as its domain may be called, and again after a 429. Null: the person stopped the action before
   * the request was sent.
   */
  async function attempt({ action, account, stop }: Run, { row }: KeyOutcome, show: (waits: boolean) => void) {
    for (let sent = 1; ; sent += 1) {
      await report.pace(row.domainId, stop.signal).catch(() => {});
      if (stop.signal.aborted) return null;
      // Nothing is awaited between this check and the choice of the account that signs.
      if (accounts.current()?.id !== account) return failed<AccountChanged>({ kind: 'bulk-account-changed' });
      const done = await send(action, row);
      const pause = done.ok ? null : pauseBeforeNext(done.problem, sent);
      if (pause === null) return done;
      show(true);
      await clock.sleep(pause, stop.signal).catch(() => {});
      show(false);
    }
  }

  /** Whether the service still lists the key; null if it does not say. */
  async function isListed({ row }: KeyOutcome): Promise<boolean | null> {
    try {
      const owner = ownerOf(row);
      const listed = await ifUserShown(
        await keys.list(owner),
        (of) => of.keys,
        () => directory.getUser(owner),
      );
      if (!listed.ok || listed.value.unreadable > 0) return null;
      return listed.value.keys.some(({ id }) => id === row.keyId);
    } catch (error) {
      onDefect(error);
      return null;
    }
  }

  /** What became of the key. Null: it was not tried, and the other keys cannot be tried either. */
  async function judge(run: Run, key: KeyOutcome, problem: HaltProblem): Promise<BulkResult | null> {
    if (problem.kind === 'internal') return 'unclear';
    if (problem.kind === 'not-found') return (await isListed(key)) === false ? 'gone' : 'refused';
    if (isLost(problem)) {
      if (run.action !== 'delete') return 'unclear';
      const listed = await isListed(key);
      if (listed === null) return 'unclear';
      return listed ? 'refused' : 'done';
    }
    return concernsEveryKey(problem) ? null : 'refused';
  }

  /** Tries what has not been tried, until all is done, the person stops it, or nothing more can be tried. */
  async function work(current: Run): Promise<void> {
    const began = clock.now();
    const { action, counts } = current;
    const already = counts.untried;
    let lost = 0;
    let halt: HaltProblem | null = null;
    for (const key of current.keys) {
      if (key.result !== 'untried') continue;
      const tried = already - counts.untried;
      const secondsLeft = tried < 3 ? null : Math.ceil(((clock.now() - began) / tried / 1000) * counts.untried);
      const show = (waiting: boolean) =>
        change({
          kind: 'running',
          action,
          counts: { ...counts },
          at: { keyName: key.row.name, userName: key.row.userName },
          waiting,
          stopping: current.stop.signal.aborted,
          secondsLeft,
        });
      show(false);
      const done = await attempt(current, key, show);
      if (done === null) break;
      if (done.ok) {
        settle(current, key, 'done', null);
        lost = 0;
        continue;
      }
      const { problem } = done;
      const result = await judge(current, key, problem);
      if (result !== null) settle(current, key, result, result === 'done' ? null : problem);
      lost = isLost(problem) ? lost + 1 : 0;
      if (result === null || lost >= MOST_LOST || (result === 'unclear' && concernsEveryKey(problem))) {
        halt = problem;
        break;
      }
    }
    const how = counts.untried === 0 ? 'done' : halt === null ? 'stopped' : 'halted';
    const canUndo = action === 'deactivate' && counts.done > 0;
    const problem = how === 'halted' ? halt : null;
    change({ kind: 'ended', action, counts: { ...counts }, how, problem, canResume: counts.untried > 0, canUndo });
  }

  function settle({ action, counts }: Run, key: KeyOutcome, result: BulkResult, problem: HaltProblem | null) {
    key.result = result;
    key.problem = problem;
    counts.untried -= 1;
    counts[result] += 1;
    // `keys` tells the report what Keydesk has changed. A key that is found to be gone is removed from the report here.
    const isGone = result === 'gone' || (result === 'done' && action === 'delete');
    const { domainId, keyId } = key.row;
    const row = isGone ? report.rowOf(domainId, keyId) : null;
    if (row !== null) report.removed([row]);
  }

  function begin(about: Pick<Run, 'action' | 'account'>, outcomes: readonly KeyOutcome[]) {
    const counts = { total: outcomes.length, done: 0, gone: 0, refused: 0, unclear: 0, untried: 0 };
    for (const { result } of outcomes) counts[result] += 1;
    const { action, account } = about;
    const next: Run = { action, account, keys: outcomes, counts, stop: new AbortController() };
    run = next;
    working = work(next).finally(() => {
      working = null;
    });
    return success(null);
  }

  const untried = (row: ReportRow): KeyOutcome => ({ row, result: 'untried', problem: null });

  return {
    state,
    subscribe,
    /** Returns once the run has started. */
    async start({ action, selection, expected, confirmation }: BulkRequest): Promise<Accepted> {
      if (working !== null || choosing) return running;
      choosing = true;
      try {
        const account = accounts.current();
        const rows = await chooseRows(report, selection);
        if (!rows.ok) return rows;
        const found = rows.value.length;
        if (found !== expected) return failed({ kind: 'selection-changed', expected, found });
        if (action !== 'activate' && !isCountTyped(found, confirmation)) {
          return failed({ kind: 'confirmation-needed', keys: found });
        }
        if (account === null || accounts.current()?.id !== account.id) return failed({ kind: 'signed-out' });
        return begin({ action, account: account.id }, rows.value.map(untried));
      } finally {
        choosing = false;
      }
    },
    stop(): Accepted {
      const now = state();
      if (run === null || now.kind !== 'running') return nothing;
      run.stop.abort();
      change({ ...now, stopping: true });
      return success(null);
    },
    resume(): Accepted {
      if (working !== null || choosing) return running;
      return run === null || run.counts.untried === 0 ? nothing : begin(run, run.keys);
    },
    undo(): Accepted {
      if (working !== null || choosing) return running;
      const deactivated = run?.action === 'deactivate' ? run.keys.filter(({ result }) => result === 'done') : [];
      if (run === null || deactivated.length === 0) return nothing;
      return begin(
        { ...run, action: 'activate' },
        deactivated.map(({ row }) => untried(row)),
      );
    },
    dismiss(): Accepted {
      if (working !== null || choosing) return running;
      run = null;
      change({ kind: 'idle' });
      return success(null);
    },
    /** Empty unless the account that began is the current one: another account must not see the names and keys. */
    outcomes(from: number, count: number): readonly KeyOutcome[] {
      if (run === null || accounts.current()?.id !== run.account) return [];
      return run.keys.toSorted((a, b) => ORDER.indexOf(a.result) - ORDER.indexOf(b.result)).slice(from, from + count);
    },
    /** Resolves when nothing runs. */
    settled: async () => working ?? undefined,
  };
}

export type Bulk = ReturnType<typeof createBulk>;

/** The rows of a selection that is not empty. */
export async function chooseRows(report: Pick<Report, 'select'>, selection: KeySelection) {
  const rows = await report.select(selection);
  if (!rows.ok) return rows;
  return rows.value.length === 0 ? failed({ kind: 'selection-empty' } as const) : rows;
}

const ownerOf = ({ domainId, userId, userOcid }: ReportRow): Owner => ({
  kind: 'user',
  domainId,
  id: userId,
  ocid: userOcid,
});

/** Whether the person has typed the number of keys, if it must be typed for so many. */
export const isCountTyped = (count: number, typed: string | null): boolean =>
  count < CONFIRM_FROM || typed?.trim() === String(count);

import type { SettableStatus } from '../../bridge/values/keys.ts';
import type {
  KeySelection,
  KeyView,
  ReportDomain,
  ReportRow,
  ReportState,
  ReportSummary,
  RowsOutcome,
} from '../../bridge/values/report.ts';
import type { ValueIn } from '../../bridge/values/value-of.ts';
import type { Clock } from '../basics/clock.ts';
import type { News, Observable } from '../basics/observable.ts';
import type { Outcome } from '../basics/outcome.ts';
import type { OracleProblem } from '../oracle/oracle-problem.ts';
import type { Account, AccountClient } from '../signin/account.ts';
import type { AskProblem } from '../signin/reach-problem.ts';
import type { Gap } from './gap.ts';

/** The contract of the report. `createReport` makes it. */

export type NoReport = { readonly kind: 'report-none' };
/** Rows have changed since the selection was made. */
export type ReportChanged = { readonly kind: 'report-changed' };
/** There is no domain of this name. */
export type DomainUnnamed = { readonly kind: 'report-domain-unknown'; readonly name: string };
/** A mistake of ours. `reference` is in the log beside it. */
export type Defect = { readonly kind: 'internal'; readonly reference: string };
export type ReportProblem = AskProblem | OracleProblem | DomainUnnamed | Defect;

export interface ReportOptions {
  /** The current account: `accounts.client`. */
  readonly client: () => Promise<Outcome<AccountClient, AskProblem>>;
  readonly accounts: News<unknown> & { current(): Account | null };
  readonly settings: Observable<{ readonly overdueDays: number }>;
  readonly clock: Clock;
  readonly newId: () => string;
  /** Returns the reference under which the log has the defect. */
  readonly onDefect: (error: unknown) => string;
}

/** As the page sees it, with problems and gaps as data. */
export type DomainStanding = Omit<ReportDomain, 'reason'> & { readonly gaps: readonly Gap[] };
export type SummaryStanding = Omit<ReportSummary, 'domains'> & {
  readonly domains: readonly DomainStanding[];
};
type Of<Kind extends ReportState['kind']> = Extract<ReportState, { kind: Kind }>;
export type ReportStanding =
  | Of<'none'>
  | (Omit<Of<'collecting'>, 'summary'> & { readonly summary: SummaryStanding })
  | (Omit<Of<'paused'>, 'summary' | 'failure'> & {
      readonly summary: SummaryStanding;
      readonly problem: ReportProblem | null;
    })
  | (Omit<Of<'done'>, 'summary'> & { readonly summary: SummaryStanding })
  | { readonly kind: 'failed'; readonly problem: ReportProblem };

export interface Report extends Observable<ReportStanding> {
  /** Drops what was read, and begins again. `domains`: names or ids of the only domains to read; null: all. */
  start(domains?: readonly string[] | null): void;
  /** Keeps what has been read. */
  stop(): void;
  /** Goes on where it stopped, and reads again what has a gap. */
  goOn(): void;
  /** Removes the report from memory: Keydesk is locked, or another account is the current one. */
  forget(): void;
  /** Resolves when nothing is being read any more. */
  settled(): Promise<ReportStanding>;
  readRows(view: KeyView, from: number, count: number): Promise<Outcome<ValueIn<RowsOutcome>, NoReport>>;
  /**
   * The index of the next row whose sorted column begins with `prefix`: from `from` to the end, then from the start. Null: there is none.
   */
  findRow(view: KeyView, prefix: string, from: number): Promise<Outcome<number | null, NoReport>>;
  select(selection: KeySelection): Promise<Outcome<readonly ReportRow[], NoReport | ReportChanged>>;
  /** The rows of a view, for exports. Null: all rows, by user. */
  everyRow(
    view: KeyView | null,
  ): Promise<Outcome<{ readonly summary: SummaryStanding; readonly rows: Iterable<ReportRow> }, NoReport>>;
  /** Keys that were deleted leave every view. */
  removed(rows: readonly number[]): void;
  /** Called by `main/keys` when it has deleted a key; `statusSet`, when it has changed a key's status. */
  keyDeleted(keyId: string, accessKey: string | null, domainId: string | null): Promise<void>;
  statusSet(domainId: string | null, keyId: string, status: SettableStatus): void;
  /** The row of a key; null where the report does not have it. */
  rowOf(domainId: string | null, keyId: string): number | null;
  /** Waits until the domain may be called: one pace for all long work in a domain. */
  pace(domainId: string | null, signal: AbortSignal): Promise<void>;
  /** How many keys these users have, and how old the oldest is. Null: there is no report. */
  ofUsers(
    ocids: readonly string[],
  ): ReadonlyMap<string, { readonly keys: number; readonly oldestDays: number | null }> | null;
}

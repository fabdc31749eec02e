import { isDeepStrictEqual } from 'node:util';
import type { KeyView } from '../../bridge/values/report.ts';
import type { Clock } from '../basics/clock.ts';
import { concurrentMap } from '../basics/concurrent-map.ts';
import type { Answer, OracleClient } from '../oracle/oracle-client.ts';
import type { AccountClient } from '../signin/account.ts';
import { ageInDays } from './age.ts';
import { createAsk, type Halt, haltOf } from './ask.ts';
import { collectClassic } from './collect-classic.ts';
import { collectDomain, surveyDomain } from './collect-domain.ts';
import { createColumns } from './columns.ts';
import { createDomainReading, type DomainReading, type DomainToRead, isWhole, readyAgain } from './domain-reading.ts';
import { listDomainsToRead } from './domains-to-read.ts';
import { createOrders } from './orders.ts';
import type { Pace } from './pace.ts';
import { createProgress } from './progress.ts';
import type { ReportProblem, ReportStanding, SummaryStanding } from './report-contract.ts';
import { searchable } from './search-text.ts';
import { type Ages, countKeys, standingOf } from './summary.ts';
import { createViews } from './views.ts';

/** Domains are read side by side: each has a limit of its own. */
const domainsAtOnce = 8;

/** How long views use the same ages, in milliseconds. */
const agesMs = 600_000;

type Why = Halt | 'stopped';

/** One report of one account: its rows, how far each domain has been read, and the reading itself. */
export function createReadingRun(options: {
  readonly id: string;
  /** Names or ids of the only domains to read; null: all. */
  readonly only: readonly string[] | null;
  readonly clock: Clock;
  readonly paceFor: (domain: DomainToRead) => Pace;
  /** Called when rows or progress have changed. */
  readonly onChange: () => void;
  /** Called when all keys of a domain have been read. */
  readonly onMilestone: () => void;
}) {
  const { id, only, clock, paceFor, onChange, onMilestone } = options;
  const columns = createColumns();
  let readings: readonly DomainReading[] = [];
  const orders = createOrders(columns, () => readings.map(({ domain }) => domain?.name ?? null));
  const views = createViews(columns, orders);
  const progress = createProgress(clock);
  let takenAt: number | null = null;
  let account: { readonly id: string; readonly tenancyName: string } | null = null;
  let unlisted: readonly string[] = [];
  let isListed = false;
  let abort: AbortController | null = null;
  let pause: { readonly why: Why; readonly problem: ReportProblem | null } | null = null;
  /** Why nothing could be read at all. */
  let failure: ReportProblem | null = null;

  function halt(why: Why, problem: ReportProblem | null): void {
    pause ??= { why, problem };
    abort?.abort();
  }

  /** Adds the domains of the tenancy that are not in `readings` yet. Called again until all compartments have answered. */
  async function list({ account: of, oracle }: AccountClient, signal: AbortSignal) {
    const listed = await listDomainsToRead(of, oracle, only, signal);
    if (!listed.ok) return listed;
    const known = new Set(readings.map(({ domain }) => domain?.ocid));
    const more = listed.value.domains.filter((domain) => !known.has(domain?.ocid));
    readings = [
      ...readings,
      ...more.map((domain, at) => createDomainReading(domain, readings.length + at, paceFor(domain), clock)),
    ];
    unlisted = listed.value.unlisted;
    isListed = true;
    return listed;
  }

  /** A domain that fails leaves a gap. A domain whose reading was stopped goes on later from the same point. */
  function settle(reading: DomainReading, outcome: Awaited<Answer<null>>, signal: AbortSignal): void {
    if (!outcome.ok && !signal.aborted) {
      const { problem } = outcome;
      reading.phase = 'failed';
      reading.gaps = [
        { kind: reading.refusal === null ? 'broken-off' : 'refused', problem: reading.refusal ?? problem },
      ];
    }
    columns.touch();
    onMilestone();
  }

  async function readAll(oracle: OracleClient, signal: AbortSignal): Promise<void> {
    const isOnline = async () => {
      const answer = await oracle.listRegions(signal);
      return answer.ok || answer.problem.kind !== 'unreachable';
    };
    const ask = createAsk({ clock, signal, isOnline, onHalt: halt, onSent: progress.sent });
    const pending = readings.filter(({ phase }) => phase === 'waiting' || phase === 'reading' || phase === 'checking');
    const base = (reading: DomainReading) => ({ reading, ask, columns, onRead: onChange, onKeys: onMilestone });
    const inDomains = new Map(
      pending.flatMap((reading) =>
        reading.domain === null
          ? []
          : [[reading, { ...base(reading), lists: oracle.domainLists(reading.domain.url) }] as const],
      ),
    );
    progress.begin();
    // First the sizes of all domains, then all keys.
    await concurrentMap([...inDomains.values()], domainsAtOnce, async (inDomain) => {
      const surveyed = await surveyDomain(inDomain);
      if (!surveyed.ok) settle(inDomain.reading, surveyed, signal);
    });
    const left = pending.filter(({ phase }) => phase !== 'failed');
    await concurrentMap(left, domainsAtOnce, async (reading) => {
      if (signal.aborted) return;
      const inDomain = inDomains.get(reading);
      const collected =
        inDomain === undefined
          ? collectClassic({ ...base(reading), lists: oracle.classicLists() })
          : collectDomain(inDomain);
      settle(reading, await collected, signal);
    });
  }

  const readingOf = (domainId: string | null) => readings.find(({ domain }) => (domain?.ocid ?? null) === domainId);
  const isReading = () => abort !== null;

  function summary(overdueDays: number): SummaryStanding {
    const domains = readings.map((reading) => standingOf(reading, columns));
    const complete =
      takenAt !== null &&
      unlisted.length === 0 &&
      readings.every((reading) => reading.phase === 'left-out' || isWhole(reading));
    return {
      report: id,
      version: columns.version(),
      places: columns.places(),
      takenAt: takenAt === null ? null : new Date(takenAt).toISOString(),
      tenancyName: account?.tenancyName ?? '',
      ...countKeys(columns, { now: clock.now(), overdueDays }),
      overdueDays,
      domains,
      complete,
      unlisted,
    };
  }

  let viewed: Ages | null = null;
  /**
   * The ages that every view uses. If new ages move a key from one filter to another, the version grows, so a selection by positions in a
   * view always means the keys that the person saw there. Time moves keys in one direction only: if the counts are the same, none has
   * moved.
   */
  function agesOfViews(ages: Ages): Ages {
    const [before, windowOf] = [viewed, ({ now }: Ages) => Math.floor(now / agesMs)];
    if (before?.overdueDays === ages.overdueDays && windowOf(before) === windowOf(ages)) return before;
    viewed = ages;
    if (before !== null && !isDeepStrictEqual(countKeys(columns, before), countKeys(columns, ages))) {
      columns.touch();
      onChange();
    }
    return ages;
  }

  return {
    id,
    columns,
    summary,
    isReading,
    accountId: () => account?.id ?? null,
    isWaitingForSession: () => pause?.why === 'session' && !isReading(),

    /** Reads what has not been read. Resolves when all is read, or when it was stopped. */
    async read(client: AccountClient): Promise<void> {
      account ??= client.account;
      abort = new AbortController();
      const { signal } = abort;
      try {
        if (!isListed || unlisted.length > 0) {
          const listed = await list(client, signal);
          if (!listed.ok) {
            if (signal.aborted) return;
            const why = 'host' in listed.problem ? haltOf(listed.problem) : null;
            if (why !== null) pause = { why, problem: listed.problem };
            else failure = listed.problem;
            return;
          }
        }
        onMilestone();
        await readAll(client.oracle, signal);
        if (!signal.aborted) takenAt = clock.now();
        // Done now, since a person searches as soon as the report is there.
        columns.settle();
      } finally {
        // After a defect in one domain, the others are still being read: this ends them.
        abort.abort();
        abort = null;
        for (const { pace } of readings) pace.recover();
      }
    },

    stop: () => (isReading() ? halt('stopped', null) : undefined),

    /** Called when the account cannot call the service at all, or after a defect of Keydesk. */
    halt(why: Why, problem: ReportProblem): void {
      if (readings.length === 0) failure = problem;
      else pause = { why, problem };
    },

    /** Called before a `read` that goes on with what is left. */
    ready(): void {
      pause = null;
      failure = null;
      for (const reading of readings) {
        if (reading.phase === 'failed' || (reading.phase === 'done' && !isWhole(reading))) readyAgain(reading, columns);
      }
      takenAt = null;
    },

    standing(overdueDays: number): ReportStanding {
      if (failure !== null) return { kind: 'failed', problem: failure };
      const at = { summary: summary(overdueDays), progress: progress.of(readings, columns) };
      if (pause !== null) return { kind: 'paused', ...at, ...pause };
      return takenAt === null ? { kind: 'collecting', ...at } : { kind: 'done', summary: at.summary };
    },

    /** Sorts in advance, so that the first views do not wait. */
    prepare: views.prepare,

    find: (view: KeyView, ages: Ages) =>
      views.find(view, {
        ...agesOfViews(ages),
        domainAt: (domainId) => readingOf(domainId)?.index ?? -1,
      }),

    rowOf: (domainId: string | null, keyId: string): number | null =>
      columns.rowOf(readingOf(domainId)?.index ?? -1, keyId) ?? null,
    paceOf: (domainId: string | null) => readingOf(domainId)?.pace,
    domainAt: (row: number) => readings[columns.domainOf[row] ?? -1]?.domain ?? null,
    isThere: (row: number) => row < columns.size() && !columns.gone.has(row),

    placeOf(found: Uint32Array, column: KeyView['sort']['column'], prefix: string, from: number): number | null {
      const wanted = searchable(prefix);
      const textOf = (row: number): string => {
        if (column === 'name') return searchable(columns.names.at(columns.nameOf[row] ?? -1));
        if (column === 'access-key') return searchable(columns.accessKeys.at(row));
        if (column === 'domain') return searchable(readings[columns.domainOf[row] ?? -1]?.domain?.name ?? '');
        return searchable(columns.owners.userName(columns.ownerOf[row] ?? -1));
      };
      for (let step = 0; step < found.length; step += 1) {
        const at = (from + step) % found.length;
        if (textOf(found[at] ?? 0).startsWith(wanted)) return at;
      }
      return null;
    },

    ofUsers(ocids: readonly string[], now: number) {
      const { owners, ownerOf, created, gone } = columns;
      const wanted = new Set(ocids);
      const oldest = new Map<number, number>();
      for (let at = 0; at < owners.size(); at += 1) if (wanted.has(owners.ocid(at))) oldest.set(at, -1);
      for (let row = 0; row < columns.size(); row += 1) {
        const before = oldest.get(ownerOf[row] ?? -1);
        if (before === undefined || gone.has(row)) continue;
        const days = ageInDays(created[row] ?? Number.NaN, now) ?? -1;
        if (days > before) oldest.set(ownerOf[row] ?? -1, days);
      }
      return new Map(
        [...oldest].flatMap(([at, days]) => {
          const keys = owners.keys[at] ?? 0;
          return keys === 0 ? [] : [[owners.ocid(at), { keys, oldestDays: days < 0 ? null : days }] as const];
        }),
      );
    },
  };
}

export type ReadingRun = ReturnType<typeof createReadingRun>;

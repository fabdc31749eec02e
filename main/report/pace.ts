import type { Clock } from '../basics/clock.ts';
import type { DomainRecord } from '../oracle/oracle-client.ts';

/** Requests per second and per minute. */
interface Rate {
  readonly second: number;
  readonly minute: number;
}

/** The published limits of lists, for all callers of a domain together (`docs/oracle.md`, "Rate limits"). */
const published: Readonly<Record<string, Rate>> = {
  free: { second: 20, minute: 150 },
  oracleapps: { second: 50, minute: 1500 },
  oracleappspremium: { second: 55, minute: 1750 },
  premium: { second: 90, minute: 5000 },
  externaluser: { second: 80, minute: 4000 },
};
const lowest: Rate = { second: 20, minute: 150 };
/** The classic API publishes no limit. It gets as many requests a second as the smallest kind of domain, without the limit per minute. */
const classicRate: Rate = { second: 10, minute: 600 };

/** Half of what the domain's license type allows: others call the same domain. An unknown type gets the lowest rate. */
export function rateOf(licenseType: string | null): Rate {
  const name = (licenseType ?? '').toLowerCase().replace(/[^a-z]/g, '');
  const limit = published[name === 'external' ? 'externaluser' : name] ?? lowest;
  return { second: Math.floor(limit.second / 2), minute: Math.floor(limit.minute / 2) };
}

/** A request that has left, in epoch milliseconds. */
interface Departure {
  readonly leftAt: number;
  /** The latest time at which the service may have counted the request: the time of its answer. Null: there is no answer yet. */
  countedAt: number | null;
}

/**
 * Spaces requests so that the service never counts more than `rate` in any second and in any minute. On a busy computer timers come late,
 * and on a slow network, requests that left one by one may arrive together. So a request counts from when it really leaves until its answer
 * is there.
 */
export function createPace(rate: Rate, clock: Pick<Clock, 'now' | 'sleep'>) {
  let { second, minute } = rate;
  /** The requests of the last minute. */
  let departures: Departure[] = [];
  let notBefore = 0;
  let loweredAt = Number.NEGATIVE_INFINITY;

  const countedBy = (now: number) =>
    departures.map(({ leftAt, countedAt }) => countedAt ?? Math.max(now, leftAt)).sort((a, b) => a - b);

  const nextDeparture = (counted: readonly number[], now: number): number => {
    const nth = (count: number) => counted[counted.length - count] ?? Number.NEGATIVE_INFINITY;
    return Math.max(now, notBefore, nth(second) + 1000, nth(minute) + 60_000);
  };

  return {
    /** Resolves when a request may leave; rejects when the signal aborts. The caller sets `countedAt` when the answer has come. */
    async take(signal: AbortSignal): Promise<Departure> {
      let now = clock.now();
      for (;;) {
        const next = nextDeparture(countedBy(now), now);
        if (next <= now) {
          const departure = { leftAt: now, countedAt: now };
          departures = [...departures.slice(1 - rate.minute), departure];
          return departure;
        }
        await clock.sleep(next - now, signal);
        // During the wait other requests may have left, or the rate may have been lowered.
        now = Math.max(clock.now(), next);
      }
    },

    /**
     * The service has refused a request that left at `sentAt`: half the rate from now on, until the reading ends. Refusals of
     * requests that were under way together count once.
     */
    slower(sentAt: number, retryAfterMs: number): void {
      notBefore = Math.max(notBefore, clock.now() + retryAfterMs);
      if (sentAt <= loweredAt) return;
      loweredAt = clock.now();
      second = Math.max(1, Math.floor(second / 2));
      minute = Math.max(6, Math.floor(minute / 2));
    },

    /** Back to the whole rate, for the next reading and for actions: other callers may have stopped. */
    recover(): void {
      ({ second, minute } = rate);
    },

    /** The milliseconds that so many more requests take at this rate, without the service's own time. */
    estimate(requests: number): number {
      const now = clock.now();
      const ahead = countedBy(now).slice(-minute);
      for (let sent = 0; sent < requests; sent += 1) {
        ahead.push(nextDeparture(ahead, now));
        // A steady state: each minute is like the one before.
        if (ahead.length > 3 * minute) return (ahead.at(-1) ?? now) - now + ((requests - sent) / minute) * 60_000;
      }
      return Math.max(0, (ahead.at(-1) ?? now) - now);
    },
  };
}

export type Pace = ReturnType<typeof createPace>;

/** One pace for each domain, for as long as Keydesk runs: the requests of one report count for the next one. */
export function createPaces(clock: Pick<Clock, 'now' | 'sleep'>) {
  const paces = new Map<string, Pace>();
  return (domain: Pick<DomainRecord, 'ocid' | 'licenseType'> | null): Pace => {
    const name = `${domain?.ocid} ${domain?.licenseType}`;
    const pace = paces.get(name) ?? createPace(domain === null ? classicRate : rateOf(domain.licenseType), clock);
    paces.set(name, pace);
    return pace;
  };
}

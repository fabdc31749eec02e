import type { Clock } from '../basics/clock.ts';

/** Requests per second and per minute. */
export interface Rate {
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
/** The classic API publishes no limit: as much as the smallest kind of domain may do in a second, all the time. */
export const classicRate: Rate = { second: 10, minute: 600 };

/** Half of what the domain's license type allows: others call the same domain. The lowest for a type that is not known. */
export function rateOf(licenseType: string | null): Rate {
  const name = (licenseType ?? '').toLowerCase().replace(/[^a-z]/g, '');
  const limit = published[name === 'external' ? 'externaluser' : name] ?? lowest;
  return { second: Math.floor(limit.second / 2), minute: Math.floor(limit.minute / 2) };
}

/**
 * Spaces requests so that never more than `rate` leave in any second and in any minute. What counts is when a request really leaves: on a
 * busy computer timers come late, and requests that only had been planned apart would leave together.
 */
export function createPace(rate: Rate, clock: Pick<Clock, 'now' | 'sleep'>) {
  let { second, minute } = rate;
  /** When the last requests left; as many as a minute takes. */
  let departures: number[] = [];
  let notBefore = 0;
  let loweredAt = Number.NEGATIVE_INFINITY;

  const nextDeparture = (taken: readonly number[], now: number): number => {
    const nth = (count: number) => taken[taken.length - count] ?? Number.NEGATIVE_INFINITY;
    return Math.max(now, notBefore, taken.at(-1) ?? 0, nth(second) + 1000, nth(minute) + 60_000);
  };

  return {
    /** Resolves when a request may leave, with the time; rejects when the signal aborts. */
    async take(signal: AbortSignal): Promise<number> {
      let now = clock.now();
      for (;;) {
        const next = nextDeparture(departures, now);
        if (next <= now) {
          departures = [...departures.slice(1 - rate.minute), now];
          return now;
        }
        await clock.sleep(next - now, signal);
        // Meanwhile others may have left, or the rate may have been lowered.
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

    /** The whole rate again, for the next reading and for actions: the others may have stopped. */
    recover(): void {
      ({ second, minute } = rate);
    },

    /** The milliseconds that so many more requests take at this rate, whatever the service takes. */
    estimate(requests: number): number {
      const now = clock.now();
      const ahead = departures.slice(-minute);
      for (let sent = 0; sent < requests; sent += 1) {
        ahead.push(nextDeparture(ahead, now));
        // A steady state: one minute is as the next.
        if (ahead.length > 3 * minute) return (ahead.at(-1) ?? now) - now + ((requests - sent) / minute) * 60_000;
      }
      return Math.max(0, (ahead.at(-1) ?? now) - now);
    },
  };
}

export type Pace = ReturnType<typeof createPace>;

import type { Domain } from './directory/tenancy.ts';

/** Requests per second and per minute, as Oracle publishes them for lists and creations. */
const published: Readonly<Record<Domain['licenseType'], readonly [number, number]>> = {
  free: [20, 150],
  premium: [90, 5000],
  'external-user': [80, 4000],
};

export type RateLimits = ReturnType<typeof createRateLimits>;

/** Counts the calls of each domain in the last minute, and limits them. */
export function createRateLimits() {
  const calls = new Map<string, number[]>();
  return {
    /** False: the domain was called too often. `stranger`: the part of the limit that other callers use up, from 0 to 1. */
    allow(domain: Domain, now: number, stranger: number): boolean {
      const lately = (calls.get(domain.ocid) ?? []).filter((at) => at > now - 60_000);
      calls.set(domain.ocid, lately);
      const [second, minute] = published[domain.licenseType].map((limit) => Math.floor(limit * (1 - stranger)));
      const inSecond = lately.reduce((sum, at) => sum + Number(at > now - 1000), 0);
      if (inSecond >= (second ?? 0) || lately.length >= (minute ?? 0)) return false;
      lately.push(now);
      return true;
    },
    reset: () => calls.clear(),
  };
}

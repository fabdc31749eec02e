import type { Clock } from '../basics/clock.ts';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import { fileReason } from '../files/file-reason.ts';
import { readHeld } from '../oracle/held-by-proxy.ts';
import { readNetworkFault } from '../oracle/network-fault.ts';
import { leadsElsewhere, oneAddress } from '../oracle/one-address.ts';
import type { UpdateProblem } from './update-problem.ts';

export interface Bounds {
  /** The most bytes. */
  readonly bytes: number;
  /** Milliseconds: from the request to its last byte, and between two pieces of the answer. */
  readonly totalMs: number;
  readonly stallMs: number;
}

export interface BoundedRequest {
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Pick<Clock, 'after'>;
  readonly url: URL;
  readonly bounds: Bounds;
  /** Aborts when the person stops the request, or when Keydesk ends. */
  readonly signal: AbortSignal;
  /** Called with each piece before the next one is read. An error that it throws counts as a fault of the disk. */
  readonly take: (piece: Uint8Array) => Promise<void>;
}

/** The server learns nothing of this computer but its address. By itself Chromium would send the versions of everything. */
const headers = { accept: '*/*', 'accept-language': '*', 'user-agent': 'Keydesk' };

/**
 * Reads the answer to one request, piece by piece, within its bounds. A redirect is not followed, and an answer that is too long is a
 * problem.
 */
export async function fetchBounded(request: BoundedRequest): Promise<Outcome<null, UpdateProblem>> {
  const { fetch, clock, url, bounds, signal, take } = request;
  const { host } = url;
  const answer = (what: string) => failed({ kind: 'updates-answer', host, what } as const);
  const ours = new AbortController();
  let tooLate: number | null = null;
  const within = (ms: number) =>
    clock.after(ms, () => {
      tooLate = ms;
      ours.abort();
    });
  const endTotal = within(bounds.totalMs);
  let endStall = within(bounds.stallMs);
  let size = 0;
  try {
    const response = await fetch(url.href, {
      headers,
      ...oneAddress,
      signal: AbortSignal.any([ours.signal, signal]),
    });
    const { status } = response;
    if (leadsElsewhere(response)) return answer('points to another address');
    if (status === 407) {
      const held = readHeld((name) => response.headers.get(name));
      return failed({ kind: 'proxy-password', delivery: 'not-sent', requestId: null, host, ...held });
    }
    if (status !== 200) return answer(`answered with status ${status}`);
    for (const reader = response.body?.getReader(); ; ) {
      const next = await reader?.read();
      if (next === undefined || next.done) return success(null);
      endStall();
      endStall = within(bounds.stallMs);
      size += next.value.byteLength;
      if (size > bounds.bytes)
        return answer(`sent more than the ${bounds.bytes.toLocaleString('en')} bytes that it may`);
      try {
        await take(next.value);
      } catch (error) {
        return failed({ kind: 'updates-unsaved', reason: fileReason(error) });
      }
    }
  } catch (error) {
    const where = { requestId: null, host };
    if (tooLate !== null) return failed({ ...where, kind: 'timed-out', delivery: 'unknown', seconds: tooLate / 1000 });
    if (signal.aborted) return answer('was stopped');
    if (size > 0) return answer('broke off in the middle of its answer');
    const fault = readNetworkFault(error);
    if (fault.kind === 'redirected') return answer('points to another address');
    if (fault.kind === 'unreachable') return failed({ ...where, ...fault });
    const reason = `its certificate is not trusted by this computer: ${fault.reason}`;
    return failed({ ...where, kind: 'unreachable', delivery: 'not-sent', reason });
  } finally {
    endTotal();
    endStall();
    // Ends a request that is still running.
    ours.abort();
  }
}

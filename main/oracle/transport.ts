import { failed, type Outcome, success } from '../basics/outcome.ts';
import { readBody } from './answer-body.ts';
import { readNetworkFault } from './network-fault.ts';
import { leadsElsewhere, oneAddress } from './one-address.ts';
import type { OracleClientOptions } from './oracle-client.ts';
import { type OracleProblem, unexpected } from './oracle-problem.ts';
import { isOwnAddress } from './own-address.ts';
import { type Method, signedHeaders } from './request-signature.ts';

export interface ServiceRequest {
  readonly method: Method;
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: { readonly bytes: Uint8Array<ArrayBuffer>; readonly contentType: string };
}

/** An answer of the service, whatever its status, read to its end. */
export interface ServiceReply {
  readonly host: string;
  readonly status: number;
  readonly header: (name: string) => string | null;
  readonly body: Buffer;
  readonly requestId: string | null;
}

/** Sends a request once: signed now, within `timeoutMs` to the last byte of the answer, cancelled by `signal`. */
export type Transport = (
  request: ServiceRequest,
  timeoutMs: number,
  signal?: AbortSignal,
) => Promise<Outcome<ServiceReply, OracleProblem>>;

/** `what` of an answer that a second request may get whole. */
export const brokenOff = 'it broke off before its end';

/**
 * The one place that sends. Redirects are reported, never followed; no cookies, no cache. `fetch` must send each write once only: see
 * `fresh-connection-fetch.ts`. If the signer rejects, the call rejects and nothing is sent.
 */
export function createTransport(
  { fetch, clock, signer, identityUrl }: Pick<OracleClientOptions, 'fetch' | 'clock' | 'signer' | 'identityUrl'>,
  maxBodyBytes: number,
): Transport {
  return async ({ method, url, headers, body }, timeoutMs, signal) => {
    const where = { requestId: null, host: url.host };
    if (signal?.aborted) return failed({ ...where, kind: 'cancelled', delivery: 'unknown' });
    if (!isOwnAddress(url, identityUrl)) return failed({ ...where, kind: 'foreign-address', delivery: 'not-sent' });
    const by = await signer();
    // The time is taken only after the signer has answered, since the person may have had to unlock the keychain.
    const date = new Date(clock.now()).toUTCString();
    const signed = await signedHeaders({ method, url, date, body: body ?? null }, by);
    const tooLate = AbortSignal.timeout(timeoutMs);
    const stop = signal === undefined ? tooLate : AbortSignal.any([tooLate, signal]);
    /** Null when the fault is the connection's own. */
    const stopped = (): OracleProblem | null => {
      if (signal?.aborted) return { ...where, kind: 'cancelled', delivery: 'unknown' };
      if (tooLate.aborted) return { ...where, kind: 'timed-out', delivery: 'unknown', seconds: timeoutMs / 1000 };
      return null;
    };

    let response: Response;
    try {
      response = await fetch(url.href, {
        method,
        headers: { ...headers, ...signed },
        body: body?.bytes ?? null,
        ...oneAddress,
        signal: stop,
      });
    } catch (error) {
      return failed(stopped() ?? { ...where, ...readNetworkFault(error) });
    }

    const { status } = response;
    const header = (name: string) => response.headers.get(name);
    const from = { host: url.host, requestId: requestIdOf(header) };
    const refused = status >= 400;
    try {
      if (leadsElsewhere(response)) {
        void response.body?.cancel().catch(() => {});
        return failed({ ...from, kind: 'redirected', delivery: 'answered' });
      }
      const content = await readBody(response, maxBodyBytes);
      if (content !== 'too-large') return success({ ...from, status, header, body: content });
      if (refused) return success({ ...from, status, header, body: Buffer.alloc(0) });
      return failed(unexpected(from, 'it is too large'));
    } catch {
      const problem = stopped();
      if (problem !== null) return failed({ ...problem, ...from });
      // The status makes it a refusal, even if its explanation got lost.
      if (refused) return success({ ...from, status, header, body: Buffer.alloc(0) });
      return failed(unexpected(from, brokenOff));
    }
  };
}

/** Oracle's name for the exchange, which its support asks for. */
const requestIdOf = (header: ServiceReply['header']) =>
  header('opc-request-id')
    ?.replace(/[^\x21-\x7e]/g, '')
    .slice(0, 200) || null;

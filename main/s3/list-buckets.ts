import type { Attempt } from '../../bridge/values/usage.ts';
import { proxyName, readHeld } from '../oracle/held-by-proxy.ts';
import { type NetworkFault, readNetworkFault } from '../oracle/network-fault.ts';
import { leadsElsewhere, oneAddress } from '../oracle/one-address.ts';
import { serviceUrl } from '../oracle/service-url.ts';
import { readFinding } from './read-finding.ts';
import { type S3Signer, signS3Get } from './s3-signature.ts';

/** `endpoint`: `https://{namespace}.compat.objectstorage.{region}.oraclecloud.com`, without a trailing slash. */
type ListBucketsRequest = S3Signer & { readonly endpoint: string };

/** Asks once, and always returns a finding. The caller still owns `secret`. */
export type ListBuckets = (request: ListBucketsRequest, secret: Buffer, signal?: AbortSignal) => Promise<Attempt>;

interface ListBucketsOptions {
  /** Must open a new connection for each request: see `readiness.ts` of usage. */
  readonly fetch: typeof globalThis.fetch;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** From sending to the end of the answer, in ms. */
  readonly timeoutMs?: number;
}

/** Longer than any refusal. The beginning of a list of buckets is enough. */
const maxBytes = 64 * 1024;

/** Any answer becomes a finding, and so does a missing answer or connection. It never rejects because of the service. */
export function createListBuckets({ fetch, now, timeoutMs = 15_000 }: ListBucketsOptions): ListBuckets {
  return async (request, secret, signal) => {
    const base = serviceUrl(request.endpoint, []);
    if (base === null) return unreachable('the address is not one that credentials may be sent to');
    const url = new URL(`${base.href.replace(/\/+$/, '')}/`);
    const headers = await signS3Get(url, request, secret, now());
    const tooLate = AbortSignal.timeout(timeoutMs);
    try {
      const response = await fetch(url.href, {
        headers,
        // The signature is never sent to another address.
        ...oneAddress,
        signal: signal === undefined ? tooLate : AbortSignal.any([tooLate, signal]),
      });
      const { status } = response;
      if (leadsElsewhere(response)) {
        void response.body?.cancel().catch(() => {});
        return elsewhere;
      }
      const header = (name: string) => response.headers.get(name);
      if (status === 407) return unreachable(`${proxyName(readHeld(header).proxy)} wants a user name and a password`);
      const text = await readBeginning(response);
      return readFinding({ status, header, text, now: now() });
    } catch (error) {
      if (tooLate.aborted) return unreachable(`it did not answer within ${timeoutMs / 1000} seconds`);
      return faultFound(readNetworkFault(error));
    }
  };
}

const nothingKnown = { requestId: null, clockAheadSeconds: null, waitSeconds: null };
const unreachable = (text: string): Attempt => ({ ...nothingKnown, finding: 'unreachable', text });
const elsewhere: Attempt = { ...nothingKnown, finding: 'not-s3', text: 'it points to another address' };

function faultFound(fault: NetworkFault): Attempt {
  if (fault.kind === 'redirected') return elsewhere;
  return unreachable(fault.kind === 'certificate' ? `its certificate is not trusted: ${fault.reason}` : fault.reason);
}

/** Reads at most 64 kB, and does not wait for more. Rejects if the connection breaks off before. */
async function readBeginning(response: Response): Promise<string> {
  if (response.body === null) return '';
  const decoder = new TextDecoder();
  const reader = response.body.getReader();
  let text = '';
  let size = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    text += decoder.decode(next.value, { stream: true });
    size += next.value.byteLength;
    if (size <= maxBytes) continue;
    // Not awaited: some streams end a cancel only when the other side closes.
    void reader.cancel().catch(() => {});
    break;
  }
  return text;
}

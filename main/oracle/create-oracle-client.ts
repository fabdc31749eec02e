import { createClassicApiKeys, createScimApiKeys } from './api-keys.ts';
import { createClassicApi } from './classic-api.ts';
import { createClassicIam } from './classic-iam.ts';
import { createClassicLists } from './classic-lists.ts';
import { createDomainLists } from './domain-lists.ts';
import { createIdentityDomain } from './identity-domain.ts';
import type { OracleClient, OracleClientOptions } from './oracle-client.ts';
import { type CallLimits, createServiceCalls } from './service-calls.ts';
import { refreshSession } from './session-refresh.ts';
import { createTenancyDirectory } from './tenancy-directory.ts';
import { createTransport, type Transport } from './transport.ts';

export interface ClientLimits extends CallLimits {
  /** More than a page of 1000 users needs, and little enough for memory. */
  readonly maxBodyBytes: number;
}

export const defaultLimits: ClientLimits = {
  readTimeoutMs: 20_000,
  // A write is not repeated, so it gets enough time for a slow one.
  writeTimeoutMs: 60_000,
  maxBodyBytes: 16 * 1024 * 1024,
  retry: { attempts: 4, baseMs: 400, capMs: 8_000, patienceMs: 30_000 },
};

/** The client of both APIs for one account. It holds no key and sends nothing until it is asked to. */
export const createOracleClient = (options: OracleClientOptions, limits: ClientLimits = defaultLimits): OracleClient =>
  createClientOver(createTransport(options, limits.maxBodyBytes), options, limits);

/** The same over another transport. */
export function createClientOver(transport: Transport, options: OracleClientOptions, limits: CallLimits): OracleClient {
  const calls = createServiceCalls(transport, options.clock, limits, options.session);
  const classic = createClassicApi(calls, options);
  return {
    ...createTenancyDirectory(classic),
    domain: (url) => createIdentityDomain(url, calls),
    classic: () => createClassicIam(classic),
    domainLists: (url) => createDomainLists(url, calls),
    classicLists: () => createClassicLists(classic),
    apiKeys: (domainUrl) => (domainUrl === null ? createClassicApiKeys(classic) : createScimApiKeys(domainUrl, calls)),
    refreshSession: (base, token) => refreshSession(calls, base, token),
  };
}

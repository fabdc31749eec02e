import { generateKeyPair, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { createApiKeyStore } from './api-keys/api-key-store.ts';
import { fingerprintOf } from './api-keys/public-key.ts';
import { writeConfigFile } from './config-file.ts';
import { answerControls } from './control-service.ts';
import { createTenancy, type Domain } from './directory/tenancy.ts';
import { createFaultBox } from './faults/fault-box.ts';
import { answerWithFaults, latencyOf, skewOf } from './faults/faulty-answer.ts';
import { createIdentifiers } from './identifiers.ts';
import { createKeyCreation } from './keys/key-creation.ts';
import { createKeyStore } from './keys/key-store.ts';
import type { Parts } from './parts.ts';
import { createRateLimits } from './rate-limits.ts';
import { createRequestLog, signedWith } from './request-log.ts';
import { createBucketStore } from './s3/bucket-store.ts';
import { isS3Target } from './s3/s3-target.ts';
import { answerService, errorFormatOf } from './service.ts';
import { createSessionStore } from './signin/session-store.ts';
import { likelySwitches, type Switches } from './switches.ts';
import { type Exchange, headerOf } from './wire/exchange.ts';
import { type Answering, type Head, openHttpServer } from './wire/http-server.ts';

/** Makes an RSA key of 2,048 bits for one run, on another thread, so that several keys at the same time take little longer than one. */
async function makeKeyPair() {
  const { publicKey, privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  return {
    publicKey,
    privateKeyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    fingerprint: fingerprintOf(publicKey),
  };
}

export interface SimulatorOptions extends Partial<Switches> {
  /** 0, the default, takes a free port. */
  readonly port?: number;
  /** People in the Default domain, from 3 to 100,000; the other domains are small. */
  readonly users?: number;
  /** The people are in several domains, and each has two keys: see `tenancy.ts` and `seeded-keys.ts`. */
  readonly full?: boolean;
  /** The same seed makes the same directory and the same first keys. */
  readonly seed?: string;
  /** Milliseconds since 1970; the service's clock. */
  readonly clock?: () => number;
}

/** A running simulator. The command line prints its addresses as one line of JSON. */
export interface SimulatorAddresses {
  readonly url: string;
  readonly configFile: string;
  readonly profiles: readonly ['ADMIN', 'USER'];
  readonly identityUrl: string;
  readonly domainUrl: string;
  readonly objectStorageUrl: string;
  readonly s3Url: string;
  /** The base of the sign-in page and of the service that gives out session tokens. */
  readonly loginUrl: string;
}

export interface Simulator extends SimulatorAddresses {
  /** Stops serving, cuts open connections, removes the configuration file and its keys. */
  close(): Promise<void>;
}

export const defaultUsers = 12_480;
export const defaultSeed = 'acme';

/** Starts a simulator on 127.0.0.1. Rejects if the port is taken or the temporary folder cannot be written. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { port = 0, users = defaultUsers, full = false, seed = defaultSeed, clock = Date.now, ...given } = options;
  // Other threads make the keys while this thread makes the directory.
  const apiKeys = Promise.all([makeKeyPair(), makeKeyPair()]);

  const startedAt = clock();
  const firstSwitches: Switches = { ...likelySwitches, ...given };
  const switches = { ...firstSwitches };
  const identifiers = createIdentifiers(seed);
  const tenancy = createTenancy({ identifiers, seed, users, spread: full, startedAt });
  const keys = createKeyStore({ identifiers, seed, startedAt, full });
  const faults = createFaultBox();
  const log = createRequestLog();

  const [adminKey, userKey] = await apiKeys;
  const people = [
    { name: 'ADMIN', user: tenancy.administrator, pair: adminKey, days: 34 },
    { name: 'USER', user: tenancy.ordinaryUser, pair: userKey, days: 131 },
  ];
  const first = people.map(({ name, user, pair, days }) => ({
    domain: tenancy.defaultDomain,
    owner: user,
    maker: user,
    madeThrough: 'configuration-file' as const,
    publicKey: pair.publicKey,
    description: `The profile ${name}`,
    created: startedAt - days * 86_400_000,
  }));

  let url = '';
  let ownUrls: ReadonlyMap<Domain, string> = new Map();
  const parts: Parts = {
    seed,
    tenancy,
    keys,
    creation: createKeyCreation({ keys, switches }),
    apiKeys: createApiKeyStore({ identifiers, switches, first }),
    sessions: createSessionStore({ tenancy, switches }),
    rateLimits: createRateLimits(),
    buckets: createBucketStore(),
    switches,
    domainUrl: (domain) => (switches.domainPaths ? undefined : ownUrls.get(domain)) ?? `${url}${domain.path}`,
  };
  const answer = (exchange: Exchange): Answering => {
    const [first, ...rest] = exchange.segments ?? [];
    if (first === 'simulator' && exchange.domainPath === null && !isS3Target(exchange)) {
      const reply = answerControls({ ...parts, url, faults, log, firstSwitches }, rest, exchange);
      return { delayMs: 0, held: null, headers: () => ({}), deliver: () => ({ kind: 'answer', reply }) };
    }
    const { method, target, headers, clientPort } = exchange;
    const retryToken = headerOf(headers, 'opc-retry-token') ?? null;
    const signer = signedWith(headerOf(headers, 'authorization'));
    log.record({ method, target, retryToken, clientPort, signedWith: signer }, Date.now());
    const struck = faults.take(method, target);
    const now = () => clock() + skewOf(struck);
    const requestId = `${clientPart(headerOf(headers, 'opc-request-id'))}/${newId()}/${newId()}`;
    return {
      delayMs: latencyOf(struck),
      held: struck.some(({ kind }) => kind === 'hold') ? faults.cleared() : null,
      headers: () => ({ 'opc-request-id': requestId, date: new Date(now()).toUTCString() }),
      deliver: () =>
        answerWithFaults(struck, errorFormatOf(exchange, requestId), () =>
          answerService(parts, { ...exchange, now: now() }, requestId, struck),
        ),
    };
  };
  const server = await openHttpServer(port, clock, mostBytes, answer);
  url = `http://127.0.0.1:${server.port}`;
  // Some clients do not accept a path in the address of a domain. So each domain also has an address of its own.
  const ownServers = await Promise.all(
    tenancy.domains.map(({ path }) => openHttpServer(0, clock, mostBytes, answer, path)),
  );
  ownUrls = new Map(tenancy.domains.map((domain, at) => [domain, `http://127.0.0.1:${ownServers[at]?.port}`]));
  try {
    const configFile = await writeConfigFile({
      profiles: people.map(({ name, user, pair }) => ({ name, userOcid: user.ocid, ...pair })),
      tenancyOcid: tenancy.ocid,
      region: tenancy.homeRegion.name,
      endpoint: url,
    });
    return {
      url,
      configFile: configFile.path,
      profiles: ['ADMIN', 'USER'],
      identityUrl: url,
      domainUrl: `${url}${tenancy.defaultDomain.path}`,
      objectStorageUrl: url,
      s3Url: url,
      loginUrl: url,
      async close() {
        await Promise.all([server, ...ownServers].map((each) => each.close()).concat(configFile.remove()));
      },
    };
  } catch (error) {
    await Promise.all([server, ...ownServers].map((each) => each.close()));
    throw error;
  }
}

/** In bytes. Bodies of the identity APIs are small, but objects may be larger. */
const mostBytes = (head: Head): number => (isS3Target(head) ? 32 * 1024 * 1024 : 1_000_000);

const newId = (): string => randomBytes(16).toString('hex').toUpperCase();

/** Oracle's request ids begin with the request id that the client sent, if there was one. */
const clientPart = (sent: string | undefined): string => (sent && /^[\w-]{1,64}$/.test(sent) ? sent : newId());

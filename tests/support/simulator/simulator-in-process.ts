import { failed, type Outcome, success } from '../../../main/basics/outcome.ts';
import { createClientOver } from '../../../main/oracle/create-oracle-client.ts';
import { cancelled, type OracleProblem } from '../../../main/oracle/oracle-problem.ts';
import type { ServiceReply, Transport } from '../../../main/oracle/transport.ts';
import { createApiKeyStore } from '../../../simulator/api-keys/api-key-store.ts';
import { answerClassic } from '../../../simulator/classic/classic-service.ts';
import { createTenancy, type Domain } from '../../../simulator/directory/tenancy.ts';
import { createIdentifiers } from '../../../simulator/identifiers.ts';
import { createKeyCreation } from '../../../simulator/keys/key-creation.ts';
import { createKeyStore } from '../../../simulator/keys/key-store.ts';
import { answerScim } from '../../../simulator/scim/scim-service.ts';
import { likelySwitches, type Switches } from '../../../simulator/switches.ts';
import type { Reply } from '../../../simulator/wire/exchange.ts';
import { testOptions } from './test-account.ts';

const base = 'http://127.0.0.1:9';

/** Decides on the answer to a request. Null: the simulator's answer; otherwise the given answer or problem. */
export type Meddle = (
  target: string,
  answer: () => Reply,
) => Reply | Extract<Outcome<never, OracleProblem>, { ok: false }>;

/**
 * The simulator's handlers behind a client of ours, without HTTP and without signatures: a request takes a tenth of the time.
 * `mostRows`: the most rows on a page, fewer than the client asks for, so that few keys fill many pages.
 */
export function simulatorInProcess(options: {
  readonly seed: string;
  readonly users: number;
  readonly switches?: Partial<Switches>;
  readonly mostRows?: number;
  readonly meddle?: Meddle;
}) {
  const { seed, users, mostRows = 1000, meddle = (_, answer) => answer() } = options;
  const startedAt = Date.now();
  const identifiers = createIdentifiers(seed);
  const tenancy = createTenancy({ identifiers, seed, users, startedAt });
  const keys = createKeyStore({ identifiers, seed, startedAt });
  const switches = { ...likelySwitches, ...options.switches };
  const creation = createKeyCreation({ keys, switches });
  const apiKeys = createApiKeyStore({ identifiers, switches, first: [] });
  const domainUrl = (domain: Domain) => `${base}${domain.path}`;
  const parts = { tenancy, keys, creation, switches, apiKeys, domainUrl };
  const caller = { user: tenancy.administrator, domain: tenancy.defaultDomain, isAdministrator: true };
  let requests = 0;

  function answer(url: URL): Reply {
    const query = new URLSearchParams(url.searchParams);
    for (const name of ['count', 'limit']) {
      if (Number(query.get(name)) > mostRows) query.set(name, String(mostRows));
    }
    const segments = url.pathname.split('/').filter(Boolean).map(decodeURIComponent);
    const [first = '', ...rest] = segments;
    const exchange = {
      method: 'GET',
      target: `${url.pathname}${url.search}`,
      segments,
      query,
      headers: {},
      body: Buffer.alloc(0),
      domainPath: null,
      clientPort: null,
      now: Date.now(),
    };
    const domain = tenancy.domains.find(({ path }) => path === `/${first}`);
    return domain === undefined
      ? answerClassic(parts, rest, { exchange, caller })
      : answerScim(parts, domain, rest, { exchange, caller });
  }

  const transport: Transport = async ({ url }, _timeout, signal) => {
    if (signal?.aborted) return failed(cancelled);
    requests += 1;
    const reply = meddle(`${url.pathname}${url.search}`, () => answer(url));
    if ('ok' in reply) return reply;
    const { status, headers, body } = reply;
    return success<ServiceReply>({
      host: url.host,
      requestId: null,
      status,
      header: (name) => headers[name] ?? null,
      body: Buffer.from(body ?? ''),
    });
  };
  const account = testOptions(base, { tenancyOcid: tenancy.ocid, userOcid: tenancy.administrator.ocid });
  const retry = { attempts: 4, baseMs: 1, capMs: 1, patienceMs: 1000 };
  const oracle = createClientOver(transport, account, { readTimeoutMs: 1000, writeTimeoutMs: 1000, retry });
  return { tenancy, keys, creation, switches, oracle, requests: () => requests };
}

export type SimulatorInProcess = ReturnType<typeof simulatorInProcess>;

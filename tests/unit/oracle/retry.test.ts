import { describe, expect, it } from 'vitest';
import { createOracleClient, defaultLimits } from '../../../main/oracle/create-oracle-client.ts';
import { unwrap } from '../../support/parts/unwrap.ts';
import { answerJson, type Script, startScriptedServer } from '../../support/simulator/scripted-server.ts';
import { createTestClock, tenancyOcid, testOptions } from '../../support/simulator/test-account.ts';

const tenancy = { id: tenancyOcid, name: 'acme' };
const newKey = { name: 'ci', description: null, expiresOn: null };
const self = { kind: 'self' } as const;

async function startClient(script: Script, limits = {}) {
  const server = await startScriptedServer(script);
  const clock = createTestClock();
  const client = createOracleClient(testOptions(server.url, { clock }), { ...defaultLimits, ...limits });
  return { ...server, clock, client, domain: client.domain(server.url) };
}

describe('reads', () => {
  it.each([429, 500, 502, 503, 504])('are repeated after a %i', async (status) => {
    const { client, clock, seen } = await startClient((response, _request, count) =>
      count < 3 ? answerJson(response, status, {}) : answerJson(response, 200, tenancy),
    );
    expect(unwrap(await client.getTenancy())).toMatchObject({ name: 'acme' });
    expect(seen).toHaveLength(3);
    expect(clock.waits).toHaveLength(2);
  });

  it('are repeated when the connection breaks, without an answer or in the middle of one', async () => {
    const { client, seen } = await startClient((response, _request, count) => {
      if (count === 1) response.destroy();
      else if (count === 2) response.writeHead(200, { 'content-length': '9' }).write('{', () => response.destroy());
      else answerJson(response, 200, tenancy);
    });
    unwrap(await client.getTenancy());
    expect(seen).toHaveLength(3);
  });

  it('are signed anew each time', async () => {
    const { client, seen, clock } = await startClient((response, _request, count) =>
      count < 2 ? answerJson(response, 503, {}) : answerJson(response, 200, tenancy),
    );
    let now = Date.parse('2026-11-20T12:00:00Z');
    clock.now = () => now;
    clock.sleep = async () => {
      now += 5000;
    };
    await client.getTenancy();
    expect(seen.map(({ headers }) => headers['x-date'])).toEqual([
      'Fri, 20 Nov 2026 12:00:00 GMT',
      'Fri, 20 Nov 2026 12:00:05 GMT',
    ]);
  });

  it('are given up after four times, and say what the last answer was', async () => {
    const { client, clock, seen } = await startClient((response) => answerJson(response, 503, { message: 'Away.' }));
    expect(await client.getTenancy()).toMatchObject({
      ok: false,
      problem: { kind: 'service-error', status: 503, message: 'Away.', requestId: 'request-1' },
    });
    expect(seen).toHaveLength(4);
    expect(clock.waits.every((wait, turn) => wait >= 0 && wait <= 400 * 2 ** turn)).toBe(true);
  });

  it.each([400, 401, 403, 404, 409, 412, 501])('are not repeated after a %i', async (status) => {
    const { client, seen } = await startClient((response) => answerJson(response, status, {}));
    expect(await client.getTenancy()).toMatchObject({ ok: false });
    expect(seen).toHaveLength(1);
  });

  it('wait as long as Retry-After asks, and a little', async () => {
    const { client, clock } = await startClient((response, _request, count) => {
      if (count === 1) answerJson(response, 429, {}, { 'retry-after': '3' });
      else if (count === 2) {
        const now = Date.now();
        const dates = { date: new Date(now).toUTCString(), 'retry-after': new Date(now + 7000).toUTCString() };
        answerJson(response, 503, {}, dates);
      } else answerJson(response, 200, tenancy);
    });
    unwrap(await client.getTenancy());
    const [first = 0, second = 0] = clock.waits;
    expect(first).toBeGreaterThanOrEqual(3000);
    expect(first).toBeLessThanOrEqual(3400);
    expect(second).toBeGreaterThanOrEqual(7000);
    expect(second).toBeLessThanOrEqual(7800);
  });

  it('do not make a person wait for minutes: the time is told instead', async () => {
    const { client, clock, seen } = await startClient((response) =>
      answerJson(response, 429, {}, { 'retry-after': '300' }),
    );
    expect(await client.getTenancy()).toMatchObject({
      ok: false,
      problem: { kind: 'too-many-requests', retryAfterSeconds: 300 },
    });
    expect(seen).toHaveLength(1);
    expect(clock.waits).toEqual([]);
  });

  it.each(['resolves', 'rejects'])('stop waiting when cancelled, where the clock %s then', async (how) => {
    const { client, clock, seen } = await startClient((response) => answerJson(response, 503, {}));
    const controller = new AbortController();
    clock.sleep = async () => {
      controller.abort();
      if (how === 'rejects') throw new Error('aborted');
    };
    expect(await client.getTenancy(controller.signal)).toMatchObject({ ok: false, problem: { kind: 'cancelled' } });
    expect(seen).toHaveLength(1);
  });
});

describe('writes are sent once', () => {
  const faults: [string, Script][] = [
    ['a 503', (response) => answerJson(response, 503, {}, { 'retry-after': '0' })],
    ['a 429', (response) => answerJson(response, 429, {}, { 'retry-after': '0' })],
    ['a broken connection', (response) => void response.destroy()],
    ['a reset connection', (response) => void response.socket?.resetAndDestroy()],
    [
      'an answer that breaks off',
      (response) => void response.writeHead(201, { 'content-length': '9' }).write('{', () => response.destroy()),
    ],
    ['no answer', () => {}],
  ];

  it.each(faults)('after %s', async (_what, script) => {
    const { domain, seen, clock } = await startClient(script, { writeTimeoutMs: 1000 });
    expect(await domain.createKey(self, newKey, 'token-1')).toMatchObject({ ok: false });
    expect(await domain.renameKey(self, 'key1', 'new')).toMatchObject({ ok: false });
    expect(await domain.deleteKey(self, 'key1')).toMatchObject({ ok: false });
    expect(seen.map(({ method, headers }) => [method, headers['opc-retry-token']])).toEqual([
      ['POST', 'token-1'],
      ['PATCH', undefined],
      ['DELETE', undefined],
    ]);
    expect(clock.waits).toEqual([]);
  });

  it('also on a kept connection that the service closes under it', async () => {
    const { domain, seen } = await startClient((response, { method }) =>
      method === 'GET' ? answerJson(response, 200, { totalResults: 0 }) : void response.destroy(),
    );
    expect(await domain.listKeys(self)).toEqual({ ok: true, value: { items: [], unreadable: 0 } });
    expect(await domain.createKey(self, newKey, 'token-1')).toMatchObject({
      ok: false,
      problem: { kind: 'unreachable', delivery: 'unknown' },
    });
    expect(seen.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });
});

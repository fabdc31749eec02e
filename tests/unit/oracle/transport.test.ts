import { describe, expect, it } from 'vitest';
import { serviceUrl } from '../../../main/oracle/service-url.ts';
import { createTransport, type ServiceRequest } from '../../../main/oracle/transport.ts';
import { unwrap } from '../../support/parts/unwrap.ts';
import { fc, runs } from '../../support/random/random-runs.ts';
import { answerJson, type Script, startScriptedServer } from '../../support/simulator/scripted-server.ts';
import { signatureHolds, testOptions, testSigner } from '../../support/simulator/test-account.ts';

const get = (url: string): ServiceRequest => ({ method: 'GET', url: new URL(url) });
const post = (url: string): ServiceRequest => ({
  method: 'POST',
  url: new URL(url),
  body: { bytes: Buffer.from('{"a":1}'), contentType: 'application/json' },
});

async function startTransport(script: Script, changes: Parameters<typeof testOptions>[1] = {}) {
  const server = await startScriptedServer(script);
  return { ...server, send: createTransport(testOptions(server.url, changes), 1000) };
}

describe('the transport', () => {
  it('signs and sends nothing to an address outside the realm, from any source', async () => {
    let signed = 0;
    const { url, seen, send } = await startTransport((response) => answerJson(response, 200, {}), {
      identityUrl: 'https://identity.eu-frankfurt-1.oci.oraclecloud.com',
      signer: async () => {
        signed += 1;
        return testSigner;
      },
    });
    const { host } = new URL(url);
    expect(await send(get(`${url}/admin/v1/Me`), 1000)).toEqual({
      ok: false,
      problem: { kind: 'foreign-address', delivery: 'not-sent', host, requestId: null },
    });
    expect([signed, seen.length]).toEqual([0, 0]);
  });

  it('sends what it signs, whatever stands in the path and the query', async () => {
    const { url, seen, send } = await startTransport((response) => answerJson(response, 200, {}));
    const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }).filter((part) => !/^\.+$/.test(part));
    await fc.assert(
      fc.asyncProperty(text, text, async (segment, value) => {
        const to = serviceUrl(url, ['admin', segment], { filter: value });
        if (to === null) throw new Error(`No address: ${segment}`);
        unwrap(await send({ method: 'GET', url: to }, 20_000));
        const request = seen.at(-1);
        expect(request?.target).toBe(to.pathname + to.search);
        expect(request && signatureHolds(request)).toBe(true);
      }),
      { numRuns: runs(20) },
    );
  });

  it('signs a body with its length, type and hash', async () => {
    const { url, seen, send } = await startTransport((response) => answerJson(response, 200, {}));
    await send(post(url), 20_000);
    const [request] = seen;
    expect(request?.headers.authorization).toContain('content-length content-type x-content-sha256');
    expect(request && signatureHolds(request)).toBe(true);
    expect(request && signatureHolds({ ...request, target: '/other' })).toBe(false);
  });

  it('hands over status, headers, body and request id of any answer that is no redirect', async () => {
    const { url, send } = await startTransport((response) => answerJson(response, 418, { a: 'é' }, { etag: '7' }));
    const answer = unwrap(await send(get(url), 20_000));
    expect(answer.status).toBe(418);
    expect(answer.header('ETag')).toBe('7');
    expect(answer.requestId).toBe('request-1');
    expect(JSON.parse(answer.body.toString())).toEqual({ a: 'é' });
  });

  it('takes an answer without content', async () => {
    const { url, send } = await startTransport((response) => response.writeHead(204).end());
    expect(unwrap(await send(get(url), 20_000))).toMatchObject({ status: 204, body: Buffer.alloc(0) });
  });

  it.each([301, 302, 303, 307, 308])('does not follow a %i: its credentials go nowhere else', async (status) => {
    const other = await startScriptedServer((response) => answerJson(response, 200, {}));
    const { url, seen, send } = await startTransport((response) =>
      response.writeHead(status, { location: other.url, 'opc-request-id': 'r' }).end(),
    );
    for (const request of [get(url), post(url)]) {
      expect(await send(request, 20_000)).toEqual({
        ok: false,
        problem: { kind: 'redirected', delivery: 'answered', host: new URL(url).host, requestId: 'r' },
      });
    }
    expect(seen).toHaveLength(2);
    expect(other.seen).toHaveLength(0);
  });

  it('does not wait for the end of what a redirect says', async () => {
    const { url, send, cutOffByClient } = await startTransport(
      (response) => void response.writeHead(302, { location: '/' }).write('<html>'),
    );
    expect(await send(get(url), 20_000)).toMatchObject({ ok: false, problem: { kind: 'redirected' } });
    await expect.poll(cutOffByClient).toBe(1);
  });

  it('keeps no cookies', async () => {
    const { url, seen, send } = await startTransport((response) =>
      answerJson(response, 200, {}, { 'set-cookie': 'a=b' }),
    );
    await send(get(url), 20_000);
    await send(get(url), 20_000);
    expect(seen[1]?.headers.cookie).toBeUndefined();
  });

  it('gives up after its time, and says after how many seconds', async () => {
    const { url, send, cutOffByClient } = await startTransport(() => {});
    expect(await send(get(url), 500)).toMatchObject({
      ok: false,
      problem: { kind: 'timed-out', delivery: 'unknown', seconds: 0.5 },
    });
    await expect.poll(cutOffByClient).toBe(1);
  });

  it('counts the time to the last byte of the answer', async () => {
    const { url, send } = await startTransport((response) => void response.writeHead(200).write('{"a":'));
    expect(await send(get(url), 500)).toMatchObject({ ok: false, problem: { kind: 'timed-out' } });
  });

  it('closes the connection when it is cancelled, before the answer and in the middle of it', async () => {
    let leaving = new AbortController();
    const { url, send, cutOffByClient } = await startTransport((response, _request, count) => {
      if (count === 2) response.writeHead(200).write('{"a":');
      setTimeout(() => leaving.abort(), 100);
    });
    for (const count of [1, 2]) {
      leaving = new AbortController();
      expect(await send(get(url), 20_000, leaving.signal)).toMatchObject({
        ok: false,
        problem: { kind: 'cancelled', delivery: 'unknown' },
      });
      await expect.poll(cutOffByClient).toBe(count);
    }
  });

  it('sends nothing, and asks for no key, when it was cancelled before', async () => {
    let asked = 0;
    const signer = async () => {
      asked += 1;
      return testSigner;
    };
    const { url, seen, send } = await startTransport((response) => answerJson(response, 200, {}), { signer });
    expect(await send(get(url), 5000, AbortSignal.abort())).toMatchObject({
      ok: false,
      problem: { kind: 'cancelled' },
    });
    expect(asked).toBe(0);
    expect(seen).toHaveLength(0);
  });

  it('sends nothing when the signer refuses, and hands on why', async () => {
    const signer = () => Promise.reject(new Error('locked'));
    const { url, seen, send } = await startTransport((response) => answerJson(response, 200, {}), { signer });
    await expect(send(get(url), 20_000)).rejects.toThrow('locked');
    expect(seen).toHaveLength(0);
  });

  it('calls a good answer that breaks off just that', async () => {
    const { url, send } = await startTransport((response) => {
      response.writeHead(200, { 'content-length': '100', 'opc-request-id': 'r' });
      response.write('{"a":', () => response.destroy());
    });
    expect(await send(get(url), 20_000)).toMatchObject({
      ok: false,
      problem: { kind: 'unexpected-answer', delivery: 'unknown', what: 'it broke off before its end', requestId: 'r' },
    });
  });

  it('takes a refusal whose explanation breaks off by its status', async () => {
    const { url, send } = await startTransport((response) => {
      response.writeHead(403, { 'content-length': '100' });
      response.write('{"a":', () => response.destroy());
    });
    expect(unwrap(await send(get(url), 20_000))).toMatchObject({ status: 403, body: Buffer.alloc(0) });
  });

  it('does not read an answer without end', async () => {
    const { url, send, cutOffByClient } = await startTransport((response) => {
      const more = () => response.write('x'.repeat(500), () => setImmediate(() => response.destroyed || more()));
      more();
    });
    expect(await send(get(url), 20_000)).toMatchObject({
      ok: false,
      problem: { kind: 'unexpected-answer', what: 'it is too large' },
    });
    await expect.poll(cutOffByClient).toBe(1);
  });
});

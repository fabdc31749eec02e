import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { createListBuckets } from '../../../main/s3/list-buckets.ts';
import { type Script, startScriptedServer } from '../../support/simulator/scripted-server.ts';

// Odd answers only. The tests of readiness get ordinary answers from the simulator.

const secret = () => Buffer.from('c2VjcmV0+/secret=');
const minute = 60_000;

async function ask(script: Script, { aheadMs = 0, timeoutMs = 20_000, path = '' } = {}) {
  const server = await startScriptedServer(script);
  const now = () => Date.now() + aheadMs;
  const listBuckets = createListBuckets({ fetch: globalThis.fetch, now, timeoutMs });
  const request = { endpoint: `${server.url}${path}`, region: 'eu-frankfurt-1', accessKey: '4f1c0e77' };
  return { attempt: await listBuckets(request, secret()), seen: server.seen, server };
}

const answer =
  (status: number, body: string, headers: Record<string, string> = {}): Script =>
  (response: ServerResponse) => {
    response.writeHead(status, headers);
    response.end(body);
  };
const refusal = (status: number, code: string, message: string) =>
  answer(status, `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`);
const notThere =
  'The secret key required to complete authentication could not be found. The region must be specified if this is not the home region for the tenancy.';
const wrongSecret = 'The required information to complete authentication was not provided.';
const mismatch = 'SignatureDoesNotMatch';

describe('one ListBuckets request', () => {
  it('asks for the list at the root of the endpoint, signed, and follows no redirect', async () => {
    const { seen } = await ask(answer(302, '', { location: '/elsewhere' }), { path: '/s3' });
    expect(seen.map(({ method, target }) => `${method} ${target}`)).toEqual(['GET /s3/']);
    expect(seen[0]?.headers.authorization).toMatch(/Credential=4f1c0e77\/\d{8}\/eu-frankfurt-1\/s3\/aws4_request/);
    expect(JSON.stringify(seen)).not.toContain(secret().toString());
  });

  it('sends nothing to an address without TLS that is not this computer', async () => {
    let sent = 0;
    const fetch = async () => {
      sent += 1;
      return new Response();
    };
    const request = { endpoint: 'http://s3.example.com', region: 'r', accessKey: 'a' };
    expect(await createListBuckets({ fetch, now: Date.now })(request, secret())).toMatchObject({
      finding: 'unreachable',
    });
    expect(sent).toBe(0);
  });

  it.each<[string, Script, { finding: string; text?: string | null; waitSeconds?: number | null }]>([
    ['an empty list', answer(200, '<ListAllMyBucketsResult/>'), { finding: 'works', text: null }],
    ['a list', answer(200, '<ListAllMyBucketsResult></ListAllMyBucketsResult>'), { finding: 'works', text: null }],
    [
      'a list of a megabyte',
      answer(200, `<ListAllMyBucketsResult>${'<Bucket/>'.repeat(120_000)}`),
      { finding: 'works', text: null },
    ],
    ['a key that is not there', refusal(403, mismatch, notThere), { finding: 'not-there', text: notThere }],
    ['a wrong secret', refusal(403, mismatch, wrongSecret), { finding: 'wrong-secret', text: wrongSecret }],
    ['another mismatch', refusal(403, mismatch, 'It does not match.'), { finding: 'wrong-secret' }],
    ['a region that is not its own', refusal(400, 'AuthorizationHeaderMalformed', 'x'), { finding: 'not-there' }],
    ['no permission', refusal(403, 'AccessDenied', 'No.'), { finding: 'works-without-listing', text: 'No.' }],
    [
      'no permission, or nothing there',
      refusal(404, 'NotAuthorizedOrNotFound', 'x'),
      { finding: 'works-without-listing' },
    ],
    ['a clock that is off', refusal(403, 'RequestTimeTooSkewed', 'x'), { finding: 'clock' }],
    ['too many questions', answer(429, ''), { finding: 'busy', waitSeconds: null }],
    ['a wait that is asked for', answer(429, '', { 'retry-after': '30' }), { finding: 'busy', waitSeconds: 30 }],
    ['an overloaded gateway', answer(503, '<html>busy</html>'), { finding: 'busy' }],
    ['trouble of its own', refusal(500, 'InternalError', 'x'), { finding: 'busy', text: 'x' }],
    ['another refusal', refusal(400, 'InvalidRequest', 'Odd.'), { finding: 'refused', text: 'Odd.' }],
    ['a refusal without words', refusal(400, 'InvalidRequest', ''), { finding: 'refused', text: 'InvalidRequest' }],
    ['a web page', answer(200, '<!doctype html><html></html>'), { finding: 'not-s3' }],
    ['a page that refuses', answer(403, '<html>Forbidden</html>'), { finding: 'not-s3' }],
    ['other XML', answer(200, '<feed></feed>'), { finding: 'not-s3' }],
    ['JSON', answer(401, '{"code":"NotAuthenticated"}'), { finding: 'not-s3' }],
    ['nothing', answer(200, ''), { finding: 'not-s3' }],
    ['a way elsewhere', answer(307, '', { location: 'https://example.com/' }), { finding: 'not-s3' }],
    ['a cut connection', (response) => response.destroy(), { finding: 'unreachable' }],
    [
      'half an answer',
      (response) => {
        response.writeHead(200, { 'content-length': '500' });
        response.write('<ListAllMyBucketsResult>', () => response.destroy());
      },
      { finding: 'unreachable' },
    ],
  ])('finds %s', async (_what, script, found) => {
    expect((await ask(script)).attempt).toMatchObject(found);
  });

  it('finds that nobody is there', async () => {
    const { server } = await ask(answer(200, ''));
    await server.close();
    const listBuckets = createListBuckets({ fetch: globalThis.fetch, now: Date.now });
    const attempt = await listBuckets({ endpoint: server.url, region: 'r', accessKey: 'a' }, secret());
    expect(attempt).toMatchObject({ finding: 'unreachable', text: 'the connection was refused' });
  });

  it('gives up on a service that says nothing', async () => {
    const { attempt } = await ask(() => {}, { timeoutMs: 150 });
    expect(attempt).toMatchObject({ finding: 'unreachable', text: 'it did not answer within 0.15 seconds' });
  });

  it('tells by how much the clock is ahead or behind, whatever was found', async () => {
    const works = answer(200, '<ListAllMyBucketsResult/>');
    for (const aheadMs of [0, 3 * minute, -7 * minute]) {
      const { clockAheadSeconds = null } = (await ask(works, { aheadMs })).attempt;
      expect(Math.abs((clockAheadSeconds ?? 1e9) - aheadMs / 1000)).toBeLessThanOrEqual(2);
    }
  });

  it('blames the clock, not the secret, for a mismatch where it is off by more than Oracle allows', async () => {
    const refuses = refusal(403, mismatch, wrongSecret);
    expect((await ask(refuses, { aheadMs: 6 * minute })).attempt.finding).toBe('clock');
    expect((await ask(refuses, { aheadMs: 4 * minute })).attempt.finding).toBe('wrong-secret');
  });

  it('gives Oracle’s request id, else the one in the answer', async () => {
    const body = '<Error><Code>AccessDenied</Code><RequestId>inside</RequestId></Error>';
    expect((await ask(answer(403, body, { 'opc-request-id': 'outside' }))).attempt.requestId).toBe('outside');
    expect((await ask(answer(403, body))).attempt.requestId).toBe('inside');
  });
});

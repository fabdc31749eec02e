import { describe, expect, it } from 'vitest';
import { readProblem } from '../../../main/oracle/read-problem.ts';

const now = Date.parse('2026-11-20T12:00:00Z');
const accessDenied = {
  detail: 'No role.',
  status: '401',
  'urn:ietf:params:scim:api:oracle:idcs:extension:messages:Error': { messageId: 'error.common.common.accessDenied' },
};

function problemOf(status: number, body: unknown, headers: Record<string, string> = {}) {
  const sent = new Headers({ date: new Date(now).toUTCString(), ...headers });
  const content = typeof body === 'string' ? body : JSON.stringify(body);
  return readProblem(
    {
      host: 'example.com',
      status,
      header: (name) => sent.get(name),
      body: Buffer.from(content),
      requestId: 'request-1',
    },
    now,
  );
}

describe('the problem behind an answer', () => {
  it.each([
    [400, 'rejected'],
    [403, 'not-allowed'],
    [404, 'not-found'],
    [405, 'rejected'],
    [409, 'conflict'],
    [412, 'changed-meanwhile'],
  ] as const)('is, for status %i, %s with the words of the service', (status, kind) => {
    expect(problemOf(status, { code: 'X', message: 'The words.' })).toMatchObject({
      kind,
      delivery: 'answered',
      message: 'The words.',
      requestId: 'request-1',
      host: 'example.com',
    });
  });

  it('is the proxy’s, for status 407: nothing reached Oracle', () => {
    expect(problemOf(407, '<html>Proxy Authentication Required</html>')).toEqual({
      kind: 'proxy-password',
      delivery: 'not-sent',
      requestId: null,
      host: 'example.com',
      proxy: null,
      refused: false,
    });
  });

  it.each([500, 502, 503])('is, for status %i, one after which nobody knows what was done', (status) => {
    expect(problemOf(status, '<html>')).toMatchObject({ kind: 'service-error', delivery: 'unknown', status });
  });

  it('is a sentence where the service gave none', () => {
    expect(problemOf(404, '')).toMatchObject({ message: 'The service answered with status 404 and no explanation.' });
  });

  it('is missing permission, not a wrong key, where a domain says 401 for want of a role', () => {
    const late = { date: new Date(now - 3600_000).toUTCString() };
    expect(problemOf(401, accessDenied, late)).toMatchObject({ kind: 'not-allowed', message: 'No role.' });
  });

  it('is a refused signature where the clocks agree', () => {
    const edge = { date: new Date(now - 300_000).toUTCString() };
    expect(problemOf(401, { code: 'NotAuthenticated', message: 'No.' }, edge)).toMatchObject({
      kind: 'not-authenticated',
    });
  });

  it.each([
    [-301_000, 301],
    [301_000, -301],
    [-7_200_000, 7200],
  ])('is the clock where the service is %i ms from ours: ours is %i s ahead', (offset, seconds) => {
    const headers = { date: new Date(now + offset).toUTCString() };
    expect(problemOf(401, {}, headers)).toMatchObject({ kind: 'clock-skew', seconds });
  });

  it('is a refused signature where the answer bears no readable date', () => {
    expect(problemOf(401, {}, { date: 'soon' })).toMatchObject({ kind: 'not-authenticated' });
  });

  it('is, for a wrapped SCIM error, what its own status says', () => {
    const message = `Conversion failed: ${JSON.stringify({ detail: 'There is none.', status: '404' })}`;
    expect(problemOf(400, { code: 'IdcsConversionError', message })).toMatchObject({
      kind: 'not-found',
      message: 'There is none.',
    });
  });

  it.each([
    ['7', 7],
    [new Date(now + 12_500).toUTCString(), 12],
    ['soon', null],
    ['-3', null],
  ])('tells how long to wait when there were too many requests (%s)', (retryAfter, seconds) => {
    expect(problemOf(429, {}, { 'retry-after': retryAfter })).toEqual({
      kind: 'too-many-requests',
      delivery: 'answered',
      retryAfterSeconds: seconds,
      host: 'example.com',
      requestId: 'request-1',
    });
  });

  it.each(['999999999', 'Fri, 31 Dec 9999 23:59:59 GMT'])(
    'waits no longer than a day, whatever Retry-After asks: %s',
    (retryAfter) => {
      expect(problemOf(429, {}, { 'retry-after': retryAfter })).toMatchObject({ retryAfterSeconds: 86_400 });
    },
  );

  it('counts a date in Retry-After from the clock of the service, since ours may be wrong', () => {
    const served = now + 600_000;
    const headers = {
      date: new Date(served).toUTCString(),
      'retry-after': new Date(served + 5000).toUTCString(),
    };
    expect(problemOf(429, {}, headers)).toMatchObject({ retryAfterSeconds: 5 });
  });
});

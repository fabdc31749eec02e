import { describe, expect, it } from 'vitest';
import { checkEndpoint } from '../../../main/oracle/endpoint.ts';
import { endpointSchema } from '../../../main/oracle/endpoint-schema.ts';

describe('an endpoint that replaces the one of Oracle', () => {
  it.each([
    ['https://oracle.example', 'https://oracle.example'],
    ['https://oracle.example:8443/proxy/', 'https://oracle.example:8443/proxy'],
    ['http://127.0.0.1:4711', 'http://127.0.0.1:4711'],
    ['http://127.9.9.9:1/', 'http://127.9.9.9:1'],
    ['http://localhost:4711', 'http://localhost:4711'],
    ['http://[::1]:4711', 'http://[::1]:4711'],
  ])('may be any https, or http on this computer: %s', (text, expected) => {
    expect(checkEndpoint(text)).toEqual({ ok: true, value: expected });
    expect(endpointSchema.safeParse(text)).toEqual({ success: true, data: expected });
    expect(checkEndpoint(expected), 'and again').toEqual({ ok: true, value: expected });
  });

  it.each([
    ['http://oracle.example', /https/],
    ['http://192.168.0.7:4711', /https/],
    ['http://127.0.0.1.evil.example', /https/],
    ['http://localhost.evil.example', /https/],
    ['ftp://127.0.0.1', /https/],
    ['file:///etc/passwd', /https/],
    ['https://user:pw@oracle.example', /user name/],
    ['https://oracle.example/?x=1', /query/],
    ['https://oracle.example/#x', /fragment/],
    [`https://oracle.example/${'x'.repeat(1024)}`, /longer/],
    ['oracle.example', /not a URL/],
    ['', /not a URL/],
  ])('is refused with the reason: %s', (text, reason) => {
    expect(checkEndpoint(text)).toEqual({ ok: false, problem: { reason: expect.stringMatching(reason) } });
    expect(endpointSchema.safeParse(text).success).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import { serviceUrl } from '../../../main/oracle/service-url.ts';
import { fc } from '../../support/random/random-runs.ts';

const anyText = fc.string({ unit: 'binary', maxLength: 60 });
const segment = anyText.filter((text) => !/^\.{0,2}$/.test(text));

describe('the address of a call', () => {
  it('is one that no URL parser rewrites, whatever stands in it', () => {
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 4 }), anyText, (segments, value) => {
        const url = serviceUrl('https://example.com:443/admin/v1', segments, { filter: value });
        const sent = (url?.pathname ?? '') + (url?.search ?? '');
        expect(sent).toMatch(/^[\w.~%/-]+\?filter=[\w.~%-]*$/);
        expect(new URL(url?.href ?? '').href).toBe(url?.href);
        expect(
          (url?.pathname ?? '').slice('/admin/v1/'.length).split('/').filter(Boolean).map(decodeURIComponent),
        ).toEqual(segments.map((text) => text.toWellFormed()));
        expect(decodeURIComponent(sent.split('?filter=')[1] ?? '')).toBe(value.toWellFormed());
      }),
    );
  });

  it('encodes what parsers treat differently', () => {
    const url = serviceUrl('https://example.com', ["it's (a) *!"], { filter: "it's (a) *!" });
    expect(url?.href).toBe('https://example.com/it%27s%20%28a%29%20%2A%21?filter=it%27s%20%28a%29%20%2A%21');
  });

  it('keeps the order of the query and leaves out what is undefined', () => {
    const url = serviceUrl('https://example.com/', ['users'], { page: undefined, limit: 5, compartmentId: 'a b' });
    expect(url?.href).toBe('https://example.com/users?limit=5&compartmentId=a%20b');
  });

  it.each(['', '.', '..'])('does not take %j for an id, which would name another resource', (id) => {
    expect(serviceUrl('https://example.com', ['users', id])).toBeNull();
  });

  it('keeps an id that only looks encoded in its own segment', () => {
    expect(serviceUrl('https://example.com', ['users', '%2e%2e', 'a/../b'])?.pathname).toBe(
      '/users/%252e%252e/a%2F..%2Fb',
    );
  });

  it.each([
    'http://example.com',
    'http://127.0.0.1.example.com',
    'ftp://example.com',
    'https://name:word@example.com',
    'https://example.com?a=1',
    'https://example.com#a',
    'example.com',
    '',
  ])('refuses the base %j: credentials go over TLS or stay on this machine', (base) => {
    expect(serviceUrl(base, ['users'])).toBeNull();
  });

  it.each(['http://127.0.0.1:8080', 'http://localhost:1', 'http://[::1]:1', 'https://example.com:8443/path'])(
    'takes the base %j',
    (base) => {
      expect(serviceUrl(base, ['users'])?.href).toBe(`${base}/users`);
    },
  );
});

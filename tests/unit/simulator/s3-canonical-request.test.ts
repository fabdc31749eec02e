import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { canonicalRequest, signatureOf, stringToSign } from '../../../simulator/s3/canonical-request.ts';

/** The examples of AWS's page "Signature Calculations for the Authorization Header", with its example key. */
const secretKey = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const scope = '20130524/us-east-1/s3/aws4_request';
const time = '20130524T000000Z';
const host = 'examplebucket.s3.amazonaws.com';
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

function sign(method: string, target: string, headers: Record<string, string>, payload = sha256('')): string {
  const all: Record<string, string> = { host, 'x-amz-content-sha256': payload, 'x-amz-date': time, ...headers };
  const canonical = canonicalRequest({ method, target, headers: all, signedHeaders: Object.keys(all).sort(), payload });
  return signatureOf(stringToSign(canonical, time, scope), secretKey, scope);
}

describe('the signatures that AWS has published', () => {
  it('fits the reading of a part of an object', () => {
    expect(sign('GET', '/test.txt', { range: 'bytes=0-9' })).toBe(
      'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
    );
  });

  it('fits an upload, with a dollar sign in the name of the object', () => {
    const headers = { date: 'Fri, 24 May 2013 00:00:00 GMT', 'x-amz-storage-class': 'REDUCED_REDUNDANCY' };
    const signature = '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd';
    const payload = sha256('Welcome to Amazon S3.');
    expect(sign('PUT', '/test%24file.text', headers, payload)).toBe(signature);
    expect(sign('PUT', '/test$file.text', headers, payload)).toBe(signature);
  });

  it('fits a query without a value, and one with two parts', () => {
    const lifecycle = 'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543';
    expect(sign('GET', '/?lifecycle', {})).toBe(lifecycle);
    expect(sign('GET', '/?lifecycle=', {})).toBe(lifecycle);
    const listing = '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7';
    expect(sign('GET', '/?max-keys=2&prefix=J', {})).toBe(listing);
    expect(sign('GET', '/?prefix=J&max-keys=2', {})).toBe(listing);
  });

  it('fits a presigned address, whose signature is no part of what it signs', () => {
    const signature = 'aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404';
    const query =
      'X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request' +
      `&X-Amz-Date=${time}&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature=${signature}`;
    const canonical = canonicalRequest({
      method: 'GET',
      target: `/test.txt?${query}`,
      headers: { host },
      signedHeaders: ['host'],
      payload: 'UNSIGNED-PAYLOAD',
    });
    expect(signatureOf(stringToSign(canonical, time, scope), secretKey, scope)).toBe(signature);
  });
});

describe('the canonical request', () => {
  const lines = (target: string, headers: Record<string, string> = { host }) =>
    canonicalRequest({ method: 'GET', target, headers, signedHeaders: Object.keys(headers), payload: 'P' }).split('\n');

  it.each([
    ['/', '/'],
    ['/b//a///', '/b//a///'],
    ['/b/../a/./', '/b/../a/./'],
    ['/b/a+b=c', '/b/a%2Bb%3Dc'],
    ['/b/a%2bb%3dc', '/b/a%2Bb%3Dc'],
    ['/b/a%20b~-._', '/b/a%20b~-._'],
    ['/b/%c3%bc', '/b/%C3%BC'],
    ['/b/a%2Fb', '/b/a%2Fb'],
    ['/b/100%', '/b/100%25'],
    ['/b/%ff', '/b/%FF'],
  ])('writes the path of %s as %s', (target, canonical) => {
    expect(lines(target)[1]).toBe(canonical);
  });

  it.each([
    ['b=2&a=1&a=0', 'a=0&a=1&b=2'],
    ['prefix=a%2Bb&delimiter=%2F', 'delimiter=%2F&prefix=a%2Bb'],
    ['prefix=a+b', 'prefix=a%20b'],
    ['A=1&a=1&_=1', 'A=1&_=1&a=1'],
    ['a=b=c', 'a=b%3Dc'],
    ['&&', ''],
  ])('writes the query %s as %s', (query, canonical) => {
    expect(lines(`/?${query}`)[2]).toBe(canonical);
  });

  it('trims the values of headers and makes one space of several', () => {
    expect(lines('/', { host, 'x-amz-meta-a': '  two   words ' })[4]).toBe('x-amz-meta-a:two words');
  });
});

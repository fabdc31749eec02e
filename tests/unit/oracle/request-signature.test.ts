import { createHash, createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type RequestToSign, signedHeaders } from '../../../main/oracle/request-signature.ts';

// Oracle's published examples: docs.oracle.com/iaas/Content/API/Concepts/signingrequests.htm and the tests of its Go SDK. The
// private key is published there too, and gives access to nothing.
const publishedKey = createPrivateKey(`-----BEGIN RSA PRIVATE KEY-----
MIICXgIBAAKBgQDCFENGw33yGihy92pDjZQhl0C36rPJj+CvfSC8+q28hxA161QF
NUd13wuCTUcq0Qd2qsBe/2hFyc2DCJJg0h1L78+6Z4UMR7EOcpfdUE9Hf3m/hs+F
UR45uBJeDK1HSFHD8bHKD6kv8FPGfJTotc+2xjJwoYi+1hqp1fIekaxsyQIDAQAB
AoGBAJR8ZkCUvx5kzv+utdl7T5MnordT1TvoXXJGXK7ZZ+UuvMNUCdN2QPc4sBiA
QWvLw1cSKt5DsKZ8UETpYPy8pPYnnDEz2dDYiaew9+xEpubyeW2oH4Zx71wqBtOK
kqwrXa/pzdpiucRRjk6vE6YY7EBBs/g7uanVpGibOVAEsqH1AkEA7DkjVH28WDUg
f1nqvfn2Kj6CT7nIcE3jGJsZZ7zlZmBmHFDONMLUrXR/Zm3pR5m0tCmBqa5RK95u
412jt1dPIwJBANJT3v8pnkth48bQo/fKel6uEYyboRtA5/uHuHkZ6FQF7OUkGogc
mSJluOdc5t6hI1VsLn0QZEjQZMEOWr+wKSMCQQCC4kXJEsHAve77oP6HtG/IiEn7
kpyUXRNvFsDE0czpJJBvL/aRFUJxuRK91jhjC68sA7NsKMGg5OXb5I5Jj36xAkEA
gIT7aFOYBFwGgQAQkWNKLvySgKbAZRTeLBacpHMuQdl1DfdntvAyqpAZ0lY0RKmW
G6aFKaqQfOXKCyWoUiVknQJAXrlgySFci/2ueKlIE1QqIiLSZ8V8OlpFLRnb1pzI
7U1yQXnTAEFYM560yJlzUpOb1V4cScGd365tiSMvxLOvTA==
-----END RSA PRIVATE KEY-----`);
const keyId =
  'ocid1.tenancy.oc1..aaaaaaaaba3pv6wkcr4jqae5f15p2b2m2yt2j6rx32uzr4h25vqstifsfdsq/' +
  'ocid1.user.oc1..aaaaaaaat5nvwcna5j6aqzjcaty5eqbb6qt2jvpkanghtgdaqedqw3rynjq/' +
  '20:3b:97:13:55:1c:5b:0d:d3:37:d8:50:4e:c5:3a:34';
const date = 'Thu, 05 Jan 2014 21:31:40 GMT';
const publishedGet: RequestToSign = {
  method: 'GET',
  url: new URL(
    'https://iaas.us-phoenix-1.oraclecloud.com/20160918/instances?availabilityDomain=Pjwf%3A%20PHX-AD-1&' +
      'compartmentId=ocid1.compartment.oc1..aaaaaaaam3we6vgnherjq5q2idnccdflvjsnog7mlr6rtdb25gilchfeyjxa&' +
      'displayName=TeamXInstances&' +
      'volumeId=ocid1.volume.oc1.phx.abyhqljrgvttnlx73nmrwfaux7kcvzfs3s66izvxf2h4lgvyndsdsnoiwr5q',
  ),
  date,
  body: null,
};
const publishedPost: RequestToSign = {
  method: 'POST',
  url: new URL('https://iaas.us-phoenix-1.oraclecloud.com/20160918/volumeAttachments'),
  date,
  body: {
    contentType: 'application/json',
    bytes: Buffer.from(`{
    "compartmentId": "ocid1.compartment.oc1..aaaaaaaam3we6vgnherjq5q2idnccdflvjsnog7mlr6rtdb25gilchfeyjxa",
    "instanceId": "ocid1.instance.oc1.phx.abuw4ljrlsfiqw6vzzxb43vyypt4pkodawglp3wqxjqofakrwvou52gb6s5a",
    "volumeId": "ocid1.volume.oc1.phx.abyhqljrgvttnlx73nmrwfaux7kcvzfs3s66izvxf2h4lgvyndsdsnoiwr5q"
}`),
  },
};
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const published = { keyId, privateKey: publishedKey };
const fresh = { keyId: 'a/b/c', privateKey };

describe("Oracle's published examples", () => {
  it('signs the GET as published, to the letter', async () => {
    expect(await signedHeaders(publishedGet, published, 'date')).toEqual({
      date,
      authorization:
        `Signature version="1",headers="date (request-target) host",keyId="${keyId}",algorithm="rsa-sha256",` +
        'signature="GBas7grhyrhSKHP6AVIj/h5/Vp8bd/peM79H9Wv8kjoaCivujVXlpbKLjMPe' +
        'DUhxkFIWtTtLBj3sUzaFj34XE6YZAHc9r2DmE4pMwOAy/kiITcZxa1oHPOeRheC0jP2dqbTll' +
        '8fmTZVwKZOKHYPtrLJIJQHJjNvxFWeHQjMaR7M="',
    });
  });

  it('signs the POST as published, to the letter', async () => {
    expect(await signedHeaders(publishedPost, published, 'date')).toEqual({
      date,
      'content-type': 'application/json',
      'x-content-sha256': 'V9Z20UJTvkvpJ50flBzKE32+6m2zJjweHpDMX/U4Uy0=',
      authorization:
        'Signature version="1",headers="date (request-target) host content-length content-type x-content-sha256",' +
        `keyId="${keyId}",algorithm="rsa-sha256",` +
        'signature="Mje8vIDPlwIHmD/cTDwRxE7HaAvBg16JnVcsuqaNRim23fFPgQfLoOOxae6WqKb1uPjYEl0qIdazWaBy/Ml8DRhqlocMwoSX' +
        'v0fbukP8J5N80LCmzT/FFBvIvTB91XuXI3hYfP9Zt1l7S6ieVadHUfqBedWH0itrtPJBgKmrWso="',
    });
  });
});

describe('the signature of Keydesk', () => {
  it('signs x-date, which a browser-like network stack lets a caller set', async () => {
    const headers = await signedHeaders(publishedGet, fresh);
    expect(headers['x-date']).toBe(date);
    expect(headers).not.toHaveProperty('date');
    expect(headers.authorization).toContain('headers="x-date (request-target) host"');
  });

  it('leaves the port 443 of an identity domain out of the signed host', async () => {
    const withPort = { ...publishedGet, url: new URL('https://idcs-1.identity.oraclecloud.com:443/admin/v1/Me') };
    const without = { ...publishedGet, url: new URL('https://idcs-1.identity.oraclecloud.com/admin/v1/Me') };
    expect(await signedHeaders(withPort, fresh)).toEqual(await signedHeaders(without, fresh));
  });

  it('signs the hash of an empty body as well', async () => {
    const body = { bytes: Buffer.alloc(0), contentType: 'application/json' };
    const headers = await signedHeaders({ ...publishedPost, body }, fresh);
    expect(headers['x-content-sha256']).toBe(createHash('sha256').digest('base64'));
  });

  it('changes with every part that it covers', async () => {
    const other: RequestToSign[] = [
      { ...publishedPost, method: 'PUT' },
      { ...publishedPost, url: new URL(`${publishedPost.url.href}?a=1`) },
      { ...publishedPost, url: new URL(publishedPost.url.href.replace('phoenix', 'ashburn')) },
      { ...publishedPost, date: 'Thu, 05 Jan 2014 21:31:41 GMT' },
      { ...publishedPost, body: { contentType: 'application/json', bytes: Buffer.from('{}') } },
      { ...publishedPost, body: { contentType: 'text/plain', bytes: publishedPost.body?.bytes ?? Buffer.alloc(0) } },
    ];
    const signed = await Promise.all([publishedPost, ...other].map((request) => signedHeaders(request, fresh)));
    const signatures = signed.map(({ authorization }) => authorization);
    expect(new Set(signatures).size).toBe(signatures.length);
  });
});

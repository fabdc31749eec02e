import { createPublicKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type SignedRequest, verifySignature } from '../../../simulator/wire/request-signature.ts';

/**
 * The vectors of Oracle's signing page and SDK tests (`common/http_signer_test.go` of the Go SDK), with the public half of
 * the key that is printed there.
 */
const publicKey = createPublicKey(`-----BEGIN PUBLIC KEY-----
MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDCFENGw33yGihy92pDjZQhl0C3
6rPJj+CvfSC8+q28hxA161QFNUd13wuCTUcq0Qd2qsBe/2hFyc2DCJJg0h1L78+6
Z4UMR7EOcpfdUE9Hf3m/hs+FUR45uBJeDK1HSFHD8bHKD6kv8FPGfJTotc+2xjJw
oYi+1hqp1fIekaxsyQIDAQAB
-----END PUBLIC KEY-----`);
const keyId =
  'ocid1.tenancy.oc1..aaaaaaaaba3pv6wkcr4jqae5f15p2b2m2yt2j6rx32uzr4h25vqstifsfdsq/ocid1.user.oc1..aaaaaaaat5nvwcna5j6aqzjcaty5eqbb6qt2jvpkanghtgdaqedqw3rynjq/20:3b:97:13:55:1c:5b:0d:d3:37:d8:50:4e:c5:3a:34';
const compartment = 'ocid1.compartment.oc1..aaaaaaaam3we6vgnherjq5q2idnccdflvjsnog7mlr6rtdb25gilchfeyjxa';
const volume = 'ocid1.volume.oc1.phx.abyhqljrgvttnlx73nmrwfaux7kcvzfs3s66izvxf2h4lgvyndsdsnoiwr5q';
const date = 'Thu, 05 Jan 2014 21:31:40 GMT';
const host = 'iaas.us-phoenix-1.oraclecloud.com';

const get: SignedRequest = {
  method: 'GET',
  target: `/20160918/instances?availabilityDomain=Pjwf%3A%20PHX-AD-1&compartmentId=${compartment}&displayName=TeamXInstances&volumeId=${volume}`,
  headers: {
    date,
    host,
    authorization: `Signature version="1",headers="date (request-target) host",keyId="${keyId}",algorithm="rsa-sha256",signature="GBas7grhyrhSKHP6AVIj/h5/Vp8bd/peM79H9Wv8kjoaCivujVXlpbKLjMPeDUhxkFIWtTtLBj3sUzaFj34XE6YZAHc9r2DmE4pMwOAy/kiITcZxa1oHPOeRheC0jP2dqbTll8fmTZVwKZOKHYPtrLJIJQHJjNvxFWeHQjMaR7M="`,
  },
  body: Buffer.alloc(0),
};
const body = Buffer.from(`{
    "compartmentId": "${compartment}",
    "instanceId": "ocid1.instance.oc1.phx.abuw4ljrlsfiqw6vzzxb43vyypt4pkodawglp3wqxjqofakrwvou52gb6s5a",
    "volumeId": "${volume}"
}`);
const post: SignedRequest = {
  method: 'POST',
  target: '/20160918/volumeAttachments',
  headers: {
    date,
    host,
    'content-type': 'application/json',
    'content-length': '316',
    'x-content-sha256': 'V9Z20UJTvkvpJ50flBzKE32+6m2zJjweHpDMX/U4Uy0=',
    authorization: `Signature version="1",headers="date (request-target) host content-length content-type x-content-sha256",keyId="${keyId}",algorithm="rsa-sha256",signature="Mje8vIDPlwIHmD/cTDwRxE7HaAvBg16JnVcsuqaNRim23fFPgQfLoOOxae6WqKb1uPjYEl0qIdazWaBy/Ml8DRhqlocMwoSXv0fbukP8J5N80LCmzT/FFBvIvTB91XuXI3hYfP9Zt1l7S6ieVadHUfqBedWH0itrtPJBgKmrWso="`,
  },
  body,
};
const then = Date.parse(date);
const verify = (request: SignedRequest, now = then) =>
  verifySignature(request, { now, findKey: (id) => (id === keyId ? publicKey : null) });
const with_ = (request: SignedRequest, headers: SignedRequest['headers']): SignedRequest => ({
  ...request,
  headers: { ...request.headers, ...headers },
});
const reasonOf = (verdict: ReturnType<typeof verify>) => (verdict.ok ? 'accepted' : verdict.reason);

describe("Oracle's published vectors", () => {
  it('are accepted', () => {
    expect(verify(get)).toEqual({ ok: true, keyId });
    expect(verify(post)).toEqual({ ok: true, keyId });
  });

  it.each<[string, SignedRequest, string]>([
    ['another target', { ...get, target: get.target.replace('TeamX', 'TeamY') }, 'does not fit the request'],
    ['the same target, encoded otherwise', { ...get, target: get.target.replace('%20', '+') }, 'does not fit'],
    ['another method', { ...get, method: 'HEAD' }, 'does not fit the request'],
    ['another host', with_(get, { host: `${host}:443` }), 'does not fit the request'],
    ['another body', { ...post, body: Buffer.from(body.toString().replace('phx', 'iad')) }, 'does not fit the body'],
    ['a body of another length', { ...post, body: Buffer.concat([body, body]) }, 'not the length of the body'],
    ['headers of a GET under a POST', { ...get, method: 'POST' }, 'content-length is not signed'],
    ['no date among the signed headers', unsigned(get, 'date '), 'Neither date nor x-date'],
    ['no host among the signed headers', unsigned(get, ' host'), 'host is not signed'],
    ['a signed header that was not sent', with_(get, { host: undefined }), 'host is signed but not sent'],
    ['a keyId that nobody knows', with_(get, swapped(get, keyId, 'a/b/c')), 'No such keyId'],
    ['no authorization', with_(get, { authorization: undefined }), 'no Authorization header'],
    ['a signature that is not base64', with_(get, swapped(get, 'GBas7g', 'GB*s7g')), 'not base64'],
  ])('are refused with %s', (_, request, reason) => {
    expect(reasonOf(verify(request))).toContain(reason);
  });

  it('are refused more than five minutes before or after their date, in the words that Oracle uses', () => {
    expect(reasonOf(verify(get, then + 300_000))).toBe('accepted');
    expect(reasonOf(verify(get, then - 300_000))).toBe('accepted');
    expect(verify(get, then + 301_000)).toEqual({
      ok: false,
      kind: 'clock-skew',
      reason:
        "Date 'Sun, 05 Jan 2014 21:31:40 UTC' is not within allowed clock skew. Current 'Sun, 05 Jan 2014 21:36:41 UTC', valid datetime range: ['Sun, 05 Jan 2014 21:31:41 UTC', 'Sun, 05 Jan 2014 21:41:41 UTC']",
    });
    expect(verify(get, then - 301_000).ok).toBe(false);
  });
});

function unsigned(request: SignedRequest, name: string): SignedRequest {
  return with_(
    request,
    swapped(request, /headers="[^"]*"/, `headers="${'date (request-target) host'.replace(name, '')}"`),
  );
}

function swapped(request: SignedRequest, found: string | RegExp, by: string) {
  return { authorization: String(request.headers.authorization).replace(found, by) };
}

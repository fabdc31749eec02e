import { describe, expect, it } from 'vitest';
import { shapeOf } from '../../../../scripts/prove/facts.ts';
import { createRedaction } from '../../../../scripts/prove/redaction.ts';

const ocid = 'ocid1.user.oc1..aaaaaaaa7q2axyz';
const token = 'eyJhbGciOi.eyJzdWIiOi.c2lnbmF0dXJl';

describe('the words of the service', () => {
  it('keep no identifier, address or secret, whether it was known before or not', () => {
    const redaction = createRedaction();
    redaction.learn('user', 'ada.byron');
    const hidden = redaction.hide(
      `User ada.byron (${ocid}, ada@acme.example) of https://idcs-1.identity.oraclecloud.com:443/ui has ${token} and wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY`,
    );
    expect(hidden).toBe('User <user-1> (<ocid-1>, <email-1>) of <address-1> has <token-1> and <id-1>');
  });

  it('name the same thing in the same way', () => {
    const redaction = createRedaction();
    expect(redaction.hide(`${ocid} is not ${ocid}1, it is ${ocid}`)).toBe('<ocid-1> is not <ocid-2>, it is <ocid-1>');
  });

  it('stay as they are where they name nobody', () => {
    const words = 'You can not create CustomerSecretKey as maximum quota limit of 2 has been reached.';
    expect(createRedaction().hide(words)).toBe(words);
  });

  it('are cut, and show what cannot be seen', () => {
    expect(createRedaction().hide(`a\u202Eb ${'word '.repeat(200)}`)).toMatch(/^a<U\+202E>b [\s\S]{380,}…$/);
  });
});

describe('a transcript', () => {
  it('with something in it that names somebody is found out, whatever hid it', () => {
    const redaction = createRedaction();
    redaction.learn('key', 'a-secret-key-of-a-probe');
    expect(redaction.findTraces('status 200, field id: 32 hex digits, field ocid: ocid1.user...')).toEqual([]);
    expect(redaction.findTraces('x a-secret-key-of-a-probe y')).toEqual(['<key-1>']);
    expect(redaction.findTraces(`x ${ocid}`)).toEqual(['ocid']);
    expect(redaction.findTraces(token)).toEqual(['token']);
    expect(redaction.findTraces('-----BEGIN RSA PRIVATE KEY-----')).toEqual(['key']);
  });
});

describe('the shape of an answer', () => {
  it('has fields, types and formats, and no value', () => {
    const answer = {
      id: 'a90d41c7a90d41c7a90d41c7a90d41c7',
      ocid,
      secretKey: Buffer.alloc(32, 7).toString('base64'),
      displayName: 'the name',
      lifecycleState: 'ACTIVE',
      expiresOn: '2026-11-28T10:11:12.000Z',
      count: 2,
      rows: [{ ok: true }, { ok: false, more: null }],
      freeformTags: { 'cost-center': 'secret project' },
      'urn:ietf:params:scim:schemas:idcs:extension:custom:User': { badge: '7' },
    };
    expect(shapeOf(answer)).toEqual([
      'field id: 32 hex digits',
      'field ocid: ocid1.user...',
      'field secretKey: base64 of 44 characters',
      'field displayName: text',
      'field lifecycleState: ACTIVE',
      'field expiresOn: 0000-00-00T00:00:00.000Z',
      'field count: number',
      'field rows[].more: null',
      'field rows[].ok: boolean',
      "field <company's>",
      "field <company's>",
    ]);
  });
});

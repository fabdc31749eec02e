import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { redact } from '../../../main/shell/redact.ts';

describe('redaction of what is logged', () => {
  it('takes out secret keys, access keys and signatures', () => {
    for (let round = 0; round < 200; round += 1) {
      const secret = randomBytes(32).toString('base64');
      const access = randomBytes(20).toString('hex');
      const text = redact(`create answered {"secretKey":"${secret}","accessKey":"${access}"} signature="${secret}"`);
      expect(text).not.toContain(secret);
      expect(text).not.toContain(access);
    }
  });

  it('takes out private keys, whole or cut off', () => {
    expect(redact('-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\nrest')).toBe('[key]\nrest');
    expect(redact('bad: -----BEGIN RSA PRIVATE KEY-----\nMIIE')).toBe('bad: [key]');
  });

  it('leaves of an OCID its last four characters', () => {
    expect(redact('user ocid1.user.oc1..aaaaaaaaq7dmz4q not found')).toBe('user ocid1…mz4q not found');
  });

  it('leaves a sentence and a stack readable', () => {
    const text = 'TypeError: cannot read x\n    at list (app/main/keys/keys.ts:12:3)';
    expect(redact(text)).toBe(text);
  });
});

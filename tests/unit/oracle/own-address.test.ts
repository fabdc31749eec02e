import { describe, expect, it } from 'vitest';
import { isOwnAddress } from '../../../main/oracle/own-address.ts';

const isOwn = (url: string, identityUrl: string) => isOwnAddress(new URL(url), identityUrl);
const oracle = 'https://identity.eu-frankfurt-1.oci.oraclecloud.com';

describe('an address that a signed request may go to', () => {
  it.each([
    'https://idcs-0123456789abcdef0123456789abcdef.identity.oraclecloud.com:443/admin/v1/Me',
    'https://idcs-0123.eu-frankfurt-idcs-1.secure.identity.oraclecloud.com/',
    'https://identity.us-ashburn-1.oci.oraclecloud.com/20160918/users',
    'https://objectstorage.eu-frankfurt-1.oraclecloud.com/n',
  ])('lies in the realm of the account: %s', (url) => expect(isOwn(url, oracle)).toBe(true));

  it.each([
    'https://idcs.attacker.example/admin/v1/Me',
    'https://oraclecloud.com.attacker.example/',
    'https://attackeroraclecloud.com/',
    'https://idcs-0123.identity.oraclegovcloud.com/',
    'https://idcs-0123.identity.oraclecloud.com:8443/',
    'http://idcs-0123.identity.oraclecloud.com/',
    'http://127.0.0.1:4711/',
  ])('lies nowhere else: %s', (url) => expect(isOwn(url, oracle)).toBe(false));

  it('is the endpoint that replaces Oracle’s, or below it', () => {
    const endpoint = 'https://oci.company.example/api';
    expect(isOwn('https://oci.company.example/domains/default/admin/v1/Me', endpoint)).toBe(true);
    expect(isOwn('https://idcs-1.oci.company.example/admin/v1/Me', endpoint)).toBe(true);
    for (const other of [
      'https://company.example/',
      'https://oci.company.example:8443/',
      'http://oci.company.example/',
    ]) {
      expect(isOwn(other, endpoint)).toBe(false);
    }
    // An address that only looks like Oracle's is an endpoint like any other.
    expect(isOwn('https://x.attacker.example/', 'https://identity.r.oci.attacker.example:8443')).toBe(false);
  });

  it('is any port of this computer where the endpoint is on it', () => {
    expect(isOwn('http://127.0.0.1:5000/domains/a', 'http://127.0.0.1:4711')).toBe(true);
    expect(isOwn('http://idcs-1.localhost:5000/', 'http://127.0.0.1:4711')).toBe(true);
    expect(isOwn('https://attacker.example/', 'http://127.0.0.1:4711')).toBe(false);
  });
});

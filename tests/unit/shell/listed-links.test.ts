import { describe, expect, it } from 'vitest';
import { CONSOLE_API_KEYS, isListedLink, isSignInLink } from '../../../main/shell/listed-links.ts';

describe('links that may leave for the browser', () => {
  it('are those of Oracle’s documentation and Console', () => {
    expect(isListedLink('https://docs.oracle.com/en-us/iaas/Content/Identity/home.htm')).toBe(true);
    expect(isListedLink('https://cloud.oracle.com/')).toBe(true);
  });

  it('have the page of one’s own API keys among them', () => {
    expect(isListedLink(CONSOLE_API_KEYS)).toBe(true);
  });

  it.each([
    'http://docs.oracle.com/',
    'https://docs.oracle.com.evil.example/',
    'https://evil.example/docs.oracle.com',
    'https://user@docs.oracle.com/',
    'https://docs.oracle.com:8443/',
    'https://sub.docs.oracle.com/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'smb://docs.oracle.com/share',
    'docs.oracle.com',
    '',
  ])('are not %s', (url) => {
    expect(isListedLink(url)).toBe(false);
  });
});

describe('the page that a browser signs in at', () => {
  const base = 'https://login.eu-frankfurt-1.oraclecloud.com';
  const page = `${base}/v1/oauth2/authorize?action=login`;

  it('is that of the chosen region, or of the endpoint that replaces it', () => {
    expect(isSignInLink(page, base)).toBe(true);
    const local = 'http://127.0.0.1:4000/at';
    expect(isSignInLink(`${local}/v1/oauth2/authorize?action=login`, local)).toBe(true);
    expect(isListedLink(page)).toBe(false);
  });

  it.each([
    'https://login.eu-frankfurt-1.oraclecloud.com/',
    'https://login.eu-frankfurt-1.oraclecloud.com/v1/oauth2/authorize/../../elsewhere',
    'https://login.us-ashburn-1.oraclecloud.com/v1/oauth2/authorize',
    'https://login.eu-frankfurt-1.oraclecloud.com.evil.example/v1/oauth2/authorize',
    'https://login.eu-frankfurt-1.oraclecloud.com:8443/v1/oauth2/authorize',
    'https://user@login.eu-frankfurt-1.oraclecloud.com/v1/oauth2/authorize',
    'http://login.eu-frankfurt-1.oraclecloud.com/v1/oauth2/authorize',
    'file:///v1/oauth2/authorize',
    '',
  ])('is not %s', (url) => {
    expect(isSignInLink(url, base)).toBe(false);
  });

  it('is never in the clear outside this computer', () => {
    expect(isSignInLink('http://oracle.example/v1/oauth2/authorize', 'http://oracle.example')).toBe(false);
    expect(isSignInLink('javascript:alert(1)', 'javascript:alert(1)')).toBe(false);
  });
});

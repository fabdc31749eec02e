import { describe, expect, it } from 'vitest';
import { CONSOLE_API_KEYS, isListedLink } from '../../../main/shell/listed-links.ts';

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

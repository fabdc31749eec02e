import { describe, expect, it } from 'vitest';
import type { Profile } from '../../../bridge/values/session.ts';
import { foundWords } from '../../../renderer/features/users/found-words.ts';
import { findProfiles } from '../../../renderer/features/welcome/profile-search.ts';
import { profileWords } from '../../../renderer/features/welcome/profile-words.ts';
import { initialsOf } from '../../../renderer/ui/initials.ts';
import { shortenAccessKey, shortenOcid } from '../../../renderer/ui/shorten.ts';

describe('shortening', () => {
  it('keeps both ends of an access key', () => {
    expect(shortenAccessKey('a90d41c7b2d94a1f8c6e5d0a91e7c44202d811fe')).toBe('a90d41c7…02d811fe');
  });
  it('leaves an access key whole that is short already', () => {
    expect(shortenAccessKey('short-access-key')).toBe('short-access-key');
  });
  it('keeps the head of an OCID and both ends of what is unique', () => {
    expect(shortenOcid(`ocid1.user.oc1..7q2a${'x'.repeat(52)}mz4q`)).toBe('ocid1.user.oc1..7q2a…mz4q');
    expect(shortenOcid('ocid1.user.oc1..abc')).toBe('ocid1.user.oc1..abc');
    expect(shortenOcid('0123456789abcdef0123456789abcdef')).toBe('0123…cdef');
  });
});

describe('initials', () => {
  it.each([
    ['Ada Byron', 'AB'],
    ['Wilhelmina-Charlotte von Hohenlohe', 'WH'],
    ['ADMIN', 'AD'],
    ['ci@prod', 'CI'],
    ['grace.hopper', 'GH'],
    ['李小龍', '李'],
    ['محمد', 'م'],
    ['Ярослав', 'ЯР'],
    ['---', '?'],
    ['', '?'],
  ])('of "%s" are %s', (name, initials) => {
    expect(initialsOf(name)).toBe(initials);
  });
});

describe('how many users were found', () => {
  const found = { text: '', total: 12_480, loaded: 100, more: true, everybody: 12_480 };
  it('is the whole domain without a search', () => expect(foundWords(found)).toBe('12,480 users'));
  it('is shown beside the number of the whole domain', () => {
    expect(foundWords({ ...found, text: 'gra', total: 3 })).toBe('3 of 12,480 users');
  });
  it('is shown alone while the number of the whole domain is unknown', () => {
    expect(foundWords({ ...found, text: 'gra', total: 1, everybody: null })).toBe('1 user found');
  });
  it('is what has been read where the service does not count', () => {
    expect(foundWords({ ...found, total: null })).toBe('100 users so far');
    expect(foundWords({ ...found, total: null, loaded: 1, more: false })).toBe('1 user');
  });
});

describe('the line of a profile', () => {
  const now = new Date(2026, 10, 22, 12, 0, 0).getTime();
  const profile: Profile = {
    name: 'ADMIN',
    region: 'eu-frankfurt-1',
    userOcid: `ocid1.user.oc1..7q2a${'x'.repeat(52)}mz4q`,
    method: 'api-key',
    tokenExpires: null,
    needsPassphrase: false,
    endpoint: null,
    problem: null,
  };
  const token = { ...profile, method: 'session-token', userOcid: null } as const;

  it('tells region and user', () => {
    expect(profileWords(profile, now)).toBe('eu-frankfurt-1 · ocid1.user.oc1..7q2a…mz4q');
  });
  it('is found by its name, region, user or endpoint; of very many the first fifty are shown', () => {
    const many = Array.from({ length: 120 }, (_, n) => ({ ...profile, name: `team-${n}` }));
    const other = { ...profile, name: 'Prod', region: 'us-ashburn-1', endpoint: 'https://oracle.acme.example' };
    for (const text of ['pROD ', 'ashburn', 'acme.example']) {
      expect(findProfiles([...many, other], text)).toEqual({ shown: [other], more: 0 });
    }
    expect(findProfiles([...many, other], 'mz4q')).toEqual({ shown: many.slice(0, 50), more: 71 });
  });
  it('tells where the endpoint is not Oracle’s, and that a passphrase is needed', () => {
    const words = profileWords({ ...profile, endpoint: 'http://127.0.0.1:4000', needsPassphrase: true }, now);
    expect(words).toMatch(/· http:\/\/127\.0\.0\.1:4000 · passphrase$/);
  });
  it('tells how long a session token lives, or since when it does not', () => {
    const at = (ms: number) => profileWords({ ...token, tokenExpires: new Date(now + ms).toISOString() }, now);
    expect(at(-30 * 3_600_000)).toBe('eu-frankfurt-1 · session token, expired yesterday');
    expect(at(3_600_000)).toBe('eu-frankfurt-1 · session token, valid until 13:00');
    expect(profileWords(token, now)).toBe('eu-frankfurt-1 · session token');
  });
});

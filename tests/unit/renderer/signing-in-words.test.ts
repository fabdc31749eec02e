import { describe, expect, it } from 'vitest';
import type { ApiKeysState } from '../../../bridge/values/api-keys.ts';
import type { BrowserSignInState } from '../../../bridge/values/sign-in.ts';
import { type TimedSession, vaultWords } from '../../../renderer/app/session.tsx';
import { shortenFingerprint, stateWords, workWords } from '../../../renderer/features/keys/api-key-words.ts';
import { whyNotSnippet } from '../../../renderer/features/welcome/set-up-snippet.ts';
import { browserLead, browserTitle, leftWords } from '../../../renderer/panes/signing-in/browser-words.ts';
import { methodWords, sessionLines, whenWords } from '../../../renderer/panes/signing-in/session-words.ts';
import { searchOptions } from '../../../renderer/ui/search-choice.tsx';

const noon = new Date(2026, 10, 27, 12, 0, 0).getTime();
const hours = (count: number) => new Date(noon + count * 3_600_000).toISOString();
const session: TimedSession = {
  kind: 'browser-session',
  expires: hours(1),
  renewableUntil: hours(24),
  phase: 'valid',
  renewable: true,
  rests: 'keychain',
};

describe('what a session says of itself', () => {
  it('names an instant as it is near', () => {
    expect(whenWords(hours(5), noon)).toBe('17:00');
    expect(whenWords(hours(24), noon)).toBe('tomorrow, 12:00');
    expect(whenWords(hours(72), noon)).toBe('30 Nov 2026');
    expect(whenWords('soon', noon)).toBe('an unknown time');
  });
  it('is until when it lasts, and by when no prolonging helps any more', () => {
    expect(sessionLines(session, noon)).toEqual([
      'Until 13:00.',
      'Prolonged while it is used, until tomorrow, 12:00 at the latest.',
    ]);
    const cli = { ...session, kind: 'cli-session', renewableUntil: null } as const;
    expect(sessionLines(cli, noon)).toEqual(['Until 13:00.', 'Keydesk prolongs it while it is used.']);
  });
  it('is that it is not prolonged, that it is over, and that it rests in memory, where that is so', () => {
    expect(sessionLines({ ...session, renewable: false }, noon)).toEqual(['Until 13:00. Oracle does not prolong it.']);
    expect(sessionLines({ ...session, phase: 'over', expires: hours(-1), rests: 'memory' }, noon)).toEqual([
      'Over since 11:00.',
      'In memory: gone when Keydesk quits.',
    ]);
  });
  it('begins with what the account is signed in with', () => {
    const words = (kind: 'file-key' | 'computer-key') => methodWords({ signedInBy: { kind }, profile: 'ADMIN' });
    expect(words('file-key')).toBe('Profile ADMIN');
    expect(words('computer-key')).toBe('Signed in with this computer’s API key');
    expect(methodWords({ signedInBy: session, profile: 'x' })).toBe('Signed in with your browser');
    expect(methodWords({ signedInBy: { ...session, kind: 'cli-session' }, profile: 'dev' })).toBe(
      'Session of the OCI CLI, profile dev',
    );
  });
});

it('an API key is in memory only where main has found no keychain, and not while it still asks', () => {
  const kinds = ['keychain', 'unknown', 'memory'] as const;
  const keychain = 'the keychain of this computer';
  expect(kinds.map((kind) => vaultWords({ kind }))).toEqual([keychain, keychain, 'its memory']);
});

describe('the wait for the browser', () => {
  const waiting: Extract<BrowserSignInState, { kind: 'waiting' }> = {
    kind: 'waiting',
    region: 'eu-frankfurt-1',
    address: 'https://login.example/',
    until: hours(1),
    browser: 'opened',
    turnedAway: null,
  };
  it('says what to do, also where no browser was opened', () => {
    expect(browserTitle(waiting)).toBe('Continue in your browser');
    expect(browserLead(waiting)).toMatch(/Sign in there/);
    expect(browserLead({ ...waiting, browser: 'none' })).toMatch(/Open this address/);
    expect(browserLead({ kind: 'proving', region: 'eu-frankfurt-1' })).toMatch(/eu-frankfurt-1/);
  });
  it('counts down in words', () => {
    expect([300, 61, 59, 0].map(leftWords)).toEqual(['5 min 0 s left', '1 min 1 s left', '59 s left', '0 s left']);
  });
});

describe('a configuration snippet', () => {
  it('is not sent where it is surely none: nothing, a private key, the public key, a whole book', () => {
    expect(whyNotSnippet('[DEFAULT]\nuser=ocid1.user.oc1..a')).toBeNull();
    expect(whyNotSnippet(' \n')).toMatch(/Paste the lines/);
    expect(whyNotSnippet('-----BEGIN RSA PRIVATE KEY-----\nMII')).toMatch(/private key/);
    expect(whyNotSnippet('-----BEGIN PUBLIC KEY-----\nMII')).toMatch(/public key/);
    expect(whyNotSnippet('x'.repeat(20_001))).toMatch(/longer/);
  });
});

describe('an API key', () => {
  it('is shown by both ends of its fingerprint, with a status that is told or not', () => {
    const fingerprint = 'a1:b2:c3:d4:e5:f6:07:18:29:3a:4b:5c:6d:7e:8f:90';
    expect(shortenFingerprint(fingerprint)).toBe('a1:b2:c3…7e:8f:90');
    const key = { fingerprint, description: null, created: null, use: null };
    expect(stateWords({ ...key, state: 'ACTIVE' })).toBe('Active');
    expect(stateWords({ ...key, state: null })).toBe('Not reported');
  });
  it('says what is done for it, and that Oracle takes its time', () => {
    type Work = Extract<ApiKeysState['work'], { kind: 'running' }>;
    const work: Work = { kind: 'running', purpose: 'replace', step: 'waiting', since: hours(0), refusals: 0 };
    expect(workWords(work)).toMatch(/until Oracle accepts/);
    expect(workWords({ ...work, refusals: 1 })).toMatch(/does not know the new key yet/);
    expect(workWords({ ...work, step: 'removing' })).toMatch(/old key/);
    expect(workWords({ ...work, step: 'removing', purpose: 'sign-out' })).not.toMatch(/old key/);
  });
});

describe('a field with a list', () => {
  it('finds the rows that hold each word, in text or note', () => {
    const options = [
      { id: '1', text: 'eu-frankfurt-1', note: null },
      { id: '2', text: 'us-langley-1', note: 'oraclegovcloud.com' },
    ];
    expect(searchOptions(options, 'GOV us')).toEqual([options[1]]);
    expect(searchOptions(options, '  ')).toEqual(options);
    expect(searchOptions(options, 'paris')).toEqual([]);
  });
});

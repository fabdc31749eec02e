import { describe, expect, it } from 'vitest';
import type { OpenSecret, SecretOrigin } from '../../../bridge/values/secret.ts';
import {
  closesAtOnce,
  receivedFacts,
  secretLead,
  secretTitle,
  secretWarning,
  sentWords,
} from '../../../renderer/features/secret/secret-words.ts';
import { openSecret } from '../../support/open-secret.ts';

const generated: SecretOrigin = { kind: 'generated' };
const typed: SecretOrigin = { kind: 'typed' };
const received = {
  kind: 'received',
  file: 'ci-deploy.age',
  sender: 'Ada Byron',
  sentAt: new Date(2026, 10, 22, 14, 5).toISOString(),
  tenancy: 'acme',
  note: null,
} as const satisfies SecretOrigin;

const secret: OpenSecret = { ...openSecret, origin: generated };

describe('the dialog of a secret', () => {
  it('is called by where the key came from', () => {
    expect([generated, received, typed].map(secretTitle)).toEqual([
      'Generate secret key',
      'Received secret key',
      'Typed-in secret key',
    ]);
  });
  it('says whom the key is for, or from whom it came, as far as anybody knows', () => {
    expect(secretLead(secret)).toBe('for Grace Hopper');
    expect(secretLead({ ...secret, own: true })).toBe('for yourself');
    expect(secretLead({ ...secret, origin: received })).toBe('from Ada Byron');
    expect(secretLead({ ...secret, origin: { ...received, sender: null } })).toBe('');
    expect(secretLead({ ...secret, origin: typed })).toBe('');
  });
  it('calls it the only time for a key made here alone', () => {
    expect(secretWarning(generated)).toMatchObject({ tone: 'warning', text: expect.stringMatching(/only time/) });
    expect(secretWarning(received)).toMatchObject({
      tone: 'neutral',
      text: expect.stringMatching(/again from its file/),
    });
    expect(secretWarning(typed)).toMatchObject({ tone: 'warning', text: expect.stringMatching(/forgets/) });
  });
});

describe('Close', () => {
  it('asks first while the secret is nowhere else', () => {
    expect(closesAtOnce(secret, false)).toBe(false);
    expect(closesAtOnce({ ...secret, origin: typed }, false)).toBe(false);
  });
  it.each(['copied', 'handedOver', 'kept'] as const)('asks no more once it is %s', (how) => {
    expect(closesAtOnce({ ...secret, [how]: true }, false)).toBe(true);
  });
  it('asks no more once the person says so, nor for a key that can be opened again from its file', () => {
    expect(closesAtOnce(secret, true)).toBe(true);
    expect(closesAtOnce({ ...secret, origin: received }, false)).toBe(true);
  });
});

describe('what a handed-over file says', () => {
  it('is told line by line, without what it leaves out', () => {
    expect(receivedFacts(received)).toEqual([
      ['From', 'Ada Byron'],
      ['Sent', '22 Nov 2026 at 14:05'],
      ['Tenancy', 'acme'],
      ['File', 'ci-deploy.age'],
    ]);
    expect(receivedFacts(generated)).toEqual([]);
  });
  it('keeps a date that is none as it stands', () => {
    expect(sentWords('last Tuesday')).toBe('last Tuesday');
    expect(sentWords(null)).toBeNull();
  });
});

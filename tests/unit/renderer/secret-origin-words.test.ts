import { describe, expect, it } from 'vitest';
import type { OpenSecret, SecretOrigin } from '../../../bridge/values/secret.ts';
import {
  closeQuestionWords,
  closesAtOnce,
  receivedFacts,
  secretLead,
  secretTitle,
  secretWarning,
  sentWords,
} from '../../../renderer/features/secret/secret-words.ts';
import { openSecret } from '../../support/parts/open-secret.ts';

const generated: SecretOrigin = { kind: 'generated' };
const typed: SecretOrigin = { kind: 'typed' };
const received = {
  kind: 'received',
  file: 'ci-deploy.age',
  sender: 'Ada Byron',
  sentAt: new Date(2026, 10, 22, 14, 5).toISOString(),
  tenancy: 'acme',
  note: null,
  receipt: null,
  replaces: null,
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
  it('says for whom the key is, or from whom it came, as far as that is known', () => {
    expect(secretLead(secret)).toBe('for Grace Hopper');
    expect(secretLead({ ...secret, own: true })).toBe('for Grace Hopper, yourself');
    expect(secretLead({ ...secret, origin: received })).toBe('from Ada Byron');
    expect(secretLead({ ...secret, origin: { ...received, sender: null } })).toBe('');
    expect(secretLead({ ...secret, origin: typed })).toBe('');
  });
  it('calls it the only time for a key made here alone', () => {
    const warned = (origin: SecretOrigin, resumed = false) => secretWarning({ ...secret, origin }, resumed);
    expect(warned(generated)).toMatchObject({ tone: 'warning', text: expect.stringMatching(/only time/) });
    expect(warned(received)).toMatchObject({
      tone: 'neutral',
      text: expect.stringMatching(/again from its file/),
    });
    expect(warned(typed)).toMatchObject({ tone: 'warning', text: expect.stringMatching(/forgets/) });
    // A secret that is opened again was shown before.
    expect(warned(generated, true).text).toMatch(/^The secret key of .* is still open: store it/);
    expect(warned(generated, true).text).not.toContain('only time');
  });
});

describe('Close', () => {
  it('asks first while the secret is nowhere else', () => {
    expect(closesAtOnce(secret, false, false)).toBe(false);
    expect(closesAtOnce({ ...secret, origin: typed }, false, false)).toBe(false);
  });
  it.each(['handedOver', 'saved'] as const)('asks no more once it is %s', (how) => {
    expect(closesAtOnce({ ...secret, [how]: true }, false, false)).toBe(true);
  });
  it('asks nothing while the copy is on the clipboard, where it stays, and asks again when it has left that', () => {
    const copied = { ...secret, copied: true };
    expect(closesAtOnce(copied, false, true)).toBe(true);
    expect(closesAtOnce(copied, false, false)).toBe(false);
    expect(closeQuestionWords(copied)).toMatchObject({
      title: 'Is the secret key stored?',
      lost: [expect.stringContaining('was copied, and is no longer on the clipboard'), expect.anything()],
      lose: 'It is stored: close',
    });
  });
  it('asks whether the words were told, if a file opens only with them', () => {
    expect(closeQuestionWords({ ...secret, copied: true, wordsUntold: true })).toMatchObject({
      title: 'Close before the words are told?',
      lost: [expect.stringContaining('opens with its ten words alone'), expect.stringContaining(secret.keyName)],
    });
  });
  it('names the key that is lost, and whose it is', () => {
    expect(closeQuestionWords(secret).lost.join(' ')).toContain(`${secret.keyName} for ${secret.ownerName}`);
  });
  it('no longer asks once the person says so, and never for a key that can be opened again from its file', () => {
    expect(closesAtOnce(secret, true, false)).toBe(true);
    expect(closesAtOnce({ ...secret, origin: received }, false, false)).toBe(true);
  });
});

describe('what a handed-over file says', () => {
  it('is shown line by line, without lines for missing values', () => {
    expect(receivedFacts(received)).toEqual([
      ['From', 'Ada Byron'],
      ['Sent', '22 Nov 2026 at 14:05'],
      ['Tenancy', 'acme'],
      ['File', 'ci-deploy.age'],
    ]);
    expect(receivedFacts(generated)).toEqual([]);
  });
  it('shows a malformed date unchanged', () => {
    expect(sentWords('last Tuesday')).toBe('last Tuesday');
    expect(sentWords(null)).toBeNull();
  });
});

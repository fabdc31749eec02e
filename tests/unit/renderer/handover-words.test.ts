import { describe, expect, it } from 'vitest';
import type { Recipient } from '../../../bridge/values/handover.ts';
import { withoutWords } from '../../../renderer/features/secret/secret-panes.ts';
import {
  fileNameOf,
  openedDraftWords,
  outcomeWords,
  recipientNote,
  recipientsOf,
  savedDraftWords,
  shownKey,
  tellWords,
} from '../../../renderer/panes/handover/handover-words.ts';
import { spellingKey, stepAfter, stepWords } from '../../../renderer/panes/handover/spelling.ts';

const recipient = (change: Partial<Recipient>): Recipient => ({
  id: '00000000-0000-4000-8000-000000000001',
  userOcid: 'ocid1.user.oc1..grace',
  userName: 'Grace Hopper',
  publicKey: 'age1abc',
  kind: 'x25519',
  fingerprint: ['crisp', 'anchor', 'yellow', 'machine', 'gadget', 'river'],
  addedAt: '2026-05-02T12:00:00.000Z',
  ...change,
});

describe('the keys of an address book', () => {
  it('are those of the one user, the newest first', () => {
    const old = recipient({});
    const young = recipient({ addedAt: '2026-06-01T12:00:00.000Z' });
    const hedys = recipient({ userOcid: 'ocid1.user.oc1..hedy' });
    expect(recipientsOf([old, hedys, young], 'ocid1.user.oc1..grace')).toEqual([young, old]);
  });
  it('are none for a user without an OCID', () => {
    expect(recipientsOf([recipient({})], null)).toEqual([]);
  });
  it('say since when they are known, and whether they resist quantum computers', () => {
    expect(recipientNote(recipient({}))).toBe('Added on 2 May 2026');
    expect(recipientNote(recipient({ kind: 'post-quantum' }))).toBe('Added on 2 May 2026, post-quantum');
    expect(recipientNote(recipient({ addedAt: 'yesterday' }))).toBe('Added here');
  });
});

describe('a public key', () => {
  it('is shown whole, so that it can be read out, and shortened only where it has two thousand characters', () => {
    const x25519 = `age1${'q'.repeat(58)}`;
    expect(shownKey(x25519)).toBe(x25519);
    const quantum = `age1pq1${'q'.repeat(1940)}zz`;
    expect(shownKey(quantum)).toMatch(/^age1pq1q{33}…q{38}zz$/);
  });
});

describe('what has been saved', () => {
  it('says beside Close that the words go with the dialog, where something hangs on them', () => {
    expect(outcomeWords('Encrypted file saved: key.age', 'recipient')).toBe('Encrypted file saved: key.age');
    expect(outcomeWords('Encrypted file saved: key.age', 'passphrase')).toBe(
      'Encrypted file saved: key.age. Its ten words are forgotten when you close.',
    );
  });
  it('is called by the last part of its path, on every system', () => {
    expect(fileNameOf('/home/ada/key.age')).toBe('key.age');
    expect(fileNameOf('C:\\Users\\Ada\\key.age')).toBe('key.age');
    expect(fileNameOf('key.age')).toBe('key.age');
  });
  it('needs words to be told only if it opens with a passphrase', () => {
    expect(tellWords('recipient', 'Grace')).toContain('Only the key of Grace opens it');
    expect(tellWords('passphrase', 'Grace')).toContain('tell Grace the ten words, by another way than the file');
  });
});

describe('a draft', () => {
  it('is to be sent before Keydesk takes its file away, where Keydesk has opened it', () => {
    const { what, outcome } = openedDraftWords('grace@acme.example', 'Grace');
    expect(what).toContain('The draft to grace@acme.example is open');
    expect(what).toContain('before you close Keydesk');
    expect(outcome).toBe('E-mail draft opened for grace@acme.example');
  });
  it('says that it has no address yet, opened or saved', () => {
    for (const { what } of [openedDraftWords(null, 'Grace'), savedDraftWords('/home/ada/key.eml', null, 'Grace')]) {
      expect(what).toContain('no address yet: Keydesk could not find one for Grace');
    }
    const { what, outcome } = savedDraftWords('/home/ada/key.eml', 'grace@acme.example', 'Grace');
    expect(what).toBe('Saved as /home/ada/key.eml. Open it in a mail program, and send it there.');
    expect(outcome).toBe('E-mail draft saved: key.eml');
  });
});

describe('what hangs on the words of a passphrase', () => {
  it('no longer counts as done when the words are forgotten', () => {
    const kept = { text: 'Sheet printed', byWords: false };
    expect(withoutWords({ file: { text: 'Encrypted file saved', byWords: true }, print: kept })).toEqual({
      print: kept,
    });
  });
});

describe('reading aloud', () => {
  it('goes on with Space and the right arrow, and back with the left', () => {
    expect([' ', 'ArrowRight', 'ArrowLeft', 'Enter', 'a'].map((key) => spellingKey(key, false))).toEqual([
      'next',
      'next',
      'back',
      null,
      null,
    ]);
  });
  it('leaves Space to the button that has the focus', () => {
    expect(spellingKey(' ', true)).toBeNull();
    expect(spellingKey('ArrowRight', true)).toBe('next');
  });
  it('never leaves the groups: neither before the first, nor past the end where the check words are', () => {
    expect(stepAfter(0, 'back', 11)).toBe(0);
    expect(stepAfter(10, 'next', 11)).toBe(11);
    expect(stepAfter(11, 'next', 11)).toBe(11);
    expect(stepAfter(11, 'back', 11)).toBe(10);
  });
  it('waits for the first group before it goes on', () => {
    expect(stepAfter(0, 'next', null)).toBe(0);
  });
  it('says where it stands', () => {
    expect([stepWords(0, null), stepWords(2, 11), stepWords(11, 11)]).toEqual([
      'Group 1',
      'Group 3 of 11',
      'All 11 groups',
    ]);
  });
});

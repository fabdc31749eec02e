import { describe, expect, it } from 'vitest';
import { openAddressBook } from '../../../main/handover/address-book.ts';
import { wordFingerprint } from '../../../main/handover/word-fingerprint.ts';
import { unwrap } from '../../support/parts/unwrap.ts';

const keyA = 'age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj';
const keyB = 'age1lggyhqrw2nlhcxprm67z43rta597azn8gknawjehu9d9dl0jq3yqqvfafg';
const grace = { ocid: 'ocid1.user.oc1..grace', name: 'Grace Hopper' };

function setUp(stored?: unknown) {
  const store = { value: stored, fails: false };
  let count = 0;
  const told: number[] = [];
  const open = () => {
    const book = openAddressBook({
      store: {
        read: () => store.value,
        write: (value) => {
          if (store.fails) throw new Error('no space left on device');
          store.value = structuredClone(value);
        },
      },
      newId: () => {
        count += 1;
        return `00000000-0000-4000-8000-${String(count).padStart(12, '0')}`;
      },
      now: () => Date.parse('2026-11-22T12:00:00Z'),
    });
    book.subscribe((recipients) => told.push(recipients.length));
    return book;
  };
  return { store, open, told, book: open() };
}

describe('the address book', () => {
  it('keeps a key for a user, over a restart too', () => {
    const { book, open, told } = setUp();
    const added = book.add(grace, keyA);
    const entry = {
      id: '00000000-0000-4000-8000-000000000001',
      userOcid: grace.ocid,
      userName: 'Grace Hopper',
      publicKey: keyA,
      kind: 'x25519',
      fingerprint: wordFingerprint(keyA),
      addedAt: '2026-11-22T12:00:00.000Z',
    };
    expect(added).toEqual({ ok: true, value: entry });
    expect(open().state()).toEqual([entry]);
    expect(open().find(entry.id)).toEqual(entry);
    expect(told).toEqual([1]);
  });

  it('takes several keys of one user, and the same key twice as one, with the newer name', () => {
    const { book } = setUp();
    const first = unwrap(book.add(grace, keyA));
    book.add(grace, keyB);
    const again = book.add({ ...grace, name: 'Rear Admiral Hopper' }, keyA);
    expect(book.state()).toHaveLength(2);
    expect(unwrap(again).id).toBe(first.id);
    expect(again).toMatchObject({ value: { userName: 'Rear Admiral Hopper' } });
  });

  it('forgets a key, and says so when it is gone already', () => {
    const { book, open } = setUp();
    const { id } = unwrap(book.add(grace, keyA));
    expect(book.remove(id)).toEqual({ ok: true, value: null });
    expect(open().state()).toEqual([]);
    expect(book.remove(id)).toEqual({ ok: false, problem: { kind: 'recipient-unknown' } });
  });

  it('stays as it was when it cannot be written', () => {
    const { book, store, told } = setUp();
    store.fails = true;
    expect(book.add(grace, keyA)).toEqual({
      ok: false,
      problem: { kind: 'settings-failed', reason: 'no space left on device' },
    });
    expect(book.state()).toEqual([]);
    expect(told).toEqual([]);
  });

  it('never shows the words of another key, even if its file was changed', () => {
    const { book, store, open } = setUp();
    book.add(grace, keyA);
    const file = store.value as { recipients: Record<string, unknown>[] };
    store.value = {
      recipients: file.recipients.map((entry) => ({ ...entry, publicKey: keyB, fingerprint: wordFingerprint(keyA) })),
    };
    expect(open().state()[0]?.fingerprint).toEqual(wordFingerprint(keyB));
  });

  it('uses what can be read beside what cannot, and throws nothing away', () => {
    const { book, store, open } = setUp();
    book.add(grace, keyA);
    const [whole] = (store.value as { recipients: unknown[] }).recipients;
    const damaged = [{ id: 'x' }, null, 'text', { ...(whole as object), publicKey: 'ssh-ed25519 AAAA' }];
    store.value = { recipients: [...damaged, whole] };
    const again = open();
    expect(again.state()).toHaveLength(1);
    again.add({ ocid: 'ocid1.user.oc1..bob', name: 'Bob' }, keyB);
    expect((store.value as { recipients: unknown[] }).recipients).toEqual(expect.arrayContaining([whole, ...damaged]));
  });

  it.each([undefined, null, 7, {}, { recipients: 'none' }])('is empty where there is none: %o', (stored) => {
    expect(setUp(stored).book.state()).toEqual([]);
  });
});

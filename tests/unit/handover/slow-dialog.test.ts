import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openAddressBook } from '../../../main/handover/address-book.ts';
import { createHandover } from '../../../main/handover/handover.ts';
import { createPassphrases } from '../../../main/handover/passphrase.ts';
import { failed, success } from '../../../main/outcome.ts';
import { setUpOneSecret } from '../../support/one-secret.ts';
import { readMail } from '../../support/read-mail.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  // The real one keeps a time of its own.
  vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), ms);
    return controller.signal;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

it('a draft that is saved from a dialog that stood open for a minute has the address of its user', async () => {
  const { secrets, open } = setUpOneSecret();
  const { handle } = await open('Bk7+/=wJalrXUtnFEMI');
  const passphrases = createPassphrases();
  passphrases.make(handle);
  const written: Buffer[] = [];
  const told: (string | null)[] = [];
  const { saveDraft } = createHandover({
    secrets,
    passphrases,
    addressBook: openAddressBook({
      store: { read: () => undefined, write: () => {} },
      newId: () => '',
      now: Date.now,
      onChange: () => {},
    }),
    record: async (_open, _how, to) => {
      told.push(to);
      return success(null);
    },
    isOwnAddress: () => false,
    isLocked: () => false,
    placeOf: async () => failed({ kind: 'unknown' }),
    describe: () => ({ sender: 'Ada Byron', tenancy: 'acme' }),
    describeOwner: async (_home, signal) =>
      signal.aborted ? null : { name: 'Grace Hopper', email: 'grace.hopper@acme.example' },
    chooseSavePath: async () => {
      await vi.advanceTimersByTimeAsync(60_000);
      return '/somewhere/draft.eml';
    },
    chooseKeyFile: async () => null,
    readFile: async (file) => failed({ kind: 'file-unreadable', file, reason: 'nothing is read here' }),
    writeFile: async (_file, bytes) => {
      written.push(Buffer.from(bytes));
      return success(null);
    },
    openDraft: async () => success(null),
    now: Date.now,
  });
  const saved = await saveDraft({ handle, lock: { kind: 'passphrase' }, note: '' });
  expect(saved).toEqual({ ok: true, value: '/somewhere/draft.eml' });
  expect(readMail(written[0] ?? Buffer.alloc(0)).headers['to']).toBe('Grace Hopper <grace.hopper@acme.example>');
  expect(told).toEqual(['grace.hopper@acme.example']);
});

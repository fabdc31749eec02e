import { z } from 'zod';
import type { Person, Recipient } from '../../bridge/values/handover.ts';
import { judge } from '../basics/judge.ts';
import { createObservable } from '../basics/observable.ts';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import { type SettingsProblem, type StoredValue, writeStored } from '../basics/stored-value.ts';
import { kindOfKey, publicKeySchema } from './recipient-key.ts';
import { wordFingerprint } from './word-fingerprint.ts';

export type AddressBookStore = StoredValue<{ readonly recipients: readonly unknown[] }>;

const storedSchema = z.object({
  id: z.uuid(),
  userOcid: z.string().min(1).max(255),
  userName: z.string().max(1024),
  /** The fingerprint is made from the key each time, so an edited file cannot show the words of another key. */
  publicKey: publicKeySchema,
  addedAt: z.iso.datetime(),
});
type Stored = z.infer<typeof storedSchema>;
const fileSchema = z.object({ recipients: z.array(z.unknown()) });

export type RecipientUnknown = { readonly kind: 'recipient-unknown' };

interface AddressBookOptions {
  readonly store: AddressBookStore;
  readonly newId: () => string;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** The most entries that the page takes. */
const MOST = 10_000;

/**
 * Public keys by user. Each entry is checked by itself. An entry that does not fit (from a newer Keydesk, or edited by hand) is not used,
 * and is written back unchanged.
 */
export function openAddressBook({ store, newId, now }: AddressBookOptions) {
  const { stored, unreadable } = readAll(store);
  const { state, subscribe, change } = createObservable<readonly Recipient[]>(stored.map(toRecipient));

  function write(next: readonly Recipient[]): Outcome<null, SettingsProblem> {
    const entries = next.map(({ kind: _kind, fingerprint: _fingerprint, ...entry }) => entry);
    const written = writeStored(store, { recipients: [...entries, ...unreadable] });
    if (written.ok) change(next);
    return written;
  }

  return {
    state,
    subscribe,
    find: (id: string): Recipient | null => state().find((recipient) => recipient.id === id) ?? null,
    /** If this user's entry has the key already, returns that entry, with the current name. */
    add({ ocid, name }: Person, publicKey: string): Outcome<Recipient, SettingsProblem> {
      const recipients = state();
      const before = recipients.find((each) => each.userOcid === ocid && each.publicKey === publicKey);
      if (before === undefined && recipients.length >= MOST) {
        return failed({ kind: 'settings-failed', reason: `there are ${MOST} public keys already` });
      }
      const added = toRecipient({
        id: before?.id ?? newId(),
        userOcid: ocid,
        userName: name,
        publicKey,
        addedAt: before?.addedAt ?? new Date(now()).toISOString(),
      });
      const written = write([...recipients.filter(({ id }) => id !== added.id), added]);
      return written.ok ? success(added) : written;
    },
    remove(id: string): Outcome<null, RecipientUnknown | SettingsProblem> {
      const recipients = state();
      const rest = recipients.filter((recipient) => recipient.id !== id);
      return rest.length === recipients.length ? failed({ kind: 'recipient-unknown' }) : write(rest);
    },
  };
}

export type AddressBook = ReturnType<typeof openAddressBook>;

const toRecipient = (stored: Stored): Recipient => ({
  ...stored,
  kind: kindOfKey(stored.publicKey),
  fingerprint: wordFingerprint(stored.publicKey),
});

function readAll(store: AddressBookStore): { stored: Stored[]; unreadable: unknown[] } {
  const file = judge(fileSchema, store.read());
  const stored = new Map<string, Stored>();
  const unreadable: unknown[] = [];
  for (const entry of file.data?.recipients ?? []) {
    const recipient = judge(storedSchema, entry);
    if (recipient.success && !stored.has(recipient.data.id) && stored.size < MOST) {
      stored.set(recipient.data.id, recipient.data);
    } else unreadable.push(entry);
  }
  return { stored: [...stored.values()], unreadable };
}

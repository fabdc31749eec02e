import { z } from 'zod';
import type { Person, Recipient } from '../../bridge/values/handover.ts';
import { judge } from '../basics/judge.ts';
import { createObservable, type Observable } from '../basics/observable.ts';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import { reasonOf } from '../basics/reason-of.ts';
import type { StoredValue } from '../basics/stored-value.ts';
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
type StoreProblem = { readonly kind: 'settings-failed'; readonly reason: string };

export interface AddressBook extends Observable<readonly Recipient[]> {
  find(id: string): Recipient | null;
  /** If this user's entry has the key already, returns that entry, with the current name. */
  add(person: Person, publicKey: string): Outcome<Recipient, StoreProblem>;
  remove(id: string): Outcome<null, RecipientUnknown | StoreProblem>;
}

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
export function openAddressBook({ store, newId, now }: AddressBookOptions): AddressBook {
  const { stored, unreadable } = readAll(store);
  const { state, subscribe, change } = createObservable<readonly Recipient[]>(stored.map(toRecipient));

  function write(next: readonly Recipient[]): Outcome<null, StoreProblem> {
    const entries = next.map(({ id, userOcid, userName, publicKey, addedAt }) => ({
      id,
      userOcid,
      userName,
      publicKey,
      addedAt,
    }));
    try {
      store.write({ recipients: [...entries, ...unreadable] });
    } catch (error) {
      return failed({ kind: 'settings-failed', reason: reasonOf(error) });
    }
    change(next);
    return success(null);
  }

  return {
    state,
    subscribe,
    find: (id) => state().find((recipient) => recipient.id === id) ?? null,
    add({ ocid, name }, publicKey) {
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
    remove(id) {
      const recipients = state();
      const rest = recipients.filter((recipient) => recipient.id !== id);
      return rest.length === recipients.length ? failed({ kind: 'recipient-unknown' }) : write(rest);
    },
  };
}

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

import type { HandoverRequest, Recipient } from '../../bridge/values/handover.ts';
import type { OpenSecret } from '../../bridge/values/secret.ts';
import type { S3Endpoint } from '../../bridge/values/usage.ts';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import type { LentSecret } from '../secret/secret-contract.ts';
import { encryptForRecipient, encryptWithPassphrase } from './age-file.ts';
import { formatHandedKey } from './handed-key.ts';
import type { EncryptedKey, HandoverOptions, LockProblem } from './handover-contract.ts';
import type { PassphraseId } from './passphrase.ts';

/** Milliseconds. After that the file has no region and endpoint, or the draft no address: that is better than a longer wait. */
const LOOK_UP_PATIENCE = 8000;

type Lock =
  | { readonly kind: 'recipient'; readonly recipient: Recipient }
  /** The words that were shown when the person chose this way, and no others. */
  | { readonly kind: 'passphrase'; readonly id: PassphraseId };

type Options = Pick<
  HandoverOptions,
  'policy' | 'secrets' | 'addressBook' | 'passphrases' | 'endpointOf' | 'describe' | 'now' | 'workFactor'
>;

/** What has been looked up beside the person's own choices, while a dialog stood open. */
export interface Prepared {
  readonly open: OpenSecret;
  readonly lock: Lock;
  /** Null: it cannot be found out now. */
  readonly place: Promise<S3Endpoint | null>;
  readonly signal: AbortSignal;
}

/** Puts the open secret into an encrypted file: looks first whether that can be done, then does it. */
export function createEncryptKey(options: Options) {
  const { policy, secrets, addressBook, passphrases, endpointOf, describe, now, workFactor } = options;

  function lockOf({ handle, lock }: HandoverRequest, open: OpenSecret): Outcome<Lock, LockProblem> {
    if (lock.kind === 'passphrase') {
      const id = passphrases.idOf(handle);
      return id === null ? failed({ kind: 'passphrase-missing' }) : success({ kind: 'passphrase', id });
    }
    const recipient = addressBook.find(lock.recipient);
    if (recipient === null) return failed({ kind: 'recipient-unknown' });
    // The directory does not know the owner of a key that was handed over to this person.
    if (open.ownerOcid !== null && open.ownerOcid !== recipient.userOcid) {
      const { userName } = recipient;
      return failed({ kind: 'recipient-invalid', why: 'another-user', recipient: userName, user: open.ownerName });
    }
    return success({ kind: 'recipient', recipient });
  }

  async function findEndpoint(handle: string, signal: AbortSignal): Promise<S3Endpoint | null> {
    const home = await secrets.lend(handle, (_secret, open) => open.home);
    if (!home.ok) return null;
    const found = await endpointOf(home.value, null, signal).catch(() => null);
    if (found?.ok) return found.value;
    return home.value.place && { ...home.value.place, regions: [] };
  }

  async function encrypt(lock: Lock, content: Buffer): Promise<Outcome<Buffer, LockProblem>> {
    if (lock.kind === 'recipient') return success(await encryptForRecipient(lock.recipient.publicKey, content));
    const passphrase = passphrases.copyOf(lock.id);
    // Keydesk was locked after the file was begun.
    if (passphrase === null) return failed({ kind: 'passphrase-missing' });
    return success(await encryptWithPassphrase(passphrase, content, workFactor).finally(() => passphrase.fill(0)));
  }

  return {
    /** Returns why the file cannot be made, if so, before the person is asked where to save it. */
    prepare(request: HandoverRequest, way: 'file' | 'mail'): Outcome<Prepared, LockProblem> {
      const allowed = policy.checkWay(`${way}-${request.lock.kind}`);
      if (!allowed.ok) return allowed;
      const open = secrets.current();
      if (open?.handle !== request.handle) return failed({ kind: 'secret-gone' });
      const lock = lockOf(request, open);
      if (!lock.ok) return lock;
      const signal = AbortSignal.timeout(LOOK_UP_PATIENCE);
      return success({ open, lock: lock.value, place: findEndpoint(request.handle, signal), signal });
    },

    async encryptKey(
      { handle, note }: HandoverRequest,
      { lock, place }: Prepared,
    ): Promise<Outcome<EncryptedKey, LockProblem>> {
      const found = await place;
      const encrypted = await secrets.lend(handle, async (secret, open) => {
        const content = formatHandedKey(describeKey(open, found, note), secret);
        const file = await encrypt(lock, content).finally(() => content.fill(0));
        return file.ok ? success({ open, file: file.value, lockedFor: nameOf(lock) }) : file;
      });
      return encrypted.ok ? encrypted.value : encrypted;
    },
  };

  function describeKey(open: LentSecret, place: S3Endpoint | null, note: string) {
    const { keyName, ownerName, accessKey } = open;
    return { keyName, user: ownerName, accessKey, place, note, date: new Date(now()).toISOString(), ...describe(open) };
  }
}

/** Enough of the fingerprint to tell two keys of one user apart. */
const nameOf = (lock: Lock) =>
  lock.kind === 'passphrase'
    ? null
    : `${lock.recipient.userName} (${lock.recipient.fingerprint.slice(0, 2).join(' ')})`;

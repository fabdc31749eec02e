import type { IncomingState } from '../../bridge/values/handover.ts';
import { createObservable } from '../basics/observable.ts';
import { failed, type Outcome, success, type WithProblem } from '../basics/outcome.ts';
import { type AgeProblem, lockOf, openForIdentity, openWithPassphrase } from '../handover/age-file.ts';
import { type HandedKey, type NotAKey, parseHandedKey } from '../handover/handed-key.ts';
import { typedPassphrase } from '../handover/passphrase.ts';
import { type SecretBusy, secretBusy } from '../secret/secret-busy.ts';
import type { Secrets } from '../secret/secret-contract.ts';
import type { VaultProblem } from '../vault/vault.ts';
import type { ReceivingIdentity } from './receiving-identity.ts';

/** Why a file cannot be opened, and which file. */
export type IncomingProblem =
  | ((AgeProblem | NotAKey | { readonly kind: 'address-missing' }) & { readonly file: string })
  | { readonly kind: 'file-unreadable'; readonly file: string; readonly reason: string }
  | SecretBusy
  | VaultProblem;

export type Incoming = WithProblem<IncomingState, IncomingProblem>;

export interface IncomingOptions {
  readonly identity: Pick<ReceivingIdentity, 'identity'>;
  readonly secrets: Pick<Secrets, 'inTheWay' | 'open'>;
  /** The name of a key that is being made now, whose dialog is about to open. */
  readonly making: () => string | null;
  readonly isLocked: () => boolean;
  readonly newId: () => string;
}

/**
 * Opens handed-over files in the one-time dialog. The key is only in memory, since the file can be opened again, and since nothing but the
 * sender's word supports what the file says. There is one file at a time; a new file replaces it.
 */
export function createIncomingFile(options: IncomingOptions) {
  const { identity, secrets, making, isLocked, newId } = options;
  const { state, subscribe, change } = createObservable<Incoming>({ kind: 'none' });
  /** What is being opened: encrypted, so it may stay in memory. */
  let file: { readonly number: number; readonly name: string; readonly bytes: Buffer } | null = null;
  let received = 0;
  let isWaiting = false;

  const fail = (name: string, problem: IncomingProblem) => {
    file = null;
    change({ kind: 'failed', file: name, problem });
  };
  const busyWith = () => secretBusy(making(), secrets.inTheWay());

  /** Opens a file that is encrypted for a public key, with this person's private key. */
  async function openWithIdentity(name: string, bytes: Buffer): Promise<Outcome<Buffer, IncomingProblem>> {
    const key = await identity.identity();
    if (!key.ok) return key;
    if (key.value === null) return failed({ kind: 'address-missing', file: name });
    const content = await openForIdentity(bytes, key.value).finally(() => key.value?.fill(0));
    return content.ok ? content : failed({ ...content.problem, file: name });
  }

  /** Puts the key of an opened file into the dialog. The content is zeroed in any case. */
  async function openKey(name: string, content: Buffer): Promise<void> {
    const parsed = parseHandedKey(content);
    content.fill(0);
    if (!parsed.ok) return fail(name, { ...parsed.problem, file: name });
    const { key, secret } = parsed.value;
    const busy = busyWith();
    if (busy !== null) {
      secret.fill(0);
      return fail(name, busy);
    }
    file = null;
    change({ kind: 'none' });
    await secrets.open({ handle: newId(), ...secretToOpen(name, key) }, secret, 'memory');
  }

  /** Takes the result of opening the file, unless another file has taken its place or Keydesk has been locked. */
  async function finish(mine: typeof file, opened: Outcome<Buffer, IncomingProblem>): Promise<void> {
    if (mine === null || file !== mine || isLocked()) {
      if (opened.ok) opened.value.fill(0);
      if (file === mine) isWaiting = true;
      return;
    }
    if (opened.ok) await openKey(mine.name, opened.value);
    else if (opened.problem.kind === 'file-passphrase-wrong') {
      change({ kind: 'passphrase', number: mine.number, file: mine.name, problem: opened.problem });
    } else fail(mine.name, opened.problem);
  }

  async function begin(): Promise<void> {
    const mine = file;
    if (mine === null) return;
    isWaiting = isLocked();
    if (isWaiting) return;
    const { name, bytes } = mine;
    const busy = busyWith();
    if (busy !== null) return fail(name, busy);
    const lock = await lockOf(bytes);
    if (!lock.ok) return finish(mine, failed({ ...lock.problem, file: name }));
    if (lock.value === 'recipient') return finish(mine, await openWithIdentity(name, bytes));
    if (file === mine) change({ kind: 'passphrase', number: mine.number, file: name, problem: null });
  }

  return {
    state,
    subscribe,
    /** Opens a file by its name and content, which is encrypted. While Keydesk is locked, the last file waits. */
    receive(name: string, bytes: Uint8Array): Promise<void> {
      received += 1;
      file = { number: received, name, bytes: Buffer.from(bytes) };
      return begin();
    },
    /** Shows the problem of a file that could not even be read. */
    refuse: fail,
    /** Tries a passphrase on the file that waits for one. Without such a file nothing happens. */
    async open(text: string): Promise<void> {
      const mine = file;
      if (mine === null || state().kind !== 'passphrase') return;
      const passphrase = typedPassphrase(text);
      const content = await openWithPassphrase(mine.bytes, passphrase).finally(() => passphrase.fill(0));
      await finish(mine, content.ok ? content : failed({ ...content.problem, file: mine.name }));
    },
    dismiss(): void {
      file = null;
      if (state().kind !== 'none') change({ kind: 'none' });
    },
    /** Takes up the file that came while Keydesk was locked. */
    async unlocked(): Promise<void> {
      if (isWaiting) await begin();
    },
  };
}

export type IncomingFile = ReturnType<typeof createIncomingFile>;

/** The facts about the key are shown as the file's own words, since nobody has signed them. */
function secretToOpen(name: string, key: HandedKey) {
  const { keyName, user, tenancy, place, accessKey, date, sender, note, receipt = null, replaces = null } = key;
  return {
    keyId: accessKey,
    keyName,
    ownerName: user,
    ownerIdentity: null,
    ownerOcid: null,
    own: true,
    accessKey,
    origin: {
      kind: 'received' as const,
      file: name,
      sender,
      sentAt: date,
      tenancy,
      note: note === '' ? null : note,
      receipt,
      replaces,
    },
    home: { owner: null, account: null, place },
    onClosing: async () => success(null),
    onClosed: async () => {},
  };
}

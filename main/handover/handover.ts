import { basename } from 'node:path';
import type { HandoverRequest, Passphrase, Person, Recipient } from '../../bridge/values/handover.ts';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import { decodeText } from '../files/decode-text.ts';
import type { SecretGone } from '../secret/secret-contract.ts';
import { createEncryptKey, type Prepared } from './encrypt-key.ts';
import { fileNameFor } from './file-name.ts';
import type {
  AddRecipientProblem,
  EncryptedKey,
  HandoverOptions,
  LockProblem,
  NoMailProgram,
  SaveProblem,
} from './handover-contract.ts';
import { composeDraft, mailAddress } from './mail-draft.ts';
import { parseRecipientKey, type RecipientTaken } from './recipient-key.ts';
import type { Unrecorded } from './record-handover.ts';

/** A recipients file is a few lines; the longest key of age has 2,000 characters. */
const MAX_KEY_FILE = 16_384;

/**
 * Hands the open secret over in an encrypted file, saved or in a draft. Until that is done, the secret stays as it was. The value `null`:
 * the person cancelled the system's dialog, and nothing was done.
 */
export function createHandover(options: HandoverOptions) {
  const { policy, secrets, record, forgetWords, addressBook, passphrases, isLocked } = options;
  const { describeOwner, chooseSavePath, writeFile, openDraft } = options;
  const { prepare, encryptKey } = createEncryptKey(options);
  const isOpen = (handle: string) => secrets.current()?.handle === handle;

  /** Name and address of the key's user, for a mail. If the directory cannot be reached, the name that the dialog knows. */
  async function addresseeOf({ handle }: HandoverRequest, { open, signal }: Prepared): Promise<Addressee> {
    const home = await secrets.lend(handle, (_secret, lent) => lent.home);
    const found = home.ok ? await describeOwner(home.value, signal).catch(() => null) : null;
    return { name: found?.name ?? open.ownerName, email: mailAddress(found?.email ?? null) };
  }

  /** The file in a draft for its owner. */
  async function draft(
    request: HandoverRequest,
    prepared: Prepared,
    asked: Promise<Addressee>,
  ): Promise<Outcome<Draft, LockProblem>> {
    const [addressee, encrypted] = await Promise.all([asked, encryptKey(request, prepared)]);
    if (!encrypted.ok) return encrypted;
    const { open, file } = encrypted.value;
    const eml = await composeDraft({
      to: addressee.email,
      toName: addressee.name,
      keyName: open.keyName,
      ...options.describe(open),
      lock: mailLock(prepared.lock),
      attachment: { name: fileNameFor(open.keyName, open.ownerName, 'age'), bytes: file },
      date: new Date(options.now()),
    });
    return success({ ...encrypted.value, eml, to: addressee.email });
  }

  /**
   * Writes the encrypted file or shows its draft, and counts the key as handed over. It does neither if Keydesk is locked by then, or if
   * the words that open the file are forgotten. The words count as used from the moment at which the file may have left Keydesk.
   */
  async function letOut<Problem>(
    { lock }: Prepared,
    { open }: EncryptedKey,
    write: () => Promise<Outcome<null, Problem>>,
    to: { readonly way: 'file' | 'mail'; readonly address: string | null },
  ): Promise<Outcome<Unrecorded, Problem | LockProblem>> {
    if (isLocked()) return failed({ kind: 'locked' });
    // Checked again, since a dialog may have been open for long.
    const allowed = policy.checkWay(`${to.way}-${lock.kind}`);
    if (!allowed.ok) return allowed;
    const words = lock.kind === 'passphrase' ? lock.id : null;
    if (words !== null && !passphrases.use(words)) return failed({ kind: 'passphrase-missing' });
    const written = await write();
    if (!written.ok) {
      if (words !== null) passphrases.release(words);
      return written;
    }
    if (words !== null && !passphrases.isKnown(words)) return failed({ kind: 'passphrase-missing' });
    return success(await record(open, `${to.way}-${lock.kind}`, to.address));
  }

  /** The other person who has this public key. People often paste the wrong one of several keys that they have at hand. */
  function takenBy(publicKey: string, { ocid, name }: Person): RecipientTaken | null {
    const other = addressBook.state().find((each) => each.publicKey === publicKey && each.userOcid !== ocid);
    if (other) return { kind: 'recipient-invalid', why: 'known-for-another', owner: other.userName, user: name };
    if (!options.isOwnAddress(publicKey, ocid)) return null;
    return { kind: 'recipient-invalid', why: 'own-address', user: name };
  }

  return {
    /** The words for files with this secret; they are made if there are none yet. */
    showPassphrase: (handle: string) => (isOpen(handle) ? success(passphrases.show(handle)) : gone),
    /** Makes other words. Files that were encrypted before open only with the earlier words, and no longer count as handed over. */
    async makePassphrase(handle: string): Promise<Outcome<Passphrase, SecretGone>> {
      const open = secrets.current();
      if (open?.handle !== handle) return gone;
      const make = () => (isOpen(handle) ? success(passphrases.make(handle)) : gone);
      return passphrases.show(handle).inUse ? forgetWords(open, make) : make();
    },

    async saveFile(request: HandoverRequest): Promise<Outcome<Saved | null, SaveProblem>> {
      const prepared = prepare(request, 'file');
      if (!prepared.ok) return prepared;
      const { keyName, ownerName } = prepared.value.open;
      const path = await chooseSavePath(fileNameFor(keyName, ownerName, 'age'));
      if (path === null) return success(null);
      const encrypted = await encryptKey(request, prepared.value);
      if (!encrypted.ok) return encrypted;
      const { file, lockedFor } = encrypted.value;
      // The file's name and never its path: the history says what was handed over, and nothing about this computer.
      const to = { way: 'file', address: lockedFor ?? basename(path) } as const;
      const out = await letOut(prepared.value, encrypted.value, () => writeFile(path, file), to);
      return out.ok ? success({ file: path, unrecorded: out.value }) : out;
    },

    async draftMail(request: HandoverRequest): Promise<Outcome<Drafted, SaveProblem | NoMailProgram>> {
      const prepared = prepare(request, 'mail');
      if (!prepared.ok) return prepared;
      const drafted = await draft(request, prepared.value, addresseeOf(request, prepared.value));
      if (!drafted.ok) return drafted;
      const { open, eml, to } = drafted.value;
      const name = fileNameFor(open.keyName, open.ownerName, 'eml');
      const out = await letOut(prepared.value, drafted.value, () => openDraft(name, eml), { way: 'mail', address: to });
      return out.ok ? success({ to, unrecorded: out.value }) : out;
    },

    async saveDraft(request: HandoverRequest): Promise<Outcome<(Saved & Drafted) | null, SaveProblem>> {
      const prepared = prepare(request, 'mail');
      if (!prepared.ok) return prepared;
      const { keyName, ownerName } = prepared.value.open;
      // The directory is asked before the dialog opens, so that it can answer while the person chooses a file.
      const addressee = addresseeOf(request, prepared.value);
      const path = await chooseSavePath(fileNameFor(keyName, ownerName, 'eml'));
      if (path === null) return success(null);
      const drafted = await draft(request, prepared.value, addressee);
      if (!drafted.ok) return drafted;
      const { eml, to } = drafted.value;
      const out = await letOut(prepared.value, drafted.value, () => writeFile(path, eml), { way: 'mail', address: to });
      return out.ok ? success({ file: path, to, unrecorded: out.value }) : out;
    },

    /** `pasted`: the text with the public key; null: the person chooses a file. */
    async addRecipient(person: Person, pasted: string | null): Promise<Outcome<Recipient | null, AddRecipientProblem>> {
      let text = pasted;
      if (text === null) {
        const file = await options.chooseKeyFile();
        // If Keydesk was locked while the dialog was open, nothing is added: another person may use a dialog that was left open.
        if (file === null || isLocked()) return success(null);
        const bytes = await options.readFile(file, MAX_KEY_FILE);
        if (!bytes.ok) return bytes;
        text = decodeText(bytes.value);
        // The file may hold a private key.
        bytes.value.fill(0);
      }
      const key = await parseRecipientKey(text);
      if (!key.ok) return key;
      const { publicKey } = key.value;
      const taken = takenBy(publicKey, person);
      return taken === null ? addressBook.add(person, publicKey) : failed(taken);
    },
  };
}

const gone = failed({ kind: 'secret-gone' } as const);

const mailLock = (lock: Prepared['lock']) =>
  lock.kind === 'recipient' && lock.recipient.kind === 'ssh' ? 'ssh' : lock.kind;

/** `file`: the path of the saved file. */
type Saved = { readonly file: string; readonly unrecorded: Unrecorded };
/** The address that the draft is for; null if none was found. */
type Drafted = { readonly to: string | null; readonly unrecorded: Unrecorded };
type Addressee = { readonly name: string; readonly email: string | null };
type Draft = EncryptedKey & { readonly eml: Buffer; readonly to: string | null };

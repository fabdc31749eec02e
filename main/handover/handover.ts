import { basename } from 'node:path';
import { failed, type Outcome, success } from '../outcome.ts';
import { fileNameFor } from './file-name.ts';
import type { Handover, HandoverOptions, HandoverRequest, LockProblem, SealedKey } from './handover-contract.ts';
import { composeDraft, mailAddress } from './mail-draft.ts';
import { parseRecipientKey, type RecipientTaken } from './recipient-key.ts';
import { createSealKey, type Prepared } from './seal-key.ts';

/** A recipients file is a few lines; the longest key of age has 2,000 characters. */
const MAX_KEY_FILE = 16_384;

/** Hands the open secret over in an encrypted file, saved or in a draft. Until that is done the secret stays as it was. */
export function createHandover<P>(options: HandoverOptions<P>): Handover {
  const { secrets, record, addressBook, passphrases, describeOwner, chooseSavePath, writeFile, openDraft } = options;
  const { prepare, seal } = createSealKey(options);
  const isOpen = (handle: string) => secrets.current()?.handle === handle;

  /** The user whose key it is, as mail goes to them; what the dialog knows where the directory cannot be asked. */
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
    const [addressee, sealed] = await Promise.all([asked, seal(request, prepared)]);
    if (!sealed.ok) return sealed;
    const { open, file } = sealed.value;
    const eml = await composeDraft({
      to: addressee.email,
      toName: addressee.name,
      keyName: open.keyName,
      sender: options.describe(open).sender,
      lock: request.lock.kind,
      attachment: { name: fileNameFor(open.keyName, open.ownerName, 'age'), bytes: file },
      date: new Date(options.now()),
    });
    return success({ ...sealed.value, eml, to: addressee.email });
  }

  /** Whose key it is instead. What people paste by mistake is most often another one that they have at hand. */
  function takenBy(publicKey: string, { ocid, name }: Parameters<Handover['addRecipient']>[0]): RecipientTaken | null {
    const other = addressBook.list().find((each) => each.publicKey === publicKey && each.userOcid !== ocid);
    if (other) return { kind: 'recipient-invalid', why: 'known-for-another', owner: other.userName, user: name };
    if (!options.isOwnAddress(publicKey, ocid)) return null;
    return { kind: 'recipient-invalid', why: 'own-address', user: name };
  }

  return {
    showPassphrase: (handle) => (isOpen(handle) ? success(passphrases.show(handle)) : gone),
    makePassphrase: (handle) => (isOpen(handle) ? success(passphrases.make(handle)) : gone),

    async saveFile(request) {
      const prepared = prepare(request);
      if (!prepared.ok) return prepared;
      const { keyName, ownerName } = prepared.value.open;
      const path = await chooseSavePath(fileNameFor(keyName, ownerName, 'age'));
      if (path === null) return success(null);
      const sealed = await seal(request, prepared.value);
      if (!sealed.ok) return sealed;
      const written = await writeFile(path, sealed.value.file);
      if (!written.ok) return written;
      // Its name, and never where it lies: the history tells what was handed over, not how this computer is arranged.
      const to = sealed.value.lockedFor ?? basename(path);
      const recorded = await record(sealed.value.open, `file-${request.lock.kind}`, to);
      return recorded.ok ? success(path) : recorded;
    },

    async draftMail(request) {
      const prepared = prepare(request);
      if (!prepared.ok) return prepared;
      const drafted = await draft(request, prepared.value, addresseeOf(request, prepared.value));
      if (!drafted.ok) return drafted;
      const { open, eml, to } = drafted.value;
      const shown = await openDraft(fileNameFor(open.keyName, open.ownerName, 'eml'), eml);
      if (!shown.ok) return shown;
      const recorded = await record(open, `mail-${request.lock.kind}`, to);
      return recorded.ok ? success(to) : recorded;
    },

    async saveDraft(request) {
      const prepared = prepare(request);
      if (!prepared.ok) return prepared;
      const { keyName, ownerName } = prepared.value.open;
      // Asked before the dialog opens, as the place is: the time that a person takes in it is not the directory's.
      const addressee = addresseeOf(request, prepared.value);
      const path = await chooseSavePath(fileNameFor(keyName, ownerName, 'eml'));
      if (path === null) return success(null);
      const drafted = await draft(request, prepared.value, addressee);
      if (!drafted.ok) return drafted;
      const written = await writeFile(path, drafted.value.eml);
      if (!written.ok) return written;
      const recorded = await record(drafted.value.open, `mail-${request.lock.kind}`, drafted.value.to);
      return recorded.ok ? success(path) : recorded;
    },

    async addRecipient(person, pasted) {
      let text = pasted;
      if (text === null) {
        const file = await options.chooseKeyFile();
        // Or Keydesk was locked meanwhile: whoever comes by adds no key from a dialog that was left open.
        if (file === null || options.isLocked()) return success(null);
        const bytes = await options.readFile(file, MAX_KEY_FILE);
        if (!bytes.ok) return bytes;
        text = textOf(bytes.value);
        // It may turn out to be a private key.
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

type Addressee = { readonly name: string; readonly email: string | null };
type Draft = SealedKey & { readonly eml: Buffer; readonly to: string | null };

/** PowerShell writes UTF-16 where it is told nothing else. */
const textOf = (bytes: Buffer) =>
  bytes[0] === 0xff && bytes[1] === 0xfe ? bytes.toString('utf16le') : bytes.toString();

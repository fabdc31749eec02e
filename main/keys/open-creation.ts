import type { OpenSecret } from '../../bridge/values/secret.ts';
import { success } from '../basics/outcome.ts';
import type { Keeping } from '../secret/secret-contract.ts';
import type { NoteCreation } from './creation-journal.ts';
import type { CreationsOptions } from './creations-contract.ts';
import type { BegunRecord, MadeKey } from './journal-records.ts';
import { opensWithoutWords } from './key-history.ts';

interface OpenCreationOptions extends Pick<CreationsOptions, 'secrets' | 'history' | 'saved' | 'onStep'> {
  readonly note: NoteCreation;
}

/** How a secret is opened that another part of Keydesk takes. */
export interface OpenDetails {
  /** No dialog shows it. */
  readonly quiet?: boolean;
  /** Called once the secret is open, while the rest of the creation goes on. */
  readonly onOpen?: (opened: OpenSecret) => void;
}

/**
 * Opens the secret of a creation for the person, fresh from the answer or found again in the vault, and follows it in the
 * journal until the dialog has been closed. `recorded`: the journal knows the key, whose tag is no longer needed.
 */
export function createOpenCreation({ note, secrets, history, saved, onStep }: OpenCreationOptions) {
  return async function openCreation(
    begun: BegunRecord,
    made: MadeKey,
    secretKey: Buffer,
    keeping: Keeping,
    { quiet = false, onOpen = () => {} }: OpenDetails = {},
  ): Promise<{ readonly opened: OpenSecret; readonly recorded: boolean }> {
    const { creation } = begun;
    const details = {
      handle: creation,
      ...made,
      keyName: begun.keyName,
      ownerName: begun.ownerName,
      ownerIdentity: begun.ownerIdentity,
      ownerOcid: begun.owner.kind === 'self' ? begun.account.userOcid : begun.owner.ocid,
      own: begun.owner.kind === 'self',
      origin: { kind: 'generated' as const },
      home: { owner: begun.owner, account: begun.account, place: null },
      quiet,
      onClosing: async () => {
        const written = await note(creation, { type: 'closing' });
        if (!written.ok) return written;
        onStep('closing');
        return success(null);
      },
      onClosed: async (removed: boolean) => {
        // If the secret could not be removed now, the creation stays `closing`, and the next `resume` removes it.
        if (!removed) return;
        onStep('secret-removed');
        // If this cannot be written, the creation stays `closing` too.
        await note(creation, { type: 'ended', how: 'closed' });
        onStep('closed');
      },
    };
    const opened = await secrets.open(details, secretKey, keeping);
    onOpen(opened);
    // After a crash or the lock: if the secret was handed over before, *Close* need not ask. But the words of a passphrase are forgotten by
    // now, so a file that only they open does not count.
    const done = await history.of(made.accessKey);
    if (opensWithoutWords(done)) secrets.markSafe(creation, 'handedOver');
    if (saved.state().some((key) => key.accessKey === made.accessKey)) secrets.markSafe(creation, 'saved');
    onStep(keeping === 'recovered' ? 'offered-again' : 'secret-stored');
    const recorded = await note(creation, { type: 'created', ...made });
    onStep('recorded');
    return { opened, recorded: recorded.ok };
  };
}

export type OpenCreation = ReturnType<typeof createOpenCreation>;

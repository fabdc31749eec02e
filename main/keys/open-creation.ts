import type { OpenSecret } from '../../bridge/values/secret.ts';
import { success } from '../basics/outcome.ts';
import type { Keeping, Secrets } from '../secret/secret-contract.ts';
import type { CreationJournal } from './creation-journal.ts';
import type { CreationStep } from './creation-steps.ts';
import type { BegunRecord, MadeKey } from './journal-records.ts';
import { type KeyHistory, opensWithoutWords } from './key-history.ts';

interface OpenCreationOptions {
  readonly journal: CreationJournal;
  readonly secrets: Secrets;
  readonly history: Pick<KeyHistory, 'of'>;
  /** The key is saved on this computer. */
  readonly isSaved: (accessKey: string) => boolean;
  /** The time as ISO 8601. */
  readonly at: () => string;
  readonly onStep: (step: CreationStep) => void;
}

/** How a secret is opened that another part of Keydesk takes. */
export interface OpenDetails {
  /** No dialog shows it. */
  readonly quiet?: boolean;
  /** Called once the secret is open, while the rest of the creation goes on. */
  readonly onOpen?: (opened: OpenSecret) => void;
}

interface OpenedCreation {
  readonly opened: OpenSecret;
  /** The journal knows the key: its tag is no longer needed. */
  readonly recorded: boolean;
}

/**
 * Opens the secret of a creation for the person, fresh from the answer or found again in the vault, and follows it in the
 * journal until the dialog has been closed.
 */
export function createOpenCreation({ journal, secrets, history, isSaved, at, onStep }: OpenCreationOptions) {
  return async function openCreation(
    begun: BegunRecord,
    made: MadeKey,
    secretKey: Buffer,
    keeping: Keeping,
    { quiet = false, onOpen = () => {} }: OpenDetails = {},
  ): Promise<OpenedCreation> {
    const { creation } = begun;
    const details = {
      handle: creation,
      keyId: made.keyId,
      keyName: begun.keyName,
      ownerName: begun.ownerName,
      ownerIdentity: begun.ownerIdentity,
      ownerOcid: begun.owner.kind === 'self' ? begun.account.userOcid : begun.owner.ocid,
      own: begun.owner.kind === 'self',
      accessKey: made.accessKey,
      origin: { kind: 'generated' as const },
      home: { owner: begun.owner, account: begun.account, place: null },
      quiet,
      onClosing: async () => {
        const written = await journal.add({ v: 1, type: 'closing', creation, at: at() });
        if (!written.ok) return written;
        onStep('closing');
        return success(null);
      },
      onClosed: async (removed: boolean) => {
        // If the secret could not be removed now, the creation stays `closing`, and the next `resume` removes it.
        if (!removed) return;
        onStep('secret-removed');
        await journal.add({ v: 1, type: 'ended', creation, at: at(), how: 'closed' });
        onStep('closed');
      },
    };
    const opened = await secrets.open(details, secretKey, keeping);
    onOpen(opened);
    // After a crash or the lock: if the secret was handed over before, *Close* need not ask. But the words of a passphrase are forgotten by
    // now, so a file that only they open does not count.
    const done = await history.of(made.accessKey);
    if (opensWithoutWords(done)) secrets.markSafe(creation, 'handedOver');
    if (isSaved(made.accessKey)) secrets.markSafe(creation, 'saved');
    onStep(keeping === 'recovered' ? 'offered-again' : 'secret-stored');
    const recorded = await journal.add({ v: 1, type: 'created', creation, at: at(), ...made });
    onStep('recorded');
    return { opened, recorded: recorded.ok };
  };
}

export type OpenCreation = ReturnType<typeof createOpenCreation>;

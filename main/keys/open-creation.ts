import type { OpenSecret, Secrets } from '../secret/one-time-secret.ts';
import type { CreationJournal } from './creation-journal.ts';
import type { CreationStep } from './creation-steps.ts';
import type { BegunRecord, MadeKey } from './journal-records.ts';
import type { KeyAccess } from './key-access.ts';

export interface OpenCreationOptions {
  readonly journal: CreationJournal;
  readonly secrets: Secrets;
  /** The time as ISO 8601. */
  readonly at: () => string;
  readonly onStep: (step: CreationStep) => void;
}

/**
 * Opens the secret of a creation for the person, fresh from the answer or found again in the vault, and follows it in the
 * journal until the dialog has been closed.
 */
export function createOpenCreation({ journal, secrets, at, onStep }: OpenCreationOptions) {
  return async function openCreation(
    begun: BegunRecord,
    made: MadeKey,
    secretKey: Buffer,
    keeping: 'vault' | 'kept' | 'memory',
  ): Promise<OpenSecret> {
    const { creation } = begun;
    const details = {
      handle: creation,
      keyId: made.keyId,
      keyName: begun.keyName,
      ownerName: begun.ownerName,
      own: begun.owner.kind === 'self',
      accessKey: made.accessKey,
      onClosing: async () => {
        await journal.add({ v: 1, type: 'closing', creation, at: at() });
        onStep('closing');
      },
      onClosed: async () => {
        onStep('secret-removed');
        await journal.add({ v: 1, type: 'ended', creation, at: at(), how: 'closed' });
        onStep('closed');
      },
    };
    const opened = await secrets.open(details, secretKey, keeping);
    onStep('secret-kept');
    await journal.add({ v: 1, type: 'created', creation, at: at(), ...made });
    onStep('recorded');
    return opened;
  };
}

export type OpenCreation = ReturnType<typeof createOpenCreation>;

/** Takes the creation's mark out of the description at Oracle. Best effort: lists do not show it in any case. */
export async function removeMark(access: KeyAccess, begun: BegunRecord, keyId: string): Promise<void> {
  if (begun.marked) await access.api.setDescription(access.owner, keyId, begun.description);
}

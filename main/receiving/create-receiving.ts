import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import { MAX_AGE_FILE } from '../handover/age-file.ts';
import { readChosenFile } from '../signin/small-file.ts';
import { createIncomingFile, type IncomingOptions } from './incoming-file.ts';
import { createReceivingIdentity, type ReceivingIdentityOptions } from './receiving-identity.ts';
import { createOpenTyped } from './typed-key.ts';

export type ReceivingOptions = Pick<IncomingOptions, 'secrets' | 'making' | 'isLocked'> & ReceivingIdentityOptions;

/** The other side of handing over: this person's address, handed-over files, and keys that are typed while they are spelled. */
export function createReceiving({ secrets, making, vault, store, isLocked, now }: ReceivingOptions) {
  const identity = createReceivingIdentity({ vault, store, now });
  const incoming = createIncomingFile({ identity, secrets, making, isLocked, newId: randomUUID });
  return {
    identity,
    incoming,
    openTyped: createOpenTyped({ secrets, newId: randomUUID, making }),
    /** Opens a handed-over file that the person or the system named. `incoming` says what becomes of it. */
    async openFile(path: string): Promise<void> {
      const name = basename(path);
      const bytes = await readChosenFile(path, MAX_AGE_FILE);
      if (bytes.ok) await incoming.receive(name, bytes.value);
      else incoming.refuse(name, bytes.problem);
    },
  };
}

export type Receiving = ReturnType<typeof createReceiving>;

import { failed, type Outcome, success } from '../basics/outcome.ts';
import type { ReachKeys } from '../directory/directory-contract.ts';
import { type StoredSecret, secretEntry, unpackSecret } from '../secret/stored-secret.ts';
import type { VaultProblem } from '../vault/vault.ts';
import type { Claim } from './claims.ts';
import type { NoteCreation } from './creation-journal.ts';
import { removeTag } from './creation-tag.ts';
import type { CreationsOptions, UnfinishedDone as Done } from './creations-contract.ts';
import type { Creation } from './journal-records.ts';
import type { OpenCreation } from './open-creation.ts';
import { judgeListing, listOfShown, mayBeAmong, reconcileCreation } from './reconcile.ts';

interface ResumeOptions extends Pick<CreationsOptions, 'vault' | 'secrets' | 'clock'> {
  readonly note: NoteCreation;
  readonly reach: ReachKeys;
  readonly openCreation: OpenCreation;
}

/** In milliseconds: the service carries out no request later than this, so a creation that has no key by then never gets one. */
const LATEST = 3_600_000;

/** A listing may lag behind a creation for so long, in milliseconds: only then does a key that is not in it count as gone. */
const LAG = 120_000;

/**
 * Takes one creation up where a crash, a lost answer, the lock or trouble with the keychain left it. If its secret is found, it is offered
 * again, even if it was believed lost. Nothing is concluded while the store that it was put into cannot be read.
 */
export function createResumeCreation(options: ResumeOptions) {
  const { note, vault, secrets, reach, openCreation, clock } = options;

  const age = ({ begun }: Creation) => clock.now() - Date.parse(begun.at);

  async function findSaved({ begun }: Creation): Promise<Outcome<StoredSecret | null, VaultProblem>> {
    const kept = await vault.get(secretEntry(begun.creation));
    if (!kept.ok || !kept.value) return kept.ok ? success(null) : kept;
    const secret = unpackSecret(kept.value);
    kept.value.fill(0);
    return success(secret);
  }

  async function offerAgain({ begun }: Creation, { keyId, accessKey, secretKey }: StoredSecret, quiet: boolean): Done {
    const { recorded } = await openCreation(begun, { keyId, accessKey }, secretKey, 'recovered', { quiet });
    if (!begun.marked || !recorded) return success(null);
    const access = await reach(begun.owner);
    if (access.ok) await removeTag(access.value, begun.creation, keyId);
    return success(null);
  }

  /** Leaves the secret in the vault, and only notes its key in the journal. The tag is removed when the secret is opened. */
  async function leaveInVault({ begun, phase }: Creation, { keyId, accessKey, secretKey }: StoredSecret): Done {
    secretKey.fill(0);
    return phase === 'created' ? success(null) : note(begun.creation, { type: 'created', keyId, accessKey });
  }

  /** A key whose secret is lost may have been deleted elsewhere since. */
  async function lookAtLost(creation: Creation, keyId: string): Done {
    const { begun } = creation;
    const access = await reach(begun.owner);
    if (!access.ok) return access;
    const listed = await listOfShown(access.value, begun.owner);
    if (!listed.ok) return listed;
    return mayBeAmong(listed.value, keyId) || age(creation) < LAG
      ? success(null)
      : note(begun.creation, { type: 'ended', how: 'deleted' });
  }

  /** The person was told that there is no key. If there is one by now, it is reported after all. */
  async function lookAtAbsent(creation: Creation): Done {
    const { begun } = creation;
    const access = await reach(begun.owner);
    const listed = access.ok ? await access.value.api.listKeys(access.value.owner) : access;
    if (!listed.ok) return success(null);
    const found = judgeListing(begun, listed.value);
    if (found.kind === 'lost') return note(begun.creation, { type: 'lost', ...found.made });
    return age(creation) < LATEST ? success(null) : note(begun.creation, { type: 'ended', how: 'not-created' });
  }

  async function lookAtBegun({ begun }: Creation): Done {
    const access = await reach(begun.owner);
    if (!access.ok) return access;
    const found = await reconcileCreation(access.value, begun, clock);
    if (found.kind === 'unclear') return found.problem ? failed(found.problem) : success(null);
    if (found.kind === 'lost') return note(begun.creation, { type: 'lost', ...found.made });
    return note(begun.creation, begun.marked ? { type: 'absent' } : { type: 'ended', how: 'not-created' });
  }

  /** `taken`: the rotation that claims the secret takes it now. */
  return async function resumeCreation(creation: Creation, claim: Claim | 'taken'): Done {
    const { begun, phase, key } = creation;
    if (phase === 'absent') return lookAtAbsent(creation);
    const elsewhere = begun.vault === 'keychain' && vault.state.kind === 'memory' ? vault.state.reason : null;
    if (phase === 'lost' && key && elsewhere !== null) return lookAtLost(creation, key.keyId);
    if (elsewhere !== null) {
      const reason = `the secret key of ${begun.keyName} was put into the keychain, which does not answer now (${elsewhere})`;
      return failed({ kind: 'vault-failed', reason });
    }
    if (claim === 'packed' && phase !== 'closing') {
      const closing = await note(begun.creation, { type: 'closing' });
      if (!closing.ok) return closing;
    }
    if (phase === 'closing' || claim === 'packed') {
      const removed = await vault.remove(secretEntry(begun.creation));
      return removed.ok ? note(begun.creation, { type: 'ended', how: 'closed' }) : removed;
    }
    const kept = await findSaved(creation);
    if (!kept.ok) return kept;
    if (kept.value) {
      if (claim === 'waits') return leaveInVault(creation, kept.value);
      if (!secrets.current()) return offerAgain(creation, kept.value, claim === 'taken');
      // Another secret is open. When it is closed, this secret is offered.
      kept.value.secretKey.fill(0);
      return success(null);
    }
    if (phase === 'begun' || !key) return lookAtBegun(creation);
    return phase === 'created' ? note(begun.creation, { type: 'lost', ...key }) : lookAtLost(creation, key.keyId);
  };
}

export type ResumeCreation = ReturnType<typeof createResumeCreation>;

import { failed, type Outcome, success } from '../basics/outcome.ts';
import type { ReachKeys } from '../directory/directory-contract.ts';
import type { Secrets } from '../secret/secret-contract.ts';
import { type StoredSecret, secretEntry, unpackSecret } from '../secret/stored-secret.ts';
import type { Vault, VaultProblem } from '../vault/vault.ts';
import type { Claim } from './claims.ts';
import type { CreationJournal } from './creation-journal.ts';
import { removeTag } from './creation-tag.ts';
import type { Creation, JournalRecord } from './journal-records.ts';
import type { OpenCreation } from './open-creation.ts';
import { judgeListing, listOfShown, mayBeAmong, reconcileCreation } from './reconcile.ts';
import type { UnfinishedProblem } from './unfinished-creations.ts';

interface ResumeOptions {
  readonly journal: CreationJournal;
  readonly vault: Vault;
  readonly secrets: Secrets;
  readonly reach: ReachKeys;
  readonly openCreation: OpenCreation;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}

/** No request is carried out so late, in milliseconds: a creation that has no key by then has none for good. */
const LATEST = 3_600_000;

/** A listing may lag behind a creation for so long, in milliseconds: only then does a key that is not in it count as gone. */
const LAG = 120_000;

export type NewRecord =
  | { type: 'created' | 'lost'; keyId: string; accessKey: string }
  | { type: 'absent' | 'closing' }
  | { type: 'ended'; how: 'closed' | 'not-created' | 'deleted' | 'left' };

/** Adds a record about a creation, as of now. */
export const recordOf = ({ begun }: Creation, now: number, record: NewRecord): JournalRecord => ({
  v: 1,
  creation: begun.creation,
  at: new Date(now).toISOString(),
  ...record,
});

type Done = Promise<Outcome<null, UnfinishedProblem>>;

/**
 * Takes one creation up where a crash, a lost answer, the lock or trouble with the keychain left it. If its secret is found, it is offered
 * again, even if it was believed lost. Nothing is concluded while the store that it was put into cannot be read.
 */
export function createResumeCreation(options: ResumeOptions) {
  const { journal, vault, secrets, reach, openCreation, now, sleep } = options;

  const add = (creation: Creation, record: NewRecord) => journal.add(recordOf(creation, now(), record));
  const age = ({ begun }: Creation) => now() - Date.parse(begun.at);

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

  /** The secret stays in the vault. Only the journal hears of its key: the tag goes when the secret is opened. */
  async function leaveInVault(creation: Creation, { keyId, accessKey, secretKey }: StoredSecret): Done {
    secretKey.fill(0);
    return creation.phase === 'created' ? success(null) : add(creation, { type: 'created', keyId, accessKey });
  }

  /** A key whose secret is lost may have been deleted elsewhere since. */
  async function lookAtLost(creation: Creation, keyId: string): Done {
    const access = await reach(creation.begun.owner);
    if (!access.ok) return access;
    const listed = await listOfShown(access.value, creation.begun.owner);
    if (!listed.ok) return listed;
    return mayBeAmong(listed.value, keyId) || age(creation) < LAG
      ? success(null)
      : add(creation, { type: 'ended', how: 'deleted' });
  }

  /** The person was told that there is no key. If there is one by now, it is reported after all. */
  async function lookAtAbsent(creation: Creation): Done {
    const access = await reach(creation.begun.owner);
    if (!access.ok) return success(null);
    const listed = await access.value.api.listKeys(access.value.owner);
    if (!listed.ok) return success(null);
    const found = judgeListing(creation.begun, listed.value);
    if (found.kind === 'lost') {
      return add(creation, { type: 'lost', keyId: found.key.id, accessKey: found.key.accessKey });
    }
    return age(creation) < LATEST ? success(null) : add(creation, { type: 'ended', how: 'not-created' });
  }

  async function lookAtBegun(creation: Creation): Done {
    const { begun } = creation;
    const access = await reach(begun.owner);
    if (!access.ok) return access;
    const found = await reconcileCreation({ access: access.value, begun, sleep });
    if (found.kind === 'unclear') return found.problem ? failed(found.problem) : success(null);
    if (found.kind === 'lost') {
      return add(creation, { type: 'lost', keyId: found.key.id, accessKey: found.key.accessKey });
    }
    return add(creation, begun.marked ? { type: 'absent' } : { type: 'ended', how: 'not-created' });
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
      const closing = await add(creation, { type: 'closing' });
      if (!closing.ok) return closing;
    }
    if (phase === 'closing' || claim === 'packed') {
      const removed = await vault.remove(secretEntry(begun.creation));
      return removed.ok ? add(creation, { type: 'ended', how: 'closed' }) : removed;
    }
    const kept = await findSaved(creation);
    if (!kept.ok) return kept;
    if (kept.value) {
      if (claim === 'waits') return leaveInVault(creation, kept.value);
      if (!secrets.current()) return offerAgain(creation, kept.value, claim === 'taken');
      // Another secret is open. This one is offered when that is closed.
      kept.value.secretKey.fill(0);
      return success(null);
    }
    if (phase === 'begun' || !key) return lookAtBegun(creation);
    return phase === 'created' ? add(creation, { type: 'lost', ...key }) : lookAtLost(creation, key.keyId);
  };
}

export type ResumeCreation = ReturnType<typeof createResumeCreation>;

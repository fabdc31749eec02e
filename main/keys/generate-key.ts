import { randomUUID } from 'node:crypto';
import type { Owner } from '../../bridge/values/directory.ts';
import type { OpenSecret } from '../../bridge/values/secret.ts';
import type { Clock } from '../basics/clock.ts';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import type { OwnerAccess, ReachKeys } from '../directory/directory-contract.ts';
import type { Answer, CreatedKey, NewKey } from '../oracle/oracle-client.ts';
import { cancelled, type OracleProblem } from '../oracle/oracle-problem.ts';
import { type SecretBusy, secretBusy } from '../secret/secret-busy.ts';
import type { CreationJournal, NoteCreation } from './creation-journal.ts';
import { hasRoomForTag, withTag } from './creation-tag.ts';
import type { CreationsOptions } from './creations-contract.ts';
import type { BegunRecord, MadeKey } from './journal-records.ts';
import type { OpenCreation, OpenDetails } from './open-creation.ts';
import { type LookedUp, type Prepared, type PrepareProblem, prepareCreation } from './prepare-creation.ts';
import { reconcileCreation } from './reconcile.ts';

export type GenerateProblem =
  | PrepareProblem
  | SecretBusy
  /** The answer never came. What became of the key was looked up. */
  | { readonly kind: 'not-created'; readonly cause: OracleProblem }
  | { readonly kind: 'creation-unclear'; readonly cause: OracleProblem; readonly keyName: string }
  | ({ readonly kind: 'creation-lost'; readonly cause: OracleProblem; readonly keyName: string } & MadeKey);

interface GenerateOptions
  extends Pick<CreationsOptions, 'policy' | 'secrets' | 'history' | 'vault' | 'clock' | 'onStep'> {
  readonly reach: ReachKeys;
  readonly journal: CreationJournal;
  readonly note: NoteCreation;
  readonly openCreation: OpenCreation;
  /** The creations that run now: no other part may take them up. */
  readonly underWay: Set<string>;
}

/** Details that come from other parts of Keydesk, and not from the person. */
export interface GenerateDetails extends OpenDetails {
  /** A key that makes room for the new one. It is deleted only when everything else has been checked. */
  readonly instead?: { readonly keyId: string; readonly remove: () => Promise<Outcome<null, OracleProblem>> };
  /** The rotation that takes the secret without a dialog, also after a crash: see `Claims`. */
  readonly rotation?: string | null;
  /** The id of the creation, if another part has written it down already; a UUID. */
  readonly creation?: string;
  /**
   * Settles when the caller has written the creation down, and has closed the secret of the creation before. Until then only checks run,
   * and nothing is changed at Oracle. If it is not `ok`, the creation ends.
   */
  readonly ready?: Promise<{ readonly ok: boolean }>;
  /** The owner was looked up a moment ago; null: was not. */
  readonly ahead?: LookedUp | null;
}

export type GenerateKey = (
  owner: Owner,
  wanted: NewKey,
  details?: GenerateDetails,
) => Promise<Outcome<OpenSecret, GenerateProblem>>;

/**
 * Generates a customer secret key: checked, journalled and synced, sent once, its secret stored before the caller gets it. If no answer
 * comes, Keydesk finds out whether there is a key, and says so. `docs/architecture.md` describes each step.
 */
export function createGenerateKey(options: GenerateOptions) {
  const { reach, policy, journal, note, secrets, history, openCreation, vault, underWay, clock, onStep } = options;
  const at = () => new Date(clock.now()).toISOString();

  const beginRecord = (
    { access, owner, ownerName, ownerIdentity, key, before }: Prepared,
    creation: string,
    rotation: string | null,
  ): BegunRecord => {
    const { tenancyOcid, userOcid, sample } = access.account;
    return {
      v: 1,
      type: 'begun',
      creation,
      at: at(),
      account: { tenancyOcid, userOcid, sample },
      owner: { ...owner },
      ownerName,
      ownerIdentity,
      keyName: key.name,
      description: key.description,
      expiresOn: key.expiresOn,
      retryToken: randomUUID(),
      marked: access.api.offers.description && hasRoomForTag(key.description, creation),
      vault: vault.state.kind,
      before: [...before],
      rotation,
    };
  };

  /** Called if the request may have been carried out. Looks for its key, and writes down what it finds. */
  async function settle(begun: BegunRecord, { access }: Prepared, cause: OracleProblem) {
    const { creation, keyName, marked } = begun;
    onStep('reconciling');
    const found =
      cause.kind === 'secret-missing'
        ? { kind: 'lost' as const, made: { keyId: cause.keyId, accessKey: cause.accessKey } }
        : await reconcileCreation(access, begun, clock);
    if (found.kind === 'unclear') return failed({ kind: 'creation-unclear', cause, keyName } as const);
    if (found.kind === 'not-created') {
      // The tag still identifies a key that is made late.
      await note(creation, marked ? { type: 'absent' } : { type: 'ended', how: 'not-created' });
      onStep('settled');
      return failed({ kind: 'not-created', cause } as const);
    }
    // If this cannot be written, the next look at the creation finds the same key.
    await note(creation, { type: 'lost', ...found.made });
    onStep('settled');
    return failed({ kind: 'creation-lost', cause, keyName, ...found.made } as const);
  }

  async function carryOut(
    prepared: Prepared,
    begun: BegunRecord,
    details: OpenDetails,
    onOpened: () => void,
  ): Promise<Outcome<OpenSecret, GenerateProblem>> {
    const { access, key } = prepared;
    onStep('journalling');
    const written = await journal.add(begun);
    if (!written.ok) return written;
    onStep('journalled');

    const description = begun.marked ? withTag(key.description, begun.creation) : key.description;
    const sent = sendCreation(access, { ...key, description }, begun.retryToken, clock);
    onStep('sent');
    const answer = await sent;
    if (!answer.ok) {
      if (mayHaveBeenMade(answer.problem)) return settle(begun, prepared, answer.problem);
      // If this cannot be written, the next look at the creation finds no key.
      await note(begun.creation, { type: 'ended', how: 'not-created' });
      return answer;
    }
    onStep('answered');

    const made = { keyId: answer.value.key.id, accessKey: answer.value.key.accessKey };
    const keeping = access.account.sample ? 'memory' : 'vault';
    const { opened, recorded } = await openCreation(begun, made, answer.value.secretKey, keeping, details);
    onOpened();
    // Notes that the new key is active, since domains do not return a status.
    void history.addStatus(made.keyId, { status: 'ACTIVE', at: at() }, access.account.sample);
    // Best effort: lists never show the tag. While the journal does not know the key, the tag stays, since only the tag proves whose key
    // this is.
    if (begun.marked && recorded) await access.api.setDescription(access.owner, made.keyId, key.description);
    onStep('untagged');
    return success(opened);
  }

  async function create(
    owner: Owner,
    wanted: NewKey,
    details: GenerateDetails,
    onOpened: () => void,
  ): ReturnType<GenerateKey> {
    const { instead, creation = randomUUID(), ready, rotation = null, ahead = null } = details;
    onStep('started');
    const prepared = await prepareCreation(reach, policy, clock.now(), owner, wanted, instead?.keyId ?? null, ahead);
    if (!prepared.ok) return prepared;
    onStep('checked');
    if (ready) {
      if (!(await ready).ok) return failed(cancelled);
      const busy = secretBusy(null, secrets.inTheWay());
      if (busy !== null) return failed(busy);
    }
    if (instead && prepared.value.before.includes(instead.keyId)) {
      const removed = await instead.remove();
      if (!removed.ok) return removed;
      onStep('replaced');
    }
    const begun = beginRecord(prepared.value, creation, rotation);
    underWay.add(begun.creation);
    // The creation ends when the secret is open, before the rest of the work. So an unlock offers the secret again at once, and
    // after the dialog is closed the next key can be made.
    const done = () => underWay.delete(begun.creation);
    return carryOut(prepared.value, begun, details, () => {
      done();
      onOpened();
    }).finally(done);
  }

  /** The key that is being made: a second press of the button must not make a second key. */
  let making: { readonly name: string; readonly opened: Promise<void> } | null = null;

  const generateKey: GenerateKey = async (owner, wanted, details = {}) => {
    const busy = secretBusy(making?.name ?? null, details.ready ? null : secrets.inTheWay());
    if (busy !== null) return failed(busy);
    const opened = Promise.withResolvers<void>();
    const mine = { name: wanted.name, opened: opened.promise };
    const done = () => {
      if (making === mine) making = null;
      opened.resolve();
    };
    making = mine;
    return create(owner, wanted, details, done).finally(done);
  };

  return {
    generateKey,
    making: () => making?.name ?? null,
    /** Resolves when no key is being made: its secret is open, or it is known that there is no key. */
    settled: async () => making?.opened,
  };
}

/** If it is certain that a request did not reach the service, it is sent again after these pauses, in milliseconds. */
const PAUSES = [1000, 3000];

/**
 * Sends a creation once. Only when nothing reached the service (connection refused, no such host) is it sent again, with
 * the same retry token; never when it may have been carried out.
 */
async function sendCreation(
  { api, owner }: OwnerAccess,
  key: NewKey,
  retryToken: string,
  { sleep }: Pick<Clock, 'sleep'>,
): Answer<CreatedKey> {
  let answer = await api.createKey(owner, key, retryToken);
  for (const pause of PAUSES) {
    if (answer.ok || answer.problem.kind !== 'unreachable' || answer.problem.delivery !== 'not-sent') break;
    await sleep(pause);
    answer = await api.createKey(owner, key, retryToken);
  }
  return answer;
}

/**
 * Whether there may be a key although no good answer came. That holds for two refusals as well: a 409, which a service may give for a retry
 * token that it has seen before (if a device on the way repeated the request), and a 408, which may come from a gateway.
 */
function mayHaveBeenMade(problem: OracleProblem): boolean {
  const { kind, delivery } = problem;
  return delivery === 'unknown' || kind === 'conflict' || (kind === 'rejected' && problem.status === 408);
}

import type { Owner } from '../directory/directory-contract.ts';
import type { NewKey, UserRecord } from '../oracle/oracle-client.ts';
import type { OracleProblem } from '../oracle/oracle-problem.ts';
import { failed, type Outcome, success } from '../outcome.ts';
import type { OpenSecret, Secrets } from '../secret/one-time-secret.ts';
import type { CreationJournal, JournalProblem } from './creation-journal.ts';
import type { CreationStep } from './creation-steps.ts';
import type { KeyAccess, ReachKeys } from './key-access.ts';
import { checkExpiry, checkKeyName, type ExpiryProblem, KEY_LIMIT, type NameProblem } from './key-rules.ts';
import { type Reconciled, reconcileCreation } from './reconcile.ts';

export type GenerateProblem =
  | OracleProblem
  | NameProblem
  | ExpiryProblem
  | JournalProblem
  | { readonly kind: 'key-limit'; readonly limit: number; readonly names: readonly string[] }
  | { readonly kind: 'not-offered' }
  /** The dialog of another secret is still open. */
  | { readonly kind: 'secret-open'; readonly keyName: string }
  /** The answer never came. What became of the key was looked up. */
  | { readonly kind: 'not-created'; readonly cause: OracleProblem }
  | {
      readonly kind: 'creation-lost';
      readonly cause: OracleProblem;
      readonly keyName: string;
      readonly accessKey: string;
    }
  | { readonly kind: 'creation-unclear'; readonly cause: OracleProblem; readonly keyName: string };

export interface GenerateOptions<P> {
  readonly reach: ReachKeys<P>;
  readonly journal: CreationJournal;
  readonly secrets: Secrets;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  readonly newId: () => string;
  readonly onStep: (step: CreationStep) => void;
  /** Told which key was made active here, since domains do not return a status. */
  readonly onCreated: (keyId: string) => void;
}

type Prepared = { access: KeyAccess; key: NewKey; before: readonly string[]; ownerName: string };

/**
 * Generates a customer secret key: checked, journalled and synced, sent once, its secret put away before anybody hears
 * of it. When no answer comes, it looks what became of the key and says so. DESIGN, "The one-time secret".
 */
export function createGenerateKey<P>(options: GenerateOptions<P>) {
  const { reach, journal, secrets, now, sleep, newId, onStep, onCreated } = options;
  const at = () => new Date(now()).toISOString();

  async function prepare(owner: Owner, wanted: NewKey): Promise<Outcome<Prepared, P | GenerateProblem>> {
    const open = secrets.current();
    if (open) return failed({ kind: 'secret-open', keyName: open.keyName });
    const name = checkKeyName(wanted.name);
    if (!name.ok) return name;
    const expiresOn = checkExpiry(wanted.expiresOn, now());
    if (!expiresOn.ok) return expiresOn;
    const access = await reach(owner);
    if (!access.ok) return access;
    const { api, owner: keyOwner } = access.value;
    if ((wanted.description && !api.offers.description) || (wanted.expiresOn && !api.offers.expiry)) {
      return failed({ kind: 'not-offered' });
    }
    const whom: Promise<Outcome<UserRecord, OracleProblem>> = owner.kind === 'self' ? api.me() : api.getUser(owner.id);
    const [keys, user] = await Promise.all([api.listKeys(keyOwner), whom]);
    if (!keys.ok) return keys;
    if (!user.ok) return user;
    if (keys.value.length >= KEY_LIMIT) {
      return failed({ kind: 'key-limit', limit: KEY_LIMIT, names: keys.value.map((key) => key.name) });
    }
    const key = { name: name.value, description: wanted.description?.trim() || null, expiresOn: expiresOn.value };
    const before = keys.value.map((known) => known.id);
    return success({ access: access.value, key, before, ownerName: user.value.displayName });
  }

  const end = (creation: string, how: 'closed' | 'not-created' | 'lost') =>
    journal.add({ v: 1, type: 'ended', creation, at: at(), how });

  /** The request may have been carried out. Looks, and ends the creation in the journal where it is clear what happened. */
  async function settle(creation: string, { access, key, before }: Prepared, cause: OracleProblem) {
    onStep('reconciling');
    const found: Reconciled =
      cause.kind === 'secret-missing'
        ? { kind: 'lost', key: { ...blank, id: cause.keyId, name: key.name, accessKey: cause.accessKey } }
        : await reconcileCreation({ access, name: key.name, before: new Set(before), sleep });
    if (found.kind === 'unclear') return failed({ kind: 'creation-unclear', cause, keyName: key.name } as const);
    await end(creation, found.kind);
    onStep('settled');
    if (found.kind === 'not-created') return failed({ kind: 'not-created', cause } as const);
    return failed({ kind: 'creation-lost', cause, keyName: key.name, accessKey: found.key.accessKey } as const);
  }

  async function create(owner: Owner, wanted: NewKey): Promise<Outcome<OpenSecret, P | GenerateProblem>> {
    const prepared = await prepare(owner, wanted);
    if (!prepared.ok) return prepared;
    const { access, key, before, ownerName } = prepared.value;
    onStep('checked');

    const creation = newId();
    const retryToken = newId();
    const begun = await journal.add({
      v: 1,
      type: 'begun',
      creation,
      at: at(),
      accountId: access.account.id,
      owner: { ...owner },
      ownerName,
      keyName: key.name,
      retryToken,
      before: [...before],
    });
    if (!begun.ok) return begun;
    onStep('journalled');

    const answer = await access.api.createKey(access.owner, key, retryToken);
    if (!answer.ok) {
      if (answer.problem.delivery === 'unknown') return settle(creation, prepared.value, answer.problem);
      await end(creation, 'not-created');
      return answer;
    }
    onStep('answered');

    const { key: made, secretKey } = answer.value;
    const details = {
      handle: creation,
      keyId: made.id,
      keyName: made.name,
      ownerName,
      own: access.owner.kind === 'self',
      accessKey: made.accessKey,
      onClosed: async () => void (await end(creation, 'closed')),
    };
    const opened = await secrets.open(details, secretKey);
    onStep('secret-kept');
    onCreated(made.id);
    await journal.add({ v: 1, type: 'created', creation, at: at(), keyId: made.id, accessKey: made.accessKey });
    onStep('recorded');
    return success(opened);
  }

  /** The name of the key that is being made: a second press of the button must not make a second key. */
  let underWay: string | null = null;

  return async function generateKey(owner: Owner, wanted: NewKey): Promise<Outcome<OpenSecret, P | GenerateProblem>> {
    if (underWay !== null) return failed({ kind: 'secret-open', keyName: underWay });
    underWay = wanted.name;
    try {
      return await create(owner, wanted);
    } finally {
      underWay = null;
    }
  };
}

export type GenerateKey<P> = ReturnType<typeof createGenerateKey<P>>;

const blank = { description: null, created: null, expires: null, state: null };

import type { Owner } from '../../bridge/values/directory.ts';
import { createLookLater } from '../basics/look-later.ts';
import { failed, success } from '../basics/outcome.ts';
import type { NewKey } from '../oracle/oracle-client.ts';
import { secretBusy } from '../secret/secret-busy.ts';
import type { Claims } from './claims.ts';
import { createJournal, noteIn } from './creation-journal.ts';
import type { CreationsOptions } from './creations-contract.ts';
import { createGenerateKey, type GenerateDetails } from './generate-key.ts';
import { createOpenCreation } from './open-creation.ts';
import { type LookedUp, lookUp } from './prepare-creation.ts';
import { createResumeCreation } from './resume-creation.ts';
import { createUnfinishedCreations } from './unfinished-creations.ts';

/**
 * The one door to the making of keys. Generates them, and follows each creation that a crash, a lost answer or the lock left open until the
 * person knows of it. The state lists what the person must decide on.
 */
export function createCreations(options: CreationsOptions) {
  const { secrets, history, saved, clock, isLocked, onStep, onProblem, onDefect } = options;
  const reach = options.directory.usersAndKeys;
  const journal = createJournal({
    file: options.journalFile,
    onQuarantine: options.onQuarantine,
    onWritten: ({ type }) => type === 'begun' && onStep('written'),
  });
  const note = noteIn(journal, clock.now);
  /** The creations that run now. */
  const underWay = new Set<string>();
  const openCreation = createOpenCreation({ note, secrets, history, saved, onStep });
  const shared = { ...options, reach, journal, note, openCreation, underWay };
  const { generateKey, making, settled } = createGenerateKey(shared);
  const resumeCreation = createResumeCreation(shared);
  let claims: Claims | null = null;
  const claimOf = async (rotation: string, creation: string) => claims?.of(rotation, creation) ?? null;
  const unfinished = createUnfinishedCreations({ ...shared, generateKey, resumeCreation, claimOf });

  /** The last reason that was reported: repeated looks report it once. */
  let told: string | null = null;
  const lookLater = createLookLater({
    look: async () => {
      if (isLocked()) return false;
      try {
        const resumed = await unfinished.resume();
        const problem = resumed.ok || !('reason' in resumed.problem) ? null : resumed.problem;
        const isOurs = problem?.kind === 'vault-failed' || problem?.kind === 'journal-failed';
        if (isOurs && problem.reason !== told) onProblem(problem);
        told = isOurs ? problem.reason : null;
      } catch (error) {
        onDefect(error);
      }
      return unfinished.isWaiting();
    },
    after: clock.after,
    random: Math.random,
  });
  secrets.free.subscribe(() => void lookLater.now());

  /**
   * If a creation leaves something open, the state says so at once, and Keydesk looks at it again by itself. A lock may have closed the
   * secret while its creation was still being finished: then this offers the secret again after the unlock, which no other part would do.
   */
  const followed = async <T extends { readonly ok: boolean }>(creation: () => Promise<T>): Promise<T> => {
    let isMade = false;
    try {
      const made = await creation();
      isMade = made.ok;
      return made;
    } finally {
      await unfinished.tell();
      if (await unfinished.isWaiting()) isMade ? void lookLater.now() : lookLater.later();
    }
  };

  return {
    state: unfinished.state,
    subscribe: unfinished.subscribe,
    generate: (owner: Owner, wanted: NewKey, details?: GenerateDetails) =>
      followed(() => generateKey(owner, wanted, details)),
    /** What Oracle says of the owner of the next key, for its `generate`; null: cannot be asked now. */
    async lookAhead(owner: Owner): Promise<LookedUp | null> {
      const access = await reach(owner);
      return access.ok ? lookUp(access.value, owner) : null;
    },
    find: unfinished.find,
    /** From now on rotations take the secrets of creations that name them; see `Claims`. */
    heedClaims(heeded: Claims) {
      claims = heeded;
      heeded.subscribe(async () => {
        if (await unfinished.isGivenUp()) void lookLater.now();
      });
    },
    /** For a rotation that goes on: opens the secret of this creation without a dialog. False: there is none that can be opened now. */
    take: async (creation: string) => (isLocked() ? success(false) : unfinished.take(creation)),
    replace: (creation: string) => followed(() => unfinished.replace(creation)),
    remove: unfinished.remove,
    leave: unfinished.leave,
    keyDeleted: unfinished.keyDeleted,
    /** For the person: asks Oracle about unfinished creations, and returns the problem that keeps them unfinished. */
    lookAgain: unfinished.resume,
    /**
     * Takes up what a crash, a lost answer or the lock left open. If something cannot be settled now, Keydesk looks at it again by itself.
     */
    resume: () => lookLater.now(),
    /**
     * Called when the keychain is back, and has the secrets that were in memory. The journal notes this, so that no such secret is called
     * lost after a restart while the keychain does not answer.
     */
    async keychainIsBack() {
      const known = await journal.pending();
      for (const { begun, phase, key } of known.ok ? known.value : []) {
        const { creation, account, vault: restedIn } = begun;
        if (restedIn === 'keychain' || account.sample || phase !== 'created' || key === null) continue;
        if (!secrets.holds(creation)) continue;
        const written = await journal.add({ ...begun, vault: 'keychain' });
        // Without these two records in the journal, a start without the keychain calls the secret lost until the keychain is back.
        if (written.ok) await note(creation, { type: 'created', ...key });
      }
    },
    /** The name of the key that is being made. */
    making,
    /** Resolves when no key is being made. */
    settled,
    /**
     * The name of the key whose secret would be lost if the app ended now: its secret is open and not stored, or the key is still being
     * made.
     */
    atRisk() {
      // Opens the dialog of a secret that was given back: a person who then does not quit can store it there.
      secrets.inTheWay();
      return secrets.atRisk() ?? making();
    },
    /** Opens a closed secret again. Refused while a key is being made: its secret is about to open. */
    async showAgain(handle: string) {
      const busy = secretBusy(making(), secrets.inTheWay());
      return busy === null ? secrets.showAgain(handle) : failed(busy);
    },
  };
}

export type Creations = ReturnType<typeof createCreations>;

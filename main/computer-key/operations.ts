import type { Clock } from '../basics/clock.ts';
import { type Outcome, success } from '../basics/outcome.ts';
import type { JournalProblem } from '../files/line-journal.ts';
import { type Account, type Accounts, isSameUser } from '../signin/account.ts';
import type { KeyPair } from '../signin/key-pair.ts';
import type { VaultProblem } from '../vault/vault.ts';
import {
  type BegunKey,
  type Ending,
  type KeyJournal,
  type KeyRecord,
  type Operation,
  ownerOf,
} from './computer-key-journal.ts';
import type { KeyStep } from './key-steps.ts';
import type { PendingPairs } from './pending-pairs.ts';

interface OperationsOptions {
  readonly pairs: PendingPairs;
  readonly restsIn: () => 'keychain' | 'memory';
  readonly onStep: (step: KeyStep) => void;
  readonly journal: KeyJournal;
  readonly accounts: Pick<Accounts, 'list'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly newId: () => string;
}

type Done = Promise<Outcome<null, JournalProblem | VaultProblem>>;
type About = Omit<BegunKey, 'v' | 'type' | 'operation' | 'at' | 'vault'>;

/** How work on this computer's key begins and ends: its record in the journal, and its private half in the vault. */
export function createOperations({ journal, pairs, accounts, restsIn, clock, newId, onStep }: OperationsOptions) {
  const at = () => new Date(clock.now()).toISOString();

  async function begin(about: About): Promise<Outcome<Operation, JournalProblem>> {
    const begun: BegunKey = { v: 1, type: 'begun', operation: newId(), at: at(), vault: restsIn(), ...about };
    const journalled = await journal.add(begun);
    return journalled.ok ? success({ begun, phase: 'begun', records: [begun] }) : journalled;
  }

  const note = ({ begun }: Operation, type: Exclude<KeyRecord['type'], 'begun' | 'ended'>) =>
    journal.add({ v: 1, operation: begun.operation, at: at(), type });

  /** The private half is removed first: once the journal says that the work has ended, nothing would ever remove it from the keychain. */
  async function end(operation: Operation, how: Ending): Done {
    const forgotten = await pairs.remove(operation);
    if (!forgotten.ok) return forgotten;
    const ended = await journal.add({ v: 1, operation: operation.begun.operation, at: at(), type: 'ended', how });
    onStep('ended');
    return ended;
  }

  /** Removes the private half. If the public half may be at Oracle, the journal still remembers it. */
  async function abandon(operation: Operation): Done {
    const forgotten = await pairs.remove(operation);
    return forgotten.ok ? note(operation, 'abandoned') : forgotten;
  }

  return {
    begin,
    note,
    end,
    abandon,

    /** Puts the private half into the vault. If that fails, nothing is left of the work. */
    async store(operation: Operation, pair: KeyPair): Done {
      const stored = await pairs.put(operation, pair);
      if (stored.ok) onStep('stored');
      // If this fails too, the operation stays open, and is dropped as soon as Oracle is asked about it.
      else await end(operation, 'not-made');
      return stored;
    },

    /** An account signs in with the key. Without a keychain the key is of no use after this run, and the next run says so. */
    finish: (operation: Operation): Done =>
      operation.begun.vault === 'memory' ? abandon(operation) : end(operation, 'done'),

    /**
     * A new key replaces the key that this computer has for the same user, and the old private half is removed. Before that, the journal
     * notes that the old key at Oracle will be of no use, so that the user hears of it.
     */
    async noteLeftBehind(fingerprint: string, user: Pick<Account, 'tenancyOcid' | 'userOcid' | 'endpoint'>): Done {
      const isBefore = (each: Account) => each.signedInBy.kind === 'computer-key' && isSameUser(each, user);
      const before = accounts.list().find(isBefore);
      if (before === undefined || before.fingerprint === fingerprint) return success(null);
      const { fingerprint: earlier } = before;
      const begun = await begin({ purpose: 'set-up', fingerprint: earlier, account: ownerOf(before), old: null });
      return begun.ok ? note(begun.value, 'abandoned') : begun;
    },
  };
}

export type Operations = ReturnType<typeof createOperations>;

import { failed, type Outcome } from '../outcome.ts';

export interface LockOptions<P> {
  /** Takes out of memory what must not be there while locked: signing keys, open secrets, listings, the clipboard. */
  readonly seal: () => Promise<void>;
  /** Lets the person in again: asks the system where it can (Touch ID), then reads the vault. */
  readonly unseal: () => Promise<Outcome<null, P>>;
  readonly onChange: (locked: boolean) => void;
}

type Unlocked<P> = Promise<Outcome<null, P | { readonly kind: 'locked' }>>;

/**
 * Locked, Keydesk holds no signing key and no secret that can be had again (from the keychain, or from the file that it came in), and
 * answers nothing but the unlocking. A secret that is nowhere else stays in memory, shown to nobody: one that was typed in, and every
 * one where there is no keychain; so do the accounts' keys there. A failure to unlock leaves it locked;
 * so does whatever locks while somebody unlocks: the computer that falls asleep before the keychain has answered.
 * SECURITY line 24.
 */
export function createLock<P>({ seal, unseal, onChange }: LockOptions<P>) {
  let locked = false;
  /** Counts the lockings: an unlocking holds only if there was none meanwhile. */
  let lockings = 0;
  let sealing: Promise<void> = Promise.resolve();
  let unlocking: Unlocked<P> | null = null;

  const change = (next: boolean) => {
    locked = next;
    onChange(next);
  };

  async function unlockNow(): Unlocked<P> {
    const before = lockings;
    await sealing;
    const unsealed = await unseal();
    if (!unsealed.ok) return unsealed;
    if (lockings !== before) {
      await seal();
      return failed({ kind: 'locked' });
    }
    if (locked) change(false);
    return unsealed;
  }

  return {
    isLocked: () => locked,

    async lock(): Promise<void> {
      lockings += 1;
      if (locked) return;
      change(true);
      const mine = seal();
      // Whoever unlocks waits for it, whatever becomes of it.
      sealing = mine.catch(() => {});
      await mine;
    },

    /** A second press joins the first: the system asks once. */
    unlock(): Unlocked<P> {
      unlocking ??= unlockNow().finally(() => {
        unlocking = null;
      });
      return unlocking;
    },
  };
}

export type Lock<P> = ReturnType<typeof createLock<P>>;

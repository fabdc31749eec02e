import type { Outcome } from '../outcome.ts';

export interface LockOptions<P> {
  /** Takes out of memory what must not be there while locked: signing keys, open secrets, listings, the clipboard. */
  readonly seal: () => Promise<void>;
  /** Lets the person in again: asks the system where it can (Touch ID), then reads the vault. */
  readonly unseal: () => Promise<Outcome<null, P>>;
  readonly onChange: (locked: boolean) => void;
}

/**
 * Locked, Keydesk holds no key and no secret, and answers nothing but the unlocking. A failure to unlock leaves it locked.
 * SECURITY line 24.
 */
export function createLock<P>({ seal, unseal, onChange }: LockOptions<P>) {
  let locked = false;
  const change = (next: boolean) => {
    locked = next;
    onChange(next);
  };

  return {
    isLocked: () => locked,
    async lock(): Promise<void> {
      if (locked) return;
      change(true);
      await seal();
    },
    async unlock(): Promise<Outcome<null, P>> {
      const unsealed = await unseal();
      if (unsealed.ok && locked) change(false);
      return unsealed;
    },
  };
}

export type Lock<P> = ReturnType<typeof createLock<P>>;

import type { createObservable } from './basics/observable.ts';
import { failed, type Outcome, success } from './basics/outcome.ts';
import type { ClipboardGuard } from './clipboard/clipboard-guard.ts';
import type { Directory } from './directory/directory.ts';
import type { HandingOver } from './handover/create-handing-over.ts';
import type { Creations } from './keys/creations.ts';
import type { IncomingFile } from './receiving/incoming-file.ts';
import type { Report } from './report/report-contract.ts';
import type { Secrets } from './secret/secret-contract.ts';
import type { Accounts } from './signin/account.ts';
import type { SigningIn } from './signin/browser/signing-in.ts';
import type { ProxySignIn } from './signin/proxy-sign-in.ts';
import type { Usage } from './usage/create-usage.ts';
import type { VaultProblem } from './vault/vault.ts';

export interface LockOptions {
  /** Whether Keydesk is locked. Every part checks it before it gives anything out; only this file changes it. */
  readonly locked: ReturnType<typeof createObservable<boolean>>;
  /** The parts whose content must leave memory. */
  readonly holders: {
    readonly accounts: Pick<Accounts, 'current' | 'client' | 'forgetKeys'>;
    readonly signingIn: Pick<SigningIn, 'cancel'>;
    readonly directory: Pick<Directory, 'forget'>;
    readonly report: Pick<Report, 'forget'>;
    readonly usage: Pick<Usage, 'forget'>;
    readonly handingOver: Pick<HandingOver, 'forget'>;
    readonly secrets: Pick<Secrets, 'lock' | 'unlock'>;
    readonly clipboard: Pick<ClipboardGuard, 'clearSecret'>;
    readonly proxy: Pick<ProxySignIn, 'lock'>;
  };
  readonly creations: Pick<Creations, 'resume'>;
  readonly receiving: { readonly incoming: Pick<IncomingFile, 'unlocked'> };
  /** Has the system confirm who the person is, if it can (Touch ID). */
  readonly confirmPresence: () => Promise<boolean>;
}

/** What can keep Keydesk locked. */
export type UnlockProblem = VaultProblem | { readonly kind: 'presence-refused' } | { readonly kind: 'locked' };
type Unlocked = Promise<Outcome<null, UnlockProblem>>;

/**
 * While locked, Keydesk holds no signing key and no secret that can be read again from the keychain or from a file, and answers only the
 * call to unlock. A secret that is stored nowhere else stays in memory, but no page shows it: a typed secret; without a keychain every one.
 * Without a keychain the accounts' keys stay too. If unlocking fails, Keydesk stays locked. It also stays locked if it is locked again
 * before the keychain has answered: the computer may fall asleep. Security line 24.
 */
export function createLock({ locked, holders, creations, receiving, confirmPresence }: LockOptions) {
  const { accounts, signingIn, directory, report, usage, handingOver, secrets, clipboard, proxy } = holders;
  /** Counts how often Keydesk was locked: an unlocking succeeds only if no lock came while it ran. */
  let lockings = 0;
  let forgetting: Promise<void> = Promise.resolve();
  let unlocking: Unlocked | null = null;

  /**
   * Removes from memory: signing keys, listings, the report, words of passphrases, the open secret and passwords of proxies. Clears the
   * clipboard too. What must not be lost is in the vault.
   */
  async function forget(): Promise<void> {
    accounts.forgetKeys();
    directory.forget();
    report.forget();
    usage.forget();
    const signInStopped = signingIn.cancel();
    const wordsForgotten = handingOver.forget();
    const proxiesForgotten = proxy.lock();
    secrets.lock();
    await clipboard.clearSecret();
    await Promise.all([signInStopped, wordsForgotten, proxiesForgotten]);
  }

  /** Reads the vault. An account without a key in the vault stays listed; using the account then reports the problem. */
  async function letIn(): Unlocked {
    if (!(await confirmPresence())) return failed({ kind: 'presence-refused' });
    const key = accounts.current() ? await accounts.client() : success(null);
    return key.ok || key.problem.kind !== 'vault-failed' ? success(null) : failed(key.problem);
  }

  async function unlockNow(): Unlocked {
    const before = lockings;
    await forgetting;
    const isIn = await letIn();
    if (!isIn.ok) return isIn;
    if (lockings !== before) {
      await forget();
      return failed({ kind: 'locked' });
    }
    secrets.unlock();
    if (locked.state()) locked.change(false);
    void creations.resume();
    void receiving.incoming.unlocked();
    return isIn;
  }

  return {
    state: locked.state,
    subscribe: locked.subscribe,

    async lock(): Promise<void> {
      lockings += 1;
      if (locked.state()) return;
      locked.change(true);
      const mine = forget();
      // An unlocking waits until `forget` has ended, even if `forget` fails.
      forgetting = mine.catch(() => {});
      await mine;
    },

    /** A second call joins the unlocking that runs, so that the system asks the person only once. */
    unlock(): Unlocked {
      unlocking ??= unlockNow().finally(() => {
        unlocking = null;
      });
      return unlocking;
    },
  };
}

export type Lock = ReturnType<typeof createLock>;

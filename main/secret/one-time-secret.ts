import type { OpenSecret, OpenSecretState } from '../../bridge/values/secret.ts';
import { createNews, createObservable } from '../basics/observable.ts';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import { createSerialQueue } from '../basics/serial-queue.ts';
import type { ClipboardGuard } from '../clipboard/clipboard-guard.ts';
import type { Vault, VaultProblem } from '../vault/vault.ts';
import { createClosedSecrets, isStored } from './closed-secrets.ts';
import type { Held, Keeping, SecretGone, SecretProblem, Secrets, SecretToOpen } from './secret-contract.ts';
import { packSecret, secretEntry, unpackSecret } from './stored-secret.ts';

/** Holds the one secret that is open; see `Secrets`. */
export function createSecrets({ vault, clipboard }: { vault: Vault; clipboard: ClipboardGuard }): Secrets {
  let held: Held | null = null;
  let locked = false;
  /** For moving secrets into a keychain that is back. */
  const queue = createSerialQueue();
  const shownNews = createNews<OpenSecretState>();
  const freeNews = createNews<null>();
  /** Whether the open secret is readable on the screen, and whether something else that is secret is: see `hideFromCapture`. */
  const readable = { secret: false, besides: false };
  const readableNews = createObservable(false);
  /** The closings that run, by handle: a second press of Close joins the first. */
  const closings = new Map<string, Promise<Outcome<null, SecretProblem>>>();

  const find = (handle: string) => (held?.shown.handle === handle ? held : null);
  const gone = failed({ kind: 'secret-gone' } as const);
  const otherOpen = () => held && failed({ kind: 'secret-open', keyName: held.shown.keyName } as const);

  const tellReadable = (change: Partial<typeof readable>) => {
    Object.assign(readable, change);
    readableNews.change(readable.secret || readable.besides);
    // The readable text may have been selected.
    if (Object.values(change).includes(false)) void clipboard.clearSelection();
  };

  const state = (): OpenSecretState => ({
    secret: held?.quiet ? null : (held?.shown ?? null),
    closed: closed.list(),
  });
  const tellShown = () => shownNews.tell(state());

  const show = (handle: string, change: Partial<OpenSecret>) => {
    const open = find(handle);
    if (!open) return;
    open.shown = { ...open.shown, ...change };
    tellShown();
  };

  async function keep(
    { handle, keyId, accessKey }: Pick<SecretToOpen, 'handle' | 'keyId' | 'accessKey'>,
    secretKey: Buffer,
  ) {
    const bytes = packSecret({ keyId, accessKey, secretKey });
    const put = await vault.put(secretEntry(handle), bytes);
    bytes.fill(0);
    return put.ok ? vault.state.kind : 'memory';
  }

  /** Removes the secret from memory and from the screen. */
  const drop = (open: Held) => {
    open.secret.fill(0);
    if (held !== open) return;
    held = null;
    tellReadable({ secret: false });
    tellShown();
  };

  const giveBack = (handle: string) => {
    const open = find(handle);
    if (!open?.quiet) return;
    open.givenBack = true;
    if (open.shown.restsIn === 'memory') return;
    drop(open);
    freeNews.tell(null);
  };

  /** Whether the secret may be shown now: not while Keydesk is locked, nor while another secret is open that is nowhere else. */
  const isRoomFor = (restsIn: OpenSecret['restsIn'], keeping: Keeping) => {
    if (restsIn === 'memory') return true;
    if (locked) return false;
    return !held || (keeping !== 'recovered' && held.shown.restsIn === 'keychain');
  };

  /** What of this secret is on the clipboard; null: nothing. */
  const copyOf = (handle: string) => {
    const state = clipboard.state();
    const isThere = (state.kind === 'holding' || state.kind === 'not-cleared') && state.handle === handle;
    return isThere ? state.what : null;
  };
  const clearCopyOf = async (handle: string) => (copyOf(handle) === null ? undefined : clipboard.clearSecret());

  async function end({ shown, onClosing, onClosed }: Pick<Held, 'shown' | 'onClosing' | 'onClosed'>, leave = () => {}) {
    const written = await onClosing();
    if (!written.ok) return written;
    leave();
    const removed = await vault.remove(secretEntry(shown.handle));
    await onClosed(removed.ok);
    return success(null);
  }
  const closed = createClosedSecrets({ end, onChange: tellShown });
  clipboard.subscribe(closed.follow);

  async function closeHeld(open: Held, unstored: boolean): Promise<Outcome<null, SecretProblem>> {
    const { handle, keyName } = open.shown;
    // Something else may have been copied since.
    if (!unstored && copyOf(handle) !== null) await clipboard.retry();
    if (held !== open) return gone;
    const what = unstored ? null : copyOf(handle);
    if (!unstored && what === null && !isStored(open.shown)) return failed({ kind: 'secret-not-stored', keyName });
    if (what === null) {
      const ended = await end(open, () => drop(open));
      if (ended.ok) await clearCopyOf(handle);
      return ended;
    }
    held = null;
    closed.add(open, what);
    tellReadable({ secret: false });
    tellShown();
    return success(null);
  }

  async function endClosed(handle: string): Promise<Outcome<null, SecretProblem>> {
    const ending = closed.end(handle);
    await clearCopyOf(handle);
    return ending;
  }

  async function findClosed(handle: string): Promise<Outcome<Buffer, SecretGone | VaultProblem>> {
    const found = closed.find(handle);
    if (found?.secret) return success(found.secret);
    const kept = found ? await vault.get(secretEntry(handle)) : success(null);
    if (!kept.ok) return kept;
    const secret = kept.value && unpackSecret(kept.value);
    kept.value?.fill(0);
    return secret ? success(secret.secretKey) : gone;
  }

  return {
    state,
    subscribe: shownNews.subscribe,
    readable: readableNews,
    free: freeNews,
    current: () => held?.shown ?? null,
    holds: (handle) => find(handle) !== null || closed.has(handle),
    atRisk: () =>
      held && held.shown.restsIn === 'memory' && !isStored(held.shown) ? held.shown.keyName : closed.atRisk(),

    async open({ home, quiet = false, onClosing, onClosed, ...details }, secretKey, keeping) {
      const restsIn =
        keeping === 'vault' ? await keep(details, secretKey) : keeping === 'recovered' ? 'keychain' : 'memory';
      const nothingYet = { copied: false, acknowledged: false, handedOver: false, wordsUntold: false, saved: false };
      const shown = { ...details, secretLength: secretKey.length, ...nothingYet, restsIn };
      if (!isRoomFor(restsIn, keeping)) {
        secretKey.fill(0);
        return shown;
      }
      // If another secret is open now, it was opened from the vault during the wait, and can be opened from there again.
      held?.secret.fill(0);
      held = { shown, secret: secretKey, home, quiet, onClosing, onClosed };
      tellShown();
      return shown;
    },

    reveal(handle) {
      const open = find(handle);
      if (!open) return gone;
      tellReadable({ secret: true });
      return success(open.secret.toString('utf8'));
    },

    mask(handle) {
      if (!find(handle)) return gone;
      tellReadable({ secret: false });
      return success(null);
    },

    hideFromCapture: (besides) => tellReadable({ besides }),

    async copy(handle) {
      const open = find(handle);
      if (!open) return gone;
      const copied = await clipboard.copySecret(handle, open.secret.toString('utf8'));
      if (copied.ok) show(handle, { copied: true });
      return copied;
    },

    acknowledge(handle, stored) {
      if (!find(handle)) return gone;
      show(handle, { acknowledged: stored });
      return success(null);
    },

    async lend(handle, use) {
      const open = find(handle);
      if (!open) return gone;
      const copy = Buffer.from(open.secret);
      try {
        return success(await use(copy, { ...open.shown, home: open.home }));
      } finally {
        copy.fill(0);
      }
    },

    markSafe: (handle, how, isSafe = true) => show(handle, { [how]: isSafe }),
    markUntold: (handle, wordsUntold) => show(handle, { wordsUntold }),

    async close(handle, unstored) {
      const running = closings.get(handle);
      if (running) return running;
      const open = find(handle);
      if (!open) return closed.has(handle) && unstored ? endClosed(handle) : gone;
      const closing = closeHeld(open, unstored).finally(() => {
        closings.delete(handle);
        if (!held) freeNews.tell(null);
      });
      closings.set(handle, closing);
      return closing;
    },

    async showAgain(handle) {
      const isOpen = otherOpen();
      if (isOpen) return isOpen;
      const secret = await findClosed(handle);
      if (!secret.ok) return secret;
      const found = closed.find(handle);
      // The keychain may have asked the person, so time has passed.
      const isOpenNow = otherOpen();
      if (!found || locked || isOpenNow) {
        if (found?.secret !== secret.value) secret.value.fill(0);
        return (found && isOpenNow) ?? gone;
      }
      closed.take(handle);
      // The words of a passphrase are forgotten with the dialog.
      const shown = found.what === 'passphrase' ? { ...found.shown, handedOver: false } : found.shown;
      held = { ...found, quiet: false, shown: { ...shown, wordsUntold: false }, secret: secret.value };
      tellShown();
      return success(null);
    },

    async keyDeleted(keyId) {
      const handle = closed.ofKey(keyId);
      // If it fails, the secret stays in the list of closed secrets.
      if (handle !== null) await endClosed(handle);
    },
    settled: closed.settled,

    // One run at a time: a second run would mistake a secret that the lock dropped for one that was closed, and remove it.
    keychainIsBack: () =>
      queue(async () => {
        const inMemory = [held, ...closed.inMemory()].filter((open) => open !== null);
        for (const { shown, secret, home } of inMemory) {
          // A secret that was typed in, came in a file or belongs to the sample tenancy has no note by which a later start would find it.
          if (secret === null || shown.restsIn === 'keychain' || shown.origin.kind !== 'generated') continue;
          if (home.account?.sample) continue;
          const restsIn = await keep(shown, secret);
          show(shown.handle, { restsIn });
          if (restsIn === 'keychain') closed.nowInVault(shown.handle);
          if (find(shown.handle)?.givenBack) giveBack(shown.handle);
          // The secret was closed while the keychain took it. If the keychain refuses now, the secret stays there for good.
          if (!find(shown.handle) && !closed.has(shown.handle)) await vault.remove(secretEntry(shown.handle));
        }
      }),

    giveBack,

    inTheWay() {
      if (held?.quiet && held.givenBack) {
        held.quiet = false;
        tellShown();
      }
      return held?.shown ?? null;
    },

    lock() {
      locked = true;
      // A secret from a file can be opened again from that file.
      if (held && (held.shown.restsIn === 'keychain' || held.shown.origin.kind === 'received')) drop(held);
      // The page is reloaded, so it shows nothing any more.
      tellReadable({ secret: false, besides: false });
    },

    unlock() {
      locked = false;
    },
  };
}

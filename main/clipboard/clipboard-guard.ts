import { createHmac, randomBytes } from 'node:crypto';
import type { ClipboardState, SecretCopy } from '../../bridge/values/secret.ts';
import type { Clock } from '../basics/clock.ts';
import { createObservable } from '../basics/observable.ts';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import { reasonOf } from '../basics/reason-of.ts';
import { createSerialQueue } from '../basics/serial-queue.ts';
import type { SystemClipboard } from './system-clipboard.ts';

interface Copied {
  readonly handle: string;
  readonly what: SecretCopy;
}
type Holding = { readonly kind: 'holding'; readonly clearsAt: number; readonly seconds: number } & Copied;

export type ClipboardProblem = { readonly kind: 'clipboard-failed'; readonly reason: string };

interface ClipboardGuardOptions {
  readonly clipboard: SystemClipboard;
  readonly clock: Pick<Clock, 'now' | 'after'>;
  /** How long a secret may stay, in seconds, asked at each copy. */
  readonly seconds: () => number;
}

/**
 * Keeps a copied secret on the clipboard for the set time at most, and never clears what another program put there. What was copied is
 * recognised by a hash under a key of this run, so that the guard itself keeps no secret. The secret is cleared as KeePassXC and Bitwarden
 * do it: on the timer, on lock, on suspend and on quit.
 */
export function createClipboardGuard(options: ClipboardGuardOptions) {
  const { clipboard, clock, seconds } = options;
  const runKey = randomBytes(32);
  const fingerprint = (text: string) => createHmac('sha256', runKey).update(text).digest('hex');

  const { state, subscribe, change } = createObservable<ClipboardState>({ kind: 'idle' });
  let ours: { readonly holding: Holding; readonly fingerprint: string } | null = null;
  let cancelTimer = () => {};

  /** One piece of work at a time: a clearing that has looked at the clipboard must not clear what was copied since. */
  const queue = createSerialQueue();

  /** From here on the clipboard belongs to others: no timer of ours may touch it. */
  const forget = () => {
    cancelTimer();
    cancelTimer = () => {};
    ours = null;
  };

  const write = async (text: string, mark: 'secret' | 'plain'): Promise<Outcome<null, ClipboardProblem>> => {
    try {
      await clipboard.write(text, mark);
      return success(null);
    } catch (error) {
      return failed({ kind: 'clipboard-failed', reason: reasonOf(error) });
    }
  };

  const stillOurs = async () => ours !== null && fingerprint(await clipboard.read()) === ours.fingerprint;

  const clear = async (due: boolean) => {
    if (!ours) return;
    const { handle, what } = ours.holding;
    cancelTimer();
    try {
      if (!(await stillOurs())) {
        forget();
        change({ kind: 'replaced', due, handle, what });
        return;
      }
      await clipboard.clear();
      // GNOME on Wayland clears nothing for a window without focus, and reports no failure. So the clipboard is read again.
      if (await stillOurs()) return change({ kind: 'not-cleared', due, handle, what });
      forget();
      change({ kind: 'cleared', due, handle, what });
    } catch {
      change({ kind: 'not-cleared', due, handle, what });
    }
  };

  /** The selection may be a secret or a part of one, which cannot be known. So it is cleared if it was made in Keydesk. */
  const clearSelection = async () => {
    try {
      await clipboard.clearSelection();
    } catch {
      // This system has no second clipboard, or does not answer.
    }
  };
  const clearBoth = async (due: boolean) => {
    await clear(due);
    await clearSelection();
  };

  /** The countdown goes on: a clipboard that cannot be read yet may turn out to hold the secret. */
  const retry = async () => {
    const last = state();
    if (last.kind === 'not-cleared') return clear(last.due);
    if (!ours) return;
    const isOurs = await stillOurs().catch(() => true);
    if (isOurs === (state().kind === 'holding')) return;
    const { handle, what } = ours.holding;
    change(isOurs ? ours.holding : { kind: 'replaced', due: false, handle, what });
  };

  const copySecret = async (handle: string, secret: string, what: SecretCopy) => {
    const written = await write(secret, 'secret');
    if (!written.ok) return written;
    forget();
    const stay = seconds();
    const holding: Holding = { kind: 'holding', handle, what, clearsAt: clock.now() + stay * 1000, seconds: stay };
    ours = { holding, fingerprint: fingerprint(secret) };
    cancelTimer = clock.after(stay * 1000, () => void queue(() => clearBoth(true)));
    change(holding);
    return written;
  };

  const copyText = async (text: string) => {
    const written = await write(text, 'plain');
    if (!written.ok) return written;
    forget();
    change({ kind: 'copied', what: 'text' });
    return written;
  };

  return {
    state,
    subscribe,
    /** Copies a secret, and starts the countdown to its clearing from the beginning. */
    copySecret: (handle: string, secret: string, what: SecretCopy = 'secret-key') =>
      queue(() => copySecret(handle, secret, what)),
    /** Copies what is no secret: it stays until something else is copied. */
    copyText: (text: string) => queue(() => copyText(text)),
    /** Clears at once the clipboard, if it still holds our secret, and the selection that was made in Keydesk. Never throws. */
    clearSecret: () => queue(() => clearBoth(false)),
    /** Clears X11's second clipboard if it holds what was selected in Keydesk. Never throws. */
    clearSelection: () => queue(clearSelection),
    /**
     * Called when the window gets the focus back: clears what could not be cleared without the focus, and sees what was copied elsewhere.
     */
    retry: () => queue(retry),
  };
}

export type ClipboardGuard = ReturnType<typeof createClipboardGuard>;

import type { ClipboardState, ClosedSecret, OpenSecret, SecretCopy } from '../../bridge/values/secret.ts';
import { type Outcome, success } from '../basics/outcome.ts';
import type { ClosingProblem, Held } from './secret-contract.ts';

/** The secret is stored elsewhere, or can be opened again from its file. */
export const isStored = ({ acknowledged, handedOver, saved, origin }: OpenSecret): boolean =>
  acknowledged || handedOver || saved || origin.kind === 'received';

/** `secret` is null if the vault has it, and is then read from there when it is shown again. */
type Closed = Omit<Held, 'secret'> & { readonly secret: Buffer | null; what: SecretCopy; isOnClipboard: boolean };

interface ClosedSecretsOptions {
  /** Writes down that the secret is closed for good, and removes what is left of it. */
  readonly end: (closed: Pick<Held, 'shown' | 'onClosing' | 'onClosed'>) => Promise<Outcome<null, ClosingProblem>>;
  readonly onChange: () => void;
}

/**
 * People copy, close and then paste. So a secret that is closed while its copy is on the clipboard stays stored until the countdown ends,
 * and can be shown again until then. If its copy leaves the clipboard earlier (Keydesk locks, or something else is copied), it is not known
 * whether it was pasted. Then the secret stays until the person says that it is stored.
 */
export function createClosedSecrets({ end, onChange }: ClosedSecretsOptions) {
  const closed = new Map<string, Closed>();
  /** The endings that run, by handle: a second one joins the first. */
  const endings = new Map<string, Promise<Outcome<null, ClosingProblem>>>();

  /** Whether the secret is certainly stored. A handover whose words are forgotten by now does not count. */
  const isKnownStored = ({ shown, what }: Closed) =>
    isStored(what === 'passphrase' ? { ...shown, handedOver: false } : shown);

  async function endNow(handle: string, item: Closed): Promise<Outcome<null, ClosingProblem>> {
    const ended = await end(item);
    if (ended.ok) {
      item.secret?.fill(0);
      closed.delete(handle);
    }
    return ended;
  }

  function endClosed(handle: string): Promise<Outcome<null, ClosingProblem>> {
    const running = endings.get(handle);
    const item = closed.get(handle);
    if (running || !item) return running ?? Promise.resolve(success(null));
    const ending = endNow(handle, item).finally(() => {
      endings.delete(handle);
      onChange();
    });
    endings.set(handle, ending);
    return ending;
  }

  return {
    /** Takes the secret over. If the vault has it, the buffer is zeroed at once. */
    add(held: Held, what: SecretCopy): void {
      const inVault = held.shown.restsIn === 'keychain';
      if (inVault) held.secret.fill(0);
      closed.set(held.shown.handle, { ...held, secret: inVault ? null : held.secret, what, isOnClipboard: true });
    },
    has: (handle: string) => closed.has(handle),
    find: (handle: string) => (endings.has(handle) ? null : (closed.get(handle) ?? null)),
    /** Removes a secret from the closed ones, since it is shown again. */
    take: (handle: string) => closed.delete(handle),
    list: (): readonly ClosedSecret[] =>
      [...closed.values()]
        .filter(({ shown }) => !endings.has(shown.handle))
        .map(({ shown: { handle, keyName, ownerName, own }, what, isOnClipboard }) => {
          return { handle, keyName, ownerName, own, what, isOnClipboard };
        }),
    ofKey: (keyId: string) => [...closed.values()].find(({ shown }) => shown.keyId === keyId)?.shown.handle ?? null,
    inMemory: (): readonly Closed[] => [...closed.values()].filter(({ secret }) => secret !== null),
    /** Called when the vault has the secret: it is filled with zeros here, and from now on read from the vault. */
    nowInVault(handle: string): void {
      const item = closed.get(handle);
      item?.secret?.fill(0);
      if (item) closed.set(handle, { ...item, shown: { ...item.shown, restsIn: 'keychain' }, secret: null });
    },
    /** The name of the key whose secret rests in memory alone, and is not known to be stored. */
    atRisk: (): string | null =>
      [...closed.values()].find((item) => item.secret !== null && !isKnownStored(item))?.shown.keyName ?? null,
    end: endClosed,

    /** Called with each state of the clipboard. */
    follow(state: ClipboardState): void {
      for (const [handle, item] of closed) {
        const copy = 'handle' in state && state.handle === handle ? state : null;
        item.isOnClipboard = copy?.kind === 'holding' || copy?.kind === 'not-cleared';
        if (item.isOnClipboard) continue;
        // If it fails, the secret stays in the list of closed secrets.
        if ((copy?.kind === 'cleared' && copy.due) || isKnownStored(item)) void endClosed(handle);
      }
      if (closed.size > 0) onChange();
    },

    /** Returns when every ending that has begun is done. */
    async settled(): Promise<void> {
      await Promise.allSettled(endings.values());
    },
  };
}

export type ClosedSecrets = ReturnType<typeof createClosedSecrets>;

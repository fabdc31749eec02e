import { z } from 'zod';
import { judge, judgeJson } from '../basics/judge.ts';
import { createObservable } from '../basics/observable.ts';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import { reasonOf } from '../basics/reason-of.ts';
import { createSerialQueue } from '../basics/serial-queue.ts';
import type { StoredValue } from '../basics/stored-value.ts';
import { heldByProxy } from '../oracle/held-by-proxy.ts';
import type { OracleProblem } from '../oracle/oracle-problem.ts';
import type { Vault, VaultProblem } from '../vault/vault.ts';

interface Password {
  readonly userName: string;
  readonly password: string;
}
interface ProxyPassword extends Password {
  readonly proxy: string;
}
type Verdict =
  | { readonly kind: 'passes' }
  | { readonly kind: 'fails' }
  | { readonly kind: 'asks' | 'refuses'; readonly proxy: string };

/** A network stack that remembers, in its own memory, what a proxy has accepted: `shell/service-sessions.ts`. */
export interface ProxiedSession {
  fetch(url: string, init?: RequestInit): Promise<Response>;
  closeAllConnections(): Promise<void>;
  askProxy(url: string, given: ProxyPassword | null): Promise<Verdict>;
  forgetProxies(): Promise<void>;
}

export type ProxyProblem =
  | Extract<OracleProblem, { kind: 'proxy-password' | 'unreachable' }>
  /** The proxy has accepted the password; it could not be saved. */
  | { readonly kind: 'proxy-unsaved'; readonly proxy: string; readonly reason: string };

interface ProxySignInOptions {
  readonly sessions: readonly ProxiedSession[];
  readonly vault: Vault;
  /** The names of the proxies whose password the keychain has, so that they can be shown without asking the keychain. */
  readonly store: StoredValue<readonly string[]>;
}

/** Host and port, as the page takes it. */
const nameSchema = z.string().min(1).max(300);
/** As many as the page takes. */
const MOST = 100;

/** Each name is checked by itself. A name that does not fit is ignored. */
export function readSavedNames(stored: unknown): readonly string[] {
  const names = judge(z.array(z.unknown()), stored).data ?? [];
  return [...new Set(names.flatMap((name) => judge(nameSchema, name).data ?? []))].slice(0, MOST);
}

const passwordSchema = z.object({ userName: z.string(), password: z.string() });
const entryOf = (proxy: string) => `proxy:${proxy}`;

/** Rejects as soon as the caller has left, as a `fetch` does. The work itself goes on, since other callers may wait for it. */
async function untilLeft<T>(work: Promise<T>, signal: AbortSignal | null | undefined): Promise<T> {
  signal?.throwIfAborted();
  const { promise, reject } = Promise.withResolvers<never>();
  const leave = () => reject(signal?.reason);
  signal?.addEventListener('abort', leave);
  return Promise.race([work, promise]).finally(() => signal?.removeEventListener('abort', leave));
}

/** Chromium's text if a proxy refused a tunnel, for lack of a password or for another reason. */
const NO_TUNNEL = /ERR_TUNNEL_CONNECTION_FAILED/;

/**
 * Signs in to a proxy that wants a user name and a password. Main keeps neither: the network sessions hold them until the lock, and the
 * keychain if the person wants that. The state names the proxies whose password is saved.
 */
export function createProxySignIn({ sessions, vault, store }: ProxySignInOptions) {
  const queue = createSerialQueue();
  const { state, subscribe, change } = createObservable(readSavedNames(store.read()));
  /** Proxies that did not accept their saved password. It is not tried again, since a directory may lock the account after a few tries. */
  const refused = new Set<string>();
  let asking: { readonly proxy: string; readonly url: string } | null = null;
  let locks = 0;

  const forgetAll = async () => void (await Promise.all(sessions.map((session) => session.forgetProxies())));

  /** Tries one session after the other, so that a wrong password reaches the proxy only once. */
  async function give(url: string, given: ProxyPassword): Promise<Verdict> {
    const before = locks;
    let verdict: Verdict = { kind: 'fails' };
    for (const session of sessions) {
      verdict = await session.askProxy(url, given);
      if (verdict.kind !== 'passes') break;
    }
    if (locks !== before) await forgetAll();
    return verdict;
  }

  async function readSaved(proxy: string): Promise<Password | null> {
    if (!state().includes(proxy) || refused.has(proxy)) return null;
    const stored = await vault.get(entryOf(proxy));
    if (!stored.ok || stored.value === null) return null;
    const password = judgeJson(passwordSchema, stored.value.toString('utf8'));
    stored.value.fill(0);
    return password;
  }

  const letThrough = (session: ProxiedSession, url: string, signal: AbortSignal | null | undefined) =>
    queue(async (): Promise<Verdict> => {
      if (signal?.aborted) return { kind: 'fails' };
      let verdict = await session.askProxy(url, null);
      if (verdict.kind !== 'asks') return verdict;
      const { proxy } = verdict;
      const known = await readSaved(proxy);
      if (known !== null) verdict = await give(url, { ...known, proxy });
      if (verdict.kind === 'refuses') refused.add(proxy);
      asking = verdict.kind === 'passes' ? null : { proxy, url };
      return verdict.kind === 'asks' && refused.has(proxy) ? { kind: 'refuses', proxy } : verdict;
    });

  async function fetchThrough(session: ProxiedSession, url: string, init: RequestInit = {}): Promise<Response> {
    const first = await session.fetch(url, init).catch((error: unknown) => ({ error }));
    const isHeld = 'error' in first ? NO_TUNNEL.test(reasonOf(first.error)) : first.status === 407;
    const { signal } = init;
    const verdict: Verdict = isHeld ? await untilLeft(letThrough(session, url, signal), signal) : { kind: 'fails' };
    if (verdict.kind === 'asks' || verdict.kind === 'refuses') {
      return heldByProxy(verdict.proxy, verdict.kind === 'refuses');
    }
    if (verdict.kind === 'passes') {
      // The proxy let nothing through, so the request has not been sent yet. A write needs a new connection.
      if ((init.method ?? 'GET') !== 'GET') await session.closeAllConnections();
      return session.fetch(url, init);
    }
    if ('error' in first) throw first.error;
    return first;
  }

  function note(next: readonly string[]): void {
    store.write(next);
    change(next);
  }

  async function save(proxy: string, password: Password): Promise<Outcome<null, ProxyProblem>> {
    const unsaved = (reason: string) => failed({ kind: 'proxy-unsaved', proxy, reason } as const);
    const before = state();
    if (!before.includes(proxy) && before.length >= MOST) return unsaved(`there are ${MOST} saved passwords already`);
    const bytes = Buffer.from(JSON.stringify(password));
    try {
      // The proxy's name is stored first, so that the settings show every password that is in the keychain.
      note([...new Set([...state(), proxy])]);
      const put = await vault.put(entryOf(proxy), bytes);
      if (put.ok) return success(null);
      note(before);
      return unsaved(put.problem.reason);
    } catch (error) {
      return unsaved(reasonOf(error));
    } finally {
      bytes.fill(0);
    }
  }

  return {
    /** The session with a `fetch` that signs in to the proxy if its password is saved, and answers 407 if not. */
    through: (session: ProxiedSession): Pick<ProxiedSession, 'fetch' | 'closeAllConnections'> => ({
      fetch: (url, init) => fetchThrough(session, url, init),
      closeAllConnections: session.closeAllConnections,
    }),
    /** Gives the password to that proxy, if it is the one that asked last, and to nobody else. */
    signIn: ({ proxy, userName, password, remember }: ProxyPassword & { readonly remember: boolean }) =>
      queue(async (): Promise<Outcome<null, ProxyProblem>> => {
        if (asking?.proxy !== proxy) return success(null);
        const { url } = asking;
        const { host } = new URL(url);
        const verdict = await give(url, { proxy, userName, password });
        if (verdict.kind === 'fails') {
          const reason = `the proxy ${proxy} could not be used`;
          return failed({ kind: 'unreachable', delivery: 'not-sent', requestId: null, host, reason });
        }
        if (verdict.kind !== 'passes') {
          const held = { proxy: verdict.proxy, refused: verdict.kind === 'refuses' };
          return failed({ kind: 'proxy-password', delivery: 'not-sent', requestId: null, host, ...held });
        }
        asking = null;
        refused.delete(proxy);
        return remember && vault.state.kind === 'keychain' ? save(proxy, { userName, password }) : success(null);
      }),
    state,
    subscribe,
    /** Removes the saved password of this proxy, and signs out of all proxies. */
    forget: (proxy: string) =>
      queue(async (): Promise<Outcome<null, VaultProblem>> => {
        if (!state().includes(proxy)) return success(null);
        // While memory replaces the keychain, an entry of the keychain cannot be removed.
        const { state: rest } = vault;
        if (rest.kind === 'memory') return failed({ kind: 'vault-failed', reason: rest.reason });
        const removed = await vault.remove(entryOf(proxy));
        if (!removed.ok) return removed;
        note(state().filter((other) => other !== proxy));
        await forgetAll();
        return success(null);
      }),
    /** Signs out of all proxies. What is saved is read from the keychain when a proxy asks again. */
    async lock(): Promise<void> {
      locks += 1;
      asking = null;
      refused.clear();
      await forgetAll();
    },
  };
}

export type ProxySignIn = ReturnType<typeof createProxySignIn>;

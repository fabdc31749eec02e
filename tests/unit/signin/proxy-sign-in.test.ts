import { describe, expect, it, vi } from 'vitest';
import type { VaultState } from '../../../bridge/values/session.ts';
import { readHeld } from '../../../main/oracle/held-by-proxy.ts';
import { createProxySignIn, type ProxiedSession } from '../../../main/signin/proxy-sign-in.ts';
import { unwrap } from '../../support/parts/unwrap.ts';
import { createWatchedVault } from '../../support/parts/watched-vault.ts';

const url = 'https://identity.example/20160918/users';
const proxyA = 'proxy.acme.example:3128';
const right = { proxy: proxyA, userName: 'ada', password: 'correct horse' };

/** A network behind a proxy. `e2e/proxy.spec.ts` tests what the real Chromium remembers of a proxy. */
function setUp({
  vaultState,
  saved = [] as readonly string[],
}: {
  vaultState?: VaultState;
  saved?: readonly string[];
} = {}) {
  const network = { proxy: proxyA, accepts: right.password as string | null, tries: [] as string[], asked: 0 };
  const createSession = (): ProxiedSession => {
    let passes = false;
    return {
      fetch: async () => {
        network.asked += 1;
        if (passes || network.accepts === null) return new Response('fine');
        throw new Error('net::ERR_TUNNEL_CONNECTION_FAILED');
      },
      closeAllConnections: async () => {},
      async askProxy(_url, given) {
        if (passes || network.accepts === null) return { kind: 'passes' };
        if (given?.proxy !== network.proxy) return { kind: 'asks', proxy: network.proxy };
        network.tries.push(given.password);
        passes = given.password === network.accepts;
        return passes ? { kind: 'passes' } : { kind: 'refuses', proxy: network.proxy };
      },
      async forgetProxies() {
        passes = false;
      },
    };
  };
  const sessions = [createSession(), createSession(), createSession()] as const;
  const vault = createWatchedVault(vaultState);
  const disk = { saved };
  const start = () =>
    createProxySignIn({
      sessions,
      vault,
      store: { read: () => disk.saved, write: (next) => (disk.saved = next) },
    });
  return { network, sessions, vault, disk, start, proxy: start() };
}

describe('a proxy that wants a password', () => {
  it('is told by its name, and asked for no more than one password however many requests it holds back', async () => {
    const { network, sessions, proxy } = setUp();
    const reads = proxy.through(sessions[0]);
    const held = await Promise.all([1, 2, 3].map(() => reads.fetch(url)));
    expect(held.map(({ status, headers }) => [status, readHeld((name) => headers.get(name))])).toEqual(
      [1, 2, 3].map(() => [407, { proxy: proxyA, refused: false }]),
    );
    expect(network.tries).toEqual([]);
    expect(await proxy.signIn({ ...right, remember: false })).toEqual({ ok: true, value: null });
    for (const session of sessions) expect((await proxy.through(session).fetch(url)).status).toBe(200);
  });

  it('tries a wrong one once, and says whose it is', async () => {
    const { network, sessions, proxy } = setUp();
    await proxy.through(sessions[0]).fetch(url);
    const refused = { kind: 'proxy-password', proxy: proxyA, refused: true, delivery: 'not-sent' };
    expect(await proxy.signIn({ ...right, password: 'no', remember: true })).toMatchObject({ problem: refused });
    expect(network.tries).toEqual(['no']);
    expect(proxy.state()).toEqual([]);
  });

  it('gets a password from nobody that it has not asked', async () => {
    const { network, sessions, proxy } = setUp();
    await proxy.signIn({ ...right, remember: true });
    await proxy.through(sessions[0]).fetch(url);
    network.proxy = 'proxy.attacker.example:3128';
    const other = { kind: 'proxy-password', proxy: network.proxy, refused: false };
    expect(await proxy.signIn({ ...right, remember: true })).toMatchObject({ problem: other });
    await proxy.through(sessions[0]).fetch(url);
    expect(await proxy.signIn({ ...right, remember: true })).toEqual({ ok: true, value: null });
    expect({ tries: network.tries, saved: proxy.state() }).toEqual({ tries: [], saved: [] });
  });

  it('gets what the keychain has by itself, after a lock again, and not once more when it has refused it', async () => {
    const { network, sessions, vault, proxy, start } = setUp();
    await proxy.through(sessions[0]).fetch(url);
    await proxy.signIn({ ...right, remember: true });
    expect(proxy.state()).toEqual([proxyA]);
    await proxy.lock();

    const again = start();
    const writes = again.through(sessions[1]);
    expect(await (await writes.fetch(url, { method: 'POST' })).text()).toBe('fine');
    await again.lock();
    network.accepts = 'another';
    network.tries.length = 0;
    for (let count = 0; count < 3; count += 1) {
      const { headers } = await writes.fetch(url);
      expect(readHeld((name) => headers.get(name))).toEqual({ proxy: proxyA, refused: true });
    }
    expect(network.tries).toEqual([right.password]);

    const keychain = vault.state;
    vault.state = { kind: 'memory', reason: 'it is locked' };
    expect(await again.forget(proxyA)).toEqual({
      ok: false,
      problem: { kind: 'vault-failed', reason: 'it is locked' },
    });
    expect(again.state()).toEqual([proxyA]);
    vault.state = keychain;
    unwrap(await again.forget(proxyA));
    expect(again.state()).toEqual([]);
    expect(await vault.get(`proxy:${proxyA}`)).toEqual({ ok: true, value: null });
  });

  it('holds up no caller that has left, and is asked for none of them', async () => {
    const { sessions, proxy } = setUp();
    const answer = Promise.withResolvers<{ kind: 'fails' }>();
    let asked = 0;
    sessions[0].askProxy = () => {
      asked += 1;
      return answer.promise;
    };
    const leaving = new AbortController();
    const reads = proxy.through(sessions[0]);
    const fetches = [1, 2, 3].map(() => reads.fetch(url, { signal: leaving.signal }).catch((error: unknown) => error));
    await vi.waitFor(() => expect(asked).toBe(1));
    const why = new Error('the reader has left');
    leaving.abort(why);
    expect(await Promise.all(fetches)).toEqual([why, why, why]);
    answer.resolve({ kind: 'fails' });
    await expect(reads.fetch(url)).rejects.toThrow('ERR_TUNNEL');
    expect(asked).toBe(2);
  });

  it('keeps nothing where only memory would, and says when the keychain did not take it', async () => {
    const inMemory = setUp({ vaultState: { kind: 'memory', reason: 'none' } });
    await inMemory.proxy.through(inMemory.sessions[0]).fetch(url);
    expect(await inMemory.proxy.signIn({ ...right, remember: true })).toEqual({ ok: true, value: null });
    expect(inMemory.proxy.state()).toEqual([]);

    const { vault, sessions, proxy } = setUp();
    vault.refuse = 'put';
    await proxy.through(sessions[0]).fetch(url);
    const unsaved = { kind: 'proxy-unsaved', proxy: proxyA, reason: 'the keychain is locked' };
    expect(await proxy.signIn({ ...right, remember: true })).toEqual({ ok: false, problem: unsaved });
    expect(proxy.state()).toEqual([]);
    expect((await proxy.through(sessions[2]).fetch(url)).status).toBe(200);
  });
});

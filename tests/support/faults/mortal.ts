import type { Vault } from '../../../main/vault/vault.ts';

/**
 * A program's requests and keychain calls, and the moment of its death: at call number `after`. From then on no call is made or answered.
 * `before`: the last call is not made; otherwise it is carried out.
 */
export function createMortal({ after, before }: { readonly after: number; readonly before: boolean }) {
  let calls = 0;
  const death = Promise.withResolvers<'died'>();
  const never = new Promise<never>(() => {});

  async function through<T>(call: () => Promise<T>): Promise<T> {
    calls += 1;
    if (calls < after) return call();
    if (calls === after && !before) await call().catch(() => {});
    death.resolve('died');
    return never;
  }

  return {
    died: death.promise,
    calls: () => calls,
    fetch:
      (fetch: typeof globalThis.fetch): typeof globalThis.fetch =>
      (input, init) =>
        through(() => fetch(input, init)),
    vault: (vault: Vault): Vault => ({
      get state() {
        return vault.state;
      },
      put: (entry, bytes) => through(() => vault.put(entry, Buffer.from(bytes))),
      get: (entry) => through(() => vault.get(entry)),
      remove: (entry) => through(() => vault.remove(entry)),
    }),
  };
}

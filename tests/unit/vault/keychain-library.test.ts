import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createKeychainVault } from '../../../main/vault/keychain-vault.ts';
import { openVault } from '../../../main/vault/open-vault.ts';

const { cache, resolve } = createRequire(import.meta.url);
const script = resolve('@napi-rs/keyring');
const known = cache[script];
beforeEach(() => {
  delete cache[script];
});
afterEach(() => {
  vi.unstubAllEnvs();
  if (known) cache[script] = known;
  else delete cache[script];
});

it.each([
  ['missing', 'no-such-library.node'],
  ['damaged', 'keychain-library.test.ts'],
])('a library of the keychain that is %s is said so, and keys stay in memory', async (_, file) => {
  // The library's own way to another file.
  vi.stubEnv('NAPI_RS_NATIVE_LIBRARY_PATH', join(import.meta.dirname, file));
  const reason = 'the part of Keydesk that asks it is missing or damaged; install Keydesk again';
  expect((await openVault('linux')).state).toEqual({ kind: 'memory', reason });
  const vault = createKeychainVault('linux');
  const refused = { ok: false, problem: { kind: 'vault-failed', reason } };
  expect(await vault.get('a')).toEqual(refused);
  expect(await vault.put('a', Buffer.from('a private key'))).toEqual(refused);
  expect(await vault.remove('a')).toEqual(refused);
});

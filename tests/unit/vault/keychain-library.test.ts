import { createRequire } from 'node:module';
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

const reason = 'the part of Keydesk that asks it is missing or damaged; install Keydesk again';

it.each([
  'Cannot find native binding. npm has a bug related to optional dependencies',
  'libdbus-1.so.3: cannot open shared object file: No such file or directory',
])('a library of the keychain that cannot be loaded is said so, and keys stay in memory', async (text) => {
  const unloaded = {
    get exports() {
      throw new Error(text);
    },
  };
  cache[script] = Object.assign(Object.create(unloaded), { loaded: true });
  expect((await openVault('linux')).state).toEqual({ kind: 'memory', reason });
  const vault = createKeychainVault('linux');
  const refused = { ok: false, problem: { kind: 'vault-failed', reason } };
  expect(await vault.get('a')).toEqual(refused);
  expect(await vault.put('a', Buffer.from('a private key'))).toEqual(refused);
  expect(await vault.remove('a')).toEqual(refused);
});

it('no file is loaded for the library that the environment names, and a command inherits the name all the same', async () => {
  vi.stubEnv('NAPI_RS_NATIVE_LIBRARY_PATH', import.meta.filename);
  expect(await createKeychainVault('linux').get('a')).not.toMatchObject({ problem: { reason } });
  expect(process.env['NAPI_RS_NATIVE_LIBRARY_PATH']).toBe(import.meta.filename);
});

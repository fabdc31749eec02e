import { createHash, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { SignInEnv } from '../../../main/signin/sign-in-env.ts';
import { readSmallFile } from '../../../main/signin/small-file.ts';

/** A separate home folder, removed after the test. `env` reads real files in it. */
export interface KeyFolder extends Disposable {
  readonly home: string;
  readonly env: SignInEnv;
  /** Writes a file below the home folder, for its owner only, and gives its path. */
  write(path: string, content: string | Buffer): string;
}

export function createKeyFolder(env: SignInEnv['variables'] = {}): KeyFolder {
  const home = mkdtempSync(join(tmpdir(), 'keydesk-test-'));
  return {
    home,
    env: { readFile: readSmallFile, variables: env, homedir: () => home },
    write(path, content) {
      const whole = join(home, path);
      mkdirSync(dirname(whole), { recursive: true, mode: 0o700 });
      writeFileSync(whole, content);
      chmodSync(whole, 0o600);
      return whole;
    },
    // With retries, since a test's Keydesk may still write the last line of its journal into the folder.
    [Symbol.dispose]: () => rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 20 }),
  };
}

export interface TestKey {
  readonly privateKey: KeyObject;
  /** Computed without main's code, as the SDK describes it. */
  readonly fingerprint: string;
  /** PKCS#8, unencrypted. */
  readonly pem: string;
}

/** A fresh RSA key. Making one takes a while: share it between the tests of a file. */
export function createTestKey(modulusLength = 2048): TestKey {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength });
  const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString();
  const der = Buffer.from(spki.replace(/-----[^-]+-----|\s/g, ''), 'base64');
  const hex = createHash('md5').update(der).digest('hex').match(/../g) ?? [];
  return {
    privateKey,
    fingerprint: hex.join(':'),
    pem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

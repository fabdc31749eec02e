import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { checkout } from '../../../scripts/project/checkout.mjs';
import { electronProgram } from '../app/electron-program.ts';
import type { Environment } from '../app/environment.ts';

export interface KeyToKeep {
  /** The profile folder. */
  readonly folder: string;
  readonly name: string;
  readonly keyName: string;
  readonly accessKey: string;
  readonly secretKey: string;
  readonly place: { readonly namespace: string; readonly region: string; readonly endpoint: string } | null;
}

/** Saves a key on the computer of `env`, without a window: in its real keychain, and in the list of the profile folder. */
export const keepKey = (env: Environment, key: KeyToKeep): Promise<void> => run('keep', env, key);

/** Removes the saved key. A test that uses the developer's keychain would otherwise leave the key there. */
export const forgetKey = (env: Environment, key: KeyToKeep): Promise<void> => run('forget', env, key);

async function run(what: 'keep' | 'forget', env: Environment, key: KeyToKeep): Promise<void> {
  const program = join(checkout, 'tests', 'support', 'desktop', 'put-saved-key.ts');
  const child = spawn(electronProgram(), [program, what], {
    env: { ...env, ELECTRON_RUN_AS_NODE: '1' },
    stdio: ['pipe', 'inherit', 'inherit'],
  });
  child.stdin.end(JSON.stringify(key));
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`The program that should ${what} a key ended with code ${code}.`);
}

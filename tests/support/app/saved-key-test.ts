import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { keepKey } from '../desktop/keep-key.ts';
import { type CommandResult, keydeskWords, startCommand, withoutDisplay } from './command-line.ts';
import type { Environment } from './environment.ts';
import { test as keydeskTest } from './keydesk-test.ts';

/** Different in each run: tests search all processes of this computer for this secret, and another run may be under way. */
export const SECRET = `${randomBytes(30).toString('base64')}+/8=`;
export const accessKey = '4f1c0e77b2aa0d9c5e6f7a8b9c0d1e2f3a4b9ab2';
export const place = { namespace: 'acmens', region: 'eu-frankfurt-1', endpoint: 'https://acmens.compat.example' };

interface CommandFixtures {
  /** The home folder of a user who has saved the key `backup`, on a computer without a display. */
  computer: {
    readonly folder: string;
    readonly env: Environment;
    start(...words: string[]): ReturnType<typeof startCommand>;
    run(...words: string[]): Promise<CommandResult>;
  };
}

export const test = keydeskTest.extend<CommandFixtures>({
  computer: async ({ env: desktop, home }, use) => {
    const env = withoutDisplay(desktop);
    const folder = join(home, 'profile');
    await keepKey(env, { folder, name: 'backup', keyName: 'ci-deploy', accessKey, secretKey: SECRET, place });
    const start = (...words: string[]) => startCommand([...keydeskWords(folder), ...words], env);
    await use({ folder, env, start, run: (...words) => start(...words).ended });
  },
});

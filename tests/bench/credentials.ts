import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keydeskWords, startCommand, withoutDisplay } from '../support/app/command-line.ts';
import { electronProgram } from '../support/app/electron-program.ts';
import { plainEnvironment } from '../support/app/environment.ts';
import { forgetKey, keepKey } from '../support/desktop/keep-key.ts';
import { type BenchCase, compare } from './figure.ts';
import { medianOfRounds } from './interleave.ts';

const rounds = { rounds: 25, warmUp: 2 };

/** The smallest Electron program: it prints something, and ends before it opens a display. */
const constantMain = `import { app } from 'electron';
process.stdout.write('{"Version":1,"AccessKeyId":"constant","SecretAccessKey":"constant"}\\n');
app.exit(0);
`;

/** The time from starting a program to its output, in ms. Rejects if the output or the end of the program is wrong. */
async function untilOutput(words: readonly string[], env: Record<string, string>, expected: string): Promise<number> {
  const began = performance.now();
  const { saying, ended } = startCommand(words, env);
  const said = await Promise.race([saying(expected).then(() => performance.now() - began), ended]);
  const { code, out, err } = await ended;
  if (typeof said !== 'number' || code !== 0) throw new Error(`${words.join(' ')} said ${out}${err}, code ${code}`);
  return said;
}

/**
 * The time of `keydesk credentials NAME` from launch to output. Every call of a tool waits for that. The key is in the real keychain.
 * Compared with the same Electron binary that only prints a constant.
 */
export const credentials: BenchCase = {
  name: 'credentials',
  async measure() {
    const folder = await mkdtemp(join(tmpdir(), 'keydesk-bench-'));
    const env = { ...withoutDisplay(plainEnvironment()), HOME: folder };
    const profile = join(folder, 'profile');
    const secretKey = 'Zm9yIGEgYmVuY2htYXJrIG9ubHkgKysrLy8vPT09PT0=';
    const place = { namespace: 'acmens', region: 'eu-frankfurt-1', endpoint: 'https://acmens.compat.example' };
    const key = { folder: profile, name: 'bench', keyName: 'bench', accessKey: '4f1c', secretKey, place };
    await keepKey(env, key);
    try {
      await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'constant', main: 'main.mjs' }));
      await writeFile(join(folder, 'main.mjs'), constantMain);
      const keydesk = [...keydeskWords(profile), 'credentials', 'bench'];
      const constant = [electronProgram(), folder, '--log-level=3', `--user-data-dir=${join(folder, 'constant')}`];
      const [ours = Number.NaN, theirs = Number.NaN] = await medianOfRounds(
        [() => untilOutput(keydesk, env, secretKey), () => untilOutput(constant, env, 'constant"}')],
        rounds,
      );
      return [
        compare({
          name: 'keydesk credentials, launch to output, against a bare Electron',
          unit: 'ms',
          ours,
          theirs,
          limit: { atMost: 1.3 },
        }),
      ];
    } finally {
      await forgetKey(env, key);
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    }
  },
};

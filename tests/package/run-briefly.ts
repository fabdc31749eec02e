import { spawn } from 'node:child_process';
import type { Environment } from '../support/app/environment.ts';
import { paced } from '../support/runner/pace.ts';

/** Milliseconds after which any program that answers at all has answered. */
const PATIENCE = paced(4000);

/** Runs a program until it ends or its time is up. Gives its output; `code` is null if its time was up. */
export async function runBriefly(program: string, args: readonly string[], env: Environment) {
  const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  }
  const ended = new Promise<number | null>((resolve, reject) => child.once('close', resolve).once('error', reject));
  let timeIsUp = false;
  const timer = setTimeout(() => {
    timeIsUp = true;
    child.kill('SIGKILL');
  }, PATIENCE);
  const code = await ended;
  clearTimeout(timer);
  return { code: timeIsUp ? null : code, said };
}

import { spawn } from 'node:child_process';
import type { Environment } from '../support/app/environment.ts';
import { paced } from '../support/runner/pace.ts';

/** Milliseconds for a program that does not end by itself: long enough for an answer that must not come. */
export const BRIEFLY = paced(4000);
/** Milliseconds for a program that ends, or says what it should. */
const PATIENCE = paced(30_000);

interface Run {
  readonly patience?: number;
  /** The program is stopped as soon as it has said this. */
  readonly until?: RegExp;
}

/** Runs a program until it ends or its time is up. Gives its output; `code` is null if its time was up. */
export async function runBriefly(
  program: string,
  args: readonly string[],
  env: Environment,
  { patience = PATIENCE, until }: Run = {},
) {
  const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (until?.test(said)) child.kill('SIGKILL');
    });
  }
  const ended = new Promise<number | null>((resolve, reject) => child.once('close', resolve).once('error', reject));
  let timeIsUp = false;
  const timer = setTimeout(() => {
    timeIsUp = true;
    child.kill('SIGKILL');
  }, patience);
  const code = await ended;
  clearTimeout(timer);
  return { code: timeIsUp ? null : code, said };
}

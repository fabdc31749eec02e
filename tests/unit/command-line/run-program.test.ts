import { chmodSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { errorText, exitCodeOf } from '../../../main/command-line/command-errors.ts';
import { runProgram } from '../../../main/command-line/run-program.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'programs-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A file in the folder. */
function put(content: string, mode: number): string {
  const file = join(folder, 'program');
  writeFileSync(file, content);
  chmodSync(file, mode);
  return file;
}

/** The exit code and the message for a program that does not start. */
async function refusal(program: string, args: readonly string[] = [], path = process.env['PATH']) {
  const done = await runProgram({ program, args, env: { PATH: path, SECRET: 'hunter2' } });
  return done.ok ? `it ran, and ended with ${done.value}` : [exitCodeOf(done.problem), errorText(done.problem)];
}

describe('a program that does not start', () => {
  it('is not found, with 127, also where the path has a file on it', async () => {
    const unknown = [127, 'no-such-program: command not found'];
    expect(await refusal('no-such-program')).toEqual(unknown);
    expect(await refusal('no-such-program', [], `/usr/bin:${put('hello', 0o600)}`)).toEqual(unknown);
    expect(await refusal(join(folder, 'none'))).toEqual([127, `${join(folder, 'none')}: command not found`]);
  });

  it('could not be started, with 126, for every other error of the system', async () => {
    const loop = join(folder, 'loop');
    symlinkSync(loop, loop);
    const closed = put('hello', 0o600);
    expect(await refusal(closed)).toEqual([126, `${closed}: could not be started: permission denied`]);
    expect(await refusal(`${closed}/x`)).toEqual([126, `${closed}/x: could not be started: not a directory`]);
    expect(await refusal(loop)).toEqual([126, `${loop}: could not be started: too many symbolic links encountered`]);
    expect(await refusal('true', ['x'.repeat(3_000_000)])).toEqual([
      126,
      'true: could not be started: argument list too long',
    ]);
    const script = put('#!/no/such/interpreter\n', 0o700);
    expect(await refusal(script)).toEqual([126, `${script}: could not be started: its interpreter is not there`]);
  });

  it('leaves no listener for signals behind', async () => {
    await refusal('no-such-program');
    await refusal(`${put('hello', 0o600)}/x`);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT']) expect(process.listenerCount(signal)).toBe(0);
  });
});

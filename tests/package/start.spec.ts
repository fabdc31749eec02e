import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { expect } from '@playwright/test';
import { electronProgram } from '../support/app/electron-program.ts';
import { test } from '../support/app/keydesk-test.ts';
import { paced } from '../support/runner/pace.ts';
import { forTests, forUsers } from './packages.ts';
import { BRIEFLY, runBriefly } from './run-briefly.ts';

/** How many processes of a program have all `marks` in their command line and a system call filter on (Linux). */
function countSandboxed(program: string, marks: readonly string[]): number {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.filter((pid) => {
    try {
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      if (!command.startsWith(program) || !marks.every((mark) => command.includes(mark))) return false;
      return readFileSync(`/proc/${pid}/status`, 'utf8').includes('Seccomp:\t2');
    } catch {
      return false; // It ended while we looked.
    }
  }).length;
}

test('the program for users opens its page, in its sandbox', async ({ env, home }) => {
  test.skip(process.platform !== 'linux', 'looks at processes the way of Linux');
  const profile = `--user-data-dir=${join(home, 'profile')}`;
  const child = spawn(forUsers.program, [profile, '--sample'], { env, stdio: 'ignore' });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const page = ['--type=renderer', profile];
  try {
    await expect.poll(() => countSandboxed(forUsers.program, page), { timeout: paced(20_000) }).toBe(1);
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
});

test('the program for users opens no inspector, where the program for tests does', async ({ env, home }) => {
  const args = (name: string) => ['--inspect=0', `--user-data-dir=${join(home, name)}`];
  const listening = /Debugger listening on ws:/;
  expect((await runBriefly(forTests.program, args('tests'), env, { until: listening })).said).toMatch(listening);
  expect((await runBriefly(forUsers.program, args('users'), env, { patience: BRIEFLY })).said).not.toMatch(listening);
});

test('the program for users does not start with a debugging port, or without its sandbox', async ({ env, home }) => {
  for (const refused of ['--remote-debugging-port', '--no-sandbox']) {
    const args = [`${refused}=0`, `--user-data-dir=${join(home, 'profile')}`];
    const { code, said } = await runBriefly(forUsers.program, args, env);
    expect(code).toBe(1);
    expect(said).toContain(`keydesk: Not started: ${refused} takes away from what protects secrets. Leave it out.`);
  }
});

test('the program for users is not Node, where a bare Electron is', async ({ env, home }) => {
  const asNode = { ...env, ELECTRON_RUN_AS_NODE: '1' };
  const args = ['-p', '"forty" + "-two"', `--user-data-dir=${join(home, 'profile')}`];
  expect((await runBriefly(electronProgram(), args.slice(0, 2), asNode)).said).toContain('forty-two');
  expect((await runBriefly(forUsers.program, args, asNode, { patience: BRIEFLY })).said).not.toContain('forty-two');
});

import { cp, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import process from 'node:process';
import { expect } from '@playwright/test';
import { test } from '../support/app/keydesk-test.ts';
import { forUsers } from './packages.ts';
import { runBriefly } from './run-briefly.ts';

// Security line 32.
test('the program with a changed archive does not start, on Windows and macOS', async ({ env, home }) => {
  test.skip(process.platform === 'linux', 'Electron compares the archive with its hash on Windows and macOS alone');
  const copy = join(home, 'copy');
  await cp(forUsers.folder, copy, { recursive: true, verbatimSymlinks: true });
  const program = join(copy, relative(forUsers.folder, forUsers.program));
  const version = () => runBriefly(program, ['--version', `--user-data-dir=${join(home, 'profile')}`], env);
  expect((await version()).said).toMatch(/^\d+\.\d+\.\d+$/m);

  const resources = process.platform === 'darwin' ? '../Resources' : 'resources';
  const archive = join(dirname(program), resources, 'app.asar');
  const bytes = await readFile(archive);
  const at = bytes.indexOf('Not started: --');
  expect(at).toBeGreaterThan(0);
  // The change does not alter what the program does, so only the comparison with the hash can refuse it.
  bytes.write('not', at);
  await writeFile(archive, bytes);
  const { code, said } = await version();
  expect(code).not.toBe(0);
  expect(said).not.toMatch(/^\d+\.\d+\.\d+$/m);
});

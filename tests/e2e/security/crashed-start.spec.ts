import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { test } from '../../support/app/keydesk-test.ts';
import { startAndEnd } from '../../support/app/launch-app.ts';

test('a first page that crashes before main listens comes back, and its end stands in the log', async ({
  env,
  home,
}) => {
  const userDataDir = join(home, 'profile');
  const { output } = await startAndEnd({ env, userDataDir, parts: ['page-that-dies.cjs'] });
  expect(output).toContain('Sign in with your browser');
  expect(await readFile(join(userDataDir, 'logs', 'main.log'), 'utf8')).toContain('page gone: during the start');
});

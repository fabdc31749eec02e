import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { test } from '../../support/app/keydesk-test.ts';
import { shareKeydesk } from '../../support/app/shared-keydesk.ts';
import { windowText } from '../../support/app/window-text.ts';
import { formsOf, readAllFiles, tracesIn } from '../../support/attacks/traces.ts';
import { view } from '../../support/views/views.ts';

// Security lines 18 and 35: a crash is logged without secrets, and the window comes back.

const keydesk = shareKeydesk({ profile: null, own: (env) => env });
const secret = 'wG7pX2r+Zk9/Qm4TnB1sVd8LhY3cJf6UaE5oRiKxN0M=';
const pem = `-----BEGIN PRIVATE KEY-----\n${'MIIEvQIBADANBgkqhkiG9w0BAQEFAASC'.repeat(2)}\n-----END PRIVATE KEY-----`;
const ocid = 'ocid1.user.oc1..aaaaaaaaexampleexampleexampleexample7q2a';

const log = () => readFile(join(keydesk().userDataDir, 'logs', 'main.log'), 'utf8').catch(() => '');

test('an uncaught exception of main is logged with its stack and without what was in it, and the app goes on', async () => {
  const { app, page } = keydesk();
  await app.evaluate(
    (_electron, [one, two, three]) => {
      setTimeout(() => {
        throw new TypeError(`cannot use ${one} of ${three}: ${two}`);
      }, 0);
      void Promise.reject(new RangeError(`no room for {"secretKey":"${one}"} signature="${one}"`));
    },
    [secret, pem, ocid] as const,
  );
  await expect.poll(log).toContain('TypeError: cannot use');
  await expect.poll(log).toContain('RangeError: no room for');
  const text = await log();
  expect(text).toMatch(/\[error\]\s+[0-9a-f]{8} TypeError/);
  expect(text).toMatch(/\n\s+at /);
  expect(text).toContain('ocid1…7q2a');
  for (const hidden of [secret, 'MIIEvQIBADAN', ocid]) expect(text).not.toContain(hidden);
  await expect(view(page)).toBeVisible();
  expect(await page.evaluate(() => Reflect.get(window, 'keydesk').Preferences.CopyDiagnostics())).toMatchObject({
    ok: true,
  });
});

test('a page that tries to be something else is not told what went wrong in main', async () => {
  const { page } = keydesk();
  const refused = await page.evaluate(async () => {
    const { Secrets } = Reflect.get(window, 'keydesk');
    return Secrets.RevealSecret('no handle').catch((error: Error) => [error.message, error.stack]);
  });
  expect(refused.join('\n')).toContain('failed to pass validation');
  expect(refused.join('\n')).not.toMatch(/out[\\/]main|node:internal|\/home\//);
});

// Playwright cannot use the page after a crash, so no later test may use the same app.
test('a page that crashes comes back, three times, and its end stands in the log; no dump holds what it showed', async () => {
  const { app, page, home } = keydesk();
  await page.evaluate((text) => document.body.append(text), secret);
  for (let times = 1; times <= 3; times += 1) {
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer());
    await expect.poll(async () => (await log()).split('page gone: crashed').length - 1).toBe(times);
    await expect.poll(() => windowText(app)).toContain('Sign in');
  }
  const files = await readAllFiles(home);
  const found = files.filter(({ content }) => tracesIn(content, formsOf(secret)).length > 0);
  expect(found.map(({ path }) => path)).toEqual([]);
  expect(files.filter(({ path }) => path.endsWith('.dmp'))).toEqual([]);
});

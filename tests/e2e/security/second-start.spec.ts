import { expect } from '@playwright/test';
import { withoutConfigFile } from '../../support/app/environment.ts';
import { test } from '../../support/app/keydesk-test.ts';
import { welcomeHeading } from '../../support/views/views.ts';

// Security line 33: the arguments of a second start are parsed, never trusted. tests/e2e/window.spec.ts tests that a second start
// focuses the first window, and passes on the one allowed word.

test('a second start with hostile arguments changes nothing in the first', async ({ launchKeydesk, env }) => {
  const { app, page, startAgain } = await launchKeydesk({ env: withoutConfigFile(env) });
  await expect(welcomeHeading(page)).toBeVisible();
  await app.evaluate(({ app: electron, shell, utilityProcess }) => {
    const told: string[] = [];
    Reflect.set(globalThis, 'told', told);
    electron.on('second-instance', (_event, argv) => told.push(...argv));
    shell.openExternal = async (url) => {
      told.push(`opened ${url}`);
    };
    // Record the start of the sample tenancy, since it takes longer to start than this test.
    const fork = utilityProcess.fork.bind(utilityProcess);
    utilityProcess.fork = (...given) => {
      told.push(`opened ${given[0]}`);
      return fork(...given);
    };
  });
  const hostile = [
    'https://example.com/',
    'file:///etc/hosts',
    'app://keydesk/../../etc/hosts',
    'javascript:document.body.remove()',
    'keydesk://sign-in?profile=ADMIN',
    '--sample=yes',
    '--SAMPLE',
    '--load-extension=/tmp',
    '--inspect=0',
    '--js-flags=--expose-gc',
    `--${'x'.repeat(20_000)}`,
    '$(touch /tmp/keydesk-was-here)',
    '\u202E\u0007 --sample ',
  ];
  expect(await startAgain(hostile)).toBe(0);
  const told = () => app.evaluate(() => Reflect.get(globalThis, 'told') as string[]);
  await expect.poll(async () => (await told()).includes('https://example.com/')).toBe(true);
  await page.waitForTimeout(500);
  expect((await told()).filter((word) => word.startsWith('opened'))).toEqual([]);
  const windows = await app.evaluate(({ webContents }) => webContents.getAllWebContents().map((each) => each.getURL()));
  expect(windows).toHaveLength(1);
  expect(windows[0]).toMatch(/^app:\/\/keydesk\/index\.html(#.*)?$/);
  await expect(welcomeHeading(page)).toBeVisible();
  const session = await page.evaluate(() => Reflect.get(window, 'keydesk').Accounts.sessionStore.getState());
  expect(session).toMatchObject({ accounts: [], current: null, notice: null });
});

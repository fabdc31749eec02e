import process from 'node:process';
import { expect } from '@playwright/test';
import { withConfigFile } from '../support/app/environment.ts';
import { test } from '../support/app/keydesk-test.ts';
import { type Weight, weighApp } from '../support/app/weigh-app.ts';
import { paced } from '../support/runner/pace.ts';
import { closeButton, copySecret, generateDialog, generateKey } from '../support/views/secret-dialog.ts';
import { keyRow, signIn } from '../support/views/views.ts';

// An app that runs all day: generating, copying, closing and deleting keys must not leave anything in its memory.

test.skip(process.platform !== 'linux', 'open files are counted in /proc');

const CYCLES = Number(process.env['KEYDESK_CYCLES'] ?? 300);
/** The cycle from which the app counts as warm: everything is loaded and compiled, and the buffers for the last few keys are full. */
const EARLY = CYCLES / 3;
const WEIGHINGS = 6;
/** The most for late memory divided by early memory. More for resident memory: it depends on when the system reclaims free memory. */
const MOST = 1.1;
const MOST_RESIDENT = 1.25;

test('holds as much after hundreds of keys as after the first ones', async ({ launchKeydesk, simulator, env }) => {
  test.setTimeout(paced(20 * 60_000));
  const running = await launchKeydesk({ env: withConfigFile(env, simulator.configFile) });
  const { page } = running;
  await signIn(page, 'ADMIN');
  const weights: (Weight & { readonly cycle: number })[] = [];
  for (let cycle = 1; cycle <= CYCLES; cycle += 1) {
    const name = `cycle-${cycle}`;
    await generateKey(page, name);
    await copySecret(page).click();
    await expect(generateDialog(page)).toContainText('Copied.');
    await closeButton(page).click();
    await expect(generateDialog(page)).toBeHidden();
    await keyRow(page, name).getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
    await expect(keyRow(page, name)).toBeHidden();
    if (cycle % Math.ceil(CYCLES / WEIGHINGS) === 0) weights.push({ cycle, ...(await weighApp(running)) });
  }
  console.table(weights);
  const early = weights.find(({ cycle }) => cycle >= EARLY);
  const late = weights.at(-1);
  if (early === undefined || late === undefined) throw new Error('Nothing was weighed.');
  const { cycle: _late, ...names } = late;
  for (const name of Object.keys(names) as (keyof Weight)[]) {
    const most = name.endsWith('Resident') ? MOST_RESIDENT : MOST;
    expect(late[name] / Math.max(early[name], 1), name).toBeLessThan(most);
  }
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from '@playwright/test';
import { checkout } from '../../scripts/project/checkout.mjs';
import { electronProgram } from '../support/app/electron-program.ts';
import { test } from '../support/app/keydesk-test.ts';
import { runs } from '../support/random/random-runs.ts';
import { seededRandom } from '../support/random/seeded-random.ts';
import { paced } from '../support/runner/pace.ts';

/** Milliseconds after the start. Before FIRST Keydesk does not accept signals yet; at LAST it has its first screen on a quiet machine. */
const [FIRST, LAST] = [200, 900];

test('a Keydesk that is told to end while it starts ends, and calls that no fault', async ({ env, home }) => {
  const random = seededRandom(4);
  const moments = Array.from({ length: runs(4) }, () => paced(Math.round(FIRST + random() * (LAST - FIRST))));
  test.setTimeout(paced(moments.length * 15_000));
  for (const [at, moment] of moments.entries()) {
    const args = [checkout, `--user-data-dir=${join(home, `profile-${at}`)}`, '--sample'];
    const child = spawn(electronProgram(), args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    const ended = once(child, 'exit').then(() => true);
    await wait(moment);
    child.kill('SIGTERM');
    const hasEnded = await Promise.race([ended, wait(paced(10_000), false)]);
    child.kill('SIGKILL');
    await ended;
    expect({ moment, hasEnded, complaint: said.match(/^keydesk: .*/m)?.[0] }).toEqual({ moment, hasEnded: true });
  }
});

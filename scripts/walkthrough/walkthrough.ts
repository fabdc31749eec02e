import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { plainEnvironment } from '../../tests/support/app/environment.ts';
import { launchApp } from '../../tests/support/app/launch-app.ts';
import { outputFolder } from '../../tests/support/runner/output-folder.ts';
import { say } from '../terminal/step.mjs';
import { doMainJob } from './main-job.ts';
import { createNarrator } from './narrator.ts';

// `start.mjs` runs this in a private session: the built app, on a fresh profile, does its main job by itself.
const folder = mkdtempSync(join(tmpdir(), 'walkthrough-'));
const env = { ...plainEnvironment(), HOME: folder };
const running = await launchApp({ env, userDataDir: join(folder, 'profile'), args: ['--sample'] });
try {
  const narrator = createNarrator(running.page, join(outputFolder, 'walkthrough'), say);
  await doMainJob(running.page, env, narrator);
} catch (error) {
  say(`\n${error instanceof Error ? error.message : error}`);
  if (running.log() !== '') say(`\nThe app said:\n${running.log()}`);
  process.exitCode = 1;
} finally {
  await running.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}

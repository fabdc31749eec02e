import { join } from 'node:path';
import { doMainJob } from '../../scripts/walkthrough/main-job.ts';
import { createNarrator } from '../../scripts/walkthrough/narrator.ts';
import { test } from '../support/app/keydesk-test.ts';
import { outputFolder } from '../support/runner/output-folder.ts';
import { forTests } from './packages.ts';

test('the packaged program does the main job on the sample tenancy', async ({ launchKeydesk, env }) => {
  const { page } = await launchKeydesk({ program: forTests.program, args: ['--sample'] });
  await doMainJob(
    page,
    env,
    createNarrator(page, join(outputFolder, 'package'), () => undefined),
  );
});

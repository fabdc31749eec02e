import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { prepareMachine } from './machine/prepare.mjs';
import { ensureBuilt } from './project/built-app.mjs';
import { checkout } from './project/checkout.mjs';
import { packageInstallers } from './project/packaged-app.mjs';
import { command, problem } from './terminal/command.mjs';
import { run } from './terminal/run.mjs';

// Makes the packages and tries them on a bare Debian. Takes ten minutes or so; `-- --made` tries those that are there.
await command(async ([made]) => {
  if (process.platform !== 'linux' || process.getuid?.() !== 0)
    throw problem(
      'The installers are tried on Linux, by root: a bare Debian is made, and packages are installed there.',
    );
  const electron = await prepareMachine({ session: false, packages: true, bareDebian: true });
  if (made !== '--made') {
    const dist = join(checkout, 'dist');
    await ensureBuilt(electron);
    for (const name of readdirSync(dist)) if (/\.(deb|rpm|tar\.gz)$/.test(name)) rmSync(join(dist, name));
    console.log(await packageInstallers(electron));
  }
  const tests = join('tests', 'installers', 'linux.test.mjs');
  const env = { ...process.env, KEYDESK_ELECTRON: electron.program };
  return (await run(process.execPath, ['--test', '--test-reporter=spec', tests], { cwd: checkout, env })).code;
});

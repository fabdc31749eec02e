import { prepareMachine } from './machine/prepare.mjs';
import { ensureBuilt } from './project/built-app.mjs';
import { packageDirectory, packageInstallers } from './project/packaged-app.mjs';
import { command, problem } from './terminal/command.mjs';

/** @type {Record<string, (electron: import('./machine/electron-runtime.mjs').ElectronRuntime) => Promise<unknown>>} */
const ways = {
  '': async (electron) => console.log(await packageDirectory(electron, 'users')),
  '--for-tests': async (electron) => console.log(await packageDirectory(electron, 'tests')),
  '--installers': async (electron) => console.log(await packageInstallers(electron)),
};

// Makes packages, and prints their paths on standard output.
await command(async ([way = '']) => {
  const make = ways[way];
  if (make === undefined)
    throw problem(`Unknown argument ${way}: --for-tests, --installers, or none for the unpacked directory.`);
  const electron = await prepareMachine({ session: false, packages: way === '--installers' });
  await ensureBuilt(electron);
  await make(electron);
  return 0;
});

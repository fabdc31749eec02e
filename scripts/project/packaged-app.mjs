import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { asNode } from '../machine/electron-runtime.mjs';
import { problem } from '../terminal/command.mjs';
import { run } from '../terminal/run.mjs';
import { say, step } from '../terminal/step.mjs';
import { billOfMaterials } from './bill-of-materials.mjs';
import { checkout } from './checkout.mjs';

/** @typedef {import('../machine/electron-runtime.mjs').ElectronRuntime} ElectronRuntime */
/** @typedef {'users' | 'tests'} Audience */

/**
 * Makes the unpacked directory for this platform from the built app, below `dist/`: for users, or for end-to-end tests (the same
 * except one fuse). A directory that users must not get contains a file that says why.
 * @param {ElectronRuntime} electron
 * @param {Audience} audience
 * @returns {Promise<string>} its path
 */
export async function packageDirectory(electron, audience) {
  const work = join(checkout, '.cache', `package-for-${audience}`);
  rmSync(work, { recursive: true, force: true });
  const log = await step(`packaged for ${audience}`, () => runBuilder(electron, audience, [work]));
  const folder = log
    .match(/appOutDir=(.+)$/m)?.[1]
    ?.trim()
    .split(/[\\/]/)
    .at(-1);
  if (folder === undefined) throw problem(`electron-builder did not say what it made. It said:\n${log}`);
  const target = join(checkout, 'dist', audience === 'users' ? folder : `${folder}-e2e`);
  mkdirSync(dirname(target), { recursive: true });
  rmSync(target, { recursive: true, force: true });
  renameSync(join(work, folder), target);
  rmSync(work, { recursive: true, force: true });
  return target;
}

/**
 * Makes the packages that this system can make, below `dist/`. On Linux with any Electron: if it is not the official one, the
 * version of the packages says so. On other systems only with the official Electron.
 * @param {ElectronRuntime} electron
 * @returns {Promise<string>} the path of the bill of materials and, on Linux, of each package, one a line
 */
export async function packageInstallers(electron) {
  const reason = whyNotForUsers(electron, 'users');
  const dist = join(checkout, 'dist');
  const bill = await writeBill(electron, dist);
  if (process.platform !== 'linux') {
    if (reason !== null) throw problem(`No installers were made. ${reason}`);
    await step('installers made', () => runBuilder(electron, 'users', [dist, 'installers']));
    return bill;
  }
  const unpacked = await packageDirectory(electron, 'users');
  return step('deb, rpm and tar.gz made', async () => {
    const result = await runTool(electron, 'linux-packages.mjs', [unpacked, dist, bill], {
      KEYDESK_NOT_FOR_DISTRIBUTION: reason ?? '',
    });
    if (result.code !== 0) throw problem(`The packages could not be made. Their tools said:\n${result.all}`);
    return `${bill}\n${result.stdout.trim()}`;
  });
}

/**
 * @param {ElectronRuntime} electron
 * @param {string} folder
 * @returns {Promise<string>} the path of the bill of materials
 */
async function writeBill(electron, folder) {
  const bill = await billOfMaterials(electron);
  const file = join(folder, `keydesk-${bill.metadata.component.version}-${process.platform}-${process.arch}.cdx.json`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, `${JSON.stringify(bill, null, 2)}\n`);
  return file;
}

/**
 * @param {ElectronRuntime} electron
 * @param {Audience} audience
 * @param {string[]} args
 */
async function runBuilder(electron, audience, args) {
  const reason = whyNotForUsers(electron, audience);
  if (reason !== null && audience === 'users') say(`    NOTICE, NOT FOR DISTRIBUTION: ${reason}`);
  const result = await runTool(electron, 'build-packages.mjs', [dirname(electron.program), ...args], {
    KEYDESK_PACKAGE_FOR: audience,
    KEYDESK_NOT_FOR_DISTRIBUTION: reason ?? '',
  });
  if (result.code !== 0) throw problem(`electron-builder did not succeed. It said:\n${result.all}`);
  return result.all;
}

/**
 * Runs a program of this folder in Electron's own Node.
 * @param {ElectronRuntime} electron
 * @param {string} name
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 */
function runTool(electron, name, args, env) {
  return run(electron.program, [join('scripts', 'project', name), ...args], {
    cwd: checkout,
    // Without ELECTRON_NO_ASAR, Electron's Node would treat the archive that is being written as a folder.
    env: asNode({ ...process.env, ELECTRON_NO_ASAR: '1', ...env }),
    output: 'keep',
  });
}

/**
 * Security: users only get the official Electron with every fuse set. Returns why a package is not for users; null: it is.
 * @param {ElectronRuntime} electron
 * @param {Audience} audience
 */
function whyNotForUsers({ kind }, audience) {
  if (kind !== 'official') {
    return 'This holds an Electron that is not the official one. On a machine that reaches its release page, run "npx install-electron" first.';
  }
  return audience === 'tests' ? 'One fuse of this build is on so that end-to-end tests can drive it.' : null;
}

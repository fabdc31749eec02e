import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkout } from '../project/checkout.mjs';
import { problem } from '../terminal/command.mjs';
import { step } from '../terminal/step.mjs';
import { runNpm } from './npm-program.mjs';

/** Installs exactly the packages of package-lock.json, unless node_modules already has them. */
export async function ensureDependencies() {
  if (await isInStep(checkout)) return;
  await step('npm packages installed', async () => {
    // Also installs development packages if NODE_ENV is "production".
    const result = await runNpm(['ci', '--include=dev', '--no-audit', '--no-fund'], checkout);
    if (result.code !== 0) {
      throw problem(`"npm ci" did not succeed. It said:\n${withoutEngineWarnings(result.all)}`);
    }
  });
}

/**
 * True if node_modules has the packages of package-lock.json, according to the record that npm writes when it installs. Optional
 * packages may be missing: they are for other platforms.
 * @param {string} folder
 */
export async function isInStep(folder) {
  const locked = await readPackages(join(folder, 'package-lock.json'));
  const installed = await readPackages(join(folder, 'node_modules', '.package-lock.json'));
  if (locked === null || installed === null) return false;
  const asLocked = (/** @type {string} */ path) =>
    locked[path]?.version === installed[path]?.version && locked[path]?.integrity === installed[path]?.integrity;
  return (
    Object.keys(installed).every(asLocked) &&
    Object.entries(locked).every(
      ([path, { optional }]) => path === '' || (optional && !(path in installed)) || asLocked(path),
    )
  );
}

/**
 * @param {string} file
 * @returns {Promise<Record<string, { version?: string, integrity?: string, optional?: boolean }> | null>}
 */
async function readPackages(file) {
  try {
    return JSON.parse(await readFile(file, 'utf8')).packages;
  } catch {
    return null;
  }
}

/**
 * Removes npm's warnings about the version of Node: packages that need a newer Node run in Electron's Node.
 * @param {string} text
 */
function withoutEngineWarnings(text) {
  return text
    .split('\n')
    .filter((line) => !line.includes('EBADENGINE'))
    .join('\n');
}

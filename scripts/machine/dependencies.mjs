import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkout } from '../project/checkout.mjs';
import { problem } from '../terminal/command.mjs';
import { step } from '../terminal/step.mjs';
import { runNpm } from './npm-program.mjs';

/** Installs exactly what package-lock.json says, unless node_modules holds it already. */
export async function ensureDependencies() {
  if (await isInStep(checkout)) return;
  await step('npm packages installed', async () => {
    // Development packages are wanted even where NODE_ENV says production.
    const result = await runNpm(['ci', '--include=dev', '--no-audit', '--no-fund'], checkout);
    if (result.code !== 0) {
      throw problem(`"npm ci" did not succeed. It said:\n${withoutEngineWarnings(result.all)}`);
    }
  });
}

/**
 * True if node_modules is what package-lock.json asks for, by the record that npm keeps of what it installed. Optional
 * packages may be absent: they are those of other platforms.
 * @param {string} folder
 */
export async function isInStep(folder) {
  const wanted = await readPackages(join(folder, 'package-lock.json'));
  const installed = await readPackages(join(folder, 'node_modules', '.package-lock.json'));
  if (wanted === null || installed === null) return false;
  const asWanted = (/** @type {string} */ path) =>
    wanted[path]?.version === installed[path]?.version && wanted[path]?.integrity === installed[path]?.integrity;
  return (
    Object.keys(installed).every(asWanted) &&
    Object.entries(wanted).every(
      ([path, { optional }]) => path === '' || (optional && !(path in installed)) || asWanted(path),
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
 * Some development packages ask for a newer Node than the machine's; they run in Electron's.
 * @param {string} text
 */
function withoutEngineWarnings(text) {
  return text
    .split('\n')
    .filter((line) => !line.includes('EBADENGINE'))
    .join('\n');
}

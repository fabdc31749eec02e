import { ensureDependencies } from './dependencies.mjs';
import { ensureElectron } from './electron-runtime.mjs';
import { ensureSystemPackages } from './system-packages.mjs';

/**
 * Everything that a fresh machine lacks, the slow parts side by side. Does nothing, in milliseconds, where nothing is missing.
 * @param {{ session: boolean, tests?: boolean }} wanted whether a private session will be opened, and tests be run in it
 */
export async function prepareMachine(wanted) {
  const fetched = Promise.all([ensureSystemPackages(wanted), ensureDependencies().then(ensureElectron)]);
  return (await fetched)[1];
}

import { ensureDependencies } from './dependencies.mjs';
import { ensureElectron } from './electron-runtime.mjs';
import { ensureSystemPackages } from './system-packages.mjs';

/**
 * Installs everything that a fresh machine lacks, the slow parts in parallel. Takes milliseconds if nothing is missing.
 * @param {{ session: boolean, tests?: boolean, packages?: boolean, bareDebian?: boolean }} needs whether a private session will be
 *   opened, whether tests will run in that session, whether packages will be made, and whether those will be tried on a bare Debian
 */
export async function prepareMachine(needs) {
  const fetched = Promise.all([ensureSystemPackages(needs), ensureDependencies().then(ensureElectron)]);
  return (await fetched)[1];
}

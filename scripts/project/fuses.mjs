import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';

/**
 * Security: what Electron's program may do inside Keydesk. Every fuse is named. If a later Electron adds a fuse, types and packaging
 * fail until we have decided on it.
 * https://www.electronjs.org/docs/latest/tutorial/fuses
 * @satisfies {import('@electron/fuses').FuseConfig}
 */
export const fuses = /** @type {const} */ ({
  version: FuseVersion.V1,
  strictlyRequireAllFuses: true,
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  // V8's faster way to check the memory bounds of WebAssembly. Without it WebAssembly is slower, but not safer.
  [FuseV1Options.WasmTrapHandlers]: true,
});

/** The fuses of the build for end-to-end tests. One differs: Playwright needs it to reach the main process. */
const fusesForTests = { ...fuses, [FuseV1Options.EnableNodeCliInspectArguments]: true };

/**
 * electron-builder calls this before it signs. (Its own option `electronFuses` has an older list, without WasmTrapHandlers.)
 * @param {import('electron-builder').AfterPackContext} context
 */
export async function afterPack({ appOutDir, electronPlatformName, packager }) {
  const { productFilename } = packager.appInfo;
  const program =
    electronPlatformName === 'darwin'
      ? `${productFilename}.app`
      : electronPlatformName === 'win32'
        ? `${productFilename}.exe`
        : linuxProgramName(packager);
  await flipFuses(join(appOutDir, program), isForTests() ? fusesForTests : fuses);
  // Removes Electron's own welcome screen. electron-builder leaves it there when it copies a distribution from a folder.
  await rm(join(packager.getResourcesDir(appOutDir), 'default_app.asar'), { force: true });
  // Security: no program of Keydesk is setuid root. The sandbox uses user namespaces, so its setuid program is removed.
  if (electronPlatformName === 'linux') await rm(join(appOutDir, 'chrome-sandbox'), { force: true });
  const reason = process.env['KEYDESK_NOT_FOR_DISTRIBUTION'];
  if (reason) await writeFile(join(appOutDir, 'NOT-FOR-DISTRIBUTION'), `${reason}\n`);
}

const isForTests = () => process.env['KEYDESK_PACKAGE_FOR'] === 'tests';

/** @param {object} packager */
const linuxProgramName = (packager) => ('executableName' in packager ? String(packager.executableName) : 'keydesk');

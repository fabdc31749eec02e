import { createRequire } from 'node:module';
import { join } from 'node:path';

/** The name of the JavaScript runtime, for the figures: Electron's Node signs with BoringSSL, plain Node with OpenSSL. */
export const runtimeName = () =>
  process.versions['electron'] === undefined
    ? `Node ${process.versions.node}`
    : `Electron ${process.versions['electron']}`;

/** The project's folder. Programs of this folder also run as bundles elsewhere, so it cannot be found relative to the file. */
export const projectRoot = process.cwd();

/** Loads from the project's node_modules. */
export const requireInProject = createRequire(join(projectRoot, 'package.json'));

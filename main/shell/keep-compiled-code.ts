import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

/**
 * Stores the compiled code of main beside that of the page, so that only the first start compiles it. On Linux alone: elsewhere Electron
 * checks the archive of the program at each start, and a program that changes the stored code in the profile folder would evade that check.
 */
export function keepCompiledCode(profileFolder: string, platform: NodeJS.Platform): void {
  if (platform === 'linux') enableCompileCache(join(profileFolder, 'Code Cache', 'main'));
}

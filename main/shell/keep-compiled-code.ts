import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

/**
 * Keeps the compiled code of main beside that of the page, so that only the first start compiles it. Not on macOS: its keychain
 * answers Keydesk alone, and whoever can write into the profile folder could put code of their own there. The keychains of the
 * other systems answer every program of this person.
 */
export function keepCompiledCode(profileFolder: string, platform: NodeJS.Platform): void {
  if (platform !== 'darwin') enableCompileCache(join(profileFolder, 'Code Cache', 'main'));
}

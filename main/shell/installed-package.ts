import { existsSync } from 'node:fs';
import type { PackageKind } from '../../bridge/values/updates.ts';

/** Where the packages for Linux put the program (`scripts/project/linux-packages.mjs`). */
const LINUX_PROGRAM = '/usr/lib/keydesk/keydesk';
/** What dpkg writes of a package that it has installed. */
const DPKG_LIST = '/var/lib/dpkg/info/keydesk.list';

/** How this Keydesk was installed, as the path of its program shows. The installer for one person puts it below `%LOCALAPPDATA%`. */
export function installedPackage(
  { platform, execPath, env }: Pick<NodeJS.Process, 'platform' | 'execPath' | 'env'> = process,
  isThere: (path: string) => boolean = existsSync,
): PackageKind {
  if (platform === 'darwin') return 'dmg';
  if (platform === 'win32') {
    const own = env['LOCALAPPDATA'];
    return own !== undefined && execPath.toLowerCase().startsWith(`${own.toLowerCase()}\\`) ? 'exe' : 'msi';
  }
  if (execPath !== LINUX_PROGRAM) return 'tar.gz';
  return isThere(DPKG_LIST) ? 'deb' : 'rpm';
}

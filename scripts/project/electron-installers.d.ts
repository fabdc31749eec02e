// Neither package has types. The installers of both extend this class.
declare module 'electron-installer-debian' {
  import type { ElectronInstaller } from 'electron-installer-common';

  export class Installer extends ElectronInstaller {
    options: Record<string, unknown> & { packagePaths: string[] };
    stagingDir: string;
    generateDefaults(): Promise<object>;
    createPackage(): Promise<void>;
  }
}

declare module 'electron-installer-redhat' {
  export { Installer } from 'electron-installer-debian';
}

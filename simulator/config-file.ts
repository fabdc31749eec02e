import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { folderPrefix, removeAbandonedFolders } from './abandoned-folders.ts';

export interface Profile {
  readonly name: string;
  readonly userOcid: string;
  readonly fingerprint: string;
  readonly privateKeyPem: string;
}

export interface ConfigFile {
  readonly path: string;
  /** Removes the folder with the configuration file and the keys. */
  remove(): Promise<void>;
}

/** Writes an OCI configuration file and its key files into a new folder that only this user may enter (0700, files 0600). */
export async function writeConfigFile(options: {
  profiles: readonly Profile[];
  tenancyOcid: string;
  region: string;
  endpoint: string;
}): Promise<ConfigFile> {
  await removeAbandonedFolders(tmpdir(), Date.now());
  const folder = await mkdtemp(join(tmpdir(), folderPrefix(process.pid)));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const sections = options.profiles.map((profile) => ({ ...profile, keyFile: join(folder, `${profile.name}.pem`) }));
    for (const { keyFile, privateKeyPem } of sections) await writeFile(keyFile, privateKeyPem, { mode: 0o600 });
    const path = join(folder, 'config');
    const text = sections.map(({ name, userOcid, fingerprint, keyFile }) =>
      [
        `[${name}]`,
        `user=${userOcid}`,
        `fingerprint=${fingerprint}`,
        `key_file=${keyFile}`,
        `tenancy=${options.tenancyOcid}`,
        `region=${options.region}`,
        `keydesk_endpoint=${options.endpoint}`,
        '',
      ].join('\n'),
    );
    await writeFile(path, `# Made by the Keydesk simulator, and removed when it stops.\n${text.join('\n')}`, {
      mode: 0o600,
    });
    return { path, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

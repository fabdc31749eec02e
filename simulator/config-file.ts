import { lstat, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Writes an OCI configuration file and its key files into a new folder that only the present user may enter (0700, files 0600). The
 * returned `remove` removes the folder.
 */
export async function writeConfigFile(options: {
  profiles: readonly { name: string; userOcid: string; fingerprint: string; privateKeyPem: string }[];
  tenancyOcid: string;
  region: string;
  endpoint: string;
}) {
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

const hour = 3_600_000;

/** The prefix of a private folder. The id of the process that made the folder follows. */
const folderPrefix = (pid: number): string => `keydesk-simulator-${pid}-`;

/**
 * Removes private folders that killed simulators have left: when Electron dies, its utility processes die too, and no handler
 * runs. A folder is removed only if its process is gone, it belongs to this user, and it is an hour old. The age counts because
 * a living process may be invisible from inside a container. Never throws, since a leftover folder must not prevent a start.
 */
async function removeAbandonedFolders(parent: string, now: number): Promise<void> {
  const names = await readdir(parent).catch(() => []);
  await Promise.all(
    names.map(async (name) => {
      const pid = /^keydesk-simulator-(\d+)-\w+$/.exec(name)?.[1];
      if (pid === undefined || isRunning(Number(pid))) return;
      const folder = join(parent, name);
      const status = await lstat(folder).catch(() => null);
      if (!status?.isDirectory() || now - status.mtimeMs < hour) return;
      if (process.getuid === undefined || status.uid === process.getuid())
        await rm(folder, { recursive: true, force: true }).catch(() => {});
    }),
  );
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}

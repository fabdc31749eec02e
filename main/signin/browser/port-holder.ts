import { readdir, readFile, readlink } from 'node:fs/promises';

/** State 0A of the kernel's list: listening (`include/net/tcp_states.h`). */
const LISTENING = '0A';

/**
 * The program that listens at a port of this computer, as `firefox (process 4242)`; null if the system does not say. Linux says it for
 * programs of the same user.
 */
export async function portHolder(port: number): Promise<string | null> {
  if (process.platform !== 'linux') return null;
  const lists = await Promise.all(
    ['/proc/net/tcp', '/proc/net/tcp6'].map((file) => readFile(file, 'latin1').catch(() => '')),
  );
  const sockets = new Set(lists.flatMap((list) => socketsAt(port, list)));
  if (sockets.size === 0) return null;
  const processes = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  for (const process of processes) {
    if (!(await holds(process, sockets))) continue;
    const name = (await readFile(`/proc/${process}/comm`, 'utf8').catch(() => '')).trim();
    return name === '' ? `process ${process}` : `${name} (process ${process})`;
  }
  return null;
}

/** `socket:[inode]` of each socket that listens at the port. The columns are described in the kernel's `proc_net_tcp`. */
function socketsAt(port: number, list: string): string[] {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return list.split('\n').flatMap((line) => {
    const [, local = '', , state, , , , , , inode] = line.trim().split(/\s+/);
    return state === LISTENING && local.endsWith(suffix) ? [`socket:[${inode}]`] : [];
  });
}

async function holds(process: string, sockets: ReadonlySet<string>): Promise<boolean> {
  const folder = `/proc/${process}/fd`;
  const handles = await readdir(folder).catch(() => []);
  const targets = await Promise.all(handles.map((handle) => readlink(`${folder}/${handle}`).catch(() => '')));
  return targets.some((target) => sockets.has(target));
}

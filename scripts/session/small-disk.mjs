import { mkdirSync, rmdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { run } from '../terminal/run.mjs';

/** Large enough for the app to start, and small enough to be filled at once. */
const SIZE = '64m';

/**
 * Makes a small disk for tests that fill a disk: in memory, below the workplace. Null if that is not possible: it needs Linux and
 * root.
 * @param {import('./workplace.mjs').Workplace} workplace
 * @returns {Promise<{ path: string, close: () => Promise<void> } | null>}
 */
export async function openSmallDisk({ user, env }) {
  if (process.platform !== 'linux' || user === null) return null;
  const path = join(dirname(String(env['HOME'])), 'small-disk');
  mkdirSync(path);
  const options = `size=${SIZE},uid=${user.uid},gid=${user.gid},mode=700,nosuid,nodev`;
  const mounted = await run('mount', ['-t', 'tmpfs', '-o', options, 'keydesk', path], { output: 'keep' });
  if (mounted.code !== 0) {
    rmdirSync(path);
    return null;
  }
  return {
    path,
    async close() {
      // `--lazy`, so that a process with an open file does not prevent the unmount.
      await run('umount', ['--lazy', path], { output: 'keep' });
    },
  };
}

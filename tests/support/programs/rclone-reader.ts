import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A running rclone that reads configuration files until it is closed. It reads its file again whenever the file has changed. To start
 * rclone for each file would take a hundred times as long.
 */
export async function openRcloneReader() {
  const folder = mkdtempSync(join(tmpdir(), 'keydesk-rclone-'));
  const file = join(folder, 'rclone.conf');
  writeFileSync(file, '');
  const args = ['rcd', '--rc-no-auth', '--rc-addr', '127.0.0.1:0', '--config', file];
  const child = spawn('/usr/bin/rclone', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  child.stderr.setEncoding('utf8');
  const [said] = await once(child.stderr, 'data');
  const url = /http:\/\/\S+\//.exec(String(said))?.[0];
  if (url === undefined) throw new Error(`rclone said ${said}`);

  return {
    /** The output of `rclone config dump` for a file with this text. */
    async dump(text: string): Promise<Record<string, unknown>> {
      writeFileSync(file, text);
      const dumped = await fetch(`${url}config/dump`, { method: 'POST' });
      return (await dumped.json()) as Record<string, unknown>;
    },
    async close() {
      const ended = once(child, 'close');
      child.kill();
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}

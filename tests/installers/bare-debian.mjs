import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkout } from '../../scripts/project/checkout.mjs';

/** The releases of Debian that the tests install. @typedef {'bookworm' | 'trixie'} Release */

/** @param {string} program @param {string[]} args */
function must(program, args) {
  const { status, error } = spawnSync(program, args, { stdio: ['ignore', 2, 'inherit'] });
  if (status !== 0) throw error ?? new Error(`${program} ended with code ${status}.`);
}

/** Makes what debootstrap calls a minimal system, without a desktop and a desktop's libraries. @param {Release} release */
function makeBase(release) {
  const base = join(checkout, '.cache', `bare-${release}`);
  if (existsSync(base)) return base;
  const work = `${base}.work`;
  rmSync(work, { recursive: true, force: true });
  must('debootstrap', ['--variant=minbase', release, work, 'http://deb.debian.org/debian']);
  // debootstrap leaves the files of the installed packages in this folder.
  rmSync(join(work, 'var/cache/apt/archives'), { recursive: true });
  renameSync(work, base);
  return base;
}

/**
 * Opens a bare Debian for one run: changes go into a layer that is removed at the end. In that system `packages` is `/packages`,
 * and the checkout is `/checkout`. Root only.
 * @param {string} packages
 * @param {Release} release
 */
export function openBareDebian(packages, release) {
  const base = makeBase(release);
  const archives = `${base}-archives`;
  mkdirSync(archives, { recursive: true });
  const layer = mkdtempSync(join(tmpdir(), 'bare-debian-'));
  for (const name of ['upper', 'work', 'root']) mkdirSync(join(layer, name));
  const root = join(layer, 'root');
  must('mount', [
    ...['-t', 'overlay', 'overlay', '-o', `lowerdir=${base},upperdir=${layer}/upper,workdir=${layer}/work`],
    root,
  ]);
  copyFileSync('/etc/resolv.conf', join(root, 'etc/resolv.conf'));
  copyFileSync(join(checkout, 'tests/installers/session'), join(root, 'usr/local/bin/session'));
  chmodSync(join(root, 'usr/local/bin/session'), 0o755);
  for (const path of ['packages', 'checkout', 'var/cache/apt/archives', 'old'])
    mkdirSync(join(root, path), { recursive: true });
  const enter = [
    'set -e',
    `cd '${root}'`,
    'mount -t proc proc proc',
    'mount --rbind /dev dev',
    'mount --rbind /sys sys',
    `mount --bind '${packages}' packages`,
    `mount --bind '${checkout}' checkout`,
    `mount --bind '${archives}' var/cache/apt/archives`,
    'pivot_root . old',
    'cd /',
    'umount -l /old',
    // No `exec`: the first process of the process table must stay root's, since its end ends all other processes.
    'env -i HOME=/root PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive sh -c "$1"; exit $?',
  ].join('\n');

  return {
    /**
     * Runs a line of shell in that Debian, as root, with its own process table: all processes that the line starts end with the line.
     * @param {string} line
     * @param {number} [minutes]
     * @returns {{ code: number | null, out: string, all: string }}
     */
    run(line, minutes = 5) {
      const args = ['--mount', '--pid', '--fork', '--kill-child', 'sh', '-c', enter, 'enter', line];
      const ended = spawnSync('unshare', args, { encoding: 'utf8', timeout: minutes * 60_000, maxBuffer: 64 << 20 });
      return { code: ended.status, out: ended.stdout, all: `${ended.stdout}${ended.stderr}` };
    },
    close() {
      must('umount', [root]);
      rmSync(layer, { recursive: true, force: true });
    },
  };
}

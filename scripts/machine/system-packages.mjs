import { accessSync, constants, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { problem } from '../terminal/command.mjs';
import { run } from '../terminal/run.mjs';
import { say, step } from '../terminal/step.mjs';

/** Shared libraries that Electron's program needs, each with its Debian 12 package. Our own packages depend on them too. */
export const libraries = /** @type {const} */ ([
  ['libasound.so.2', 'libasound2'],
  ['libatk-1.0.so.0', 'libatk1.0-0'],
  ['libatk-bridge-2.0.so.0', 'libatk-bridge2.0-0'],
  ['libatspi.so.0', 'libatspi2.0-0'],
  ['libcairo.so.2', 'libcairo2'],
  ['libcups.so.2', 'libcups2'],
  ['libdbus-1.so.3', 'libdbus-1-3'],
  ['libexpat.so.1', 'libexpat1'],
  ['libgbm.so.1', 'libgbm1'],
  ['libglib-2.0.so.0', 'libglib2.0-0'],
  ['libgtk-3.so.0', 'libgtk-3-0'],
  ['libnspr4.so', 'libnspr4'],
  ['libnss3.so', 'libnss3'],
  ['libpango-1.0.so.0', 'libpango-1.0-0'],
  ['libX11.so.6', 'libx11-6'],
  ['libxcb.so.1', 'libxcb1'],
  ['libXcomposite.so.1', 'libxcomposite1'],
  ['libXdamage.so.1', 'libxdamage1'],
  ['libXext.so.6', 'libxext6'],
  ['libXfixes.so.3', 'libxfixes3'],
  ['libxkbcommon.so.0', 'libxkbcommon0'],
  ['libXrandr.so.2', 'libxrandr2'],
  ['libudev.so.1', 'libudev1'],
]);

/** The programs of a private session (`session/private-session.mjs`), and programs that read its clipboard and keychain from outside. */
const sessionPrograms = /** @type {const} */ ([
  ['Xvfb', 'xvfb'],
  ['dbus-daemon', 'dbus'],
  ['dbus-send', 'dbus'],
  ['gnome-keyring-daemon', 'gnome-keyring'],
  ['xclip', 'xclip'],
  ['secret-tool', 'libsecret-tools'],
]);

/**
 * Programs by others that open our files, read our printed sheets and use our profiles. The tests run the copies from the system's
 * packages: a copy that is earlier in the PATH may have any version, and other users may not be allowed to run it.
 */
const testPrograms = /** @type {const} */ ([
  ['age', 'age'],
  ['ssh-keygen', 'openssh-client'],
  ['python3', 'python3'],
  ['pdftotext', 'poppler-utils'],
  ['aws', 'awscli'],
  ['rclone', 'rclone'],
  ['s3cmd', 's3cmd'],
  ['mutter', 'mutter'],
  ['wl-paste', 'wl-clipboard'],
  ['restic', 'restic'],
]);

/**
 * The browser for the tests of browser sign-in. Only on Debian: Ubuntu has no such package. Without the browser those tests are skipped.
 */
const browserPrograms = /** @type {const} */ ([['chromium', 'chromium']]);

/** The modules that our Python programs need, in the folder where Debian's Python finds them. */
const testModules = /** @type {const} */ ([
  ['/usr/lib/python3/dist-packages/dbus', 'python3-dbus'],
  ['/usr/lib/python3/dist-packages/yaml', 'python3-yaml'],
]);

/** The programs that make packages. */
const packagePrograms = /** @type {const} */ ([
  ['dpkg-deb', 'dpkg'],
  ['rpmbuild', 'rpm'],
]);

/** The programs that check packages, and make a bare Debian to try them. */
const bareDebianPrograms = /** @type {const} */ ([
  ['appstreamcli', 'appstream'],
  ['debootstrap', 'debootstrap'],
  ['desktop-file-validate', 'desktop-file-utils'],
  ['lintian', 'lintian'],
]);

/**
 * Only on Linux: installs the system packages for Electron and, on request, for a private session, for the tests, and for making and
 * trying packages. Needs root and a Debian-like system. Otherwise throws a sentence with the command that installs them.
 * @param {{ session: boolean, tests?: boolean, packages?: boolean, bareDebian?: boolean }} needs
 */
export async function ensureSystemPackages({ session, tests = false, packages: building = false, bareDebian = false }) {
  if (process.platform !== 'linux') return;
  const missing = [
    ...(await missingLibraries()),
    ...(session ? sessionPrograms.filter(([name]) => !isInPath(name)) : []),
    ...(tests ? testPrograms.filter(([name]) => !isExecutable(join('/usr/bin', name))) : []),
    ...(tests && isDebian() ? browserPrograms.filter(([name]) => !isExecutable(join('/usr/bin', name))) : []),
    ...(bareDebian ? bareDebianPrograms.filter(([name]) => !isInPath(name)) : []),
    ...(building ? packagePrograms.filter(([name]) => !isInPath(name)) : []),
    ...(tests ? testModules.filter(([folder]) => !isExecutable(folder)) : []),
  ];
  if (missing.length === 0) return;
  const packages = [...new Set(missing.map(([, name]) => name))];
  if (!isInPath('apt-get')) {
    const names = missing.map(([name]) => name).join(', ');
    throw problem(
      `This system lacks: ${names}.\nInstall the packages that bring them (on Debian: ${packages.join(' ')}).`,
    );
  }
  if (process.getuid?.() !== 0) {
    throw problem(
      `This system lacks packages. Install them, then try again:\n  ${sudoCommand(await namedHere(packages))}`,
    );
  }
  say(`    This system lacks: ${packages.join(' ')}`);
  await step('system packages installed', () => installPackages(packages));
}

/** @param {string[]} packages */
async function installPackages(packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // The result is ignored: an unreachable source does not matter if the other sources have the packages.
  const update = await run('apt-get', ['update', '-q'], { env, output: 'keep' });
  const names = await namedHere(packages);
  const install = await run('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...names], {
    env,
    output: 'keep',
  });
  if (install.code === 0) return;
  throw problem(`apt-get did not succeed. It said:\n${update.code === 0 ? '' : update.all}${install.all}`);
}

/**
 * The names of the packages on this system. Debian 13 and Ubuntu 24.04 renamed some libraries when time_t became 64 bits wide:
 * there, `libgtk-3-0` is `libgtk-3-0t64`.
 * @param {string[]} packages
 */
async function namedHere(packages) {
  const renamed = await run('apt-cache', ['pkgnames'], { output: 'keep' });
  const known = new Set(renamed.stdout.split('\n'));
  return packages.map((name) => (known.has(`${name}t64`) ? `${name}t64` : name));
}

/** @param {string[]} names */
const sudoCommand = (names) => `sudo apt-get update && sudo apt-get install --no-install-recommends ${names.join(' ')}`;

async function missingLibraries() {
  const linker = ['/sbin/ldconfig', '/usr/sbin/ldconfig'].find(isExecutable);
  // Without glibc's ldconfig, missing libraries cannot be found here. Electron itself will name them.
  if (linker === undefined) return [];
  const known = (await run(linker, ['-p'], { output: 'keep' })).stdout;
  return libraries.filter(([name]) => !known.includes(`\t${name} `));
}

function isDebian() {
  try {
    return /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return false;
  }
}

/** @param {string} name */
const isInPath = (name) =>
  (process.env['PATH'] ?? '').split(delimiter).some((folder) => folder !== '' && isExecutable(join(folder, name)));

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

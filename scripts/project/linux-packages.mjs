import { execFileSync } from 'node:child_process';
import { chmodSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import process from 'node:process';
import { gzipSync } from 'node:zlib';
import { Installer as DebianInstaller } from 'electron-installer-debian';
import { Installer as RedHatInstaller } from 'electron-installer-redhat';
import { libraries } from '../machine/system-packages.mjs';

/**
 * Runs in Electron's Node, for `packaged-app.mjs`: makes a deb, an rpm and a tar.gz of an unpacked directory, with the dpkg-deb,
 * rpmbuild and tar of this system. Prints the path of each.
 * Arguments: the directory, the folder for the packages, the file with the bill of materials.
 */
const [unpacked = '', output = '', bill = ''] = process.argv.slice(2);
const source = (/** @type {string[]} */ ...path) => join('packaging', ...path);
const linux = (/** @type {string} */ name) => readFileSync(source('linux', name));

const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const maintainer = manifest.author;
const [, released = ''] =
  /<release version="[^"]+" date="([^"]+)"/.exec(String(linux('dev.keydesk.app.metainfo.xml'))) ?? [];
// Each tool writes this date instead of today's, so that the same sources give the same package.
process.env['SOURCE_DATE_EPOCH'] ??= String(Date.parse(`${released}T00:00:00Z`) / 1000);
const date = new Date(Number(process.env['SOURCE_DATE_EPOCH']) * 1000);

const notForUsers = process.env['KEYDESK_NOT_FOR_DISTRIBUTION'] !== '';
const electron = readFileSync(join(unpacked, 'version'), 'utf8').trim();
// `~` makes this version lower than the plain one, so that the version for users replaces this package.
const version = notForUsers ? `${manifest.version}~standin${electron}` : manifest.version;
const description = notForUsers
  ? 'NOT FOR DISTRIBUTION: Keydesk on an Electron that is not official'
  : 'customer secret keys of Oracle Cloud, without losing one';
const productDescription = [
  'Oracle Cloud shows the secret of a customer secret key once. Keydesk generates the key, copies it, hands it over as an encrypted file',
  'and writes it into the tools that use it. Secrets rest in the keychain of the computer, and the clipboard clears itself.',
].join(' ');

const changelog = `keydesk (${version}) unstable; urgency=medium\n\n  * Version ${manifest.version}.\n\n -- ${maintainer}  ${date.toUTCString().replace('GMT', '+0000')}\n`;
const compressed = (/** @type {string | Buffer} */ content) => gzipSync(content, { level: 9 });

/** Files below /usr, without program and icons. The first replaces a link by the installers. @type {Record<string, string | Buffer>} */
const systemFiles = {
  'bin/keydesk': linux('keydesk'),
  'share/bash-completion/completions/keydesk': linux('completion.bash'),
  'share/doc/keydesk/changelog.gz': compressed(changelog),
  'share/doc/keydesk/copyright': linux('copyright'),
  'share/doc/keydesk/sbom.cdx.json.gz': compressed(readFileSync(bill)),
  'share/fish/vendor_completions.d/keydesk.fish': linux('completion.fish'),
  'share/keydesk/apparmor': linux('apparmor'),
  'share/man/man1/keydesk.1.gz': compressed(linux('keydesk.1')),
  'share/metainfo/dev.keydesk.app.metainfo.xml': linux('dev.keydesk.app.metainfo.xml'),
  'share/mime/packages/keydesk.xml': linux('mime.xml'),
  'share/zsh/vendor-completions/_keydesk': linux('completion.zsh'),
};

const sizes = ['16x16', '24x24', '32x32', '48x48', '64x64', '128x128', '256x256', '512x512'];
/** @type {Record<string, string>} */
const icon = {
  ...Object.fromEntries(sizes.map((size) => [size, source('icons', `${size}.png`)])),
  scalable: source('icons', 'keydesk.svg'),
  symbolic: source('icons', 'keydesk-symbolic.svg'),
};

const options = {
  src: unpacked,
  dest: output,
  name: 'keydesk',
  bin: 'keydesk',
  version,
  description,
  productDescription,
  icon,
  desktopTemplate: source('linux', 'keydesk.desktop'),
  // No log is needed: dpkg-deb and rpmbuild report problems as errors.
  logger: () => undefined,
  rename: (/** @type {string} */ folder, /** @type {string} */ file) => join(folder, file),
};

/**
 * Does the steps of both installers' default export, and between these our own steps, for which the installers have no option.
 * @param {DebianInstaller | RedHatInstaller} installer
 * @param {object} exact options that replace the installer's; to ordinary options the installer would add its own values
 * @param {(root: string) => void} [finish]
 */
async function makePackage(installer, exact, finish = () => undefined) {
  await installer.generateDefaults();
  installer.generateOptions();
  Object.assign(installer.options, exact);
  Object.assign(installer, { createCopyright: () => undefined }); // `systemFiles` has ours.
  await installer.createStagingDir();
  await installer.createContents();
  const usr = join(installer.stagingDir, installer.baseAppDir);
  for (const [path, content] of Object.entries(systemFiles)) write(join(usr, path), content);
  chmodSync(join(usr, 'bin', 'keydesk'), 0o755);
  finish(installer.stagingDir);
  openToAll(usr);
  await installer.createPackage();
  await installer.movePackage();
  for (const path of installer.options.packagePaths) console.log(path);
}

/** @param {string} file @param {string | Buffer} content */
function write(file, content) {
  mkdirSync(dirname(file), { recursive: true });
  rmSync(file, { force: true });
  writeFileSync(file, content);
}

/** Lets every user read a file or folder, and run programs. @param {string} path */
function openToAll(path) {
  const status = lstatSync(path);
  if (status.isSymbolicLink()) return;
  chmodSync(path, status.isDirectory() || status.mode & 0o100 ? 0o755 : 0o644);
  if (status.isDirectory()) for (const name of readdirSync(path)) openToAll(join(path, name));
}

/** Writes the checksums with which dpkg finds changed files. @param {string} root */
function writeSums(root) {
  const files = readdirSync(join(root, 'usr'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .toSorted();
  write(join(root, 'DEBIAN', 'md5sums'), execFileSync('md5sum', files, { cwd: root }));
}

// Debian 13 and Ubuntu 24.04 renamed this package, and its old name now also means another package. Other old names still work.
const renamed = { libasound2: 'libasound2t64 | libasound2' };
const debian = [...new Set(libraries.map(([, name]) => (name in renamed ? renamed.libasound2 : name)))];

await makePackage(
  new DebianInstaller({ ...options, arch: process.arch === 'x64' ? 'amd64' : process.arch }),
  {
    maintainer,
    depends: ['libc6', ...debian],
    recommends: ['gnome-keyring | kwalletmanager', 'xdg-utils'],
    suggests: [],
    scripts: { postinst: source('linux', 'postinst'), prerm: source('linux', 'prerm') },
    // Electron is packed as its authors built it: with libraries linked in, and with one library that is not stripped.
    lintianOverrides: ['embedded-library', 'unstripped-binary-or-object [usr/lib/keydesk/libvulkan.so.1]'],
    // Only the package for users must be small to download. The other one is for tests, where a quick compression is better.
    compression: notForUsers ? 'gzip' : 'xz',
  },
  writeSums,
);
await makePackage(new RedHatInstaller({ ...options, arch: process.arch === 'x64' ? 'x86_64' : 'aarch64' }), {
  license: manifest.license,
  homepage: undefined,
  specTemplate: source('linux', 'keydesk.spec.ejs'),
  // Names of libraries, because names of packages differ between distributions.
  requires: libraries.map(([name]) => `${name}()(64bit)`),
  recommends: ['(gnome-keyring or kwalletmanager)', 'xdg-utils'],
  payload: notForUsers ? 'w1.gzdio' : 'w6.xzdio',
  post: String(linux('postinst')),
  preun: String(linux('prerm')),
  files: [
    '/usr/lib/keydesk',
    '/usr/share/applications/keydesk.desktop',
    ...Object.keys(icon).map((size) => `/usr/share/icons/hicolor/${size}/apps/keydesk*`),
    // Keydesk's own folders are removed with the package. The other folders belong to many packages, so only files in them are listed.
    ...new Set(
      Object.keys(systemFiles).map((path) => `/usr/${/^share\/(?:doc\/)?keydesk(?=\/)/.exec(path)?.[0] ?? path}`),
    ),
  ],
});
const archive = join(output, `keydesk-${version}-linux-${process.arch}.tar.gz`);
const owned = ['--sort=name', '--owner=0', '--group=0', '--numeric-owner', '--mode=go=rX,u+w'];
execFileSync('tar', [
  ...owned,
  `--mtime=@${process.env['SOURCE_DATE_EPOCH']}`,
  `--transform=s,^${basename(unpacked)},keydesk-${version},`,
  `--use-compress-program=gzip --no-name ${notForUsers ? '-1' : '-9'}`,
  ...['-cf', archive, '-C', dirname(unpacked), basename(unpacked)],
]);
console.log(archive);

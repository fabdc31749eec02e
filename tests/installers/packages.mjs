import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkout } from '../../scripts/project/checkout.mjs';
import { openBareDebian } from './bare-debian.mjs';

/** The folder with the packages. */
export const dist = join(checkout, 'dist');
/** @param {string} ending */
const packageFile = (ending) => {
  const [name = '', ...more] = readdirSync(dist).filter((each) => each.startsWith('keydesk') && each.endsWith(ending));
  assert.deepEqual(more, [], 'dist/ has packages of one version alone');
  return name;
};
export const [deb, rpm, tarball] = [packageFile('.deb'), packageFile('.rpm'), packageFile('.tar.gz')];
export const version = /^keydesk_(.+)_/.exec(deb)?.[1] ?? '';

/** Makes a copy of the deb with an older version number. Gives its file name. */
export function makeOlderPackage() {
  const work = mkdtempSync(join(tmpdir(), 'older-'));
  execFileSync('dpkg-deb', ['-R', join(dist, deb), work]);
  const control = join(work, 'DEBIAN', 'control');
  writeFileSync(control, readFileSync(control, 'utf8').replace(/^Version: .+$/m, 'Version: 0.0.1'));
  execFileSync('dpkg-deb', ['--root-owner-group', '-Znone', '-b', work, join(dist, 'older_0.0.1.deb')]);
  rmSync(work, { recursive: true });
  return 'older_0.0.1.deb';
}

export const apt = 'apt-get install --yes --quiet --no-install-recommends';
/** Debian's packages for a session: a display, a bus, a keychain, and programs by which tests press keys and read the screen. */
export const desktop =
  'xvfb dbus-daemon gnome-keyring libsecret-tools xclip xdotool xdg-utils procps shared-mime-info desktop-file-utils libglib2.0-bin imagemagick';

/** A shell command that repeats `test` until it succeeds, at most 240 times, for a minute or longer. @param {string} test */
export const until = (test) =>
  `n=0; until ${test}; do n=$((n+1)); [ $n -lt 240 ] || { echo "waited for: ${test.replaceAll(/["$`\\]/g, '')}" >&2; exit 9; }; sleep 0.25; done`;
/** A shell command that waits until the session in the background, which has its own limits, makes this file. @param {string} file */
export const untilSession = (file) => `while [ ! -e ${file} ] && kill -0 $session; do sleep 0.25; done`;
export const renderer = 'pgrep -f "^/usr/lib/keydesk/keydesk --type=renderer" >/dev/null';
export const window = 'xdotool search --onlyvisible --name Keydesk >/dev/null 2>&1';

/** Quotes a text for the shell. @param {string} text */
export const quoted = (text) => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/**
 * A bare Debian in which our packages can be installed.
 * @param {import('./bare-debian.mjs').Release} release
 */
export function openSystem(release) {
  const debian = openBareDebian(dist, release);
  /** Runs a line as root, and expects it to succeed. @param {string} line @param {number} [minutes] */
  const root = (line, minutes) => {
    const { code, out, all } = debian.run(line, minutes);
    assert.equal(code, 0, all);
    return out;
  };
  return {
    run: debian.run,
    close: debian.close,
    root,
    /** Runs a line as an ordinary user with a desktop session. @param {string} line */
    user: (line) => root(`session ${quoted(line)}`),
    /** Runs a line as an ordinary user without display, bus or keychain. @param {string} line */
    bare: (line) =>
      root(
        `setpriv --reuid=nobody --regid=nogroup --clear-groups env -i HOME=/tmp PATH=/usr/bin:/bin sh -c ${quoted(line)}`,
      ),
  };
}
/** @typedef {ReturnType<typeof openSystem>} System */

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { after, before, test } from 'node:test';
import { checkout } from '../../scripts/project/checkout.mjs';
import { openBareDebian } from './bare-debian.mjs';

const dist = join(checkout, 'dist');
/** @param {string} ending */
const packageFile = (ending) => {
  const [name = '', ...more] = readdirSync(dist).filter((each) => each.startsWith('keydesk') && each.endsWith(ending));
  assert.deepEqual(more, [], 'dist/ has packages of one version alone');
  return name;
};
const [deb, rpm, tarball] = [packageFile('.deb'), packageFile('.rpm'), packageFile('.tar.gz')];
const version = /^keydesk_(.+)_/.exec(deb)?.[1] ?? '';

/** Runs our own programs there. */
const electron = process.env['KEYDESK_ELECTRON'] ?? '';

/** @type {ReturnType<typeof openBareDebian>} */
let debian;
/** @type {string} */
let older;
before(() => {
  older = makeOlderPackage();
  debian = openBareDebian(dist);
});
after(() => {
  debian.close();
  rmSync(join(dist, older));
});

/** The same package, with the version before. */
function makeOlderPackage() {
  const work = mkdtempSync(join(tmpdir(), 'older-'));
  execFileSync('dpkg-deb', ['-R', join(dist, deb), work]);
  const control = join(work, 'DEBIAN', 'control');
  writeFileSync(control, readFileSync(control, 'utf8').replace(/^Version: .+$/m, 'Version: 0.0.1'));
  execFileSync('dpkg-deb', ['--root-owner-group', '-Znone', '-b', work, join(dist, 'older_0.0.1.deb')]);
  rmSync(work, { recursive: true });
  return 'older_0.0.1.deb';
}

/** Runs a line as root, and expects it to succeed. @param {string} line @param {number} [minutes] */
function root(line, minutes) {
  const { code, out, all } = debian.run(line, minutes);
  assert.equal(code, 0, all);
  return out;
}
/** Runs a line as an ordinary user with a desktop session. @param {string} line */
const user = (line) => root(`session '${line.replaceAll("'", String.raw`'\''`)}'`);
/** The same without display, bus or keychain. @param {string} line */
const bare = (line) =>
  root(`setpriv --reuid=nobody --regid=nogroup --clear-groups env -i HOME=/tmp PATH=/usr/bin:/bin sh -c '${line}'`);

const apt = 'apt-get install --yes --quiet --no-install-recommends';
/** Shell that waits until `test` succeeds, for a minute at most. @param {string} test */
const until = (test) =>
  `n=0; until ${test}; do n=$((n+1)); [ $n -lt 240 ] || { echo "waited for: ${test.replaceAll(/["$`\\]/g, '')}" >&2; exit 9; }; sleep 0.25; done`;
const renderer = 'pgrep -f "^/usr/lib/keydesk/keydesk --type=renderer" >/dev/null';

test('lintian, appstreamcli and desktop-file-validate find no error', () => {
  const metainfo = join(checkout, 'packaging/linux/dev.keydesk.app.metainfo.xml');
  const entry = join(checkout, 'packaging/linux/keydesk.desktop');
  for (const [program, ...args] of [
    ['appstreamcli', 'validate', '--no-net', metainfo],
    ['desktop-file-validate', entry],
    ['lintian', '--allow-root', '--fail-on', 'error', join(dist, deb)],
  ]) {
    const { status, stdout, stderr } = spawnSync(program ?? '', args, { encoding: 'utf8' });
    assert.equal(status, 0, `${stdout}${stderr}`);
  }
});

test('apt brings all that the program needs, and the command line works without a display', () => {
  root(`apt-get update --quiet && ${apt} /packages/${older}`, 15);
  assert.equal(bare('command -v keydesk').trim(), '/usr/bin/keydesk');
  assert.match(bare('keydesk --version'), /^\d+\.\d+\.\d+\n$/);
  assert.match(bare('keydesk --help'), /keydesk list/);
  assert.equal(bare('keydesk list --json').trim(), '[]');
  // Nothing is missing that the program loads later.
  assert.equal(root('ldd /usr/lib/keydesk/keydesk /usr/lib/keydesk/*.so* | grep "not found" || true'), '');
  root(
    `${apt} xvfb dbus-daemon gnome-keyring libsecret-tools xclip xdotool xdg-utils procps shared-mime-info desktop-file-utils libglib2.0-bin imagemagick`,
    15,
  );
});

test('its bill of materials names what is in it, and each package there has its licence text', () => {
  const { components, metadata } = JSON.parse(root('zcat /usr/share/doc/keydesk/sbom.cdx.json.gz'));
  const names = components.map((/** @type {{ name: string }} */ { name }) => name);
  for (const name of ['react', '@smithy/core', '@napi-rs/keyring', 'electron', 'chromium', 'secret-service'])
    assert.ok(names.includes(name), name);
  assert.ok(!names.includes('electron-builder'));
  const texts = root('cat /usr/lib/keydesk/resources/third-party-licences.txt');
  const packages = components.filter((/** @type {{ purl: string }} */ { purl }) => purl.startsWith('pkg:npm/'));
  for (const each of packages) assert.ok(texts.includes(`\n${each.name} ${each.version} (`), each.name);
  assert.equal(metadata.component.version, version.replace(/~.*/, ''));
});

test('nothing in it is setuid or writable by others, and all of it belongs to root', () => {
  const odd = root(
    'dpkg -L keydesk | while read -r f; do [ -L "$f" ] || find "$f" -maxdepth 0 \\( -perm /6000 -o -perm /022 -o ! -user root \\); done',
  );
  assert.equal(odd, '');
});

test('an ordinary user starts it in its sandbox', () => {
  const lines = user(`keydesk --sample >/dev/null 2>&1 &
    ${until(renderer)}
    for pid in $(pgrep -f "^/usr/lib/keydesk/keydesk --type=renderer"); do grep -h "^Seccomp:\\|^NoNewPrivs:\\|^Uid:" /proc/$pid/status; done
    tr "\\0" " " < /proc/$(pgrep -o -x keydesk)/cmdline`);
  assert.match(lines, /^Seccomp:\t2$/m);
  assert.match(lines, /^NoNewPrivs:\t1$/m);
  assert.doesNotMatch(lines, /^Uid:\t0/m);
  assert.doesNotMatch(lines, /no-sandbox/);
});

test('the main job, by the keyboard: a key is generated, and its secret is in the clipboard', () => {
  const secret = user(`keydesk --sample >/dev/null 2>&1 &
    ${until('xdotool search --onlyvisible --name Keydesk >/dev/null 2>&1')}
    ${until('{ xdotool key ctrl+n; sleep 2; xdotool type by-apt; xdotool key Return; sleep 3; xdotool key Return; sleep 1; xclip -selection clipboard -o 2>/dev/null | grep -q =; }')}
    import -window root /tmp/main-job.png
    xclip -selection clipboard -o`);
  assert.match(secret, /^[A-Za-z0-9+/]{43}=$/);
});

test('files and links of its own open it, as GNOME opens them', () => {
  for (const what of ['letter.age', 'keydesk://user/ocid1.user.oc1..a']) {
    const said = user(`printf "age-encryption.org/v1\\n" > letter.age
      gio info -a standard::content-type letter.age
      gio open ${what} >/dev/null 2>&1 &
      ${until(renderer)}
      tr "\\0" " " < /proc/$(pgrep -o -x keydesk)/cmdline`);
    assert.match(said, /content-type: application\/x-age-encryption$/m);
    assert.match(said, new RegExp(`^(/usr/\\S+/)?keydesk \\S*${what} $`, 'm'));
  }
});

test('an upgrade keeps what the person has: settings, kept keys, and the keychain', () => {
  const key = {
    folder: '/home/tester/.config/Keydesk',
    name: 'backup',
    keyName: 'ci',
    accessKey: '4f1c',
    secretKey: 'c2VjcmV0',
    place: null,
  };
  const put = `ELECTRON_RUN_AS_NODE=1 ${electron.replace(checkout, '/checkout')} /checkout/tests/support/desktop/put-saved-key.ts keep`;
  user(
    `printf %s "${JSON.stringify(key).replaceAll('"', String.raw`\"`)}" | ${put} && keydesk credentials backup | grep -q c2VjcmV0`,
  );
  const data =
    'cd /home/tester/.config/Keydesk && find . -name "*.json*" -type f ! -name clipboard.json | sort | xargs sha256sum';
  const before = root(data);
  assert.match(before, /kept\.json/);
  root(`${apt} /packages/${deb}`);
  assert.equal(root("dpkg --status keydesk | sed -n 's/^Version: //p'").trim(), version);
  assert.equal(root(data), before);
  assert.match(user('keydesk list'), /backup/);
  assert.match(user('keydesk credentials backup'), /"SecretAccessKey":"c2VjcmV0"/);
});

test('removed, it leaves nothing but the data of the person', () => {
  root('apt-get remove --yes --quiet keydesk');
  const left = root(
    'find / -xdev -path /proc -prune -o -path /tmp -prune -o -path /packages -prune -o -path /checkout -prune -o -iname "*keydesk*" -print',
  );
  const known = /^\/(home\/tester\/|var\/cache\/apt\/|var\/lib\/dpkg\/info\/keydesk\.list$)/;
  assert.deepEqual(
    left.split('\n').filter((path) => path !== '' && !known.test(path)),
    [],
  );
  assert.equal(root('grep -rl keydesk /etc /usr/share/applications /usr/share/mime || true'), '');
  root('dpkg --purge keydesk 2>/dev/null; test -s /home/tester/.config/Keydesk/kept.json');
});

test('the rpm holds the same files, runs, verifies, and leaves nothing', () => {
  const list = (/** @type {string} */ text) =>
    text
      .split('\n')
      .filter((path) => path.startsWith('/usr/') && !/\/share\/(lintian|doc)\b|\/LICENSE$/.test(path))
      .toSorted();
  root(`${apt} rpm`, 15);
  const inDeb = root(`dpkg-deb --fsys-tarfile /packages/${deb} | tar -t | grep -v "/$" | sed "s,^\\.,,"`);
  // Debian's rpm does not know what dpkg has installed.
  root(`rpm --install --nodeps /packages/${rpm}`);
  const inRpm = root('rpm -ql keydesk | while read -r f; do [ -d "$f" ] || echo "$f"; done');
  assert.deepEqual(list(inRpm), list(inDeb));
  assert.equal(root('rpm --verify --nodeps keydesk'), '');
  assert.match(bare('keydesk --version'), /^\d+\.\d+\.\d+\n$/);
  root('rpm --erase keydesk');
  assert.equal(root('find /usr /etc -iname "*keydesk*"'), '');
});

test('the archive is the program alone, and runs where it is unpacked', () => {
  root(`mkdir /opt/k && tar -xzf /packages/${tarball} -C /opt/k --strip-components=1`);
  assert.match(bare('/opt/k/keydesk --version'), /^\d+\.\d+\.\d+\n$/);
});

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { checkout } from '../../scripts/project/checkout.mjs';
import { testPolicy } from './company-policy.mjs';
import {
  apt,
  deb,
  desktop,
  dist,
  makeOlderPackage,
  openSystem,
  renderer,
  rpm,
  tarball,
  until,
  version,
  window,
} from './packages.mjs';
import { testUpgrade } from './upgrade.mjs';

/** @type {import('./packages.mjs').System} */
let system;
/** @type {string} */
let older;
before(() => {
  older = makeOlderPackage();
  system = openSystem('bookworm');
});
after(() => {
  system.close();
  rmSync(join(dist, older));
});
const root = (/** @type {string} */ line, /** @type {number | undefined} */ minutes = undefined) =>
  system.root(line, minutes);
const user = (/** @type {string} */ line) => system.user(line);
const bare = (/** @type {string} */ line) => system.bare(line);

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
  // No library is missing that the program loads later.
  assert.equal(root('ldd /usr/lib/keydesk/keydesk /usr/lib/keydesk/*.so* | grep "not found" || true'), '');
  root(`${apt} ${desktop}`, 15);
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
    for pid in $(pgrep -f "^/usr/lib/keydesk/keydesk --type=renderer"); do grep -h "^Seccomp:\\|^NoNewPrivs:\\|^Uid:" /proc/$pid/status; own=$(readlink /proc/$pid/ns/user); [ -n "$own" ] && [ "$own" != "$(readlink /proc/self/ns/user)" ] && echo namespace of its own; done
    tr "\\0" " " < /proc/$(pgrep -o -x keydesk)/cmdline`);
  assert.match(lines, /^Seccomp:\t2$/m);
  assert.match(lines, /^NoNewPrivs:\t1$/m);
  assert.match(lines, /^namespace of its own$/m);
  assert.doesNotMatch(lines, /^Uid:\t0/m);
  assert.doesNotMatch(lines, /no-sandbox/);
});

test('the main job, by the keyboard: a key is generated, and its secret is in the clipboard', () => {
  const secret = user(`keydesk --sample >/dev/null 2>&1 &
    ${until(window)}
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

testPolicy(() => system);
testUpgrade(() => system);

test('an AppArmor that does not know the rule of the profile gets none', () => {
  root(`${apt} apparmor && dpkg-reconfigure keydesk && [ ! -e /etc/apparmor.d/keydesk ]`);
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
  // The entries in the keychain stay. docs/administrators.md says how a person removes them too.
  assert.match(user('secret-tool search --all service Keydesk 2>&1'), /attribute\.service = Keydesk/);
  assert.equal(user('secret-tool clear service Keydesk; secret-tool search --all service Keydesk 2>&1 || true'), '');
});

test('the rpm holds the same files, runs, verifies, and leaves nothing', () => {
  const list = (/** @type {string} */ text) =>
    text
      .split('\n')
      .filter((path) => path.startsWith('/usr/') && !/\/share\/(lintian|doc)\b|\/LICENSE$/.test(path))
      .toSorted();
  root(`${apt} rpm`, 15);
  const inDeb = root(`dpkg-deb --fsys-tarfile /packages/${deb} | tar -t | grep -v "/$" | sed "s,^\\.,,"`);
  // `--nodeps`, because Debian's rpm does not know which packages dpkg has installed.
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

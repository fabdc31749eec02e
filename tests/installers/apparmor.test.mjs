import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { apt, deb, desktop, openSystem, quoted, renderer, until } from './packages.mjs';

// Debian 13 takes Ubuntu's place here: its AppArmor knows the profile's rule, and its libraries have the same new names. Only Ubuntu's
// kernel can show how the profile is enforced: `.github/workflows/ci.yml` tests that.

const profile = '/etc/apparmor.d/keydesk';
/** @type {import('./packages.mjs').System} */
let system;
before(() => {
  system = openSystem('trixie');
});
after(() => system.close());

test('where AppArmor knows the rule, the package installs its profile, and keeps it when it is installed again', () => {
  system.root(`apt-get update --quiet && ${apt} apparmor && ${apt} /packages/${deb} ${desktop}`, 15);
  const isThere = `cmp /usr/share/keydesk/apparmor ${profile} && apparmor_parser --skip-kernel-load --skip-cache ${profile}`;
  system.root(isThere);
  system.root(`${apt} --reinstall /packages/${deb} && ${isThere}`);
});

test('an ordinary user starts it in its sandbox there', () => {
  const lines = system.user(`keydesk --sample >/dev/null 2>&1 &
    ${until(renderer)}
    grep "^Seccomp:" /proc/$(pgrep -o -f "^/usr/lib/keydesk/keydesk --type=renderer")/status`);
  assert.match(lines, /^Seccomp:\t2$/m);
});

test('where user namespaces are switched off, it says what helps, and starts nothing', () => {
  const person = 'keydesk --sample; echo "code $?"; keydesk list; echo "code $?"; pgrep -x keydesk';
  // In a user namespace of our own, root may switch off user namespaces without an effect on other processes of the machine.
  const { out, all } = system.run(`unshare --user sleep 60 & inner=$!
    sleep 1; for map in uid_map gid_map; do echo 0 0 65536 >/proc/$inner/$map; done
    nsenter --user=/proc/$inner/ns/user --setuid 0 --setgid 0 sh -c ${quoted(`
      echo 0 >/proc/sys/user/max_user_namespaces
      setpriv --reuid=tester --regid=tester --clear-groups env -i HOME=/home/tester PATH=/usr/bin:/bin sh -c ${quoted(person)}`)}
    kill $inner`);
  assert.equal(out, 'code 1\ncode 1\n');
  const told =
    /^keydesk: Not started: this system has switched user namespaces off \(user\.max_user_namespaces=0\).*sysctl user\.max_user_namespaces=15000$/gm;
  assert.equal(all.match(told)?.length, 2, all);
  assert.doesNotMatch(all, /No usable sandbox/);
});

test('removed, it takes the profile with it, and leaves what an administrator has added', () => {
  system.root(
    'echo "# ours" >/etc/apparmor.d/local/keydesk && mkdir -p /var/cache/apparmor/1 && touch /var/cache/apparmor/1/keydesk',
  );
  system.root('apt-get remove --yes --quiet keydesk');
  assert.equal(system.root('find /etc /usr /var/cache/apparmor -iname "*keydesk*"'), '/etc/apparmor.d/local/keydesk\n');
  assert.equal(system.root('apt-get purge --yes --quiet keydesk >/dev/null; find /var/lib/dpkg -name "keydesk*"'), '');
});

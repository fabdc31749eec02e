import assert from 'node:assert/strict';
import process from 'node:process';
import { test } from 'node:test';
import { checkout } from '../../scripts/project/checkout.mjs';
import { apt, deb, quoted, until, untilSession, version, window } from './packages.mjs';

/** The command that runs our own programs in that Debian; the package does not contain them. */
const node = `ELECTRON_RUN_AS_NODE=1 ${(process.env['KEYDESK_ELECTRON'] ?? '').replace(checkout, '/checkout')}`;
const profile = '/home/tester/.config/Keydesk';

/** A key that is saved on this computer. */
const kept = {
  folder: profile,
  name: 'backup',
  keyName: 'ci',
  accessKey: '4f1c',
  secretKey: 'c2VjcmV0',
  place: null,
};

/** Shell code that starts the simulator, installs its profiles as the person's own, and defines `keys`, which prints the user's keys. */
const simulator = `
  ${node} /checkout/simulator/index.ts >simulator.json & simulator=$!
  ${until('[ -s simulator.json ]')}
  mkdir -p .oci; cp "$(sed 's/.*"configFile":"\\([^"]*\\)".*/\\1/' simulator.json)" .oci/config
  state=$(sed 's/.*"url":"\\([^"]*\\)".*/\\1/' simulator.json)/simulator/state?user=ada.byron
  keys() { ${node} -e 'fetch(process.argv[1]).then((it) => it.text()).then((it) => console.log(it))' "$state"; }`;

/** Shell of a person who signs in, makes a key, and has its secret open at the upgrade. Then kills the old version and starts the new. */
const person = `
  printf %s ${quoted(JSON.stringify(kept))} | ${node} /checkout/tests/support/desktop/put-saved-key.ts keep
  ${simulator}
  keydesk >/dev/null 2>&1 & old=$!
  ${until(window)}
  ${until('{ sleep 2; xdotool key Tab Tab Tab Tab Return; sleep 2; grep -qs ada.byron .config/Keydesk/accounts.json; }')}
  ${until('{ xdotool key ctrl+n; sleep 2; xdotool type before; xdotool key Return; sleep 3; keys | grep -q before; }')}
  touch /tmp/secret-is-open
  while [ ! -e /tmp/is-upgraded ]; do sleep 0.25; done
  # The old one goes on: the new program hands over to it.
  keydesk 2>/dev/null
  kill -0 $old
  kill -KILL $old
  ${until('! kill -0 $old 2>/dev/null')}
  keydesk accounts
  keydesk >/dev/null 2>&1 &
  ${until(window)}
  ${until('{ sleep 2; xdotool key Return; sleep 1; xclip -selection clipboard -o 2>/dev/null | grep -q =; }')}
  import -window root /tmp/upgraded.png
  keys | grep -q "\\"secretKey\\":\\"$(xclip -selection clipboard -o)\\"" && echo the same secret
  keydesk list
  keydesk credentials backup
  kill $simulator`;

/** @param {() => import('./packages.mjs').System} system */
export function testUpgrade(system) {
  test('an upgrade while it runs keeps the account, the secret that is open, and what is kept on this computer', () => {
    const { root } = system();
    const said = root(
      `session ${quoted(person)} & session=$!
      ${untilSession('/tmp/secret-is-open')}
      cd ${profile}; settings() { sha256sum accounts.json kept.json creations.jsonl; }; settings >/tmp/before
      ${apt} /packages/${deb} >/tmp/apt.log
      settings | diff /tmp/before -
      touch /tmp/is-upgraded
      wait $session`,
      10,
    );
    assert.match(said, /^\* {2}Ada Byron {2}/m);
    assert.match(said, /^the same secret$/m);
    assert.match(said, /^backup /m);
    assert.match(said, /"SecretAccessKey":"c2VjcmV0"/);
    assert.equal(root("dpkg --status keydesk | sed -n 's/^Version: //p'").trim(), version);
  });

  test('what it has written is readable by the person alone', () => {
    // Not in Crashpad: Chromium keeps only a random number there, and other users cannot open that folder.
    assert.equal(system().root(`find ${profile} -path "*/Crashpad/*" -prune -o -type f -perm /077 -print`), '');
    assert.equal(system().root(`find ${profile} -maxdepth 1 -name Crashpad -perm /077`), '');
  });
}

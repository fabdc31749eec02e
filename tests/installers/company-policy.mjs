import assert from 'node:assert/strict';
import { test } from 'node:test';
import { quoted, until, untilSession, window } from './packages.mjs';

const file = '/etc/keydesk/policy.json';
/** A shell command that makes the policy file as docs/administrators.md says. @param {object | string} content */
const put = (content) =>
  `printf %s ${quoted(typeof content === 'string' ? content : JSON.stringify(content))} >/tmp/policy.json; install -D -m 644 /tmp/policy.json ${file}`;
const remove = 'rm -rf /etc/keydesk';

/** What is wrong with the file, the shell command that causes it, and what Keydesk says about it. */
const refused = /** @type {const} */ ([
  ['of another owner', `${put({})}; chown nobody ${file}`, 'it belongs to another user than the administrator'],
  ['that its group may write', `${put({})}; chmod g+w ${file}`, 'other users may write to it'],
  ['in a folder that all may write', `${put({})}; chmod o+w /etc/keydesk`, 'of its folder /etc/keydesk: other users'],
  ['that is a link', `${put({})}; mv ${file} /etc/keydesk/real; ln -s real ${file}`, 'it is a link'],
  ['that nobody may read', `${put({})}; chmod 600 ${file}`, 'permission'],
  ['that is malformed', put('{"requireExpiry": true,}'), 'line 1'],
  ['of the future', put({ version: 2 }), 'it is of another form than version 1'],
]);

/** @param {() => import('./packages.mjs').System} system */
export function testPolicy(system) {
  test('the company’s policy holds for every user, whatever they start it with', () => {
    const { root, bare } = system();
    assert.equal(bare('keydesk policy'), 'Nothing is prescribed.\n');
    root(put({ requireExpiry: true }));
    root(`printf '{"requireExpiry":false}' >/tmp/own.json`);
    for (const way of [
      '',
      'KEYDESK_POLICY_FILE=/tmp/own.json',
      'HOME=/tmp/else XDG_CONFIG_HOME=/tmp/else XDG_CONFIG_DIRS=/tmp/else',
      'NODE_OPTIONS=--require=/tmp/own.json ELECTRON_RUN_AS_NODE=1',
    ])
      assert.match(bare(`${way} keydesk policy`), /^requireExpiry +A new key needs an expiry +\/etc\/keydesk\//m, way);
    assert.match(bare('keydesk --user-data-dir=/tmp/else policy'), /^requireExpiry /m);
    root(remove);
    assert.equal(bare('KEYDESK_POLICY_FILE=/tmp/own.json keydesk policy'), 'Nothing is prescribed.\n');
  });

  for (const [what, make, reason] of refused)
    test(`a policy ${what} is refused, told, and lets no secret out`, () => {
      const { root, bare } = system();
      root(make);
      const said = bare('keydesk policy --json 2>/tmp/said; echo "code $?"; cat /tmp/said; rm /tmp/said');
      root(remove);
      assert.match(said, /"name": "saveOnThisComputer",\s+"value": false,\s+"source": "\/etc\/keydesk\/policy.json"/);
      assert.match(said, /^code 1$/m);
      assert.match(said, /cannot be used \(/);
      assert.ok(said.includes(reason), said);
    });

  test('a policy that changes while the window is open holds from then on', () => {
    const isSecret = 'xclip -selection clipboard -o 2>/dev/null | grep -qx "[A-Za-z0-9+/]\\{43\\}="';
    const generate =
      'xdotool key ctrl+n; sleep 2; xdotool type free; xdotool key Return; sleep 3; xdotool key Return; sleep 1';
    const person = `
      keydesk --sample >/dev/null 2>&1 &
      ${until(window)}
      sleep 5; ${generate}
      ! ${isSecret}
      import -window root /tmp/refused.png
      xdotool key Escape
      touch /tmp/is-refused; ${until('[ -e /tmp/is-free ]')}
      ${until(`{ ${generate}; ${isSecret}; }`)}
      touch /tmp/is-copied; ${until('[ -e /tmp/is-short ]')}
      xdotool key Return; from=$(date +%s)
      ${until(`! ${isSecret}`)}
      echo cleared after $(($(date +%s) - from))`;
    const { root } = system();
    const said = root(
      `${put({ namePattern: 'never-*' })}
      session ${quoted(person)} & session=$!
      ${untilSession('/tmp/is-refused')}
      rm ${file}; sleep 2; touch /tmp/is-free
      ${untilSession('/tmp/is-copied')}
      ${put({ clipboardSeconds: 10 })}; sleep 2; touch /tmp/is-short
      wait $session`,
      10,
    );
    root(remove);
    // The person's own setting is 30 seconds; the policy's shorter time counts.
    assert.ok(Number(/^cleared after (\d+)$/m.exec(said)?.[1]) < 20, said);
  });
}

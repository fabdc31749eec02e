import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSnippet } from '../../../main/computer-key/snippet.ts';

const print = '00:11:22:33:44:55:66:77:88:99:aa:bb:cc:dd:ee:ff';
const otherPrint = 'ff:11:22:33:44:55:66:77:88:99:aa:bb:cc:dd:ee:00';
const user = 'ocid1.user.oc1..aaaaaaaaexampleuser';
const tenancy = 'ocid1.tenancy.oc1..aaaaaaaaexampletenancy';
const lines = [
  '[DEFAULT]',
  `user=${user}`,
  `fingerprint=${print}`,
  `tenancy=${tenancy}`,
  'region=eu-frankfurt-1',
  'key_file=<path to your private keyfile> # TODO',
];
const console_ = lines.join('\n');
const read = { userOcid: user, tenancyOcid: tenancy, fingerprint: print, region: 'eu-frankfurt-1', endpoint: null };
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

describe('a snippet is read', () => {
  it.each([
    ['as the Console shows it', console_],
    ['with the line breaks of Windows', lines.join('\r\n')],
    ['with the line breaks of an old Mac', lines.join('\r')],
    ['with a byte order mark', `\ufeff${console_}`],
    ['with tabs and spaces around', lines.map((line) => `\t  ${line.replace('=', ' =\t')}  `).join('\n')],
    ['with colons instead of equals signs', console_.replace(/=/g, ': ')],
    ['with names in capitals', console_.replace(/^\w+(?==)/gm, (name) => name.toUpperCase())],
    ['with the fingerprint in capitals', console_.replace(print, print.toUpperCase())],
    ['in quotes', lines.map((line) => line.replace(/=(.*)$/, '="$1"')).join('\n')],
    ['in the quotes of a word processor', lines.map((line) => line.replace(/=(.*)$/, '=“$1”')).join('\n')],
    ['with escapes of HTML', escaped(console_)],
    ['as HTML', `<pre>${lines.map(escaped).join('<br/>')}</pre>`],
    ['with numbers for its characters', console_.replaceAll('=', '&#61;').replaceAll('[', '&#x5b;')],
    ['with hard spaces and invisible characters', console_.replaceAll('=', '\u00a0=\u200b\u00a0')],
    ['on one line', lines.join(' ')],
    ['without its header', lines.slice(1).join('\n')],
    ['without the line for the file', lines.slice(0, 5).join('\n')],
    ['with a path in the line for the file', console_.replace(/<path.*/, '~/.oci/user: me/key.pem')],
    ['with comments', `# user=ocid1.user.oc1..other\n; region=us-ashburn-1\n${console_}\n# tenancy=none`],
    ['in a fence', `\`\`\`ini\n${console_}\n\`\`\``],
    [
      'with the words of the Console around it',
      `Configuration file preview\nNote: This configuration file snippet includes the basic authentication information. Fingerprint: ${otherPrint}\n${console_}\nCopy\nUpdate the key_file parameter with the file path to your private key.\nRegion: Germany Central (Frankfurt)`,
    ],
    ['twice', `${console_}\n\n${console_}`],
    [
      'behind the profile of another key',
      `${console_.replace('DEFAULT', 'OLD').replace(print, otherPrint)}\n${console_}`,
    ],
    [
      'with its profile in need of DEFAULT',
      `[DEFAULT]\ntenancy=${tenancy}\nregion=eu-frankfurt-1\n[ME]\nuser=${user}\nfingerprint=${print}\n`,
    ],
    ['with a line that is repeated', `${console_}\nregion=eu-frankfurt-1`],
  ])('%s', (_how, text) => {
    expect(readSnippet(text, print)).toEqual({ ok: true, value: read });
  });

  it('with the endpoint that replaces Oracle’s, and with a short code for the region', () => {
    const text = `${console_.replace('eu-frankfurt-1', 'fra')}\nkeydesk_endpoint=http://127.0.0.1:4711/x`;
    const value = { ...read, region: 'fra', endpoint: 'http://127.0.0.1:4711/x' };
    expect(readSnippet(text, print)).toEqual({ ok: true, value });
  });

  it('for another key too, and says which', () => {
    const snippet = readSnippet(console_.replace(print, otherPrint), print);
    expect(snippet).toMatchObject({ ok: true, value: { fingerprint: otherPrint } });
  });
});

describe('a snippet is refused, without a word of it', () => {
  const incomplete = (...missing: string[]) => ({ kind: 'snippet-incomplete', missing });
  const pem = '-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----';
  it.each([
    ['nothing', '', incomplete('user', 'fingerprint', 'tenancy', 'region')],
    ['a text about something else', 'Dear Ada,\nthe user: see above', incomplete('fingerprint', 'tenancy', 'region')],
    ['one that lacks its end', lines.slice(0, 3).join('\n'), incomplete('tenancy', 'region')],
    ['one with empty values', console_.replace(/region=.*/, 'region='), incomplete('region')],
    ['a fingerprint alone', print, incomplete('user', 'fingerprint', 'tenancy', 'region')],
    ['the public key', pem, { kind: 'snippet-is-key', half: 'public' }],
    [
      'a private key, even with the rest',
      `${console_}\n-----BEGIN RSA PRIVATE KEY-----\nMIIB`,
      { kind: 'snippet-is-key', half: 'private' },
    ],
    [
      'user and tenancy exchanged',
      console_.replace(user, 'X').replace(tenancy, user).replace('X', tenancy),
      { kind: 'snippet-malformed', reason: 'user and tenancy are exchanged' },
    ],
    [
      'a name for an OCID',
      console_.replace(user, 'ada.byron'),
      { kind: 'snippet-malformed', reason: 'user is not an OCID (ocid1.user...)' },
    ],
    [
      'half a fingerprint',
      console_.replace(print, '00:11:22'),
      { kind: 'snippet-malformed', reason: 'fingerprint is not 16 pairs of hex digits with colons' },
    ],
    [
      'two profiles of other keys',
      `${console_.replace(print, otherPrint)}\n[TWO]\n${lines.slice(1).join('\n').replace(print, otherPrint).replace('frankfurt', 'madrid')}`,
      { kind: 'snippet-ambiguous', what: 'profile' },
    ],
    ['two users', `${console_}\nuser=${user}b`, { kind: 'snippet-ambiguous', what: 'user' }],
  ])('%s', (_what, text, problem) => {
    expect(readSnippet(text, print)).toEqual({ ok: false, problem });
  });

  it('or read, whatever it is: nothing throws, and what is read has its form', () => {
    const piece = fc.oneof(fc.constantFrom(...lines, '\n', '=', '[', '&#99999999;', '&lt;', '<br>', '#'), fc.string());
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
        const snippet = readSnippet(pieces.join('\n'), print);
        return !snippet.ok || /^(?:[0-9a-f]{2}:){15}[0-9a-f]{2}$/.test(snippet.value.fingerprint);
      }),
    );
  });
});

import { describe, expect, it } from 'vitest';
import { maskLines } from '../../../main/tools/mask-lines.ts';

describe('the lines of an old profile, as they are shown', () => {
  it('keep what is known to be harmless', () => {
    const harmless =
      '[profile a]\nregion = eu-frankfurt-1\nendpoint_url=https://s3.example/a\ns3 =\n    addressing_style = path\n';
    expect(maskLines(harmless)).toBe(harmless);
  });

  it.each([
    ['an AWS secret', 'aws_secret_access_key = hunter2'],
    ['a session token', 'aws_session_token=hunter2'],
    ['an option that nobody knows', 'x_custom: hunter2'],
    ['a command, which may hold one', 'credential_process = printf hunter2'],
    ['an s3cmd passphrase', 'gpg_passphrase = hunter2'],
    ['an address with a password in it', 'endpoint = https://me:hunter2@s3.example'],
    ['an address with a signature in it', 'url = https://s3.example/?sig=hunter2'],
    ['a comment with an old key in it', '# secret_key = hunter2'],
    ['an indented comment', '  ; hunter2'],
    ['a line that goes on', '    hunter2'],
    ['a JSON member', '\t"secretKey": "hunter2",'],
    ['an item of a JSON list', '\t\t"hunter2"'],
    ['a line that looks like a section and goes on', '[a] = hunter2'],
  ])('do not tell %s', (_, line) => {
    const shown = maskLines(`[a]\n${line}\nregion = x\n`);
    expect(shown).not.toContain('hunter2');
    expect(shown).toContain('••••');
    expect(shown.startsWith('[a]\n')).toBe(true);
    expect(shown.endsWith('\nregion = x\n')).toBe(true);
  });

  it('stay readable as JSON is laid out', () => {
    const old = { url: 'https://s3.example', accessKey: 'AK', secretKey: 'hunter2', api: 'S3v4', path: 'on' };
    expect(maskLines(`"ours": ${JSON.stringify(old, null, '\t')}\n`)).toBe(
      '"ours": {\n\t"url": "https://s3.example",\n\t"accessKey": "AK",\n\t"secretKey": ••••••••\n\t"api": "S3v4",\n\t"path": "on"\n}\n',
    );
  });
});

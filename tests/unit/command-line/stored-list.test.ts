import { rm, symlink, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { backup, computer, credentials, list, place } from '../../support/parts/command-computer.ts';

describe('the list of kept keys', () => {
  it('keeps its columns in line where a name is not as long as its code units', async () => {
    const name = 'cle\u0301 \u{1f511}';
    const other = { ...backup, id: backup.id.replace('1', '2'), name: 'alpha', keyName: name };
    const { run } = await computer([backup, other]);
    const lines = (await run(list(false))).out.split('\n');
    expect(lines[1]).toBe(`alpha   ${name}      4f1c        Grace Hopper  eu-frankfurt-1  2026-11-22`);
    expect(lines[2]).toBe('backup  ci-deploy  4f1c        Grace Hopper  eu-frankfurt-1  2026-11-22');
  });

  it('is shown as a table, by name, and as JSON for other programs, without secrets', async () => {
    const other = { ...backup, id: backup.id.replace('1', '2'), name: 'alpha', place: null };
    const { run } = await computer([backup, other]);
    expect((await run(list(false))).out).toBe(
      [
        'NAME    KEY        ACCESS KEY  OWNER         REGION          KEPT SINCE',
        'alpha   ci-deploy  4f1c        Grace Hopper  -               2026-11-22',
        'backup  ci-deploy  4f1c        Grace Hopper  eu-frankfurt-1  2026-11-22',
        '',
      ].join('\n'),
    );
    const { out } = await run(list(true));
    const { id: _, keyId: __, account: ___, pending: ____, place: _____, ...shown } = backup;
    expect(JSON.parse(out)).toEqual([
      { ...shown, name: 'alpha', namespace: null, region: null, endpoint: null },
      { ...shown, ...place },
    ]);
  });

  it('shows the invisible characters of a name', async () => {
    const { run } = await computer([{ ...backup, keyName: 'ci\u202Eyolped', ownerName: 'Gr\u2066ace' }]);
    const table = (await run(list(false))).out;
    expect(table).toContain('ci<U+202E>yolped');
    expect(table).toContain('Gr<U+2066>ace');
    const json = (await run(list(true))).out;
    expect(json).toContain('ci\\u202eyolped');
    expect(JSON.parse(json)[0].keyName).toBe('ci\u202Eyolped');
  });

  it('leaves out a key whose entry was changed to name another endpoint, or to look like another key', async () => {
    const changed = [
      { place: { ...place, endpoint: 'http://attacker.example' } },
      { place: { ...place, endpoint: 'https://$AWS_SECRET_ACCESS_KEY.attacker.example' } },
      { place: { ...place, region: '-eu' } },
      { accessKey: '$AWS_SECRET_ACCESS_KEY' },
    ];
    for (const change of changed) {
      const { run } = await computer([{ ...backup, ...change }]);
      expect((await run(list(true))).out).toBe('[]\n');
      expect((await run({ ...credentials })).out).toBe('');
    }
  });

  it('is empty before the first key is kept', async () => {
    const { run, savedKeysFile } = await computer();
    await rm(savedKeysFile);
    expect(await run(list(false))).toEqual({ code: 0, out: '', err: 'keydesk: no key is kept on this computer.' });
    expect((await run(list(true))).out).toBe('[]\n');
  });

  it('is refused when it is damaged, a link, or a newer Keydesk’s', async () => {
    const { run, savedKeysFile } = await computer();
    const refused = (reason: string) => ({
      code: 1,
      out: '',
      err: `keydesk: the list of kept keys, ${savedKeysFile}, cannot be read: ${reason}.`,
    });
    await writeFile(savedKeysFile, '{"version":1,');
    expect(await run(list(false))).toEqual(refused('it is damaged'));
    await writeFile(savedKeysFile, JSON.stringify({ version: 2, value: { keys: [backup] } }));
    expect(await run(credentials)).toEqual(refused('it was written by a newer Keydesk'));
    await rm(savedKeysFile);
    await symlink('/dev/null', savedKeysFile);
    expect(await run(credentials)).toEqual(refused('it is a link'));
  });
});

import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failed, success } from '../../../main/basics/outcome.ts';
import type { OutputProblem } from '../../../main/command-line/command-errors.ts';
import type { Command } from '../../../main/command-line/parse-command.ts';
import { runCommand } from '../../../main/command-line/run-command.ts';
import { packSecret } from '../../../main/secret/stored-secret.ts';
import { createWatchedVault } from '../../support/parts/watched-vault.ts';
import { fc, runs } from '../../support/random/random-runs.ts';

const SECRET = 'c2VjcmV0LXNlY3JldC1zZWNyZXQ+/w==';
const place = { namespace: 'ns', region: 'eu-frankfurt-1', endpoint: 'https://ns.compat.example' };
const backup = {
  id: '3c0f6f0e-2f7b-4a57-9d8d-000000000001',
  name: 'backup',
  keyId: 'k1',
  keyName: 'ci-deploy',
  accessKey: '4f1c',
  ownerName: 'Grace Hopper',
  tenancyName: 'acme',
  account: null,
  place,
  keptAt: '2026-11-22T12:00:00.000Z',
  pending: false,
};
const credentials: Command = { kind: 'credentials', name: 'backup' };
const list = (json: boolean): Command => ({ kind: 'list', json });

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kept-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** A computer that keeps these keys; every one of them has the same secret. */
async function computer(keys: readonly object[] = [backup], { secretKey = SECRET, isScreen = false } = {}) {
  const keptFile = join(folder, 'kept.json');
  await writeFile(keptFile, JSON.stringify({ version: 1, value: { keys } }));
  const vault = createWatchedVault();
  const { keyId, accessKey } = backup;
  await vault.put(`kept:${backup.id}`, packSecret({ keyId, accessKey, secretKey: Buffer.from(secretKey) }));
  const run = async (command: Command, env = {}) => {
    const printed: string[] = [];
    const said: string[] = [];
    const code = await runCommand(command, {
      keptFile,
      vault,
      version: '1.2.3',
      env,
      isScreen,
      print: async (text) => {
        printed.push(text);
        return success(null);
      },
      say: async (line) => said.push(line),
    });
    return { code, out: printed.join(''), err: said.join('\n') };
  };
  return { run, vault, keptFile };
}

describe('keydesk credentials', () => {
  it('prints what AWS tools expect of a credential_process, and nothing else', async () => {
    const { run } = await computer();
    expect(await run(credentials)).toEqual({
      code: 0,
      out: `{"Version":1,"AccessKeyId":"4f1c","SecretAccessKey":"${SECRET}"}\n`,
      err: '',
    });
  });

  it('prints any secret so that JSON gives it back', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme-ascii', minLength: 1 }), async (secretKey) => {
        const { out } = await (await computer([backup], { secretKey })).run(credentials);
        expect(JSON.parse(out)).toMatchObject({ SecretAccessKey: secretKey });
        expect(out.trimEnd()).not.toContain('\n');
      }),
      { numRuns: runs(20) },
    );
  });

  it('warns where standard output is a screen', async () => {
    const { run } = await computer([backup], { isScreen: true });
    expect((await run(credentials)).err).toContain('the secret key stands on this screen in clear text');
  });

  it('names the keys there are when it does not know one', async () => {
    const { run } = await computer([backup, { ...backup, id: backup.id.replace('1', '2'), name: 'alpha' }]);
    expect(await run({ kind: 'credentials', name: 'b\u001b[2Jx' })).toEqual({
      code: 1,
      out: '',
      err: 'keydesk: no key is kept under the name b<U+001B>[2Jx. There are alpha, backup.',
    });
  });

  it('says how to keep a key if none is kept', async () => {
    const { run, keptFile } = await computer();
    await rm(keptFile);
    const { code, err } = await run(credentials);
    expect(code).toBe(1);
    expect(err).toBe('keydesk: no key is kept on this computer. In Keydesk, "Keep on this computer" keeps one.');
  });

  it('says that the keychain refused, in one line without the secret', async () => {
    const { run, vault } = await computer();
    vault.refuse = 'get';
    expect(await run(credentials)).toEqual({
      code: 1,
      out: '',
      err: 'keydesk: the keychain did not give the secret key: the keychain is locked.',
    });
  });

  it('prints nothing when the keychain has no secret for the key, or that of another', async () => {
    const { run, vault } = await computer([{ ...backup, accessKey: 'beef' }]);
    expect(await run(credentials)).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('no longer in the keychain'),
    });
    await vault.remove(`kept:${backup.id}`);
    expect(await run(credentials)).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('no longer in the keychain'),
    });
  });

  it('does not list a key that is only half saved', async () => {
    const { run } = await computer([{ ...backup, pending: true }]);
    expect(await run(credentials)).toMatchObject({ code: 1, out: '' });
  });

  it('ends with code 1, without a message, when nothing reads its output', async () => {
    const { vault, keptFile } = await computer();
    const said: string[] = [];
    const say = async (line: string) => said.push(line);
    const here = {
      keptFile,
      vault,
      version: '1',
      env: {},
      isScreen: false,
      print: async () => failed<OutputProblem>({ kind: 'output-closed' }),
      say,
    };
    expect(await runCommand(credentials, here)).toBe(1);
    expect(said).toEqual([]);
  });
});

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
    const { run, keptFile } = await computer();
    await rm(keptFile);
    expect(await run(list(false))).toEqual({ code: 0, out: '', err: 'keydesk: no key is kept on this computer.' });
    expect((await run(list(true))).out).toBe('[]\n');
  });

  it('is refused when it is damaged, a link, or a newer Keydesk’s', async () => {
    const { run, keptFile } = await computer();
    const refused = (reason: string) => ({
      code: 1,
      out: '',
      err: `keydesk: the list of kept keys, ${keptFile}, cannot be read: ${reason}.`,
    });
    await writeFile(keptFile, '{"version":1,');
    expect(await run(list(false))).toEqual(refused('it is damaged'));
    await writeFile(keptFile, JSON.stringify({ version: 2, value: { keys: [backup] } }));
    expect(await run(credentials)).toEqual(refused('it was written by a newer Keydesk'));
    await rm(keptFile);
    await symlink('/dev/null', keptFile);
    expect(await run(credentials)).toEqual(refused('it is a link'));
  });
});

describe('keydesk exec', () => {
  const exec = (program: string, ...args: string[]): Command => ({ kind: 'exec', name: 'backup', program, args });
  const env = { PATH: process.env['PATH'] };

  it('gives the exit code of the program, and 128 + N where a signal has ended it', async () => {
    const { run } = await computer();
    expect(await run(exec('sh', '-c', 'exit 7'), env)).toEqual({ code: 7, out: '', err: '' });
    expect((await run(exec('sh', '-c', 'kill -TERM $$'), env)).code).toBe(143);
  });

  it('starts nothing for a key without a known endpoint', async () => {
    const { run } = await computer([{ ...backup, place: null }]);
    const mark = join(folder, 'started');
    expect(await run(exec('touch', mark), env)).toMatchObject({
      code: 1,
      err: expect.stringContaining('where backup is used'),
    });
    await expect(rm(mark)).rejects.toThrow('ENOENT');
  });

  it('gives the program the key and its endpoint, removes the variables that would win over them, and leaves the rest', async () => {
    const { run } = await computer();
    const file = join(folder, 'environment');
    const given = {
      ...env,
      MINE: 'a=b\nc',
      AWS_CA_BUNDLE: '/etc/ssl/mine.pem',
      AWS_REGION: 'us-east-1',
      AWS_ENDPOINT_URL: 'https://localhost.example',
      AWS_SESSION_TOKEN: 't',
      AWS_SECURITY_TOKEN: 't',
      AWS_PROFILE: 'work',
      AWS_DEFAULT_PROFILE: 'work',
      AWS_CREDENTIAL_EXPIRATION: '2020-01-01T00:00:00Z',
      AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true',
      AWS_USE_FIPS_ENDPOINT: 'true',
      AWS_USE_DUALSTACK_ENDPOINT: 'true',
    };
    const write = 'require("fs").writeFileSync(process.argv[1], JSON.stringify(process.env))';
    expect(await run(exec(process.execPath, '-e', write, file), { ...given, ELECTRON_RUN_AS_NODE: '1' })).toMatchObject(
      { code: 0 },
    );
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({
      ...env,
      ELECTRON_RUN_AS_NODE: '1',
      MINE: 'a=b\nc',
      AWS_CA_BUNDLE: '/etc/ssl/mine.pem',
      AWS_ENDPOINT_URL: 'https://localhost.example',
      AWS_ACCESS_KEY_ID: '4f1c',
      AWS_SECRET_ACCESS_KEY: SECRET,
      AWS_ENDPOINT_URL_S3: 'https://ns.compat.example',
      S3_ENDPOINT_URL: 'https://ns.compat.example',
      AWS_REGION: 'eu-frankfurt-1',
      AWS_DEFAULT_REGION: 'eu-frankfurt-1',
      AWS_REQUEST_CHECKSUM_CALCULATION: 'when_required',
      AWS_RESPONSE_CHECKSUM_VALIDATION: 'when_required',
      AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false',
      AWS_USE_FIPS_ENDPOINT: 'false',
      AWS_USE_DUALSTACK_ENDPOINT: 'false',
    });
    expect(process.env['AWS_SECRET_ACCESS_KEY']).toBeUndefined();
  });
});

it('tells a defect of ours in a line, without what the defect says', async () => {
  const { run, vault } = await computer();
  vault.get = () => Promise.reject(new RangeError(`cannot do it with ${SECRET}`));
  expect(await run(credentials)).toEqual({
    code: 1,
    out: '',
    err: 'keydesk: something went wrong inside Keydesk (RangeError).',
  });
});

it('answers --version, --help and a mistake', async () => {
  const { run } = await computer();
  expect(await run({ kind: 'version' })).toEqual({ code: 0, out: '1.2.3\n', err: '' });
  expect((await run({ kind: 'help' })).out).toContain('PRINTS THE SECRET KEY IN CLEAR TEXT');
  const wrong = await run({ kind: 'mistake', message: 'there is no command lst' });
  expect(wrong).toMatchObject({
    code: 2,
    out: '',
    err: expect.stringMatching(/^keydesk: there is no command lst\nUsage: /),
  });
});

import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { failed, success } from '../../../main/basics/outcome.ts';
import type { OutputProblem } from '../../../main/command-line/command-errors.ts';
import type { Command } from '../../../main/command-line/parse-command.ts';
import { runCommand } from '../../../main/command-line/run-command.ts';
import { noPolicy } from '../../../main/policy/policy-reading.ts';
import { backup, computer, credentials, SECRET } from '../../support/parts/command-computer.ts';
import { fc, runs } from '../../support/random/random-runs.ts';

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
    const { run, savedKeysFile } = await computer();
    await rm(savedKeysFile);
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
    const { vault, savedKeysFile } = await computer();
    const said: string[] = [];
    const say = async (line: string) => said.push(line);
    const here = {
      savedKeysFile,
      accountsFile: '',
      ledgerFile: '',
      vault,
      readPolicies: async () => noPolicy,
      report: async () => success(0),
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

describe('keydesk exec', () => {
  const exec = (program: string, ...args: string[]): Command => ({ kind: 'exec', name: 'backup', program, args });
  const env = { PATH: process.env['PATH'] };

  it('gives the exit code of the program, and 128 + N where a signal has ended it', async () => {
    const { run } = await computer();
    expect(await run(exec('sh', '-c', 'exit 7'), env)).toEqual({ code: 7, out: '', err: '' });
    expect((await run(exec('sh', '-c', 'kill -TERM $$'), env)).code).toBe(143);
  });

  it('starts nothing for a key without a known endpoint', async () => {
    const { run, folder } = await computer([{ ...backup, place: null }]);
    const mark = join(folder, 'started');
    expect(await run(exec('touch', mark), env)).toMatchObject({
      code: 1,
      err: expect.stringContaining('where backup is used'),
    });
    await expect(rm(mark)).rejects.toThrow('ENOENT');
  });

  it('gives the program the key and its endpoint, removes the variables that would win over them, and leaves the rest', async () => {
    const { run, folder } = await computer();
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
  const wrong = await run({ kind: 'mistake', message: 'there is no command lst', exitCode: 2 });
  expect(wrong).toMatchObject({
    code: 2,
    out: '',
    err: expect.stringMatching(/^keydesk: there is no command lst\nUsage: /),
  });
});

import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Tool } from '../../bridge/values/usage.ts';
import { openToolDesk } from '../support/parts/tool-desk.ts';
import { unwrap } from '../support/parts/unwrap.ts';
import { runS3Program } from '../support/programs/s3-programs.ts';
import { keyWithSecret, lendKey } from '../support/simulator/s3-keys.ts';
import { useS3Simulator } from '../support/simulator/use-s3-simulator.ts';

/** Runs the unmodified S3 programs of Debian against the simulator, with the files that Keydesk wrote for these programs. */
describe.skipIf(process.platform !== 'linux')('a program of the system, with the profile that Keydesk wrote', () => {
  const s3 = useS3Simulator();
  let desk: ReturnType<typeof openToolDesk>;
  beforeEach(async () => {
    desk = openToolDesk({ endpoint: s3.simulator.s3Url, options: { lend: lendKey(() => s3.key) } });
  });
  afterEach(() => desk.close());

  const write = async (tool: Tool, name = 'work') => {
    unwrap(await desk.agree(desk.request(tool, name)));
  };
  const run = async (program: string, args: readonly string[], env: Record<string, string> = {}) => {
    const result = await runS3Program(program, args, { home: desk.home, env });
    expect([result.code, result.stderr]).toEqual([0, expect.anything()]);
    return result.stdout;
  };
  /** awscli reads `endpoint_url` of a profile from 2.13 on. Debian 12 has 2.9, so the test gives the endpoint as an option. */
  const aws = (...args: string[]) => run('aws', ['--profile', 'work', '--endpoint-url', s3.simulator.s3Url, ...args]);
  const rclone = (...args: string[]) => run('rclone', args);
  const s3cmd = (...args: string[]) => run('s3cmd', ['-c', desk.path('.s3cfg-work'), '--no-progress', ...args]);

  /** All byte values, under a name that is easily mangled. */
  const content = Buffer.from(Array.from({ length: 70_000 }, (_, at) => (at * 31 + (at >> 8)) & 255));
  const fileName = 'a b+c=d&é.bin';
  const putFile = () => writeFileSync(desk.path(fileName), content);
  const objects = async () => (await s3.controls.state()).buckets.find(({ name }) => name === 'shelf')?.objects;

  it('awscli lists, uploads, downloads and deletes', async () => {
    await write('aws');
    putFile();
    await aws('s3', 'mb', 's3://shelf');
    expect(await aws('s3', 'ls')).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d shelf\n$/);
    await aws('s3', 'cp', fileName, `s3://shelf/deep//${fileName}`);
    expect(await objects()).toEqual([`deep//${fileName}`]);
    expect(await aws('s3', 'ls', '--recursive', 's3://shelf')).toContain(` 70000 deep//${fileName}\n`);
    await aws('s3', 'cp', `s3://shelf/deep//${fileName}`, 'back.bin');
    expect(readFileSync(desk.path('back.bin')).equals(content)).toBe(true);
    await aws('s3', 'rm', `s3://shelf/deep//${fileName}`);
    expect(await objects()).toEqual([]);
    await aws('s3', 'rb', 's3://shelf');
    expect(await objects()).toBeUndefined();
  });

  it('rclone lists, uploads, at once and in several parts, compares, downloads and deletes', async () => {
    // The profile tells rclone not to check for buckets before uploads, so rclone makes none. s3cmd makes it instead.
    await write('s3cmd');
    await s3cmd('mb', 's3://shelf');
    await write('rclone');
    mkdirSync(desk.path('here'));
    writeFileSync(desk.path(join('here', fileName)), content);
    expect(await rclone('lsd', 'work:')).toMatch(/ shelf\n$/);
    await rclone('copy', 'here', 'work:shelf/deep');
    expect(await objects()).toEqual([`deep/${fileName}`]);
    await rclone('check', '--download', 'here', 'work:shelf/deep');
    await rclone('copy', 'work:shelf/deep', 'back');
    expect(readFileSync(desk.path(join('back', fileName))).equals(content)).toBe(true);
    await rclone('copyto', `work:shelf/deep/${fileName}`, 'work:shelf/twin');
    expect(await rclone('lsf', '-R', '--format', 'sp', 'work:shelf')).toContain('70000;twin\n');
    await rclone('delete', 'work:shelf/deep');
    expect(await objects()).toEqual(['twin']);
    // Larger than the smallest part, so that the upload has several parts.
    const large = Buffer.concat(Array.from({ length: 80 }, () => content));
    writeFileSync(desk.path('large.bin'), large);
    await rclone('copyto', '--s3-upload-cutoff', '5Mi', 'large.bin', 'work:shelf/large.bin');
    const { latest } = await s3.controls.asked();
    expect(latest.filter(({ target }) => target.includes('partNumber='))).toHaveLength(2);
    await rclone('copyto', 'work:shelf/large.bin', 'back.bin');
    expect(readFileSync(desk.path('back.bin')).equals(large)).toBe(true);
    await rclone('purge', 'work:shelf');
    expect(await objects()).toBeUndefined();
  });

  it('s3cmd lists, uploads, downloads, compares and deletes', async () => {
    await write('s3cmd');
    putFile();
    await s3cmd('mb', 's3://shelf');
    expect(await s3cmd('ls')).toMatch(/ {2}s3:\/\/shelf\n$/);
    await s3cmd('put', fileName, 's3://shelf/deep/');
    expect(await objects()).toEqual([`deep/${fileName}`]);
    await s3cmd('get', `s3://shelf/deep/${fileName}`, 'back.bin');
    expect(readFileSync(desk.path('back.bin')).equals(content)).toBe(true);
    expect(await s3cmd('ls', '--list-md5', 's3://shelf/deep/')).toMatch(/ 70000 +[0-9a-f]{32} +s3:/);
    await s3cmd('put', fileName, 's3://shelf/second');
    // To delete several objects at once, s3cmd sends the request that needs a checksum of the old kind.
    await s3cmd('del', '--recursive', '--force', 's3://shelf');
    expect(await objects()).toEqual([]);
    await s3cmd('rb', 's3://shelf');
  });

  it.each([
    ['begins with a plus', (secret: string) => secret.startsWith('+')],
    ['begins with a slash', (secret: string) => secret.startsWith('/')],
    ['has one of both right before its end', (secret: string) => /[+/].=$/.test(secret)],
    ['is full of both', (secret: string) => (secret.match(/[+/]/g)?.length ?? 0) > 4],
    ['has two slashes in a row', (secret: string) => secret.includes('//')],
  ])('opens the door with a secret that %s', async (_, isWanted) => {
    await s3.controls.reset();
    s3.key = await keyWithSecret(s3.controls, isWanted);
    for (const tool of ['aws', 'rclone', 's3cmd'] as const) await write(tool);
    await s3cmd('mb', 's3://shelf');
    expect(await rclone('lsd', 'work:')).toContain('shelf');
    expect(await s3cmd('ls')).toContain('s3://shelf');
    expect(await aws('s3', 'ls')).toContain('shelf');
  });

  it('awscli runs the command of a profile without a secret, through a folder with a space and a quote', async () => {
    const program = join(desk.path("It's a program"), 'keydesk');
    const answer = { Version: 1, AccessKeyId: s3.key.accessKey, SecretAccessKey: s3.key.secretKey };
    mkdirSync(dirname(program));
    writeFileSync(program, `#!/bin/sh\n[ "$*" = "credentials tool" ] && echo '${JSON.stringify(answer)}'\n`);
    chmodSync(program, 0o700);
    const env = { home: desk.home, variables: {}, platform: 'linux' } as const;
    const options = { lend: lendKey(() => s3.key, 'tool'), program: [program], env };
    const kept = openToolDesk({ endpoint: s3.simulator.s3Url, options });
    unwrap(await kept.agree(kept.request('aws-on-demand', 'work')));
    kept.close();
    expect(readFileSync(desk.path('.aws/config'), 'utf8')).not.toContain(s3.key.secretKey);
    expect(await aws('s3', 'ls')).toBe('');
  });

  it('awscli takes the variables of the shell', async () => {
    desk.state.saveTo = desk.path('work.sh');
    unwrap(await desk.tools.save(desk.request('posix-shell')));
    const command = '. ./work.sh && exec aws --endpoint-url "$AWS_ENDPOINT_URL_S3" s3 ls';
    expect(await run('sh', ['-c', command], { AWS_SESSION_TOKEN: 'of another key' })).toBe('');
  });

  it('fails with the text that Oracle has for it when the key is deleted, and with the other for a wrong secret', async () => {
    await write('aws');
    const list = async () => {
      const args = ['--profile', 'work', '--endpoint-url', s3.simulator.s3Url, 's3', 'ls'];
      return runS3Program('aws', args, { home: desk.home });
    };
    expect((await list()).code).toBe(0);
    await s3.controls.deleteKeyElsewhere('grace.hopper', s3.key.accessKey);
    const deleted = await list();
    expect(deleted.code).not.toBe(0);
    expect(deleted.stderr).toContain(
      'An error occurred (SignatureDoesNotMatch) when calling the ListBuckets operation: The secret key required to complete authentication could not be found.',
    );
    const made = await s3.controls.addKeyElsewhere('grace.hopper', 'other');
    s3.key = { ...made, secretKey: s3.key.secretKey };
    await write('aws');
    expect((await list()).stderr).toContain('The required information to complete authentication was not provided.');
  });
});

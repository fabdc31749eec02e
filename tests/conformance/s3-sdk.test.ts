import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { checkout } from '../../scripts/project/checkout.mjs';
import { openToolDesk } from '../support/parts/tool-desk.ts';
import { unwrap } from '../support/parts/unwrap.ts';
import { keyWithSecret, lendKey } from '../support/simulator/s3-keys.ts';
import { useS3Simulator } from '../support/simulator/use-s3-simulator.ts';

/** AWS's current SDK reads the endpoint and both settings for checksums, for which Debian's awscli is too old. */
describe('AWS’s own SDK, told nothing but the name of the profile that Keydesk wrote', () => {
  const s3 = useS3Simulator();
  const desks: ReturnType<typeof openToolDesk>[] = [];
  afterEach(() => {
    for (const desk of desks.splice(0)) desk.close();
  });

  async function written(endpoint = s3.simulator.s3Url) {
    const desk = openToolDesk({ endpoint, options: { lend: lendKey(() => s3.key) } });
    desks.push(desk);
    unwrap(await desk.agree(desk.request('aws', 'work')));
    return desk;
  }
  /** Runs the SDK program with only these variables in the environment. */
  const run = async ({ home }: { home: string }, ...args: string[]) => {
    const program = join(checkout, 'tests', 'support', 'programs', 's3-sdk-program.mjs');
    const env = { HOME: home, AWS_PROFILE: 'work', ELECTRON_RUN_AS_NODE: '1' };
    const { stdout } = await promisify(execFile)(process.execPath, [program, ...args], { env, cwd: home });
    return JSON.parse(stdout);
  };
  const done = { text: 'for the shelf', listed: ['deep//a b+c=d&é.txt'], left: 0 };

  it('makes a bucket, puts, gets, lists and deletes', async () => {
    expect(await run(await written())).toEqual(done);
    expect((await s3.controls.state()).buckets).toEqual([]);
  });

  it('is refused the upload without the two settings, as Oracle does', async () => {
    const desk = await written();
    const config = readFileSync(desk.path('.aws/config'), 'utf8');
    const without = config.replace(/^re\w+_checksum_\w+ = when_required\n/gm, '');
    expect(without.split('\n')).toHaveLength(config.split('\n').length - 2);
    writeFileSync(desk.path('.aws/config'), without);
    expect(await run(desk)).toMatchObject({ failed: 'InvalidRequest', message: expect.stringContaining('CRC32') });
    expect((await s3.controls.state()).buckets).toEqual([{ name: 'shelf', objects: [] }]);
  });

  it('deletes many in one request with SHA256 alone, as docs/using/aws.md says: what it sends by itself is refused', async () => {
    const desk = await written();
    expect(await run(desk, '--delete-many')).toMatchObject({
      failed: 'InvalidRequest',
      message: 'Missing required header: Content-MD5 or x-amz-checksum-sha256 or x-amz-checksum-crc32c',
    });
    await s3.controls.reset();
    s3.key = await keyWithSecret(s3.controls, () => true);
    expect(await run(await written(), '--delete-many-sha256')).toEqual(done);
  });

  it('asks for path style by its own program where the endpoint has a name: it knows no line for that', async () => {
    const desk = await written(s3.simulator.s3Url.replace('127.0.0.1', 'localhost'));
    expect(await run(desk)).toHaveProperty('failed');
    expect(await run(desk, '--path-style')).toEqual(done);
  });
});

import { readdirSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ProfileBlock, Tool } from '../../../bridge/values/usage.ts';
import { toolSchema } from '../../../bridge/values/usage.ts';
import { openToolDesk, testAccessKey, testEndpoint, testSecret } from '../../support/parts/tool-desk.ts';
import { unwrap } from '../../support/parts/unwrap.ts';

let desk: ReturnType<typeof openToolDesk>;
beforeEach(() => {
  desk = openToolDesk({ savedName: 'backup-key' });
});
afterEach(() => desk.close());

const tools = toolSchema.options;

async function preview(tool: Tool, name = 'backup') {
  return unwrap(await desk.tools.preview(desk.request(tool, name)));
}
const blocks = async (tool: Tool, name?: string): Promise<readonly ProfileBlock[]> =>
  (await preview(tool, name)).blocks;

describe('a preview', () => {
  it.each(tools)('of %s shows no secret, in whatever form, and changes nothing', async (tool) => {
    const seen = JSON.stringify(await preview(tool));
    expect(seen).not.toContain(testSecret);
    expect(seen).not.toContain(testSecret.slice(0, 12));
    expect(seen).toMatch(/acmens|keydesk/);
    expect(readdirSync(desk.home)).toEqual([]);
    expect(desk.lent.every((secret) => secret.every((byte) => byte === 0))).toBe(true);
    expect(desk.lent).toHaveLength(1);
  });

  it('says for each piece where it goes and what it would do there', async () => {
    desk.put('.aws/config', '[profile backup]\nregion = old\nx = hunter2\n');
    expect(await blocks('aws')).toEqual([
      {
        file: '~/.aws/credentials',
        text: `[backup]\naws_access_key_id = ${testAccessKey}\naws_secret_access_key = ••••••••\n`,
        holdsSecret: true,
        change: 'new-file',
        replaces: null,
        backup: 'none',
        values: null,
      },
      {
        file: '~/.aws/config',
        text: [
          '[profile backup]',
          'region = eu-frankfurt-1',
          `endpoint_url = ${testEndpoint}`,
          'request_checksum_calculation = when_required',
          'response_checksum_validation = when_required',
          's3 =',
          '    addressing_style = path',
          '',
        ].join('\n'),
        holdsSecret: false,
        change: 'replaced',
        replaces: '[profile backup]\nregion = old\nx = ••••••••\n',
        backup: 'to-make',
        values: null,
      },
    ]);
    await desk.agree(desk.request('aws'));
    expect((await blocks('aws')).map(({ change }) => change)).toEqual(['same', 'same']);
    expect((await blocks('aws', 'other')).map(({ change }) => change)).toEqual(['added', 'added']);
    expect(await blocks('dotenv')).toMatchObject([{ file: null, change: 'none', replaces: null }]);
  });

  it('of an old alias or remote tells no secret of it', async () => {
    desk.put(
      '.mc/config.json',
      JSON.stringify({ version: '10', aliases: { backup: { secretKey: 'hunter2', x: ['hunter2'] } } }),
    );
    desk.put('.config/rclone/rclone.conf', '[backup]\ntype = sftp\npass = hunter2\n# hunter2\nkey_pem = hunter2\n');
    for (const tool of ['mc', 'rclone'] as const) {
      const [block] = await blocks(tool);
      expect(block?.change).toBe('replaced');
      expect(block?.replaces).toContain('••••');
      expect(block?.replaces).not.toContain('hunter2');
    }
  });

  it('of credentials on demand names the command, quoted for its shell, and the section that must go', async () => {
    desk.put('.aws/credentials', `[backup]\naws_secret_access_key = ${testSecret}\n[z]\n`);
    const [config, credentials] = await blocks('aws-on-demand');
    expect(config?.text).toContain("\ncredential_process = '/opt/Keydesk Program/keydesk' credentials backup-key\n");
    expect(credentials).toMatchObject({
      file: '~/.aws/credentials',
      text: '',
      change: 'replaced',
      replaces: '[backup]\naws_secret_access_key = ••••••••\n',
    });
    await desk.agree(desk.request('aws-on-demand'));
    expect(desk.read('.aws/credentials').toString()).toBe('[z]\n');
    expect(await blocks('aws-on-demand')).toMatchObject([{ file: '~/.aws/config', change: 'same' }]);
    expect(desk.stored).toEqual([]);
  });

  it('of plain values has each by itself, the secret masked, and a bucket once it is named', async () => {
    const [block] = await blocks('web-form');
    expect(block?.values).toEqual([
      { label: 'Endpoint', text: testEndpoint, isSecret: false },
      { label: 'Host', text: 'acmens.compat.objectstorage.eu-frankfurt-1.oraclecloud.com', isSecret: false },
      { label: 'Region', text: 'eu-frankfurt-1', isSecret: false },
      { label: 'Access key', text: testAccessKey, isSecret: false },
      { label: 'Secret key', text: '••••••••', isSecret: true },
      { label: 'Path style', text: 'yes', isSecret: false },
    ]);
    const named = unwrap(await desk.tools.preview({ ...desk.request('web-form'), bucket: 'my-bucket' }));
    expect(named.blocks[0]?.values).toContainEqual({
      label: 'Bucket',
      text: 'my-bucket',
      isSecret: false,
    });
    await desk.tools.copy(desk.request('web-form'));
    expect(desk.copied).toMatchObject([
      { handle: expect.any(String), text: expect.stringContaining(`\nSecret key: ${testSecret}\n`) },
    ]);
  });

  it.each([
    ['terraform', 'bucket    = "my-bucket"\n'],
    ['velero', 'bucket: "my-bucket"\n'],
    ['restic', `export RESTIC_REPOSITORY=s3:${testEndpoint}/my-bucket\n`],
    ['s3a', '<name>fs.s3a.bucket.my-bucket.path.style.access</name>\n    <value>true</value>\n'],
  ] as const)('of %s names the bucket that the person means to use', async (tool, text) => {
    const seen = await desk.tools.preview({ ...desk.request(tool), bucket: 'my-bucket' });
    expect(seen).toMatchObject({ value: { blocks: [{ text: expect.stringContaining(text) }] } });
  });

  it('takes the place in the region that was asked for', async () => {
    const seen = await desk.tools.preview({ ...desk.request('rclone'), region: 'uk-london-1' });
    expect(seen).toMatchObject({ value: { blocks: [{ text: expect.stringContaining('region = uk-london-1\n') }] } });
  });
});

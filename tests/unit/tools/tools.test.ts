import { existsSync, readdirSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Tool } from '../../../bridge/values/usage.ts';
import { openToolDesk, testAccessKey, testEndpoint, testSecret } from '../../support/parts/tool-desk.ts';
import { unwrap } from '../../support/parts/unwrap.ts';

let desk: ReturnType<typeof openToolDesk>;
beforeEach(() => {
  desk = openToolDesk({ savedName: 'backup-key' });
});
afterEach(() => desk.close());

async function preview(tool: Tool, name = 'backup') {
  return unwrap(await desk.tools.preview(desk.request(tool, name)));
}

describe('writing', () => {
  it('merges into the tool’s own file, says where, and that the secret is stored', async () => {
    const request = desk.request('rclone');
    expect(await desk.agree(request)).toEqual({
      ok: true,
      value: { files: [{ file: '~/.config/rclone/rclone.conf', backup: null }] },
    });
    expect(desk.read('.config/rclone/rclone.conf').toString()).toContain(`secret_access_key = ${testSecret}\n`);
    expect(desk.stored).toEqual([request.source]);
  });

  it.each([
    ['the file', () => desk.put('.aws/config', '[new]\nregion = x\n')],
    ['the place', () => Object.assign(desk.state, { region: 'uk-london-1' })],
  ])('is refused when %s has changed since the person looked', async (_, change) => {
    desk.put('.aws/config', '[old]\nregion = x\n');
    const { digest } = await preview('aws');
    change();
    const before = desk.read('.aws/config').toString();
    expect(await desk.tools.write(desk.request('aws'), digest)).toEqual({
      ok: false,
      problem: { kind: 'tool-file-changed' },
    });
    expect(desk.read('.aws/config').toString()).toBe(before);
    expect(existsSync(desk.path('.aws/credentials'))).toBe(false);
    expect(desk.stored).toEqual([]);
  });

  it('is refused when Keydesk has been locked while the files were being read', async () => {
    let asked = 0;
    const isLocked = () => {
      asked += 1;
      return asked > 2;
    };
    const late = openToolDesk({ options: { isLocked } });
    // The preview asks once, and writing asks once before it reads the files.
    expect(await late.agree(late.request('aws'))).toEqual({ ok: false, problem: { kind: 'locked' } });
    expect(asked).toBe(3);
    expect(readdirSync(late.home)).toEqual([]);
    late.close();
  });

  it('goes where the profile is now, though a preview found it elsewhere', async () => {
    const file = '.config/rclone/rclone.conf';
    desk.put(file, '[backup]\ntype = old\n[other]\ntype = s3\n');
    await preview('rclone');
    desk.put(file, '[first]\ntype = s3\n[backup]\ntype = old\n');
    unwrap(await desk.agree(desk.request('rclone')));
    const written = desk.read(file).toString();
    expect(written.startsWith('[first]\ntype = s3\n[backup]\ntype = s3\nprovider = Other\n')).toBe(true);
    expect(written).not.toContain('type = old');
  });

  it('comes in turn: of two at once, the second sees what the first has written', async () => {
    const [one, two] = [desk.request('rclone', 'one'), desk.request('rclone', 'two')];
    const digests = [(await preview('rclone', 'one')).digest, (await preview('rclone', 'two')).digest];
    const [first, second] = await Promise.all([
      desk.tools.write(one, digests[0] ?? ''),
      desk.tools.write(two, digests[1] ?? ''),
    ]);
    unwrap(first);
    expect(second).toEqual({ ok: false, problem: { kind: 'tool-file-changed' } });
    expect(desk.read('.config/rclone/rclone.conf').toString()).toContain('[one]');
  });

  it('is refused with the digest of another request, or of another run', async () => {
    const { digest } = await preview('aws');
    expect(await desk.tools.write(desk.request('aws', 'other'), digest)).toMatchObject({
      problem: { kind: 'tool-file-changed' },
    });
    const again = openToolDesk();
    const seen = unwrap(await again.tools.preview(again.request('aws')));
    expect(seen.digest).not.toBe(digest);
    again.close();
  });

  it.each(['terraform', 'dotenv', 'posix-shell', 'powershell', 'cyberduck'] as const)(
    'is refused for %s, which has no file of its own',
    async (tool) => {
      expect(await desk.agree(desk.request(tool))).toEqual({ ok: false, problem: { kind: 'tool-has-no-file', tool } });
      expect(readdirSync(desk.home)).toEqual([]);
    },
  );

  it('of a bucket that Oracle would not take is refused, and of a name that Kubernetes would not', async () => {
    const odd = { ...desk.request('velero'), bucket: 'my bucket' };
    expect(await desk.tools.preview(odd)).toEqual({ ok: false, problem: { kind: 'bucket-name-invalid' } });
    expect(await desk.tools.save(odd)).toEqual({ ok: false, problem: { kind: 'bucket-name-invalid' } });
    expect(await desk.tools.preview(desk.request('kubernetes', 'My_Key'))).toMatchObject({
      problem: { kind: 'tool-name-invalid', why: 'kubernetes' },
    });
  });

  it('refuses a second section in a file of s3cmd, which would change the profile', async () => {
    desk.put('.s3cfg', '[default]\naccess_key = a\n[other]\nsecret_key = hunter2\n');
    expect(await desk.agree(desk.request('s3cmd', 'default'))).toMatchObject({
      problem: { kind: 'tool-file-malformed', file: desk.path('.s3cfg'), line: 3 },
    });
  });

  it('refuses options above the section in a file of s3cmd, which would stay in the profile', async () => {
    desk.put('.s3cfg', '# mine\naccess_key = a\nsecret_key = hunter2\n');
    expect(await desk.agree(desk.request('s3cmd', 'default'))).toMatchObject({
      problem: { kind: 'tool-file-malformed', file: desk.path('.s3cfg'), line: 2 },
    });
  });
});

describe('a profile on demand of a key that is not kept', () => {
  let bare: ReturnType<typeof openToolDesk>;
  beforeEach(() => {
    bare = openToolDesk();
  });
  afterEach(() => bare.close());
  const handle = '0d6f2c1e-58a4-4c53-9f3b-3c1f2f0a7b11';

  it('is shown as it will be, with the name that the key is to be kept under, and keeps nothing yet', async () => {
    const seen = await bare.tools.preview(bare.request('aws-on-demand'));
    const text = "credential_process = '/opt/Keydesk Program/keydesk' credentials backup\n";
    expect(seen).toMatchObject({ value: { keepsAs: 'backup', blocks: [{ text: expect.stringContaining(text) }] } });
    expect(bare.kept).toEqual([]);
    expect(await preview('aws-on-demand')).toMatchObject({ keepsAs: null });
    expect(await bare.tools.preview(bare.request('aws'))).toMatchObject({ value: { keepsAs: null } });
  });

  it('keeps the key in the same press in which it is written, copied or saved', async () => {
    const request = { ...bare.request('aws-on-demand'), region: 'uk-london-1' };
    bare.state.saveTo = bare.path('saved');
    unwrap(await bare.agree(request));
    expect(bare.read('.aws/config').toString()).toContain('credentials backup\n');
    await bare.tools.copy(request);
    await bare.tools.save(request);
    const keeping = { handle, name: 'backup', region: 'uk-london-1' };
    expect(bare.kept).toEqual([keeping, keeping, keeping]);
  });

  it('is refused before anything is shown where the key cannot be kept, and gives nothing out', async () => {
    const request = bare.request('aws-on-demand');
    const seen = await bare.tools.preview(request);
    const problem = { kind: 'keychain-needed', reason: 'there is none' } as const;
    bare.state.keepable = { ok: false, problem };
    bare.state.saveTo = bare.path('saved');
    expect(await bare.tools.preview(request)).toEqual({ ok: false, problem });
    expect(await bare.tools.copy(request)).toEqual({ ok: false, problem });
    expect(await bare.tools.save(request)).toEqual({ ok: false, problem });
    if (seen.ok) expect(await bare.tools.write(request, seen.value.digest)).toEqual({ ok: false, problem });
    expect([readdirSync(bare.home), bare.copied, bare.kept]).toEqual([[], [], []]);
  });
});

describe('copying', () => {
  it('is guarded as a secret where there is one in it, and plain where there is none', async () => {
    await desk.tools.copy(desk.request('aws'));
    await desk.tools.copy(desk.request('terraform'));
    expect(desk.copied).toMatchObject([
      {
        handle: '0d6f2c1e-58a4-4c53-9f3b-3c1f2f0a7b11',
        text: expect.stringContaining(`aws_secret_access_key = ${testSecret}\n`),
      },
      { handle: null, text: expect.stringContaining('backend "s3"') },
    ]);
    expect(desk.copied[0]?.text).toMatch(
      /^# ~\/.aws\/credentials\n\[backup\]\n[\s\S]*\n\n# ~\/.aws\/config\n\[profile backup\]\n/,
    );
    expect(readdirSync(desk.home)).toEqual([]);
  });

  it('and saving go on where the tool’s own file stands in the way', async () => {
    desk.put('.aws/credentials', 'no section\n');
    desk.state.saveTo = desk.path('saved');
    expect(await desk.tools.preview(desk.request('aws'))).toMatchObject({ problem: { kind: 'tool-file-malformed' } });
    unwrap(await desk.tools.copy(desk.request('aws')));
    unwrap(await desk.tools.save(desk.request('aws')));
    expect(desk.read('saved').toString()).toBe(desk.copied[0]?.text);
  });
});

describe('saving', () => {
  it('writes the profile where the person says, readable by its owner alone', async () => {
    desk.state.saveTo = desk.path('backup.env');
    expect(await desk.tools.save(desk.request('dotenv'))).toEqual({
      ok: true,
      value: { file: desk.path('backup.env') },
    });
    expect(desk.mode('backup.env')).toBe('600');
    expect(desk.read('backup.env').toString()).toContain(`\nAWS_SECRET_ACCESS_KEY=${testSecret}\n`);
    expect(desk.stored).toHaveLength(1);
  });

  it('gives the MinIO client what its “alias import” reads, and the clipboard what goes into its file', async () => {
    desk.state.saveTo = desk.path('mc-backup.json');
    await desk.tools.save(desk.request('mc'));
    const saved = JSON.parse(desk.read('mc-backup.json').toString());
    const pair = { accessKey: testAccessKey, secretKey: testSecret };
    expect(saved).toEqual({ url: testEndpoint, ...pair, api: 'S3v4', path: 'on' });
    await desk.tools.copy(desk.request('mc'));
    expect(JSON.parse(`{${desk.copied[0]?.text}}`)).toEqual({ backup: saved });
  });

  it('does nothing when the dialog is cancelled, and asks for nothing then', async () => {
    expect(await desk.tools.save(desk.request('dotenv'))).toEqual({ ok: true, value: { file: null } });
    expect(desk.lent).toEqual([]);
    expect(desk.stored).toEqual([]);
  });
});

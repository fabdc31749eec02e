import { chownSync, existsSync, linkSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Tool } from '../../../bridge/values/usage.ts';
import { findToolFile, type ToolEnv } from '../../../main/tools/tool-files.ts';
import type { ToolFile } from '../../../main/tools/tool-piece.ts';
import { openToolDesk, testAccessKey, testSecret } from '../../support/parts/tool-desk.ts';
import { unwrap } from '../../support/parts/unwrap.ts';

let desk: ReturnType<typeof openToolDesk>;
beforeEach(() => {
  desk = openToolDesk();
});
afterEach(() => desk.close());

const credentials = '.aws/credentials';
const other = '[other]\naws_secret_access_key = theirs\n';
/** Every file of the home folder, with its content. */
const everything = () =>
  readdirSync(desk.home, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();

describe('a file of a tool', () => {
  it('is readable by its owner alone, in folders that are, whatever it was before', async () => {
    unwrap(await desk.agree(desk.request('aws')));
    expect([desk.mode('.aws'), desk.mode(credentials), desk.mode('.aws/config')]).toEqual(['700', '600', '600']);
    desk.put('.config/rclone/rclone.conf', '[other]\ntype = local\n', 0o644);
    unwrap(await desk.agree(desk.request('rclone')));
    expect(desk.mode('.config/rclone/rclone.conf')).toBe('600');
  });

  it('stops being readable by others even where the profile stays the same', async () => {
    await desk.agree(desk.request('aws'));
    desk.put(credentials, desk.read(credentials), 0o644);
    const written = unwrap(await desk.agree(desk.request('aws')));
    expect(written).toMatchObject({ files: [{ backup: null }, { backup: null }] });
    expect(desk.mode(credentials)).toBe('600');
  });

  it('is replaced as a whole: nothing half written stays beside it', async () => {
    await desk.agree(desk.request('aws'));
    expect(readdirSync(desk.path('.aws')).sort()).toEqual(['config', 'credentials']);
  });

  it('is copied once as it was, with the day, and never again', async () => {
    desk.put(credentials, other, 0o644);
    expect(await desk.agree(desk.request('aws', 'one'))).toMatchObject({
      value: {
        files: [
          { file: '~/.aws/credentials', backup: '~/.aws/credentials.keydesk-2026-11-23' },
          { file: '~/.aws/config', backup: null },
        ],
      },
    });
    expect(desk.read('.aws/credentials.keydesk-2026-11-23').toString()).toBe(other);
    expect(desk.mode('.aws/credentials.keydesk-2026-11-23')).toBe('600');
    expect(await desk.agree(desk.request('aws', 'two'))).toMatchObject({
      value: { files: [{ backup: null }, { backup: '~/.aws/config.keydesk-2026-11-23' }] },
    });
    expect(readdirSync(desk.path('.aws')).filter((name) => name.startsWith('credentials.'))).toHaveLength(1);
  });
});

describe('the copy of a file as it was', () => {
  const holding = (secret: string) => everything().filter((file) => readFileSync(file, 'utf8').includes(secret));
  const kept = () => {
    desk.close();
    desk = openToolDesk({ savedName: 'backup' });
  };

  it('is not made when all that goes is this very secret, which the keychain has', async () => {
    kept();
    await desk.agree(desk.request('aws'));
    expect(holding(testSecret)).toEqual([desk.path(credentials)]);
    expect(await desk.agree(desk.request('aws-on-demand'))).toMatchObject({
      value: { files: [{}, { file: '~/.aws/credentials', backup: null }] },
    });
    expect(holding(testSecret)).toEqual([]);
  });

  it('is made when a profile goes that holds another secret, or one beside it', async () => {
    kept();
    desk.put(credentials, `[backup]\naws_secret_access_key = theirs\n[z]\nx = ${testSecret}\n`);
    expect(await desk.agree(desk.request('aws-on-demand'))).toMatchObject({
      value: { files: [{}, { backup: '~/.aws/credentials.keydesk-2026-11-23' }] },
    });
    expect(holding('theirs')).toEqual([desk.path('.aws/credentials.keydesk-2026-11-23')]);
  });

  it.each([
    ['a setting of the person’s', (own: string) => `${own}role_arn = THE-ONLY-COPY\n`],
    ['a comment', (own: string) => own.replace('\n', '\n# THE-ONLY-COPY\n')],
    [
      'another secret, and ours in a comment',
      () => `[backup]\naws_secret_access_key = THE-ONLY-COPY\n# ${testSecret}\n`,
    ],
  ])('is made when more goes than what Keydesk wrote: %s', async (_what, contentFrom) => {
    kept();
    await desk.agree(desk.request('aws'));
    desk.put(credentials, contentFrom(desk.read(credentials).toString()));
    const copy = '.aws/credentials.keydesk-2026-11-23';
    expect(await desk.agree(desk.request('aws-on-demand'))).toMatchObject({
      value: { files: [{}, { backup: `~/${copy}` }] },
    });
    expect(holding('THE-ONLY-COPY')).toEqual([desk.path(copy)]);
  });

  it('is told before it is made: that it will be, that there is one, or that there will be none', async () => {
    kept();
    const told = async (tool: Tool) => {
      const seen = await desk.tools.preview(desk.request(tool));
      return seen.ok ? seen.value.blocks.map(({ backup }) => backup) : seen.problem;
    };
    expect([await told('aws'), await told('dotenv')]).toEqual([['none', 'none'], ['none']]);
    desk.put(credentials, other);
    expect(await told('aws')).toEqual(['to-make', 'none']);
    await desk.agree(desk.request('aws', 'one'));
    expect(await told('aws')).toEqual(['made-before', 'to-make']);
    desk.put(credentials, `[backup]\naws_access_key_id = ${testAccessKey}\naws_secret_access_key = ${testSecret}\n`);
    expect(await told('aws-on-demand')).toEqual(['to-make', 'made-before']);
    rmSync(desk.path('.aws/credentials.keydesk-2026-11-23'));
    expect(await told('aws-on-demand')).toEqual(['to-make', 'none']);
    await desk.agree(desk.request('aws'));
    expect(await told('aws')).toEqual(['none', 'none']);
  });
});

describe('nothing is changed where a file of a tool', () => {
  const refused = async (kind: string, more = {}) => {
    const before = everything();
    const written = await desk.agree(desk.request('aws'));
    expect(written).toMatchObject({ ok: false, problem: { kind, ...more } });
    expect(everything()).toEqual(before);
  };

  it('is a link, to another file or to nothing', async () => {
    desk.put('elsewhere', other);
    mkdirSync(desk.path('.aws'));
    symlinkSync(desk.path('elsewhere'), desk.path(credentials));
    await refused('file-is-link', { file: desk.path(credentials) });
    expect(desk.read('elsewhere').toString()).toBe(other);
    symlinkSync(desk.path('nowhere'), desk.path('.aws/config'));
    await refused('file-is-link');
    expect(existsSync(desk.path('nowhere'))).toBe(false);
  });

  it('lies in a folder of the home folder that is a link', async () => {
    mkdirSync(desk.path('dotfiles'));
    symlinkSync(desk.path('dotfiles'), desk.path('.aws'));
    await refused('file-is-link', { file: desk.path('.aws') });
    expect(readdirSync(desk.path('dotfiles'))).toEqual([]);
  });

  it('belongs to somebody else', async () => {
    // Only root can change the owner of a file. If the test runs as another user, a file of root's serves.
    const isRoot = process.getuid?.() === 0;
    const theirs = openToolDesk();
    theirs.put('credentials', other);
    if (isRoot) chownSync(theirs.path('credentials'), 65534, 65534);
    const foreign = isRoot ? theirs.path('credentials') : '/etc/passwd';
    desk.close();
    desk = openToolDesk({ env: { AWS_SHARED_CREDENTIALS_FILE: foreign } });
    await refused('file-is-foreign', { file: foreign });
    expect(theirs.read('credentials').toString()).toBe(other);
    theirs.close();
  });

  it('is read-only, though replacing it would succeed', async () => {
    desk.put(credentials, other, 0o400);
    await refused('file-unwritable', { file: desk.path(credentials), reason: 'it is read-only' });
    expect([desk.read(credentials).toString(), desk.mode(credentials)]).toEqual([other, '400']);
  });

  it('is the second of two, and read-only: the first gets back what it held', async () => {
    desk.put(credentials, other);
    desk.put('.aws/config', '[default]\nregion = x\n', 0o400);
    const written = await desk.agree(desk.request('aws'));
    expect(written).toMatchObject({ ok: false, problem: { kind: 'file-unwritable', file: desk.path('.aws/config') } });
    expect(desk.read(credentials).toString()).toBe(other);
  });

  it('is the second of two, and a new first is not left behind', async () => {
    desk.put('.aws/config', '[default]\nregion = x\n', 0o400);
    await refused('file-unwritable');
    expect(existsSync(desk.path(credentials))).toBe(false);
  });

  it('cannot be understood', async () => {
    desk.put(credentials, '[other]\nhunter2hunter2\n');
    await refused('tool-file-malformed', { file: desk.path(credentials), line: 2 });
    expect(desk.read(credentials).toString()).toBe('[other]\nhunter2hunter2\n');
  });

  it('is a folder', async () => {
    mkdirSync(desk.path(credentials), { recursive: true });
    // The file was only read for the preview. Nothing was written.
    await refused('file-unreadable', { file: desk.path(credentials), reason: 'it is not a file' });
  });

  it.each(['aws', 'aws-on-demand'] as const)('is one and the same for both halves of %s', async (tool) => {
    desk.close();
    const env = { AWS_SHARED_CREDENTIALS_FILE: '~/keys', AWS_CONFIG_FILE: '~/x/../keys' };
    desk = openToolDesk({ env, savedName: 'backup' });
    desk.put('keys', other);
    expect(await desk.agree(desk.request(tool))).toEqual({
      ok: false,
      problem: { kind: 'tool-files-are-one', file: desk.path('keys') },
    });
    expect(desk.read('keys').toString()).toBe(other);
    expect(desk.stored).toEqual([]);
  });

  it('is named by a variable that gives no whole path', async () => {
    desk.close();
    desk = openToolDesk({ env: { AWS_CONFIG_FILE: 'config' } });
    await refused('file-unreadable', { reason: expect.stringContaining('no whole path') });
  });
});

it('a file with another name on the same bytes gets bytes of its own', async () => {
  desk.put('kept', other);
  mkdirSync(desk.path('.aws'));
  linkSync(desk.path('kept'), desk.path(credentials));
  await desk.agree(desk.request('aws'));
  expect(desk.read('kept').toString()).toBe(other);
});

describe('where the tools keep their files', () => {
  const at = async (file: ToolFile, more: Partial<ToolEnv> = {}, name = 'backup') => {
    const found = await findToolFile(file, name, { home: desk.home, variables: {}, platform: 'linux', ...more });
    return found.ok ? found.value.path.replace(desk.home, '~') : found.problem;
  };

  it('is told by their own variables', async () => {
    const told = (variable: string, value = '/nowhere/file') => ({ variables: { [variable]: value } });
    expect(await at('aws-credentials', told('AWS_SHARED_CREDENTIALS_FILE', '~/keys/aws'))).toBe('~/keys/aws');
    expect(await at('aws-config', told('AWS_CONFIG_FILE'))).toBe('/nowhere/file');
    expect(await at('rclone', told('RCLONE_CONFIG'))).toBe('/nowhere/file');
    expect(await at('rclone', told('XDG_CONFIG_HOME', '/nowhere'))).toBe('/nowhere/rclone/rclone.conf');
    expect(await at('s3cmd', told('S3CMD_CONFIG'), 'default')).toBe('/nowhere/file');
    expect(await at('mc', told('MC_CONFIG_DIR', '/nowhere'))).toBe('/nowhere/config.json');
  });

  it('is else where they look first, or where there is a file already', async () => {
    expect(await at('aws-credentials')).toBe('~/.aws/credentials');
    expect(await at('aws-config')).toBe('~/.aws/config');
    expect(await at('s3cmd', {}, 'default')).toBe('~/.s3cfg');
    expect(await at('s3cmd')).toBe('~/.s3cfg-backup');
    expect(await at('mc')).toBe('~/.mc/config.json');
    expect(await at('rclone')).toBe('~/.config/rclone/rclone.conf');
    desk.put('.rclone.conf', '');
    desk.put('.mcli/config.json', '{}');
    expect(await at('rclone')).toBe('~/.rclone.conf');
    expect(await at('mc')).toBe('~/.mcli/config.json');
  });

  it('is under the folders of Windows there', async () => {
    const windows = {
      home: 'C:\\Users\\ada',
      variables: { APPDATA: 'C:\\Users\\ada\\AppData\\Roaming' },
      platform: 'win32',
    } as const;
    expect(await at('aws-credentials', windows)).toBe('C:\\Users\\ada\\.aws\\credentials');
    expect(await at('rclone', windows)).toBe('C:\\Users\\ada\\AppData\\Roaming\\rclone\\rclone.conf');
    expect(await at('s3cmd', windows, 'default')).toBe('C:\\Users\\ada\\AppData\\Roaming\\s3cmd.ini');
    expect(await at('mc', windows)).toBe('C:\\Users\\ada\\mc\\config.json');
  });
});

import { execFileSync, spawnSync } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Tool } from '../../../bridge/values/usage.ts';
import { openToolDesk, testEndpoint, testSecret } from '../../support/parts/tool-desk.ts';
import { unwrap } from '../../support/parts/unwrap.ts';
import { runAws } from '../../support/programs/aws-program.ts';

let desk: ReturnType<typeof openToolDesk>;
beforeEach(() => {
  desk = openToolDesk();
});
afterEach(() => desk.close());

/** Files as people have them: from the AWS documentation, company wikis and years of editing. */
const awsConfig = `# managed by chezmoi - do not edit\r
[default]\r
region=us-west-2\r
output=json\r
\r
[profile dev]   # ada's\r
sso_session = acme\r
sso_account_id = 111122223333\r
sso_role_name = SampleRole\r
services = local-s3\r
s3 =\r
  max_concurrent_requests = 20\r
  # tuned on the old laptop
  addressing_style = virtual
\r
[sso-session acme]\r
sso_region = us-east-1\r
sso_start_url = https://acme.awsapps.com/start#/\r
sso_registration_scopes = sso:account:access\r
\r
[services local-s3]\r
s3 = \r
    endpoint_url = http://localhost:9000\r
dynamodb =\r
    endpoint_url = http://localhost:8000\r
\r
[profile "with spaces"]\r
role_arn=arn:aws:iam::123456789012:role/defaultrole\r
source_profile=default\r
;[profile off]\r
;region = x\r
[profile last]\r
credential_process = "C:\\Path\\to\\tool.exe" --json [x]`;

const rcloneConf = `\uFEFF[gdrive]
type = drive
scope = drive
token = {"access_token":"ya29.a0=","token_type":"Bearer","refresh_token":"1//0c[x]","expiry":"2026-11-01T10:00:00.0Z"}
root_folder_id = 

[crypt]
type = crypt
remote = gdrive:/enc
password = 6Zq_Vw-x: y = z
  [indented]
type = local

[empty]
# [commented]
; old
`;

const mcConfig = `{
	"version": "10",
	"aliases": {
		"gcs": {
			"url": "https://storage.googleapis.com",
			"accessKey": "YOUR-ACCESS-KEY-HERE",
			"secretKey": "YOUR-SECRET-KEY-HERE",
			"api": "S3v2",
			"path": "dns"
		},
		"play": {
			"url": "https://play.min.io", "accessKey": "Q3AM3UQ867SPQQA43P2F", "secretKey": "zuf+\\u002b",
			"api": "S3v4",
			"path": "auto"
		}
	}
}`;

describe('a configuration file from somebody’s computer', () => {
  it.each<[string, Tool, string, string]>([
    ['~/.aws/config', 'aws', '.aws/config', awsConfig],
    ['rclone.conf', 'rclone', '.config/rclone/rclone.conf', rcloneConf],
  ])('%s stays as it is, but for the profile at its end', async (_, tool, file, before) => {
    desk.put(file, before);
    unwrap(await desk.agree(desk.request(tool)));
    const after = desk.read(file).toString();
    expect(after.startsWith(before)).toBe(true);
    expect(after.slice(before.length)).toMatch(
      /^\s+\[(profile )?backup\]\r?\n(\w+ = .+\r?\n)+(s3 =\r?\n {4}addressing_style = path\r?\n)?$/,
    );
  });

  it.each(['default', 'dev', 'last'])('~/.aws/config: replacing %s leaves all else, byte for byte', async (name) => {
    desk.put('.aws/config', awsConfig);
    unwrap(await desk.agree(desk.request('aws', name)));
    const after = desk.read('.aws/config').toString();
    const header = name === 'default' ? '[default]' : `[profile ${name}]`;
    const [before = '', old = ''] = awsConfig.split(header);
    const next = /\r?\n(?=\r?\n?;?\[)/.exec(old);
    const rest = next ? old.slice(next.index + next[0].length) : '';
    expect(after.startsWith(`${before}${header}\r\nregion = eu-frankfurt-1\r\n`)).toBe(true);
    expect(after.endsWith(rest)).toBe(true);
    expect(after.length).toBe(before.length + rest.length + ourLength(header));
  });

  it('~/.aws/config with a byte order mark is left alone, since the AWS CLI cannot read it either', async () => {
    desk.put('.aws/config', `\uFEFF${awsConfig}`);
    expect(await desk.agree(desk.request('aws'))).toMatchObject({
      problem: { kind: 'tool-file-malformed', file: desk.path('.aws/config'), line: 1 },
    });
    const read = spawnSync('/usr/bin/aws', ['configure', 'get', 'region'], {
      env: { PATH: '/usr/bin:/bin', HOME: desk.home },
      encoding: 'utf8',
    });
    expect(read.stderr).toContain('Unable to parse config file');
  });

  it('~/.mc/config.json stays as it is, but for the alias', async () => {
    desk.put('.mc/config.json', mcConfig);
    unwrap(await desk.agree(desk.request('mc')));
    const after = desk.read('.mc/config.json').toString();
    const end = mcConfig.lastIndexOf('\n\t}\n}');
    expect(after.startsWith(`${mcConfig.slice(0, end)},\n\t\t"backup": {\n\t\t\t"url": "${testEndpoint}",`)).toBe(true);
    expect(after.endsWith(mcConfig.slice(end))).toBe(true);
    expect(JSON.parse(after).aliases.backup.secretKey).toBe(testSecret);
  });
});

const ourLength = (header: string) =>
  [
    header,
    'region = eu-frankfurt-1',
    `endpoint_url = ${testEndpoint}`,
    'request_checksum_calculation = when_required',
    'response_checksum_validation = when_required',
    's3 =',
    '    addressing_style = path',
  ].reduce((sum, line) => sum + line.length + 2, 0);

describe('a configuration file that the tool itself has made', () => {
  const env = () => ({ PATH: '/usr/bin:/bin', HOME: desk.home });
  const run = (program: string, ...args: string[]) => execFileSync(program, args, { env: env(), encoding: 'utf8' });

  it('of the AWS CLI says the same of other profiles, and our profile lives through its changes', async () => {
    const set = (profile: string, setting: string, value: string) =>
      ['configure', 'set', setting, value, '--profile', profile] as const;
    const get = (setting: string, ...more: string[]) => ['configure', 'get', setting, ...more] as const;
    runAws(desk.home, [
      set('default', 'aws_secret_access_key', 'theirs+/='),
      set('dev', 's3.max_concurrent_requests', '20'),
    ]);
    const before = [desk.read('.aws/credentials').toString(), desk.read('.aws/config').toString()];
    unwrap(await desk.agree(desk.request('aws')));
    const after = [desk.read('.aws/credentials').toString(), desk.read('.aws/config').toString()];
    expect(after.map((text, index) => text.startsWith(before[index] ?? '?'))).toEqual([true, true]);
    const [, ...read] = runAws(desk.home, [
      set('dev', 'region', 'x'),
      get('s3.max_concurrent_requests', '--profile', 'dev'),
      get('aws_secret_access_key'),
      get('aws_secret_access_key', '--profile', 'backup'),
    ]);
    expect(read).toEqual(['20\n', 'theirs+/=\n', `${testSecret}\n`]);
  });

  it('of rclone says the same of other remotes, and our remote lives through its changes', async () => {
    run('rclone', 'config', 'create', 'other', 'sftp', 'host=example.com', 'pass=theirs', '--obscure');
    const before = JSON.parse(run('rclone', 'config', 'dump'));
    unwrap(await desk.agree(desk.request('rclone')));
    run('rclone', 'config', 'create', 'third', 'local');
    const { backup, third, ...others } = JSON.parse(run('rclone', 'config', 'dump'));
    expect(others).toEqual(before);
    expect(third).toEqual({ type: 'local' });
    expect(backup).toMatchObject({ type: 's3', secret_access_key: testSecret, endpoint: testEndpoint });
  });

  it('of s3cmd is replaced as a whole, since it is one profile, and what goes is shown without its secrets', async () => {
    const dumped = run('s3cmd', '--access_key=THEIRS', '--secret_key=hunter2', '--dump-config');
    desk.put('.s3cfg', dumped);
    const seen = await desk.tools.preview(desk.request('s3cmd', 'default'));
    expect(seen).toMatchObject({
      value: { blocks: [{ change: 'replaced', replaces: expect.stringContaining('THEIRS') }] },
    });
    expect(JSON.stringify(seen)).not.toContain('hunter2');
    await desk.agree(desk.request('s3cmd', 'default'));
    expect(run('s3cmd', '--dump-config')).toContain(`\nsecret_key = ${testSecret}\n`);
    expect(desk.read('.s3cfg.keydesk-2026-11-23').toString()).toBe(dumped);
  });
});

describe('a file that its tool cannot read or alone can change', () => {
  it('is not written into where a section stands twice: the line is named', async () => {
    const twice = '[tf]\naws_access_key_id = A\naws_secret_access_key = B\n\n[tf]\naws_access_key_id = C\n';
    desk.put('.aws/credentials', twice);
    for (const name of ['backup', 'tf']) {
      expect(await desk.agree(desk.request('aws', name))).toMatchObject({
        problem: { kind: 'tool-file-malformed', file: desk.path('.aws/credentials'), line: 5 },
      });
    }
    expect(desk.read('.aws/credentials').toString()).toBe(twice);
  });

  it('is not written into where rclone has encrypted it, and the profile can be copied all the same', async () => {
    const encrypted = '# Encrypted rclone configuration File\n\nRCLONE_ENCRYPT_V0:\nb5uM3XkQ0yR3tP2k9m8Y==\n';
    desk.put('.config/rclone/rclone.conf', encrypted);
    expect(await desk.agree(desk.request('rclone'))).toEqual({
      ok: false,
      problem: { kind: 'tool-file-encrypted', tool: 'rclone', file: desk.path('.config/rclone/rclone.conf') },
    });
    expect(await desk.tools.copy(desk.request('rclone'))).toEqual({ ok: true, value: null });
    expect(desk.copied.at(-1)?.text).toContain('[backup]');
    expect(desk.read('.config/rclone/rclone.conf').toString()).toBe(encrypted);
  });
});

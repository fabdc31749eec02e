import { execFileSync } from 'node:child_process';
import { afterAll, describe, expect, it } from 'vitest';
import type { Tool } from '../../../bridge/values/usage.ts';
import { checkName } from '../../../main/tools/tool-names.ts';
import { openToolDesk } from '../../support/parts/tool-desk.ts';
import { runAws } from '../../support/programs/aws-program.ts';

const faultOf = (tool: Tool, name: string) => {
  const checked = checkName(tool, name);
  return checked.ok ? null : checked.problem.why;
};

describe('the name of a profile', () => {
  it.each<[Tool, string, string]>([
    ['aws', '', 'empty'],
    ['aws', '  ', 'empty'],
    ['aws', 'a'.repeat(65), 'too-long'],
    ['aws', 'a b', 'characters'],
    ['aws', 'a]b', 'characters'],
    ['aws', 'a\nb', 'characters'],
    ['aws', 'bücher', 'characters'],
    ['aws', '-a', 'start'],
    ['aws', 'DEFAULT', 'reserved'],
    ['aws-on-demand', 'a"b', 'characters'],
    ['terraform', 'a{b}', 'characters'],
    ['rclone', 'a:b', 'characters'],
    ['rclone', 'a/b', 'characters'],
    ['rclone', 'c', 'reserved'],
    ['s3cmd', '../evil', 'characters'],
    ['s3cmd', '..', 'start'],
    ['mc', 'a.b', 'characters'],
    ['mc', '1a', 'start'],
    ['dotenv', 'a\nexport X=1', 'characters'],
    ['posix-shell', 'a\r', 'characters'],
    ['powershell', '#>$(x)', 'characters'],
    ['cyberduck', '<a>', 'characters'],
    ['kubernetes', 'CI', 'kubernetes'],
    ['kubernetes', 'a_b', 'kubernetes'],
    ['velero', 'a-', 'kubernetes'],
    ['velero', 'a..b', 'kubernetes'],
  ])('is refused for %s: %j', (tool, name, why) => {
    expect(faultOf(tool, name)).toBe(why);
  });

  it.each<[Tool, string]>([
    ['aws', 'default'],
    ['aws', 'ci@prod/eu.1+a:b%c_d-e'],
    ['rclone', 'oci_backup-1'],
    ['s3cmd', 'ci.prod'],
    ['mc', 'oci-backup_1'],
    ['kubernetes', '1.ci-deploy'],
    ['dotenv', 'Grace Höpper: R+D/1 @home'],
  ])('is taken for %s: %s', (tool, name) => {
    expect(faultOf(tool, name)).toBeNull();
  });
});

describe('a name that is taken', () => {
  const desk = openToolDesk();
  afterAll(() => desk.close());

  it('is one that the AWS CLI finds the profile under', async () => {
    const name = 'ci@prod/eu.1+a:b%c_d-e';
    await desk.agree(desk.request('aws', name));
    await desk.agree(desk.request('aws', 'default'));
    const read = [name, 'default'].map((profile) => ['configure', 'get', 'region', '--profile', profile]);
    expect(runAws(desk.home, read)).toEqual(['eu-frankfurt-1\n', 'eu-frankfurt-1\n']);
  });

  it('is one that rclone takes for a remote', async () => {
    await desk.agree(desk.request('rclone', 'oci_backup-1'));
    const conf = desk.path('.config/rclone/rclone.conf');
    expect(execFileSync('rclone', ['listremotes', '--config', conf], { encoding: 'utf8' })).toBe('oci_backup-1:\n');
  });
});

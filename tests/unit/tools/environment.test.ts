import { execFileSync } from 'node:child_process';
import { afterAll, describe, expect, it } from 'vitest';
import { toolEnvironment } from '../../../main/command-line/tool-environment.ts';
import { conflictingVariables } from '../../../main/tools/environment.ts';
import { openToolDesk, testAccessKey, testEndpoint, testSecret } from '../../support/parts/tool-desk.ts';
import { unwrap } from '../../support/parts/unwrap.ts';

const desk = openToolDesk();
afterAll(() => desk.close());

const place = { namespace: 'acmens', region: 'eu-frankfurt-1', endpoint: testEndpoint };
const conflicting = Object.fromEntries(conflictingVariables.map((name) => [name, 'of another key']));
const before = { PATH: '/usr/bin:/bin', EDITOR: 'ed', ...conflicting };

describe('the variables for a shell', () => {
  it.each(['sh', 'bash', 'dash'])('give what %s starts the environment that keydesk exec gives', async (shell) => {
    desk.state.saveTo = desk.path('backup.sh');
    unwrap(await desk.tools.save(desk.request('posix-shell')));
    const read = execFileSync(shell, ['-c', '. ./backup.sh && exec env -0'], { cwd: desk.home, env: before });
    const pairs = read.toString().split('\0').filter(Boolean);
    // Without the variables that the shell itself sets.
    const kept = pairs.filter((pair) => !/^(PWD|OLDPWD|SHLVL|_)=/.test(pair)).map((pair) => pair.split(/=(.*)/s, 2));
    expect(Object.fromEntries(kept)).toEqual(toolEnvironment(before, { accessKey: testAccessKey, place }, testSecret));
  });

  it('take the same ones away in PowerShell', async () => {
    desk.state.saveTo = desk.path('backup.ps1');
    await desk.tools.save(desk.request('powershell'));
    const lines = desk.read('backup.ps1').toString().split('\n');
    for (const name of conflictingVariables) expect(lines).toContain(`$env:${name} = $null`);
  });
});

describe('a .env file', () => {
  it.each(["a'b", 'a b', 'a#b', '"quoted"', '$HOME'])(
    'is refused for a secret like %s: Docker keeps quotes',
    async (secret) => {
      const odd = openToolDesk({ secret });
      expect(await odd.tools.preview(odd.request('dotenv'))).toEqual({
        ok: false,
        problem: { kind: 'tool-cannot-hold', tool: 'dotenv' },
      });
      odd.close();
    },
  );

  it('has no quotes in it', async () => {
    await desk.tools.copy(desk.request('dotenv'));
    expect(desk.copied.at(-1)?.text).toContain(`AWS_SECRET_ACCESS_KEY=${testSecret}\n`);
    expect(desk.copied.at(-1)?.text).not.toMatch(/['"]/);
  });
});

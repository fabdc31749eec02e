import { describe, expect, it } from 'vitest';
import { policyNames } from '../../../bridge/values/policy.ts';
import type { Command } from '../../../main/command-line/parse-command.ts';
import { backup, computer, credentials, SECRET } from '../../support/parts/command-computer.ts';
import { setUpPolicy } from '../../support/parts/policy-desk.ts';

const source = '/etc/keydesk/policy.json';
const policy = (json: boolean): Command => ({ kind: 'policy', json });

describe('keydesk policy', () => {
  it('prints every policy as JSON: its value, where that stands, and whether it is enforced', async () => {
    const { run } = await computer([], {
      policy: setUpPolicy({ lockMinutes: 5, handOver: ['print'], requireExpiry: false }),
    });
    const { code, out, err } = await run(policy(true));
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const printed: { name: string }[] = JSON.parse(out);
    expect(printed.map(({ name }) => name)).toEqual([...policyNames]);
    const free = { value: null, source: null, enforced: false };
    expect(
      printed.filter(({ name }) => ['lockMinutes', 'handOver', 'requireExpiry', 'updates'].includes(name)),
    ).toEqual([
      { name: 'lockMinutes', value: 5, source, enforced: true },
      { name: 'handOver', value: ['print'], source, enforced: true },
      { name: 'requireExpiry', value: false, source, enforced: true },
      { name: 'updates', ...free },
    ]);
  });

  it('prints for people what is prescribed, in words', async () => {
    const { run } = await computer([], { policy: setUpPolicy({ maxLifetimeDays: 90 }) });
    expect(await run(policy(false))).toEqual({
      code: 0,
      out: [
        'POLICY           EFFECT                            SOURCE',
        `maxLifetimeDays  A new key expires within 90 days  ${source}`,
        '',
      ].join('\n'),
      err: '',
    });
    expect((await (await computer()).run(policy(false))).out).toBe('Nothing is prescribed.\n');
  });

  it('prints the safe side, says why, and fails, where a policy cannot be used', async () => {
    const broken = setUpPolicy();
    await broken.breakFile();
    const { run } = await computer([], { policy: broken });
    const { code, out, err } = await run(policy(true));
    expect(code).toBe(1);
    expect(err).toContain(`keydesk: The policy of your company cannot be used (${source}: it is a link)`);
    expect(JSON.parse(out)).toContainEqual({ name: 'handOver', value: [], source, enforced: true });
  });
});

describe('what the company forbids', () => {
  const account = { tenancyOcid: 'ocid1.tenancy.oc1..acme', userOcid: 'ocid1.user.oc1..ada', sample: false };
  const ours = { ...backup, account };

  it.each([
    ['saveOnThisComputer', { saveOnThisComputer: false }, 'no key is kept on this computer'],
    ['tenancies', { tenancies: ['ocid1.tenancy.oc1..other'] }, 'ocid1.tenancy.oc1..acme is not among them'],
    ['regions', { regions: ['eu-amsterdam-1'] }, 'eu-frankfurt-1 is not among them'],
  ])('%s keeps the command line from giving out a kept key, and the keychain is not asked', async (_, values, says) => {
    const { run, vault } = await computer([ours], { policy: setUpPolicy(values) });
    vault.get = () => Promise.reject(new Error('the keychain was asked'));
    for (const command of [credentials, { kind: 'exec', name: 'backup', program: 'env', args: [] } as const]) {
      const { code, out, err } = await run(command);
      expect({ code, out }).toEqual({ code: 1, out: '' });
      expect(err).toContain(says);
      expect(err).toContain('Ask your administrator.');
      expect(err).not.toContain(SECRET);
    }
  });

  it('is nothing else: a key of an allowed tenancy and region is given out', async () => {
    const allowed = { tenancies: [account.tenancyOcid], regions: [backup.place.region], saveOnThisComputer: true };
    const { run } = await computer([ours], { policy: setUpPolicy(allowed) });
    expect((await run(credentials)).code).toBe(0);
  });
});

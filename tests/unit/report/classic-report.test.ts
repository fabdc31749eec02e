import { describe, expect, it } from 'vitest';
import { collected, reportOf } from '../../support/parts/report-desk.ts';
import { setUpSignInDesk } from '../../support/parts/sign-in-desk.ts';
import { simulatorControls } from '../../support/simulator/simulator-controls.ts';

const { simulator, tell, signInAsAdmin } = setUpSignInDesk(60);

describe('a tenancy without domains', () => {
  it('is read user by user', async () => {
    await tell('switches', { domains: false });
    const { accounts } = await signInAsAdmin();
    const { report } = reportOf(accounts);
    const summary = await collected(report);
    expect(summary).toMatchObject({
      complete: true,
      domains: [{ name: null, way: 'user-by-user', complete: true, users: { counted: 60, read: 60 } }],
    });
    const { keys } = await simulatorControls(simulator().url).state();
    expect(summary.keys).toBe(keys.filter(({ domain }) => domain === 'Default').length);
  });

  it('names what it could not read', async () => {
    await tell('switches', { domains: false });
    const { accounts } = await signInAsAdmin();
    const controls = simulatorControls(simulator().url);
    const { user } = (await controls.state('grace.hopper')).keys[0] ?? {};
    await controls.setFault({ kind: 'status', status: 500, path: `${user?.ocid}/customerSecretKeys`, times: null });
    const { report } = reportOf(accounts);
    const summary = await collected(report);
    expect(summary).toMatchObject({ complete: false, domains: [{ gaps: [{ kind: 'users-left', users: 1 }] }] });
  });
});

import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../main/handlers/problem.ts';
import { expectRefused } from '../../support/parts/expect-refused.ts';
import { self, setUpKeyDesk, wanted } from '../../support/parts/key-desk.ts';
import { setUpPolicy } from '../../support/parts/policy-desk.ts';
import { unwrap } from '../../support/parts/unwrap.ts';

const { signIn, posts, keysOf } = setUpKeyDesk();

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

describe('a new key', () => {
  it('expires in time where maxLifetimeDays says so', async () => {
    const keydesk = await signIn({ policy: setUpPolicy({ maxLifetimeDays: 30 }) });
    const says = 'a new key expires within 30 days';
    expectRefused(await keydesk.generateKey(self, wanted), 'maxLifetimeDays', says);
    const late = await keydesk.generateKey(self, { ...wanted, expiresOn: inDays(31) });
    expectRefused(late, 'maxLifetimeDays', says);
    expect(await posts()).toEqual([]);
    unwrap(await keydesk.generateKey(self, { ...wanted, expiresOn: inDays(30) }));
  });

  it('has an expiry where requireExpiry says so', async () => {
    const keydesk = await signIn({ policy: setUpPolicy({ requireExpiry: true }) });
    expectRefused(await keydesk.generateKey(self, wanted), 'requireExpiry', 'a new key has an expiry');
    expect(await posts()).toEqual([]);
    unwrap(await keydesk.generateKey(self, { ...wanted, expiresOn: inDays(3000) }));
  });

  it('has a name of the form of namePattern, and is renamed to no other', async () => {
    const policy = setUpPolicy({ namePattern: 'svc-*' });
    const keydesk = await signIn({ policy });
    const says = 'the name of a key has the form svc-*, which ci-deploy has not';
    expectRefused(await keydesk.generateKey(self, wanted), 'namePattern', says);
    expect(await posts()).toEqual([]);
    const made = unwrap(await keydesk.generateKey(self, { ...wanted, name: ' svc-backup ' }));
    expectRefused(await keydesk.keys.rename(self, made.keyId, 'ci-deploy'), 'namePattern', says);
    unwrap(await keydesk.keys.rename(self, made.keyId, 'svc-other'));
    expect((await keysOf('ada.byron')).map(({ name }) => name)).toContain('svc-other');
  });
});

describe('a rotation', () => {
  it('proposes an expiry that is allowed, and begins with no saved key where none may be kept', async () => {
    const policy = setUpPolicy();
    const keydesk = await signIn({ policy });
    const { handle, keyId } = unwrap(await keydesk.generateKey(self, wanted));
    unwrap(await keydesk.saved.keep(handle, 'backup', null));
    const id = keydesk.saved.state()[0]?.id ?? '';
    expect(unwrap(await keydesk.rotations.previewSaved([id])).keys[0]?.problem).toBeNull();
    await policy.prescribe({ maxLifetimeDays: 30, saveOnThisComputer: false });
    const { newKey } = unwrap(await keydesk.rotations.propose(self, keyId));
    expect(Date.parse(newKey.expiresOn ?? '')).toBeLessThanOrEqual(Date.parse(inDays(30)));
    const [saved] = unwrap(await keydesk.rotations.previewSaved([id])).keys;
    expectRefused({ ok: false, problem: saved?.problem as Problem }, 'saveOnThisComputer', 'no key is kept');
  });
});

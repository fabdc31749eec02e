import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
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
    const others = unwrap(await keydesk.keys.list(self)).keys.filter((key) => key.id !== keyId);
    for (const { id } of others) unwrap(await keydesk.keys.remove(self, id));
    const id = keydesk.saved.state()[0]?.id ?? '';
    expect(unwrap(await keydesk.rotations.previewSaved([id])).keys[0]?.problem).toBeNull();
    await policy.prescribe({ maxLifetimeDays: 30, saveOnThisComputer: false });
    const { newKey } = unwrap(await keydesk.rotations.propose(self, keyId));
    expect(Date.parse(newKey.expiresOn ?? '')).toBeLessThanOrEqual(Date.parse(inDays(30)));
    const [saved] = unwrap(await keydesk.rotations.previewSaved([id])).keys;
    expectRefused({ ok: false, problem: saved?.problem as Problem }, 'saveOnThisComputer', 'no key is kept');
  });
});

describe('many keys at once', () => {
  it('are told in the preview not to be allowed, and none is made where the policy comes later', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'policy-campaign-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const policy = setUpPolicy();
    const keydesk = await signIn({ policy });
    keydesk.campaignSystem.userList = join(folder, 'users.csv');
    keydesk.campaignSystem.folder = folder;
    writeFileSync(keydesk.campaignSystem.userList, 'user\ngrace.hopper\n');
    const look = async () => {
      const list = unwrap(await keydesk.campaigns.chooseUserList())?.list ?? '';
      const about = { namePattern: '{user}', description: null, expiresOn: null, purpose: 'create' } as const;
      const source = { kind: 'users', list } as const;
      return unwrap(await keydesk.campaigns.preview({ ...about, source }, new AbortController().signal));
    };
    const { preview } = await look();
    await policy.prescribe({ handOver: ['mail-passphrase'] });
    const start = { preview, leaveOut: [], rooms: [], drafts: false, expected: 1, confirmation: null };
    unwrap(await keydesk.campaigns.start(start));
    await keydesk.campaigns.settled();
    expect(await posts()).toEqual([]);
    expect(keydesk.campaigns.state().campaigns[0]?.counts).toMatchObject({ refused: 1, toMake: 0, packed: 0 });

    const again = await look();
    const [line] = unwrap(keydesk.campaigns.readLines(again.preview, 0, 10)).lines;
    expect(line).toMatchObject({ verdict: 'prescribed', problem: { kind: 'prescribed', policy: 'handOver' } });
  });
});

import { describe, expect, it } from 'vitest';
import { openSecretStateSchema } from '../../../bridge/values/secret.ts';
import { revealed, self, setUpKeyDesk, wanted } from '../../support/parts/key-desk.ts';
import { unwrap } from '../../support/parts/unwrap.ts';

const { signIn, ownerNamed, controls, posts, keysOf, keyNamed, journal, blockJournal, desk } = setUpKeyDesk();

describe('generating a key', () => {
  it('makes one key, and shows the very secret that the service made', async () => {
    const keydesk = await signIn();
    const made = unwrap(
      await keydesk.generateKey(self, { ...wanted, name: '  ci-deploy ', description: 'Build farm' }),
    );
    const key = await keyNamed('ada.byron');
    expect(made).toMatchObject({ keyName: 'ci-deploy', own: true, accessKey: key?.accessKey, restsIn: 'keychain' });
    expect(revealed(keydesk)).toBe(key?.secretKey);
    expect(keydesk.told.open).toEqual(made);
    expect(await posts()).toHaveLength(1);
  });

  it('makes one for somebody else, in their name', async () => {
    const keydesk = await signIn();
    const made = unwrap(await keydesk.generateKey(await ownerNamed('grace.hopper', keydesk), wanted));
    const ownerIdentity = { userName: 'grace.hopper', domainName: 'Default' };
    expect(made).toMatchObject({ own: false, ownerName: 'Grace Hopper', ownerIdentity });
    expect((await keysOf('grace.hopper')).map(({ name }) => name)).toEqual(['backup-nas', 'ci-deploy']);
  });

  it('shows the secret of a key for a user whose name is too long for the page', async () => {
    const keydesk = await signIn();
    const owner = await ownerNamed('grace.hopper', keydesk);
    const change = { displayName: 'Grace '.repeat(200) };
    await controls().setFault({ kind: 'odd-row', path: '/Users/', times: null, change });
    unwrap(await keydesk.generateKey(owner, wanted));
    expect(revealed(keydesk)).toBe((await keyNamed('grace.hopper'))?.secretKey);
    const state = openSecretStateSchema.safeParse({ secret: keydesk.told.open, closed: [] });
    expect(state.error?.issues).toBeUndefined();
  });

  it('counts a key that cannot be read towards the limit', async () => {
    const keydesk = await signIn();
    const owner = await ownerNamed('grace.hopper', keydesk);
    await controls().addKeyElsewhere('grace.hopper', 'other');
    await controls().setFault({ kind: 'odd-row', path: '/CustomerSecretKeys', times: null, change: { accessKey: '' } });
    expect(await keydesk.generateKey(owner, wanted)).toMatchObject({
      ok: false,
      problem: { kind: 'key-limit', names: expect.arrayContaining(['one that Keydesk cannot read']) },
    });
    expect(await posts()).toEqual([]);
  });

  it('makes none when the name and the OCID are those of two people', async () => {
    const keydesk = await signIn();
    const grace = await ownerNamed('grace.hopper', keydesk);
    const charles = await ownerNamed('charles.babbage', keydesk);
    if (grace.kind === 'self' || charles.kind === 'self') throw new Error('both are somebody else');
    const made = await keydesk.generateKey({ ...grace, ocid: charles.ocid }, wanted);
    expect(made).toMatchObject({ ok: false, problem: { kind: 'user-unknown', ocid: charles.ocid } });
    expect(await posts()).toEqual([]);
  });

  it('takes what an administrator finds of themselves for their own', async () => {
    const keydesk = await signIn();
    unwrap(await keydesk.generateKey(await ownerNamed('ada.byron', keydesk), wanted));
    const asked = (await controls().asked()).latest.find(({ method }) => method === 'POST');
    expect(asked?.target).toMatch(/MyCustomerSecretKeys$/);
  });

  it('writes its intent down before the request leaves, and its end when the dialog is closed', async () => {
    const keydesk = await signIn();
    const made = unwrap(await keydesk.generateKey(self, wanted));
    expect(journal().map(({ type }) => type)).toEqual(['begun', 'created']);
    expect(await posts()).toEqual([journal().map((record) => record.type === 'begun' && record.retryToken)[0]]);
    await keydesk.secrets.close(made.handle, true);
    expect(journal().map(({ type }) => type)).toEqual(['begun', 'created', 'closing', 'ended']);
    expect(keydesk.told.steps).toEqual([
      'started',
      'checked',
      'journalling',
      'written',
      'journalled',
      'sent',
      'answered',
      'secret-stored',
      'recorded',
      'untagged',
      'closing',
      'secret-removed',
      'closed',
    ]);
  });

  it('puts the secret into the keychain before the journal knows of the key, and out of it at the close', async () => {
    const keydesk = await signIn();
    const { handle } = unwrap(await keydesk.generateKey(self, wanted));
    const entry = `secret:${handle}`;
    const kept = unwrap(await desk().vault.get(entry));
    expect(kept?.toString().endsWith(revealed(keydesk) ?? 'none')).toBe(true);
    await keydesk.secrets.close(handle, true);
    expect(await desk().vault.get(entry)).toMatchObject({ ok: true, value: null });
  });

  it('never writes the secret into the journal', async () => {
    const keydesk = await signIn();
    await keydesk.generateKey(self, wanted);
    expect(revealed(keydesk)).toMatch(/^.{44}$/);
    expect(JSON.stringify(journal())).not.toContain(revealed(keydesk));
  });

  it('leaves no mark behind, and shows none while it is there', async () => {
    const keydesk = await signIn();
    await controls().setFault({ kind: 'status', status: 403, method: 'PATCH' });
    const made = unwrap(await keydesk.generateKey(self, { ...wanted, description: 'Build farm' }));
    expect((await keyNamed('ada.byron'))?.description).toMatch(/^Build farm \[keydesk:[0-9a-f]{12}\]$/);
    const listed = unwrap(await keydesk.keys.list(self));
    const shown = listed.keys.find(({ name }) => name === 'ci-deploy');
    expect(shown?.description).toBe('Build farm');
    await keydesk.secrets.close(made.handle, true);

    unwrap(await keydesk.generateKey(await ownerNamed('grace.hopper', keydesk), wanted));
    expect((await keyNamed('grace.hopper'))?.description).toBeNull();
  });

  it('does without a mark where the description leaves no room for it', async () => {
    const keydesk = await signIn();
    const description = 'x'.repeat(4000);
    unwrap(await keydesk.generateKey(self, { ...wanted, description }));
    expect((await keyNamed('ada.byron'))?.description).toBe(description);
    expect(journal()[0]).toMatchObject({ type: 'begun', marked: false });
  });

  it('keeps the mark for as long as the journal does not know the key', async () => {
    let unblock = () => {};
    const keydesk = await signIn({
      onStep: (step) => {
        // The answer has arrived, but the journal cannot be written: only the creation tag shows that the key is ours.
        if (step === 'answered') unblock = blockJournal();
      },
    });
    unwrap(await keydesk.generateKey(self, wanted));
    expect((await keyNamed('ada.byron'))?.description).toMatch(/^\[keydesk:/);
    expect(keydesk.told.open).toMatchObject({ restsIn: 'keychain' });
    unblock();
  });
});

describe('two presses', () => {
  it('make one key', async () => {
    const keydesk = await signIn();
    const [first, second] = await Promise.all([keydesk.generateKey(self, wanted), keydesk.generateKey(self, wanted)]);
    expect(first).toMatchObject({ ok: true });
    expect(second).toEqual({ ok: false, problem: { kind: 'secret-in-making', keyName: 'ci-deploy' } });
    expect(await posts()).toHaveLength(1);
  });

  it('of which the second comes while the secret is open make one key too', async () => {
    const keydesk = await signIn();
    await keydesk.generateKey(self, wanted);
    const second = await keydesk.generateKey(await ownerNamed('grace.hopper', keydesk), wanted);
    expect(second).toMatchObject({ problem: { kind: 'secret-open' } });
    expect(await posts()).toHaveLength(1);
  });
});

describe('before anything is sent', () => {
  it('tells that the user has two keys', async () => {
    const keydesk = await signIn();
    await controls().addKeyElsewhere('ada.byron', 'somebody-elses');
    expect(await keydesk.generateKey(self, wanted)).toEqual({
      ok: false,
      problem: { kind: 'key-limit', limit: 2, names: ['analytical-notes', 'somebody-elses'] },
    });
    expect(await posts()).toEqual([]);
    expect(journal()).toEqual([]);
  });

  it.each([
    ['   ', { kind: 'name-invalid', why: 'empty' }],
    ['x'.repeat(256), { kind: 'name-invalid', why: 'too-long' }],
    ['two\nlines', { kind: 'name-invalid', why: 'control-character' }],
  ])('refuses the name %j', async (name, problem) => {
    const keydesk = await signIn();
    expect(await keydesk.generateKey(self, { ...wanted, name })).toEqual({ ok: false, problem });
    expect(await posts()).toEqual([]);
  });

  it('refuses an expiry that has passed, and sends one that has not', async () => {
    const keydesk = await signIn();
    const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
    expect(await keydesk.generateKey(self, { ...wanted, expiresOn: day(-1) })).toMatchObject({
      problem: { kind: 'expiry-invalid' },
    });
    unwrap(await keydesk.generateKey(self, { ...wanted, expiresOn: day(30) }));
    const listed = unwrap(await keydesk.keys.list(self));
    const made = listed.keys.find(({ name }) => name === 'ci-deploy');
    expect(Math.abs(Date.parse(made?.expires ?? '') - Date.parse(day(30)))).toBeLessThan(60_000);
  });

  it('refuses what a tenancy without domains does not offer', async () => {
    await controls().setSwitches({ domains: false });
    const keydesk = await signIn();
    expect(await keydesk.generateKey(self, { ...wanted, description: 'Build farm' })).toEqual({
      ok: false,
      problem: { kind: 'not-offered' },
    });
    expect(await posts()).toEqual([]);
  });

  it('sends nothing when its intent cannot be written down', async () => {
    const keydesk = await signIn();
    const unblock = blockJournal();
    expect(await keydesk.generateKey(self, wanted)).toMatchObject({ ok: false, problem: { kind: 'journal-failed' } });
    expect(await posts()).toEqual([]);
    expect(await keysOf('ada.byron')).toHaveLength(1);
    unblock();
    unwrap(await keydesk.generateKey(self, wanted));
  });
});

describe('trouble with the keychain', () => {
  it('leaves the new secret in memory, says so, and knows what would be lost', async () => {
    const keydesk = await signIn();
    desk().vault.refuse = 'put';
    const made = unwrap(await keydesk.generateKey(self, wanted));
    expect(made).toMatchObject({ restsIn: 'memory' });
    expect(keydesk.atRisk()).toBe('ci-deploy');
  });

  it('knows that a secret on its way would be lost', async () => {
    const keydesk = await signIn();
    const made = keydesk.generateKey(self, wanted);
    expect(keydesk.atRisk()).toBe('ci-deploy');
    await made;
    expect(keydesk.atRisk()).toBeNull();
  });

  it('that keeps a closed secret from being removed is made good at the next occasion', async () => {
    const keydesk = await signIn();
    const { handle } = unwrap(await keydesk.generateKey(self, wanted));
    desk().vault.refuse = 'remove';
    unwrap(await keydesk.secrets.close(handle, true));
    expect(keydesk.told.open).toBeNull();
    expect(journal().at(-1)?.type).toBe('closing');
    expect(keydesk.told.unfinished).toEqual([]);
    desk().vault.refuse = null;
    await keydesk.resume();
    expect(journal().at(-1)).toMatchObject({ type: 'ended', how: 'closed' });
    expect(await desk().vault.get(`secret:${handle}`)).toMatchObject({ value: null });
  });
});

describe('closing', () => {
  it('is refused when it cannot be written down, since the secret would come back as a lost one', async () => {
    const keydesk = await signIn();
    const { handle } = unwrap(await keydesk.generateKey(self, wanted));
    const unblock = blockJournal();
    expect(await keydesk.secrets.close(handle, true)).toMatchObject({ problem: { kind: 'journal-failed' } });
    expect(revealed(keydesk)).not.toBeNull();
    unblock();
    unwrap(await keydesk.secrets.close(handle, true));
  });

  it('twice at once does it once', async () => {
    const keydesk = await signIn();
    const { handle } = unwrap(await keydesk.generateKey(self, wanted));
    const closings = await Promise.all([keydesk.secrets.close(handle, true), keydesk.secrets.close(handle, true)]);
    expect(closings).toEqual([
      { ok: true, value: null },
      { ok: true, value: null },
    ]);
    expect(journal().filter(({ type }) => type === 'ended')).toHaveLength(1);
  });
});

describe('in the sample tenancy', () => {
  it('nothing of a creation reaches the keychain or the disk', async () => {
    const keydesk = await signIn();
    await keydesk.accounts.signInSample(desk().writeConfig('ADMIN'), 'ADMIN');
    expect(keydesk.accounts.current()?.sample).toBe(true);
    desk().vault.asked.length = 0;
    const made = unwrap(await keydesk.generateKey(self, wanted));
    expect(made).toMatchObject({ restsIn: 'memory' });
    expect(journal()).toEqual([]);
    expect(desk().vault.asked).toEqual([]);
    unwrap(await keydesk.secrets.close(made.handle, true));
  });
});

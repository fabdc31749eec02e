import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../main/handlers/problem.ts';
import { expectRefused } from '../../support/parts/expect-refused.ts';
import { type OpenedKey, setUpHandoverDesk } from '../../support/parts/handover-desk.ts';
import { self, wanted } from '../../support/parts/key-desk.ts';
import { setUpPolicy } from '../../support/parts/policy-desk.ts';
import { unwrap } from '../../support/parts/unwrap.ts';

// Main checks each policy where it does the work, so a hostile page cannot get around a policy.

const { openKey, start, signIn, ownerNamed, expectUntouched, asked, tell, desk } = setUpHandoverDesk();

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
const toolSystem = () => ({
  env: { home: desk().folder.home, variables: {}, platform: process.platform },
  program: ['keydesk'],
  saveAs: async () => join(desk().folder.home, 'saved.txt'),
});
const request = (opened: OpenedKey, tool: 'aws' | 'aws-on-demand' | 's3cmd') => ({
  tool,
  source: { kind: 'open', handle: opened.open.handle } as const,
  name: 'backup',
  region: null,
  bucket: null,
});

describe('signInMethods', () => {
  it('keeps people from signing in otherwise, before Oracle is asked', async () => {
    const policy = setUpPolicy({ signInMethods: ['browser-session'] });
    const keydesk = start({ policy });
    await tell('reset');
    const file = desk().writeConfig('ADMIN');
    const signedIn = await keydesk.accounts.signIn({ file, profile: 'ADMIN', passphrase: null });
    expectRefused(signedIn, 'signInMethods', 'signing in with the browser, and not with an API key of an OCI');
    expect(await asked()).toEqual([]);
    expectRefused(await keydesk.computerKey.setUp.start(), 'signInMethods', 'not with an API key of this computer');
    expect(keydesk.computerKey.setUp.state()).toEqual({ kind: 'none' });
  });

  it('keeps an account that is there from being used, and lets its user sign out', async () => {
    const policy = setUpPolicy();
    const keydesk = await signIn({ policy });
    await policy.prescribe({ signInMethods: [] });
    expectRefused(await keydesk.keys.list(self), 'signInMethods', 'nobody signs in');
    expectRefused(await keydesk.signingIn.start('eu-frankfurt-1', null), 'signInMethods', 'with the browser');
    expect(keydesk.signingIn.state().kind).toBe('idle');
    const [account] = keydesk.accounts.list();
    unwrap(await keydesk.accounts.signOut(account?.id ?? ''));
  });

  it('keeps an account from getting a key of this computer, before one is made', async () => {
    const policy = setUpPolicy();
    const keydesk = await signIn({ policy });
    await policy.prescribe({ signInMethods: ['file-key'] });
    expectRefused(await keydesk.computerKey.apiKeys.stay(), 'signInMethods', 'not with an API key of this computer');
    expect((await asked()).filter((line) => line.startsWith('POST'))).toEqual([]);
  });
});

describe('tenancies', () => {
  const tenancies = ['ocid1.tenancy.oc1..another'];

  it('keep people from signing in to another one, before Oracle is asked', async () => {
    const keydesk = start({ policy: setUpPolicy({ tenancies }) });
    await tell('reset');
    const file = desk().writeConfig('ADMIN');
    const signedIn = await keydesk.accounts.signIn({ file, profile: 'ADMIN', passphrase: null });
    expectRefused(signedIn, 'tenancies', 'is not among them');
    expect(await asked()).toEqual([]);
  });

  it('keep an account of another one from being used, also for keys that are kept', async () => {
    const policy = setUpPolicy();
    const opened = await openKey({ policy });
    const { keydesk, open } = opened;
    unwrap(await keydesk.saved.keep(open.handle, 'backup', null));
    const id = keydesk.saved.state()[0]?.id ?? '';
    await policy.prescribe({ tenancies });
    expectRefused(await keydesk.keys.list(self), 'tenancies', 'is not among them');
    expectRefused(await keydesk.saved.lend(id, () => null), 'tenancies', 'is not among them');
    await policy.prescribe({ tenancies: [keydesk.accounts.current()?.tenancyOcid ?? ''] });
    unwrap(await keydesk.keys.list(self));
    unwrap(await keydesk.saved.lend(id, () => null));
  });

  it('do not hold in the sample tenancy, which sampleTenancy forbids', async () => {
    const policy = setUpPolicy({ tenancies, regions: [], signInMethods: [] });
    const keydesk = start({ policy });
    const file = desk().writeConfig('ADMIN');
    unwrap(await keydesk.accounts.signInSample(file, 'ADMIN'));
    unwrap(await keydesk.keys.list(self));
    await policy.prescribe({ sampleTenancy: false });
    expectRefused(await keydesk.keys.list(self), 'sampleTenancy', 'the sample tenancy is not opened');
    expectRefused(await keydesk.accounts.signInSample(file, 'ADMIN'), 'sampleTenancy', 'is not opened');
  });
});

describe('regions', () => {
  it('keep people from signing in elsewhere, and are the only ones offered', async () => {
    const policy = setUpPolicy({ regions: ['eu-amsterdam-1'] });
    const keydesk = start({ policy });
    const file = desk().writeConfig('ADMIN');
    const signedIn = await keydesk.accounts.signIn({ file, profile: 'ADMIN', passphrase: null });
    expectRefused(signedIn, 'regions', '(eu-amsterdam-1), and eu-frankfurt-1 is not among them');
    expectRefused(await keydesk.signingIn.start('eu-frankfurt-1', null), 'regions', 'eu-frankfurt-1');
    expect((await keydesk.signingIn.regions()).map(({ region }) => region.id)).toEqual(['eu-amsterdam-1']);
  });

  it('keep an account, and the use of a key, from other regions', async () => {
    const policy = setUpPolicy();
    const opened = await openKey({ policy });
    const { keydesk, open } = opened;
    unwrap(await keydesk.saved.keep(open.handle, 'backup', null));
    const id = keydesk.saved.state()[0]?.id ?? '';
    await policy.prescribe({ regions: ['eu-frankfurt-1'] });
    const place = unwrap(await keydesk.findEndpoint({ kind: 'open', handle: open.handle }, null));
    expect(place.regions.map((each) => each.id)).toEqual(['eu-frankfurt-1']);
    const elsewhere = await keydesk.findEndpoint({ kind: 'open', handle: open.handle }, 'eu-amsterdam-1');
    expectRefused(elsewhere, 'regions', 'eu-amsterdam-1 is not among them');
    expectRefused(await keydesk.chooseRegion(id, 'eu-amsterdam-1'), 'regions', 'eu-amsterdam-1');

    await policy.prescribe({ regions: ['eu-amsterdam-1'] });
    expectRefused(await keydesk.keys.list(self), 'regions', 'eu-frankfurt-1');
    expectRefused(await keydesk.saved.lend(id, () => null), 'regions', 'eu-frankfurt-1');
  });
});

describe('handOver', () => {
  it('keeps a key from going any way that is not in the list', async () => {
    const policy = setUpPolicy();
    const opened = await openKey({ policy });
    const { keydesk, open, forGrace, withPassphrase } = opened;
    keydesk.handover.showPassphrase(open.handle);
    await policy.prescribe({ handOver: ['file-recipient'] });
    const says = 'in a file for the public key of its recipient, and not ';
    expectRefused(await keydesk.handover.saveFile(withPassphrase), 'handOver', `${says}in a file with a passphrase`);
    expectRefused(await keydesk.handover.draftMail(forGrace), 'handOver', `${says}in a mail for the public key`);
    expectRefused(await keydesk.handover.saveDraft(withPassphrase), 'handOver', `${says}in a mail with a passphrase`);
    expectRefused(await keydesk.printSheet(open.handle), 'handOver', `${says}on a printed sheet`);
    expectRefused(await keydesk.spellAloud.group(open.handle, 0), 'handOver', `${says}spelled aloud`);
    expectRefused(await keydesk.spellAloud.finish(open.handle), 'handOver', `${says}spelled aloud`);
    expect(keydesk.system.drafts).toEqual([]);
    await expectUntouched(opened);
    unwrap(await keydesk.handover.saveFile(forGrace));
  });

  it('that comes while the dialog is open keeps the file from being written', async () => {
    const policy = setUpPolicy();
    const opened = await openKey({ policy });
    opened.keydesk.system.onDialog = () => policy.prescribe({ handOver: [] });
    const saved = await opened.keydesk.handover.saveFile(opened.forGrace);
    expectRefused(saved, 'handOver', 'no secret key is handed over with Keydesk');
    await expectUntouched(opened);
  });
});

describe('writeSecretsToFiles', () => {
  it('keeps secrets out of the files of tools, and lets profiles without a secret in', async () => {
    const policy = setUpPolicy();
    const opened = await openKey({ policy, toolSystem: toolSystem() });
    const { keydesk } = opened;
    const seen = unwrap(await keydesk.tools.preview(request(opened, 's3cmd')));
    await policy.prescribe({ writeSecretsToFiles: false });
    const says = 'no secret key is written into the files of tools';
    expectRefused(await keydesk.tools.write(request(opened, 's3cmd'), seen.digest), 'writeSecretsToFiles', says);
    expectRefused(await keydesk.tools.save(request(opened, 's3cmd')), 'writeSecretsToFiles', says);
    expect(readdirSync(dirname(opened.file))).toEqual([]);
    expect(existsSync(join(desk().folder.home, '.s3cfg'))).toBe(false);

    const without = unwrap(await keydesk.tools.preview(request(opened, 'aws-on-demand')));
    unwrap(await keydesk.tools.write(request(opened, 'aws-on-demand'), without.digest));
    expect(existsSync(join(desk().folder.home, '.aws', 'config'))).toBe(true);
  });
});

describe('saveOnThisComputer', () => {
  it('keeps keys from being kept, and those that are kept from being given out; they can be removed', async () => {
    const policy = setUpPolicy();
    const opened = await openKey({ policy });
    const { keydesk, open } = opened;
    unwrap(await keydesk.saved.keep(open.handle, 'backup', null));
    const [key] = keydesk.saved.state();
    const id = key?.id ?? '';
    await policy.prescribe({ saveOnThisComputer: false });
    const says = 'no key is kept on this computer';
    expect(keydesk.saved.isPossible()).toBe(false);
    expectRefused(await keydesk.saved.keep(open.handle, 'backup', null), 'saveOnThisComputer', says);
    expectRefused(await keydesk.copySaved(id), 'saveOnThisComputer', says);
    expectRefused(await keydesk.tools.preview(request(opened, 'aws-on-demand')), 'saveOnThisComputer', says);
    const source = { kind: 'saved', id } as const;
    expectRefused(await keydesk.tools.copy({ ...request(opened, 's3cmd'), source }), 'saveOnThisComputer', says);
    expect(keydesk.saved.state()).toEqual([key]);
    unwrap(await keydesk.saved.forget(id));
    expect(keydesk.saved.state()).toEqual([]);
  });
});

describe('what is under way', () => {
  it('ends when its account is no longer allowed: a report stops', async () => {
    const policy = setUpPolicy();
    const keydesk = await signIn({ policy });
    const isReading = Promise.withResolvers<void>();
    keydesk.report.subscribe(({ kind, ...rest }) => {
      if (kind === 'collecting' && 'summary' in rest && rest.summary.domains.length > 0) isReading.resolve();
    });
    keydesk.report.start();
    await isReading.promise;
    await policy.prescribe({ tenancies: [] });
    const standing = await keydesk.report.settled();
    expect(standing.kind).not.toBe('done');
    keydesk.report.goOn();
    const again = await keydesk.report.settled();
    const problem = 'problem' in again ? again.problem : null;
    expectRefused({ ok: false, problem: problem as Problem }, 'tenancies', 'is not among them');
  });
});

describe('a policy that cannot be used', () => {
  it('lets no secret out, makes no key and signs nobody in; looking, deactivating and deleting go on', async () => {
    const policy = setUpPolicy();
    const opened = await openKey({ policy, toolSystem: toolSystem() });
    const { keydesk, open, forGrace } = opened;
    unwrap(await keydesk.saved.keep(open.handle, 'backup', null));
    const id = keydesk.saved.state()[0]?.id ?? '';
    await policy.breakFile();
    const says = 'The policy of your company cannot be used (/etc/keydesk/policy.json: it is a link)';
    expectRefused(await keydesk.handover.saveFile(forGrace), 'handOver', says);
    expectRefused(await keydesk.printSheet(open.handle), 'handOver', says);
    expectRefused(await keydesk.saved.lend(id, () => null), 'saveOnThisComputer', says);
    expectRefused(await keydesk.tools.save(request(opened, 's3cmd')), 'writeSecretsToFiles', says);
    const another = await keydesk.generateKey(self, { ...wanted, expiresOn: inDays(1) });
    expect(another).toMatchObject({ ok: false });
    await keydesk.secrets.close(open.handle, true);
    const made = await keydesk.generateKey(self, { ...wanted, expiresOn: inDays(1) });
    expectRefused(made, 'requireExpiry', says);
    const signedIn = await keydesk.accounts.signIn({
      file: desk().writeConfig('USER', {}, 'USER'),
      profile: 'USER',
      passphrase: null,
    });
    expectRefused(signedIn, 'signInMethods', says);

    const grace = await ownerNamed('grace.hopper', keydesk);
    unwrap(await keydesk.keys.list(grace));
    unwrap(await keydesk.keys.setStatus(grace, open.keyId, 'INACTIVE'));
    unwrap(await keydesk.keys.remove(grace, open.keyId));
  });
});

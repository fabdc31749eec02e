import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { encryptForRecipient } from '../../../main/handover/age-file.ts';
import type { RotationStepName } from '../../../main/rotation/rotation-steps.ts';
import { type KeyDesk, self, setUpKeyDesk } from '../../support/parts/key-desk.ts';
import { setUpPolicy } from '../../support/parts/policy-desk.ts';
import { unwrap } from '../../support/parts/unwrap.ts';

const desk = setUpKeyDesk();
const DAY = 86_400_000;

/** An own key of the administrator, whose rotation has made the new one. */
async function withNewKey(keydesk: KeyDesk) {
  for (const { accessKey } of await desk.keysOf('ada.byron'))
    await desk.controls().deleteKeyElsewhere('ada.byron', accessKey);
  const open = unwrap(await keydesk.generateKey(self, { name: 'nightly', description: null, expiresOn: null }));
  unwrap(await keydesk.secrets.close(open.handle, true));
  const { newKey } = unwrap(await keydesk.rotations.propose(self, open.keyId));
  const begin = () => keydesk.rotations.begin({ owner: self, keyId: open.keyId, newKey, room: null });
  return { begin };
}

/** Does this once, at that moment of a step. */
function atStep(wanted: RotationStepName, act: () => void) {
  const listener = (message: unknown) => {
    if ((message as { step: RotationStepName }).step !== wanted) return;
    unsubscribe('keydesk:rotation', listener);
    act();
  };
  subscribe('keydesk:rotation', listener);
}

test('a switch of accounts in the middle of a step reaches no key of the other account, and nothing untrue is written', async () => {
  let now = Date.now();
  const keydesk = await desk.signIn({ now: () => now });
  const admin = keydesk.accounts.current()?.id ?? '';
  const { begin } = await withNewKey(keydesk);
  const user = await desk.signInAs('USER', keydesk.accounts);
  const keysOfUser = await desk.keysOf(user.userName);
  const toUser = () => unwrap(keydesk.accounts.switchTo(user.id));
  const toAdmin = () => unwrap(keydesk.accounts.switchTo(admin));

  toAdmin();
  atStep('making', toUser);
  expect(await begin()).toMatchObject({ problem: { kind: 'rotation-of-another' } });
  expect(await desk.keysOf(user.userName)).toEqual(keysOfUser);
  expect((await desk.keysOf('ada.byron')).map(({ name }) => name)).toEqual(['nightly']);

  toAdmin();
  const { id } = unwrap(await begin());
  unwrap(await keydesk.rotations.next(id, true));
  // What is paused goes no further, whatever the page asks for.
  unwrap(await keydesk.rotations.pause([id]));
  expect(await keydesk.rotations.next(id, false)).toMatchObject({ problem: { kind: 'rotation-not-next' } });
  expect((await desk.keyNamed('ada.byron', 'nightly'))?.status).toBe('ACTIVE');
  unwrap(await keydesk.rotations.unpause([id]));
  unwrap(await keydesk.rotations.next(id, false));
  now += 7 * DAY;
  await desk.controls().setFault({ kind: 'clock-skew', seconds: 7 * 86_400, times: null });
  atStep('deleting', toUser);
  expect(await keydesk.rotations.next(id, false)).toMatchObject({ problem: { kind: 'rotation-of-another' } });
  expect(keydesk.rotations.ledger.plan(id)).toMatchObject({ phase: 'observing', ended: null });
  expect((await desk.keysOf('ada.byron')).map(({ name }) => name)).toEqual(['nightly', 'nightly-2']);

  toAdmin();
  unwrap(await keydesk.rotations.next(id, false));
  expect((await desk.keysOf('ada.byron')).map(({ name }) => name)).toEqual(['nightly-2']);
});

test('an old key that was activated since is not deleted, and its waiting time begins again', async () => {
  let now = Date.now();
  const keydesk = await desk.signIn({ now: () => now });
  const { rotations, keys } = keydesk;
  const { begin } = await withNewKey(keydesk);
  const { id } = unwrap(await begin());
  unwrap(await rotations.next(id, true));
  unwrap(await rotations.next(id, false));
  // By the menu of the key, while a job still needs it.
  unwrap(await keys.setStatus(self, rotations.ledger.plan(id)?.old?.keyId ?? '', 'ACTIVE'));
  now += 7 * DAY;
  await desk.controls().setFault({ kind: 'clock-skew', seconds: 7 * 86_400, times: null });
  expect(await rotations.next(id, false)).toMatchObject({ problem: { kind: 'rotation-old-active' } });
  expect(await desk.keyNamed('ada.byron', 'nightly')).toMatchObject({ status: 'ACTIVE' });
  expect(rotations.ledger.plan(id)).toMatchObject({ phase: 'proved', until: null });
  unwrap(await rotations.next(id, false));
  expect(await rotations.next(id, false)).toMatchObject({ problem: { kind: 'rotation-not-next' } });
});

test('two presses at once rotate a key once', async () => {
  const keydesk = await desk.signIn();
  const { begin } = await withNewKey(keydesk);
  expect(await Promise.all([begin(), begin()])).toMatchObject([{ ok: true }, { problem: { kind: 'rotation-busy' } }]);
  expect(keydesk.rotations.ledger.plans()).toHaveLength(1);
  expect((await desk.keysOf('ada.byron')).map(({ name }) => name)).toEqual(['nightly', 'nightly-2']);
});

test('another key is not made again while the secret of the new one is open', async () => {
  const keydesk = await desk.signIn();
  const { begin } = await withNewKey(keydesk);
  const { id } = unwrap(await begin());
  expect(await keydesk.rotations.makeAgain(id)).toMatchObject({ problem: { kind: 'secret-open' } });
  expect((await desk.keysOf('ada.byron')).map(({ name }) => name)).toEqual(['nightly', 'nightly-2']);
});

/** A stranger, who knows this person's handover address, and the keys of a user: files of any lines, to be taken over. */
async function setUpStranger() {
  const folder = mkdtempSync(join(tmpdir(), 'keydesk-stranger-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const asked: string[] = [];
  const ask = async ({ detail }: { readonly detail: string }) => asked.push(detail) > 0;
  const keydesk = await desk.signIn({ ask });
  for (const key of await desk.keysOf('grace.hopper'))
    await desk.controls().deleteKeyElsewhere('grace.hopper', key.accessKey);
  await desk.controls().addKeyElsewhere('grace.hopper', 'in-use');
  const { id: keyId = '', accessKey = '' } = (await desk.keyNamed('grace.hopper', 'in-use')) ?? {};
  const owner = await desk.ownerNamed('grace.hopper', keydesk);
  const [campaign, plan, creation] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()];
  const user = owner.kind === 'user' ? owner.ocid : '';
  const line = { at: '2026-01-01T00:00:00.000Z', plan, user, keyId: null, accessKey: null, by: null };
  const names = { userName: 'grace.hopper', displayName: 'Grace', domainName: null, keyName: '' };
  const newKey = { name: 'new', description: null, expiresOn: null };
  const chosen = { ...line, event: 'chosen', how: 'packet', owner, ...names, newKey, campaign };
  const about = { ...line, keyId, accessKey };
  unwrap(await keydesk.receiving.identity.make());
  const publicKey = keydesk.receiving.identity.state()?.publicKey ?? '';
  const takeOver = async (...lines: object[]) => {
    const { tenancyOcid } = keydesk.accounts.current() ?? {};
    const content = { form: 'keydesk-campaign', v: 1, from: 'Ada', tenancyOcid, lines };
    const whole = { ...content, campaign: { id: campaign, purpose: 'create', drafts: false } };
    keydesk.campaignSystem.campaign = join(folder, 'campaign.age');
    keydesk.campaignSystem.folder = folder;
    const packed = await encryptForRecipient(publicKey, gzipSync(JSON.stringify(whole)));
    writeFileSync(keydesk.campaignSystem.campaign, packed);
    return keydesk.campaigns.takeOver();
  };

  return { keydesk, asked, chosen, line, about, creation, campaign, takeOver };
}

test('a stranger’s campaign deletes no key: neither as a new key with a lost secret, nor to make room without asking', async () => {
  const { keydesk, asked, chosen, line, about, creation, campaign, takeOver } = await setUpStranger();
  const making = { ...line, event: 'making', creation };
  const lost = [chosen, making, { ...about, event: 'made' }, { ...about, event: 'secret-lost' }];
  const taken = await takeOver(...lost);
  await keydesk.campaigns.resume(campaign);
  await keydesk.campaigns.settled();
  expect(await desk.keyNamed('grace.hopper', 'in-use')).toBeDefined();
  expect(taken).toMatchObject({ problem: { kind: 'not-a-campaign', why: 'other-content' } });
  for (const lines of [[chosen, making], [{ ...about, event: 'room-agreed' }], lost.slice(0, 3)])
    expect(await takeOver(...lines)).toMatchObject({ problem: { kind: 'not-a-campaign', why: 'other-content' } });
  expect(asked).toEqual([]);

  unwrap(await takeOver(chosen, { ...about, event: 'room-agreed' }));
  expect(asked).toEqual([expect.stringContaining('another key is deleted first in 1 rotation.')]);
});

test('no old key is deleted earlier because of proofs and waiting times in a file that was taken over', async () => {
  const { keydesk, chosen, line, about, creation, takeOver } = await setUpStranger();
  const { rotations } = keydesk;
  await desk.controls().addKeyElsewhere('grace.hopper', 'decoy');
  const { id: keyId = '', accessKey = '' } = (await desk.keyNamed('grace.hopper', 'decoy')) ?? {};
  const made = { ...line, keyId, accessKey };
  const old = { ...chosen, ...about, event: 'chosen', keyName: 'in-use' };
  const { plan } = line;
  const hash = '0'.repeat(64);
  const proved = [
    old,
    { ...about, event: 'making', creation },
    { ...made, event: 'made' },
    { ...made, event: 'packed', file: '1.age', sha256: hash, lock: 'recipient', receipt: hash },
    { ...made, event: 'handed-over', way: 'packet', to: '1.age' },
    { ...made, event: 'confirmed', proof: 'word' },
  ];
  const observed = [
    { ...about, event: 'deactivating' },
    { ...about, event: 'deactivated', until: '2026-01-02T00:00:00.000Z' },
  ];
  expect(unwrap(await takeOver(...proved, ...observed))).toMatchObject({ rotations: 1, known: 0 });
  expect(rotations.ledger.plan(plan)).toMatchObject({ phase: 'handed-over', until: null, tested: false });
  expect(await rotations.deleteDue([plan])).toMatchObject({ ok: false });
  expect(await rotations.next(plan, false)).toMatchObject({ problem: { kind: 'rotation-word-needed' } });
  // What the file says was deactivated can be activated; then one's own proof and waiting time count.
  unwrap(await rotations.undo(plan));
  unwrap(await rotations.next(plan, true));
  unwrap(await rotations.next(plan, false));
  expect(Date.parse(rotations.ledger.plan(plan)?.until ?? '')).toBeGreaterThan(Date.now() + 6 * DAY);
  expect(await rotations.deleteDue([plan])).toMatchObject({
    problem: { kind: 'rotation-not-due' },
  });
  expect(await desk.keyNamed('grace.hopper', 'in-use')).toBeDefined();
});

test('a second file of a campaign brings what is new, leaves what is known as it is, and says so', async () => {
  const { keydesk, asked, chosen, campaign, takeOver } = await setUpStranger();
  const { rotations } = keydesk;
  unwrap(await takeOver(chosen));
  unwrap(await rotations.skip(chosen.plan));
  expect(await takeOver(chosen)).toMatchObject({ problem: { kind: 'not-a-campaign', why: 'known' } });
  const plan = crypto.randomUUID();
  expect(unwrap(await takeOver(chosen, { ...chosen, plan }))).toEqual({
    campaign,
    rotations: 1,
    known: 1,
    from: 'Ada',
  });
  expect(asked.at(-1)).toContain('In this ledger already, and not changed: 1 rotation of the file.');
  expect(rotations.ledger.plan(chosen.plan)).toMatchObject({ ended: 'skipped' });
  expect(rotations.ledger.plan(plan)).toMatchObject({ phase: 'chosen', campaign });
  expect(keydesk.campaigns.state().campaigns.map(({ id }) => id)).toEqual([campaign]);
});

test('a packet is locked as the company allows though its recipient leaves the address book, and no running campaign is handed over', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'keydesk-leaving-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const keydesk = await desk.signIn({ policy: setUpPolicy({ handOver: ['file-recipient'] }) });
  const { campaigns, campaignSystem, addressBook, rotations } = keydesk;
  for (const { accessKey } of await desk.keysOf('grace.hopper'))
    await desk.controls().deleteKeyElsewhere('grace.hopper', accessKey);
  const owner = await desk.ownerNamed('grace.hopper', keydesk);
  unwrap(await keydesk.receiving.identity.make());
  const publicKey = keydesk.receiving.identity.state()?.publicKey ?? '';
  const ocid = owner.kind === 'user' ? owner.ocid : '';
  const { id } = unwrap(addressBook.add({ ocid, name: 'grace.hopper' }, publicKey));
  campaignSystem.userList = join(folder, 'users.csv');
  campaignSystem.folder = folder;
  writeFileSync(campaignSystem.userList, 'user\ngrace.hopper\n');
  const list = unwrap(await campaigns.chooseUserList())?.list ?? '';
  const wanted = { purpose: 'create', namePattern: '{user}-new', description: null, expiresOn: null } as const;
  const request = { ...wanted, source: { kind: 'users', list } } as const;
  const { preview } = unwrap(await campaigns.preview(request, new AbortController().signal));

  const handed: Promise<unknown>[] = [];
  atStep('making', () => handed.push(campaigns.handOver(rotations.ledger.plans()[0]?.campaign ?? '', id)));
  atStep('generated', () => addressBook.remove(id));
  unwrap(await campaigns.start({ preview, leaveOut: [], rooms: [], drafts: false, expected: 1, confirmation: null }));
  await campaigns.settled();
  expect(addressBook.find(id)).toBeNull();
  const [plan] = rotations.ledger.plans();
  const lines = unwrap(await rotations.ledger.linesOf(plan?.id ?? ''));
  expect(lines.find(({ event }) => event === 'packed')).toMatchObject({ lock: 'recipient' });
  expect(await Promise.all(handed)).toMatchObject([{ problem: { kind: 'campaign-busy' } }]);
});

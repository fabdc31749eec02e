import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { rotationRowSchema } from '../../../bridge/values/rotation.ts';
import { printableValue } from '../../../main/basics/printable.ts';
import type { Question } from '../../../main/basics/question.ts';
import { encryptForRecipient, encryptWithPassphrase } from '../../../main/handover/age-file.ts';
import { setUpKeyDesk } from '../../support/parts/key-desk.ts';
import { unwrap } from '../../support/parts/unwrap.ts';

const desk = setUpKeyDesk(9);
const DAY = 86_400_000;

/** A stranger who knows this person's handover address and the keys of a user, and can write campaign files with any lines. */
async function setUpStranger() {
  const folder = mkdtempSync(join(tmpdir(), 'keydesk-stranger-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const asked: string[] = [];
  const ask = async ({ message, detail }: Question) => asked.push(`${message}\n${detail}`) > 0;
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
  const { tenancyOcid } = keydesk.accounts.current() ?? {};
  const head = { form: 'keydesk-campaign', v: 1, from: 'Ada', tenancyOcid };
  const content = { ...head, campaign: { id: campaign, purpose: 'create', drafts: false } };
  const takeOverFile = async (text: string | Buffer) => {
    keydesk.campaignSystem.campaign = join(folder, 'campaign.age');
    keydesk.campaignSystem.folder = folder;
    writeFileSync(keydesk.campaignSystem.campaign, await encryptForRecipient(publicKey, gzipSync(text)));
    return keydesk.campaigns.takeOver();
  };
  const takeOver = (...lines: object[]) => takeOverFile(JSON.stringify({ ...content, lines }));

  return { keydesk, asked, chosen, line, about, creation, campaign, content, takeOver, takeOverFile };
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
  expect(asked).toEqual([
    expect.stringContaining(
      `these keys are deleted if they are still there. They cannot be brought back:\n${about.accessKey} of grace.hopper`,
    ),
  ]);
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
  expect(rotations.ledger.plan(plan)).toMatchObject({ phase: 'handed-over', until: null, proved: false });
  expect(await rotations.deleteDue([plan])).toMatchObject({ ok: false });
  expect(await rotations.next(plan, false)).toMatchObject({ problem: { kind: 'rotation-word-needed' } });
  // A key that the file calls deactivated can be activated. Then the person's own proof and waiting time count.
  unwrap(await rotations.undo(plan));
  unwrap(await rotations.next(plan, true));
  unwrap(await rotations.next(plan, false));
  expect(Date.parse(rotations.ledger.plan(plan)?.until ?? '')).toBeGreaterThan(Date.now() + 6 * DAY);
  expect(await rotations.deleteDue([plan])).toMatchObject({
    problem: { kind: 'rotation-not-due' },
  });
  expect(await desk.keyNamed('grace.hopper', 'in-use')).toBeDefined();
});

test('Undo of a rotation that a stranger made up activates no key of another user', async () => {
  const { keydesk, chosen, line, about, creation, takeOver } = await setUpStranger();
  for (const { accessKey } of await desk.keysOf('hedy.lamarr'))
    await desk.controls().deleteKeyElsewhere('hedy.lamarr', accessKey);
  const stolen = await desk.controls().addKeyElsewhere('hedy.lamarr', 'stolen');
  unwrap(await keydesk.keys.setStatus(await desk.ownerNamed('hedy.lamarr', keydesk), stolen.id, 'INACTIVE'));
  const theirs = { ...line, keyId: stolen.id, accessKey: stolen.accessKey };
  const hash = '0'.repeat(64);
  unwrap(
    await takeOver(
      { ...chosen, ...theirs, event: 'chosen' },
      { ...theirs, event: 'making', creation },
      { ...about, event: 'made' },
      { ...about, event: 'packed', file: '1.age', sha256: hash, lock: 'recipient', receipt: hash },
      { ...about, event: 'handed-over', way: 'packet', to: '1.age' },
      { ...about, event: 'confirmed', proof: 'word' },
      { ...theirs, event: 'deactivating' },
      { ...theirs, event: 'deactivated', until: '2026-01-02T00:00:00.000Z' },
    ),
  );
  expect(await keydesk.rotations.undo(line.plan)).toMatchObject({ problem: { kind: 'rotation-old-gone' } });
  expect(await desk.keyNamed('hedy.lamarr', 'stolen')).toMatchObject({ status: 'INACTIVE' });
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
  expect(asked.at(-1)).toContain('Already in this ledger, and left as it is: 1 rotation of the file.');
  expect(rotations.ledger.plan(chosen.plan)).toMatchObject({ ended: 'skipped' });
  expect(rotations.ledger.plan(plan)).toMatchObject({ phase: 'chosen', campaign });
  expect(keydesk.campaigns.state().campaigns.map(({ id }) => id)).toEqual([campaign]);
});

test('a packet goes to the owner of its key alone, whatever the file says of the user', async () => {
  const { keydesk, asked, chosen, campaign, takeOver } = await setUpStranger();
  const { rotations } = keydesk;
  expect(await takeOver({ ...chosen, user: 'ocid1.user.oc1..mallory' })).toMatchObject({
    problem: { kind: 'not-a-campaign', why: 'other-content' },
  });
  expect(asked).toEqual([]);
  // With a wrong name in the file, the person would give the passphrase to another user.
  unwrap(await takeOver({ ...chosen, userName: 'hedy.lamarr' }));
  unwrap(await keydesk.campaigns.resume(campaign));
  await keydesk.campaigns.settled();
  expect(unwrap(await rotations.readOne(chosen.plan)).row.waitsFor).toMatchObject({
    problem: { kind: 'rotation-other-user', from: 'hedy.lamarr', to: 'grace.hopper' },
  });
  expect(await desk.posts()).toEqual([]);
});

test('a file is refused with its reason: of a newer Keydesk, of another tenancy, of a huge size; and a thousand rotations are taken', async () => {
  const { asked, chosen, content, takeOver, takeOverFile } = await setUpStranger();
  const elsewhere = { ...content, tenancyOcid: 'ocid1.tenancy.oc1..other', lines: [chosen] };
  for (const [why, text] of [
    ['newer', JSON.stringify({ ...content, v: 2, lines: 'in another form' })],
    ['another-tenancy', JSON.stringify(elsewhere)],
    ['other-content', Buffer.alloc(129 * 1024 * 1024, ' ')],
    ['other-content', JSON.stringify({ ...content, lines: [{ ...chosen, plan: 'no uuid' }] })],
  ] as const)
    expect(await takeOverFile(text)).toMatchObject({ problem: { kind: 'not-a-campaign', why } });
  expect(asked).toEqual([]);
  const many = Array.from({ length: 1000 }, () => ({ ...chosen, plan: crypto.randomUUID() }));
  expect(unwrap(await takeOver(...many))).toMatchObject({ rotations: 1000, known: 0 });
});

test('a packet that words open is told as no campaign, and not as one for another handover address', async () => {
  const { keydesk, takeOverFile } = await setUpStranger();
  await takeOverFile('');
  const packet = await encryptWithPassphrase(Buffer.from('ten words'), Buffer.from('{}'), 4);
  writeFileSync(keydesk.campaignSystem.campaign ?? '', packet);
  expect(await keydesk.campaigns.takeOver()).toMatchObject({
    problem: { kind: 'not-a-campaign', why: 'other-content' },
  });
});

test('no value of a file makes the page refuse the rows of this computer', async () => {
  const { keydesk, chosen, takeOver } = await setUpStranger();
  const { owner } = chosen;
  for (const change of [
    { owner: { ...owner, id: 'a b' } },
    { accessKey: 'a'.repeat(600) },
    { domainName: 'a'.repeat(3000) },
  ])
    expect(await takeOver({ ...chosen, ...change })).toMatchObject({ problem: { why: 'other-content' } });
  const longest = { userName: '\u202E'.repeat(1024), displayName: '\u{1F511}'.repeat(512), keyName: 'a'.repeat(1024) };
  unwrap(await takeOver({ ...chosen, ...longest, accessKey: 'a'.repeat(512), domainName: 'a'.repeat(1024) }));
  const { row } = unwrap(await keydesk.rotations.readOne(chosen.plan));
  expect(rotationRowSchema.safeParse(printableValue(row)).success).toBe(true);
});

test('the question shows the words of others in one line, as what they are', async () => {
  const { asked, chosen, content, takeOverFile } = await setUpStranger();
  const from = 'Ada\u202E\n\nKeydesk knows this colleague';
  unwrap(await takeOverFile(JSON.stringify({ ...content, from, lines: [chosen] })));
  expect(asked[0]).toContain('from Ada<U+202E><U+000A><U+000A>Keydesk knows this colleague?\n');
});

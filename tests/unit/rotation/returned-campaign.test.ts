import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readLedger } from '../../../main/rotation/ledger-check.ts';
import { openPacketOf, packetsIn, setUpCampaigns } from '../../support/parts/campaign-desk.ts';
import type { Changes, KeyDesk } from '../../support/parts/key-desk.ts';
import { newStore } from '../../support/parts/played-services.ts';
import { unwrap } from '../../support/parts/unwrap.ts';
import { createWatchedVault } from '../../support/parts/watched-vault.ts';

const { desk, programs, newFolder, begin, know } = setUpCampaigns();

describe('a campaign that comes back', () => {
  const DAY = 86_400_000;
  let now = 0;
  /** Another computer, with its own keychain, accounts and ledger. */
  const elsewhere = (): Changes & { readonly ledgerFile: string } => ({
    vault: createWatchedVault(),
    accountStore: newStore(),
    ledgerFile: join(newFolder(), 'ledger.jsonl'),
    now: () => now,
  });
  async function addressOf(colleague: KeyDesk, { addressBook }: KeyDesk, name: string) {
    const { identity } = colleague.receiving;
    if (identity.state() === null) unwrap(await identity.make());
    const address = identity.state()?.publicKey ?? '';
    return unwrap(addressBook.add({ ocid: `ocid1.user.oc1..${name}`, name }, address)).id;
  }
  /** Hands the campaign over, and takes it over on the other computer. */
  async function give(from: KeyDesk, to: KeyDesk, campaign: string, address: string) {
    const file = join(newFolder(), 'campaign.age');
    from.campaignSystem.saveAs = file;
    to.campaignSystem.campaign = file;
    unwrap(await from.campaigns.handOver(campaign, address));
    return unwrap(await to.campaigns.takeOver());
  }
  const planOf = ({ rotations }: KeyDesk, user: string) => {
    const plan = rotations.ledger.plans().find(({ userName }) => userName === user);
    if (plan === undefined) throw new Error(`There is no rotation of ${user}.`);
    return plan;
  };
  const codeIn = async (folder: string, user: string, pair: string) => {
    const name = packetsIn(folder).find((each) => each.includes(user)) ?? '';
    const { key } = await openPacketOf(folder, name, (bytes) => programs.age.decrypt(bytes, pair));
    return key.receipt ?? '';
  };

  it('goes on where it began, with the steps that the colleague has made, whose proofs and waiting times do not count', async () => {
    now = Date.now();
    const asked: string[] = [];
    const ask = async ({ detail }: { readonly detail: string }) => asked.push(detail) > 0;
    const ofAda = { ledgerFile: join(newFolder(), 'ledger.jsonl'), now: () => now, ask };
    const ofCharles = elsewhere();
    const ada = await desk.signIn(ofAda);
    const charles = await desk.signIn(ofCharles);
    const [toCharles, toAda] = [await addressOf(charles, ada, 'charles'), await addressOf(ada, charles, 'ada')];
    const users = ['emmy.noether', 'grace.hopper', 'hedy.lamarr', 's.kovalevskaya'] as const;
    for (const user of users) await desk.controls().addKeyElsewhere(user, 'in-use');
    await know(ada, 'grace.hopper', programs.pair.publicKey);
    await know(ada, 'hedy.lamarr', programs.ssh.ed25519.publicKey);
    await know(ada, 's.kovalevskaya', programs.ssh.rsa.publicKey);
    // The first of the four keys is not made.
    await desk.controls().setFault({ kind: 'status', method: 'POST', status: 400 });
    const { campaign, folder } = await begin(ada, `user\n${users.join('\n')}\n`, 4, { purpose: 'rotate' });
    const codes = [
      await codeIn(folder, 'grace', programs.pair.file),
      await codeIn(folder, 'hedy', programs.ssh.ed25519.file),
    ];
    expect(await give(ada, charles, campaign, toCharles)).toMatchObject({ rotations: 4, known: 0 });

    // The person continues one of the rotations here, and one receipt arrives here.
    const { id: kept } = planOf(ada, 's.kovalevskaya');
    unwrap(await ada.rotations.unpause([kept]));
    unwrap(await ada.rotations.next(kept, true));
    unwrap(await ada.rotations.next(kept, false));
    expect(unwrap(await ada.campaigns.enterReceipts(codes[0] ?? '')).confirmed).toHaveLength(1);

    // The colleague makes the missing key, enters two receipts, deactivates their old keys, and deletes one of these.
    const emmy = desk.start(elsewhere());
    unwrap(await emmy.receiving.identity.make());
    await know(charles, 'emmy.noether', emmy.receiving.identity.state()?.publicKey ?? '');
    charles.campaignSystem.folder = newFolder();
    unwrap(await charles.campaigns.resume(campaign));
    await charles.campaigns.settled();
    unwrap(await charles.rotations.next(planOf(charles, 'emmy.noether').id, true));
    unwrap(await charles.campaigns.enterReceipts(codes.join('\n')));
    for (const user of ['grace.hopper', 'hedy.lamarr'])
      unwrap(await charles.rotations.next(planOf(charles, user).id, false));
    now += 7 * DAY;
    await desk.controls().setFault({ kind: 'clock-skew', seconds: 7 * 86_400, times: null });
    unwrap(await charles.rotations.next(planOf(charles, 'hedy.lamarr').id, false));

    expect(await give(charles, ada, campaign, toAda)).toMatchObject({ rotations: 3, known: 1 });
    expect(asked.at(-1)).toContain(
      'Handed over from here, and given back with the steps that were made since: 3 rotations, of which 1 ended.',
    );
    expect(planOf(ada, 'hedy.lamarr')).toMatchObject({ ended: 'done' });
    const open = { paused: false, ended: null, account: { userOcid: ada.accounts.current()?.userOcid } };
    // A proof of this computer still counts here, but the colleague's waiting time does not.
    expect(planOf(ada, 'grace.hopper')).toMatchObject({ ...open, phase: 'proved', deactivated: true, until: null });
    const made = (await desk.keysOf('emmy.noether')).find(({ name }) => name !== 'in-use');
    expect(planOf(ada, 'emmy.noether')).toMatchObject({
      ...{ ...open, phase: 'handed-over', proved: false, made: { accessKey: made?.accessKey } },
    });
    expect(planOf(ada, 's.kovalevskaya')).toMatchObject({ ...open, phase: 'observing' });
    expect(ada.campaigns.state().campaigns).toMatchObject([{ handedOverTo: null }]);
    expect(planOf(charles, 'grace.hopper')).toMatchObject({ paused: true });
    expect(await ada.campaigns.takeOver()).toMatchObject({ problem: { kind: 'not-a-campaign', why: 'known' } });

    // The index here lists neither the new packet, which is in the colleague's folder, nor the ended rotation.
    unwrap(await ada.campaigns.resume(campaign));
    await ada.campaigns.settled();
    const index = readFileSync(join(folder, 'index.csv'), 'utf8');
    expect(users.filter((user) => index.includes(user))).toEqual(['grace.hopper', 's.kovalevskaya']);
    const there = charles.campaigns.state().campaigns[0]?.folder ?? '';
    const [packet = '', ...others] = packetsIn(there);
    expect(others).toEqual([]);
    await emmy.receiving.openFile(join(there, packet));
    expect(emmy.secrets.current()?.accessKey).toBe(made?.accessKey);
    const again = await desk.startAgain(ofAda);
    await again.rotations.resume();
    const { id } = planOf(again, 'grace.hopper');
    unwrap(await again.rotations.next(id, false));
    expect(Date.parse(planOf(again, 'grace.hopper').until ?? '')).toBeGreaterThan(now + 6 * DAY);
    expect(await again.rotations.deleteDue([id])).toMatchObject({ problem: { kind: 'rotation-not-due' } });

    // Handed over again: the colleague gets the steps that were made here since.
    expect(await give(again, charles, campaign, await addressOf(charles, again, 'charles'))).toMatchObject({
      ...{ rotations: 2, known: 2 },
    });
    expect(planOf(charles, 'grace.hopper')).toMatchObject({ phase: 'proved', until: null, paused: false });
    for (const file of [ofAda.ledgerFile, ofCharles.ledgerFile])
      expect((await readLedger(file)).check).toMatchObject({ kind: 'whole' });
  });

  it('has the words of its packets where they were made, also when it is back', async () => {
    now = Date.now();
    const ada = await desk.signIn({ ledgerFile: join(newFolder(), 'ledger.jsonl') });
    const charles = await desk.signIn(elsewhere());
    const { campaign } = await begin(ada, 'user\nhedy.lamarr\n', 1);
    const hasWords = async (keydesk: KeyDesk) => [
      keydesk.campaigns.state().campaigns[0]?.passphrases,
      unwrap(await keydesk.rotations.readOne(planOf(keydesk, 'hedy.lamarr').id)).hasPassphrase,
    ];
    await give(ada, charles, campaign, await addressOf(charles, ada, 'charles'));
    expect(await hasWords(charles)).toEqual([0, false]);
    await give(charles, ada, campaign, await addressOf(ada, charles, 'ada'));
    expect(await hasWords(ada)).toEqual([1, true]);
    unwrap(await ada.campaigns.printWords(campaign));
  });

  it('is not taken over while the keychain refuses to give up words that the colleague’s packet has replaced', async () => {
    now = Date.now();
    const vault = createWatchedVault();
    const ofAda = { vault, ledgerFile: join(newFolder(), 'ledger.jsonl') };
    const ada = await desk.signIn(ofAda);
    const charles = await desk.signIn(elsewhere());
    await desk.controls().addKeyElsewhere('hedy.lamarr', 'in-use');
    const { campaign } = await begin(ada, 'user\nhedy.lamarr\n', 1, { purpose: 'rotate' });
    const { id, made } = planOf(ada, 'hedy.lamarr');
    await give(ada, charles, campaign, await addressOf(charles, ada, 'charles'));
    unwrap(await charles.rotations.next(id, true));
    await desk.controls().deleteKeyElsewhere('hedy.lamarr', made?.accessKey ?? '');
    expect(await charles.rotations.next(id, false)).toMatchObject({ problem: { kind: 'rotation-new-gone' } });
    charles.campaignSystem.folder = newFolder();
    unwrap(await charles.campaigns.makePacket(id));
    await charles.campaigns.settled();

    vault.refuse = 'remove';
    const file = join(newFolder(), 'campaign.age');
    charles.campaignSystem.saveAs = file;
    ada.campaignSystem.campaign = file;
    unwrap(await charles.campaigns.handOver(campaign, await addressOf(ada, charles, 'ada')));
    expect(await ada.campaigns.takeOver()).toMatchObject({ problem: { kind: 'vault-failed' } });
    expect(planOf(ada, 'hedy.lamarr')).toMatchObject({ made, paused: true });
    vault.refuse = null;
    expect(unwrap(await ada.campaigns.takeOver())).toMatchObject({ rotations: 1 });
    expect(planOf(ada, 'hedy.lamarr')).toMatchObject({ made: planOf(charles, 'hedy.lamarr').made, paused: false });
    expect(vault.names()).not.toContain(`words:${id}`);
  });

  it('can be given back until its last rotation has ended, also when every key is confirmed', async () => {
    now = Date.now();
    const ada = await desk.signIn({ ledgerFile: join(newFolder(), 'ledger.jsonl') });
    const charles = await desk.signIn(elsewhere());
    await desk.controls().addKeyElsewhere('hedy.lamarr', 'in-use');
    const { campaign } = await begin(ada, 'user\nhedy.lamarr\n', 1, { purpose: 'rotate' });
    await give(ada, charles, campaign, await addressOf(charles, ada, 'charles'));
    unwrap(await charles.rotations.next(planOf(charles, 'hedy.lamarr').id, true));
    expect(planOf(charles, 'hedy.lamarr')).toMatchObject({ phase: 'proved' });
    expect(charles.campaigns.state().campaigns).toMatchObject([{ id: campaign, here: true, handedOverTo: null }]);
    await give(charles, ada, campaign, await addressOf(ada, charles, 'ada'));
    expect(planOf(ada, 'hedy.lamarr')).toMatchObject({ paused: false });
    expect(charles.campaigns.state().campaigns).toEqual([]);
  });
});

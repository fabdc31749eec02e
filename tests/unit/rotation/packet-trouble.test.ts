import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { receiptsOutcomeSchema } from '../../../bridge/values/campaign.ts';
import { campaignState, campaignsHandler } from '../../../main/handlers/campaigns-handler.ts';
import { createRespond } from '../../../main/handlers/respond.ts';
import { createRunningCalls } from '../../../main/handlers/running-calls.ts';
import { openPacketOf, packetsIn, setUpCampaigns } from '../../support/parts/campaign-desk.ts';
import { unwrap } from '../../support/parts/unwrap.ts';

const { desk, programs, begin, know } = setUpCampaigns();

describe('packets', () => {
  it('confirm their receipts when the keychain refuses to give up their words, and the same receipt removes them later', async () => {
    const keydesk = await desk.signIn();
    const { vault } = desk.desk();
    await know(keydesk, 'grace.hopper', programs.pair.publicKey);
    const { folder } = await begin(keydesk, 'user\ngrace.hopper\nhedy.lamarr\n', 2);
    const [forGrace = '', forHedy = ''] = packetsIn(folder);
    const hedy = keydesk.rotations.ledger.plans().find(({ userName }) => userName === 'hedy.lamarr');
    const { words } = unwrap(await keydesk.campaigns.showWords(hedy?.id ?? ''));
    const ofGrace = await openPacketOf(folder, forGrace, (bytes) => programs.age.decrypt(bytes, programs.pair.file));
    const ofHedy = await openPacketOf(folder, forHedy, (bytes) =>
      programs.age.decryptWithPassphrase(bytes, words.join('-')),
    );
    const enter = async ({ key }: typeof ofGrace) => unwrap(await keydesk.campaigns.enterReceipts(key.receipt ?? ''));
    const inVault = () => vault.names().filter((name) => name.startsWith('words:'));

    vault.refuse = 'remove';
    // The packet of this receipt has no passphrase.
    expect(await enter(ofGrace)).toMatchObject({ confirmed: [{ userName: 'grace.hopper' }], wordsLeft: null });
    expect(await enter(ofHedy)).toMatchObject({
      confirmed: [{ userName: 'hedy.lamarr' }],
      wordsLeft: { kind: 'vault-failed', reason: 'the keychain is locked' },
    });
    const respond = createRespond(String, () => {});
    const { EnterReceipts } = campaignsHandler(respond, createRunningCalls(), keydesk.campaigns);
    expect(receiptsOutcomeSchema.parse(await EnterReceipts(ofHedy.key.receipt ?? ''))).toMatchObject({
      ok: true,
      value: { already: 1, wordsLeft: { meaning: expect.stringContaining('receipts are confirmed') } },
    });
    expect(inVault()).toEqual([`words:${hedy?.id}`]);
    vault.refuse = null;
    expect(await enter(ofHedy)).toMatchObject({ confirmed: [], already: 1, wordsLeft: null });
    expect(inVault()).toEqual([]);
  });

  it('are listed once the list can be written, and the person hears of a list that could not be', async () => {
    const keydesk = await desk.signIn({
      onStep(step) {
        const { folder = '' } = keydesk.campaigns.state().campaigns[0] ?? {};
        if (step === 'answered') mkdirSync(join(folder ?? '', 'index.csv', 'in the way'), { recursive: true });
      },
    });
    const { campaign, folder } = await begin(keydesk, 'user\ngrace.hopper\n', 1);
    expect(packetsIn(folder)).toHaveLength(1);
    expect(campaignState(keydesk.campaigns.state()).campaigns).toMatchObject([
      { failure: { happened: expect.stringContaining('index.csv'), remedy: expect.stringContaining('Open folder') } },
    ]);
    rmSync(join(folder, 'index.csv'), { recursive: true });
    const told: unknown[] = [];
    keydesk.campaigns.subscribe(({ campaigns }) => told.push(campaigns[0]?.indexProblem));
    unwrap(await keydesk.campaigns.openFolder(campaign));
    expect(told).toEqual([null]);
    expect(readFileSync(join(folder, 'index.csv'), 'utf8')).toContain('grace.hopper');
  });
});

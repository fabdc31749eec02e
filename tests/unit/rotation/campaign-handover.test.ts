import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { readLedger } from '../../../main/rotation/ledger-check.ts';
import { tracesOf } from '../../support/attacks/secret-traces.ts';
import { openPacketOf, packetsIn, setUpCampaigns } from '../../support/parts/campaign-desk.ts';
import type { KeyDesk } from '../../support/parts/key-desk.ts';
import { unwrap } from '../../support/parts/unwrap.ts';

const { desk, programs, newFolder, begin, know } = setUpCampaigns();

/** A colleague in the address book, whose handover address is this Keydesk's own. */
async function colleagueOf(keydesk: KeyDesk) {
  unwrap(await keydesk.receiving.identity.make());
  const address = keydesk.receiving.identity.state()?.publicKey ?? '';
  const person = { ocid: 'ocid1.user.oc1..colleague', name: 'charles.babbage' };
  return unwrap(keydesk.addressBook.add(person, address));
}

describe('a colleague', () => {
  it('takes a campaign over in another Keydesk, with its receipts, and goes on', async () => {
    const keydesk = await desk.signIn();
    await know(keydesk, 'grace.hopper', programs.pair.publicKey);
    await know(keydesk, 'hedy.lamarr', programs.ssh.ed25519.publicKey);
    const { campaign, folder } = await begin(keydesk, 'user\ngrace.hopper\nhedy.lamarr\n', 2);
    const opened = await Promise.all(
      packetsIn(folder).map((name, at) =>
        openPacketOf(folder, name, (bytes) =>
          programs.age.decrypt(bytes, [programs.pair, programs.ssh.ed25519][at]?.file ?? ''),
        ),
      ),
    );

    const colleague = await colleagueOf(keydesk);
    const file = join(newFolder(), 'campaign.age');
    keydesk.campaignSystem.saveAs = file;
    const handed = unwrap(await keydesk.campaigns.handOver(campaign, colleague.id));
    // On this computer the rotations are paused now, so that only the colleague continues them.
    expect(keydesk.rotations.ledger.plans().map(({ paused }) => paused)).toEqual([true, true]);
    expect(keydesk.rotations.state()).toMatchObject({ waiting: 0, held: 0 });
    expect(keydesk.campaigns.state().campaigns).toMatchObject([{ goesOn: false, handedOverTo: 'charles.babbage' }]);
    for (const { key, secret } of opened) {
      for (const hidden of [secret.toString(), key.receipt ?? ''])
        expect(tracesOf(hidden, readFileSync(file))).toEqual([]);
    }

    const asked: string[] = [];
    const ledgerFile = join(dirname(file), 'ledger.jsonl');
    let answer = false;
    const ask = async ({ detail }: { detail: string }) => {
      asked.push(detail);
      return answer;
    };
    const other = await desk.signIn({ ledgerFile, ask });
    other.campaignSystem.campaign = file;
    expect(await other.campaigns.takeOver()).toEqual({ ok: true, value: null });
    expect(other.rotations.ledger.plans()).toEqual([]);
    expect(asked[0]).toContain(handed?.words.join(' '));
    answer = true;
    expect(unwrap(await other.campaigns.takeOver())).toEqual({
      campaign,
      rotations: 2,
      known: 0,
      from: 'Ada Byron',
    });
    expect(await other.campaigns.takeOver()).toMatchObject({ problem: { kind: 'not-a-campaign', why: 'known' } });
    const codes = opened.map(({ key }) => key.receipt).join('\n');
    expect(unwrap(await other.campaigns.enterReceipts(codes)).confirmed).toHaveLength(2);
    expect((await readLedger(ledgerFile)).check).toMatchObject({ kind: 'whole' });

    // Every line has the documented form.
    const valid = new Ajv({ validateFormats: false }).compile(
      JSON.parse(readFileSync('docs/ledger.schema.json', 'utf8')),
    );
    for (const line of readFileSync(ledgerFile, 'utf8').trimEnd().split('\n'))
      expect(valid(JSON.parse(line)), line).toBe(true);
  });

  it('gets no file before the campaign is paused here, and one of the two goes on', async () => {
    let answer = false;
    const asked: string[] = [];
    const ask = async ({ detail }: { detail: string }) => {
      asked.push(detail);
      return answer;
    };
    const ledgerFile = join(newFolder(), 'ledger.jsonl');
    const keydesk = await desk.signIn({ ledgerFile, ask });
    const { ledger } = keydesk.rotations;
    const paused = () => ledger.plans().map((plan) => plan.paused);
    const { campaign } = await begin(keydesk, 'user\ngrace.hopper\nhedy.lamarr\n', 2);
    const { id } = await colleagueOf(keydesk);
    const folder = newFolder();
    const file = join(folder, 'campaign.age');
    keydesk.campaignSystem.saveAs = file;
    chmodSync(ledgerFile, 0o400);
    expect(await keydesk.campaigns.handOver(campaign, id)).toMatchObject({ problem: { kind: 'journal-failed' } });
    expect(existsSync(file)).toBe(false);
    chmodSync(ledgerFile, 0o600);

    // If the file cannot be written, nothing is handed over, so the rotations are not paused here.
    keydesk.campaignSystem.saveAs = folder;
    expect(await keydesk.campaigns.handOver(campaign, id)).toMatchObject({ problem: { kind: 'file-unwritable' } });
    expect(paused()).toEqual([false, false]);

    keydesk.campaignSystem.saveAs = file;
    unwrap(await keydesk.campaigns.handOver(campaign, id));
    expect(paused()).toEqual([true, true]);
    unwrap(await keydesk.campaigns.resume(campaign));
    unwrap(await keydesk.rotations.unpause(ledger.plans().map((plan) => plan.id)));
    expect(paused()).toEqual([true, true]);
    expect(asked).toEqual([expect.stringContaining('charles.babbage'), expect.stringContaining('charles.babbage')]);
    answer = true;
    unwrap(await keydesk.campaigns.resume(campaign));
    expect(paused()).toEqual([false, false]);
    unwrap(await keydesk.rotations.pause(ledger.plans().map((plan) => plan.id)));
    unwrap(await keydesk.rotations.unpause(ledger.plans().map((plan) => plan.id)));
    expect(asked).toHaveLength(3);
  });

  it('takes nothing over from a file that was changed, or is something else', async () => {
    const keydesk = await desk.signIn();
    const { campaign } = await begin(keydesk, 'user\ngrace.hopper\n', 1);
    const { id, publicKey } = await colleagueOf(keydesk);
    const file = join(newFolder(), 'campaign.age');
    keydesk.campaignSystem.saveAs = file;
    unwrap(await keydesk.campaigns.handOver(campaign, id));
    const bytes = readFileSync(file);
    const other = await desk.signIn({ ledgerFile: join(dirname(file), 'ledger.jsonl') });
    other.campaignSystem.campaign = file;
    for (let at = 0; at < bytes.length; at += Math.ceil(bytes.length / 30)) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      writeFileSync(file, changed);
      expect(await other.campaigns.takeOver(), `byte ${at}`).toMatchObject({ ok: false });
    }
    writeFileSync(file, await programs.age.encrypt(Buffer.from('{"form":"keydesk-campaign"}'), ['-r', publicKey]));
    expect(await other.campaigns.takeOver()).toMatchObject({
      problem: { kind: 'not-a-campaign', why: 'other-content' },
    });
    expect(other.rotations.ledger.plans()).toEqual([]);
  });
});

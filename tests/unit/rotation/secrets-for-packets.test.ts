import { appendFileSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CreationStep } from '../../../main/keys/creation-steps.ts';
import { openPacketOf, packetsIn, setUpCampaigns } from '../../support/parts/campaign-desk.ts';
import { Crash, crashAt, type KeyDesk, revealed, wanted } from '../../support/parts/key-desk.ts';
import { newStore } from '../../support/parts/played-services.ts';
import { unwrap } from '../../support/parts/unwrap.ts';

const { desk, programs, begin, know } = setUpCampaigns();

const secretsLeft = () =>
  desk
    .desk()
    .vault.names()
    .filter((name) => name.startsWith('secret:'));
const ledgerFile = () => join(dirname(desk.journalFile()), 'ledger.jsonl');
const planOf = ({ rotations }: KeyDesk) => rotations.ledger.plans().at(-1);
const keyOfGrace = () => desk.keyNamed('grace.hopper', planName());
const planName = () => `grace.hopper-${new Date().toISOString().slice(0, 10)}`;

/** A program that dies at this step of the one key of a campaign. */
async function dieAt(step: CreationStep, changes: Parameters<typeof desk.signIn>[0] = {}) {
  const dying = await desk.signIn({ onStep: crashAt(step), ...changes });
  await know(dying, 'grace.hopper', programs.pair.publicKey);
  return { dying, ...(await begin(dying, 'user\ngrace.hopper\n', 1)) };
}

async function startAgain(changes: Parameters<typeof desk.start>[0] = {}) {
  const keydesk = await desk.startAgain(changes);
  await keydesk.rotations.resume();
  return keydesk;
}

describe('the secret of a key whose packet was being made', () => {
  it.each<CreationStep>(['secret-stored', 'recorded', 'untagged'])(
    'at “%s” waits for Resume without a dialog, and then is in the packet',
    async (step) => {
      const addressBookStore = newStore();
      const { campaign, folder } = await dieAt(step, { addressBookStore });
      const keydesk = await startAgain({ addressBookStore });
      const shown: unknown[] = [];
      keydesk.secrets.subscribe(({ secret }) => shown.push(secret));
      expect(keydesk.told).toMatchObject({ open: null, unfinished: [], problems: [], later: null });
      expect(planOf(keydesk)).toMatchObject({ phase: 'made' });
      // Another key can be made while that secret waits.
      const owner = await desk.ownerNamed('hedy.lamarr', keydesk);
      const { handle } = unwrap(await keydesk.generateKey(owner, wanted));
      unwrap(await keydesk.secrets.close(handle, true));
      expect(keydesk.told).toMatchObject({ open: null, unfinished: [] });
      shown.length = 0;

      unwrap(await keydesk.campaigns.resume(campaign));
      await keydesk.campaigns.settled();
      expect(shown.filter((secret) => secret !== null)).toEqual([]);
      const [name = ''] = packetsIn(folder);
      const opened = await openPacketOf(folder, name, (bytes) => programs.age.decrypt(bytes, programs.pair.file));
      const key = await keyOfGrace();
      expect([opened.key.accessKey, opened.secret.toString()]).toEqual([key?.accessKey, key?.secretKey]);
      expect(key?.description ?? null).toBeNull();
      expect(await desk.keysOf('grace.hopper')).toHaveLength(1);
      expect(secretsLeft()).toEqual([]);
    },
  );

  it('is offered in the dialog as soon as the person ends its rotation', async () => {
    await dieAt('recorded');
    const keydesk = await startAgain();
    expect(keydesk.told.open).toBeNull();
    unwrap(await keydesk.rotations.stopHere(planOf(keydesk)?.id ?? ''));
    await expect.poll(() => revealed(keydesk)).toBe((await keyOfGrace())?.secretKey);
  });

  it.each<[string, (keydesk: KeyDesk) => unknown]>([
    ['its rotation has ended', ({ rotations }) => rotations.stopHere(rotations.ledger.plans().at(-1)?.id ?? '')],
    ['its rotation is paused', ({ rotations }) => rotations.pause([rotations.ledger.plans().at(-1)?.id ?? ''])],
    [
      'its campaign was handed over',
      ({ rotations: { ledger } }) =>
        ledger.append({
          ...{ plan: ledger.plans().at(-1)?.campaign ?? '', user: null, keyId: null, accessKey: null },
          ...{ event: 'campaign-handed-over', to: 'colleague', sha256: '0'.repeat(64) },
        }),
    ],
    ['the ledger is damaged', () => appendFileSync(ledgerFile(), 'nonsense\n')],
    ['the ledger is gone', () => renameSync(ledgerFile(), `${ledgerFile()}.gone`)],
    [
      'a newer Keydesk has written the journal',
      () => {
        const text = readFileSync(desk.journalFile(), 'utf8');
        writeFileSync(desk.journalFile(), text.replace(/"rotation":"[^"]+"/, '"rotation":{"of":"a newer form"}'));
      },
    ],
  ])('is offered in the dialog where %s', async (_where, happens) => {
    await dieAt('recorded');
    await happens(await startAgain());
    const keydesk = await startAgain();
    await expect.poll(() => revealed(keydesk)).toBe((await keyOfGrace())?.secretKey);
  });

  it('is told as unreadable while the keychain does not answer, and nothing is concluded', async () => {
    await dieAt('recorded');
    desk.desk().vault.refuse = 'get';
    const keydesk = await startAgain();
    expect(keydesk.told).toMatchObject({ open: null, unfinished: [{ state: 'unreadable' }] });
    desk.desk().vault.refuse = null;
    await keydesk.resume();
    await keydesk.rotations.resume();
    expect(keydesk.told).toMatchObject({ open: null, unfinished: [] });
    expect(planOf(keydesk)).toMatchObject({ phase: 'made' });
  });

  it('is not called closed by Resume while the keychain refuses to give it', async () => {
    const { campaign, folder } = await dieAt('recorded');
    const keydesk = await startAgain();
    desk.desk().vault.refuse = 'get';
    unwrap(await keydesk.campaigns.resume(campaign));
    await keydesk.campaigns.settled();
    expect(keydesk.campaigns.state().campaigns).toMatchObject([{ problem: { kind: 'vault-failed' } }]);
    desk.desk().vault.refuse = null;
    unwrap(await keydesk.campaigns.resume(campaign));
    await keydesk.campaigns.settled();
    expect(keydesk.campaigns.state().campaigns).toMatchObject([{ problem: null, counts: { packed: 1 } }]);
    expect(packetsIn(folder)).toHaveLength(1);
  });

  it('leaves the keychain at the start if the ledger has its packet', async () => {
    const { vault } = desk.desk();
    const { dying } = await dieAt('closed', {
      vault: { ...vault, remove: () => Promise.reject(new Crash('closing')) },
    });
    expect(planOf(dying)).toMatchObject({ phase: 'handed-over' });
    expect(secretsLeft()).toHaveLength(1);
    const keydesk = await startAgain();
    expect(keydesk.told).toMatchObject({ open: null, unfinished: [] });
    expect(secretsLeft()).toEqual([]);
  });

  it('keeps no other key from being made when its packet cannot be written', async () => {
    let isGone = false;
    const keydesk: KeyDesk = await desk.signIn({
      onStep(step) {
        const { folder } = keydesk.campaignSystem;
        if (step === 'answered' && !isGone) renameSync(folder ?? '', `${folder}.gone`);
        if (step === 'answered') isGone = true;
      },
    });
    const { campaign, folder } = await begin(keydesk, 'user\ngrace.hopper\n', 1);
    expect(keydesk.campaigns.state().campaigns).toMatchObject([{ problem: { kind: 'packet-folder-gone' } }]);
    expect(keydesk.secrets.current()).toBeNull();
    const owner = await desk.ownerNamed('hedy.lamarr', keydesk);
    const { handle } = unwrap(await keydesk.generateKey(owner, wanted));
    unwrap(await keydesk.secrets.close(handle, true));
    renameSync(`${dirname(folder)}.gone`, dirname(folder));
    unwrap(await keydesk.campaigns.resume(campaign));
    await keydesk.campaigns.settled();
    expect(packetsIn(folder)).toHaveLength(1);
    expect(await desk.keysOf('grace.hopper')).toHaveLength(1);
  });

  it('goes into a packet in another folder if the folder of its campaign is gone for good', async () => {
    const { campaign, folder } = await dieAt('recorded');
    const keydesk = await startAgain();
    renameSync(folder, `${folder}.gone`);
    keydesk.campaignSystem.folder = dirname(folder);
    unwrap(await keydesk.campaigns.resume(campaign));
    await keydesk.campaigns.settled();
    const [standing] = keydesk.campaigns.state().campaigns;
    expect(standing).toMatchObject({ problem: { kind: 'packet-folder-gone', folder } });
    unwrap(await keydesk.campaigns.resume(campaign));
    await keydesk.campaigns.settled();
    const [moved] = keydesk.campaigns.state().campaigns;
    expect(moved).toMatchObject({ problem: null, begunAt: standing?.begunAt, counts: { packed: 1 } });
    expect(packetsIn(moved?.folder ?? '')).toHaveLength(1);
    expect(readFileSync(join(moved?.folder ?? '', 'index.csv'), 'utf8')).toContain('grace.hopper');
    expect(await desk.keysOf('grace.hopper')).toHaveLength(1);
  });

  it('stays in memory for Resume if no keychain has it, and gets its dialog when it is in the way', async () => {
    const keydesk: KeyDesk = await desk.signIn({ onStep: (step) => step === 'answered' && lock() });
    const lock = () => {
      desk.desk().vault.refuse = 'put';
    };
    const { campaign, folder } = await begin(keydesk, 'user\ngrace.hopper\n', 1);
    desk.desk().vault.refuse = null;
    expect(keydesk.campaigns.state().campaigns).toMatchObject([{ problem: { kind: 'vault-failed' } }]);
    expect(keydesk.told.open).toBeNull();
    const owner = await desk.ownerNamed('hedy.lamarr', keydesk);
    expect(await keydesk.generateKey(owner, wanted)).toMatchObject({ problem: { kind: 'secret-open' } });
    expect(keydesk.told.open).toMatchObject({ keyName: planName(), restsIn: 'memory' });
    expect(keydesk.atRisk()).toBe(planName());
    unwrap(await keydesk.campaigns.resume(campaign));
    await keydesk.campaigns.settled();
    expect(keydesk.told.open).toBeNull();
    expect(packetsIn(folder)).toHaveLength(1);
    expect(await desk.keysOf('grace.hopper')).toHaveLength(1);
  });

  it('is asked for when Keydesk would quit and lose it, and its dialog opens', async () => {
    const keydesk: KeyDesk = await desk.signIn({ onStep: (step) => step === 'answered' && lock() });
    const lock = () => {
      desk.desk().vault.refuse = 'put';
    };
    await begin(keydesk, 'user\ngrace.hopper\n', 1);
    desk.desk().vault.refuse = null;
    expect(keydesk.atRisk()).toBe(planName());
    expect(revealed(keydesk)).toBe((await keyOfGrace())?.secretKey);
    expect(keydesk.told.open).toMatchObject({ restsIn: 'memory' });
  });
});

describe('the secret of a campaign’s key in the dialog', () => {
  /** Starts Keydesk with a paused rotation, so that the dialog has the secret of its new key. */
  async function startPaused(changes: Parameters<typeof desk.start>[0] = {}) {
    const { campaign, folder } = await dieAt('recorded', changes);
    const before = await startAgain(changes);
    const id = planOf(before)?.id ?? '';
    unwrap(await before.rotations.pause([id]));
    const keydesk = await startAgain(changes);
    await expect.poll(() => keydesk.told.open).not.toBeNull();
    const rowNow = async () => unwrap(await keydesk.rotations.readOne(id)).row;
    return { keydesk, id, campaign, folder, rowNow, handle: keydesk.told.open?.handle ?? '' };
  }

  it('is told by its rotation when the person closes and loses it; Resume deletes no key, and Next step makes another', async () => {
    const { keydesk, id, campaign, folder, rowNow, handle } = await startPaused();
    const first = await keyOfGrace();
    unwrap(await keydesk.secrets.close(handle, true));
    await expect.poll(() => planOf(keydesk)?.phase).toBe('lost');
    unwrap(await keydesk.rotations.unpause([id]));
    expect(await rowNow()).toMatchObject({ waitsFor: { kind: 'person' }, next: 'make-again', canClaim: true });
    unwrap(await keydesk.campaigns.resume(campaign));
    await keydesk.campaigns.settled();
    expect(await rowNow()).toMatchObject({ waitsFor: { kind: 'service', problem: { kind: 'secret-gone' } } });
    expect((await keyOfGrace())?.accessKey).toBe(first?.accessKey);

    unwrap(await keydesk.campaigns.makePacket(id));
    await keydesk.campaigns.settled();
    expect(packetsIn(folder)).toHaveLength(1);
    expect(await desk.keysOf('grace.hopper')).toHaveLength(1);
    expect((await keyOfGrace())?.accessKey).not.toBe(first?.accessKey);
  });

  it('leaves no rotation that waits for the receipt of a packet that nobody has', async () => {
    const { keydesk, id, rowNow, handle } = await startPaused();
    keydesk.secrets.acknowledge(handle, true);
    unwrap(await keydesk.secrets.close(handle, false));
    await expect.poll(() => planOf(keydesk)?.phase).toBe('handed-over');
    unwrap(await keydesk.rotations.unpause([id]));
    expect(await rowNow()).toMatchObject({ waitsFor: { kind: 'person' }, next: 'confirm' });
  });

  it('is made again by Resume if its key, told as lost, was deleted', async () => {
    const keydesk = await desk.signIn();
    await know(keydesk, 'grace.hopper', programs.pair.publicKey);
    await desk.controls().setFault({ kind: 'drop-after', method: 'POST' });
    const { campaign, folder } = await begin(keydesk, 'user\ngrace.hopper\n', 1);
    await desk.controls().clearFaults();
    unwrap(await keydesk.creations.remove(planOf(keydesk)?.creation ?? ''));
    expect(planOf(keydesk)).toMatchObject({ phase: 'lost' });
    unwrap(await keydesk.campaigns.resume(campaign));
    await keydesk.campaigns.settled();
    expect(packetsIn(folder)).toHaveLength(1);
    expect(await desk.keysOf('grace.hopper')).toHaveLength(1);
  });
});

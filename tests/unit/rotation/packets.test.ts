import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { campaignState } from '../../../main/handlers/campaigns-handler.ts';
import { openWithPassphrase } from '../../../main/handover/age-file.ts';
import { makeReceiptCode } from '../../../main/handover/receipt-code.ts';
import { readLedger } from '../../../main/rotation/ledger-check.ts';
import { tracesOf, tracesOfWords } from '../../support/attacks/secret-traces.ts';
import { readMail } from '../../support/desktop/read-mail.ts';
import { openPacketOf, packetsIn, setUpCampaigns } from '../../support/parts/campaign-desk.ts';
import { type KeyDesk, revealed } from '../../support/parts/key-desk.ts';
import { newStore } from '../../support/parts/played-services.ts';
import { setUpPolicy } from '../../support/parts/policy-desk.ts';
import { unwrap } from '../../support/parts/unwrap.ts';
import { createWatchedVault } from '../../support/parts/watched-vault.ts';

const { desk, programs, begin, know } = setUpCampaigns();
const phases = (keydesk: KeyDesk) => keydesk.rotations.ledger.plans().map(({ userName, phase }) => [userName, phase]);

describe('packets', () => {
  it('open for their recipients alone, and prove that they were opened', async () => {
    const keydesk = await desk.signIn();
    await know(keydesk, 'grace.hopper', programs.pair.publicKey);
    await know(keydesk, 'ada.byron', programs.ssh.ed25519.publicKey);
    await know(keydesk, 'emmy.noether', programs.ssh.rsa.publicKey);
    const { campaign, folder } = await begin(keydesk, 'user\ngrace.hopper\nada.byron\nhedy.lamarr\nemmy.noether\n', 4, {
      drafts: true,
    });
    const names = packetsIn(folder);
    expect(names).toEqual([
      expect.stringMatching(/^001-grace\.hopper-.*-for-Grace-Hopper\.age$/),
      expect.stringMatching(/^002-ada\.byron-.*-for-Ada-Byron\.age$/),
      expect.stringMatching(/^003-hedy\.lamarr-.*-for-Hedy-Lamarr\.age$/),
      expect.stringMatching(/^004-emmy\.noether-.*-for-Emmy-Noether\.age$/),
    ]);
    const [forGrace = '', forAda = '', forHedy = '', forEmmy = ''] = names;
    const hedy = keydesk.rotations.ledger.plans().find(({ userName }) => userName === 'hedy.lamarr');
    const { words } = unwrap(await keydesk.campaigns.showWords(hedy?.id ?? ''));
    const opened = [
      await openPacketOf(folder, forGrace, (bytes) => programs.age.decrypt(bytes, programs.pair.file)),
      await openPacketOf(folder, forAda, (bytes) => programs.age.decrypt(bytes, programs.ssh.ed25519.file)),
      await openPacketOf(folder, forHedy, (bytes) => programs.age.decryptWithPassphrase(bytes, words.join('-'))),
      await openPacketOf(folder, forEmmy, (bytes) => programs.age.decrypt(bytes, programs.ssh.rsa.file)),
    ];
    for (const { key, secret } of opened) {
      const there = (await desk.controls().state()).keys.find(({ accessKey }) => accessKey === key.accessKey);
      expect(secret.toString()).toBe(there?.secretKey);
      expect(key).toMatchObject({ sender: 'Ada Byron', place: { region: expect.any(String) } });
    }
    // The secrets were removed from the keychain. Only the words that a person must still tell recipients are there.
    expect(
      desk
        .desk()
        .vault.names()
        .filter((name) => /^(secret|words):/.test(name)),
    ).toEqual([`words:${hedy?.id}`]);
    expect(keydesk.secrets.current()).toBeNull();
    expect(desk.journal().at(-1)).toMatchObject({ type: 'ended', how: 'closed' });

    const codes = opened.map(({ key }) => key.receipt ?? '');
    expect(keydesk.campaigns.state().campaigns).toMatchObject([
      { counts: { packed: 4, confirmed: 0 }, passphrases: 1 },
    ]);
    const wrong = makeReceiptCode();
    const mail = `Hi,\nReceipt code: ${codes[0]}\n> ${codes[2]?.toLowerCase()}\nand ${wrong}, ${codes[1]?.slice(0, -1)}${codes[1]?.endsWith('0') ? '1' : '0'}`;
    const [first, second] = await Promise.all([
      keydesk.campaigns.enterReceipts(mail),
      keydesk.campaigns.enterReceipts(codes[0] ?? ''),
    ]);
    const entered = unwrap(first);
    expect(entered).toMatchObject({ already: 0, unknown: [wrong], mistyped: [expect.any(String)] });
    expect(entered.confirmed.map(({ userName }) => userName)).toEqual(['grace.hopper', 'hedy.lamarr']);
    expect(unwrap(second)).toMatchObject({ confirmed: [], already: 1 });
    expect(
      desk
        .desk()
        .vault.names()
        .filter((name) => name.startsWith('words:')),
    ).toEqual([]);
    expect(keydesk.campaigns.state().campaigns).toMatchObject([{ id: campaign, counts: { packed: 2 } }]);
  });

  it('are not written in a way that the company forbids while their key is made', async () => {
    const policy = setUpPolicy();
    let isForbidden = false;
    const onStep = (step: string) => {
      if (step === 'sent' && !isForbidden) void policy.prescribe({ handOver: ['file-recipient'] });
      isForbidden ||= step === 'sent';
    };
    const keydesk = await desk.signIn({ policy, onStep });
    const { campaign, folder } = await begin(keydesk, 'user\ngrace.hopper\n', 1);
    expect(packetsIn(folder)).toEqual([]);
    expect(phases(keydesk)).toEqual([['grace.hopper', 'made']]);
    await policy.prescribe({});
    unwrap(await keydesk.campaigns.resume(campaign));
    await keydesk.campaigns.settled();
    expect(packetsIn(folder)).toHaveLength(1);
    expect(await desk.keysOf('grace.hopper')).toHaveLength(1);
  });

  it('wait for no person while the campaign comes to their keys by itself', async () => {
    const keydesk = await desk.signIn();
    const waiting: number[] = [];
    keydesk.rotations.subscribe((state) => waiting.push(state.waiting));
    await begin(keydesk, 'user\ngrace.hopper\nada.byron\nhedy.lamarr\n', 3);
    expect(waiting.length).toBeGreaterThan(3);
    expect(Math.max(...waiting)).toBe(0);
    const [first] = keydesk.rotations.ledger.plans();
    expect(unwrap(await keydesk.rotations.readOne(first?.id ?? ''))).toMatchObject({ hasPassphrase: true });
  });

  it('are written again for a new key that others have deleted, when the campaign goes on', async () => {
    const keydesk = await desk.signIn();
    await desk.controls().addKeyElsewhere('grace.hopper', 'one');
    const { campaign, folder } = await begin(keydesk, 'user\ngrace.hopper\n', 1, { purpose: 'rotate' });
    const [plan] = keydesk.rotations.ledger.plans();
    unwrap(await keydesk.rotations.next(plan?.id ?? '', true));
    await desk.controls().deleteKeyElsewhere('grace.hopper', plan?.made?.accessKey ?? '');
    expect(await keydesk.rotations.next(plan?.id ?? '', false)).toMatchObject({
      problem: { kind: 'rotation-new-gone' },
    });
    unwrap(await keydesk.campaigns.resume(campaign));
    await keydesk.campaigns.settled();
    expect(phases(keydesk)).toEqual([['grace.hopper', 'handed-over']]);
    const index = readFileSync(join(folder, 'index.csv'), 'utf8');
    const fresh = (await desk.keysOf('grace.hopper')).find(({ name }) => name !== 'one');
    expect(fresh?.accessKey).not.toBe(plan?.made?.accessKey);
    expect(index).toContain(fresh?.accessKey);
  });

  it('are not written through a link that stands in the place of their folder', async () => {
    const keydesk = await desk.signIn({
      onStep(step) {
        const [facts] = keydesk.campaigns.state().campaigns;
        if (step !== 'answered' || facts?.folder == null) return;
        renameSync(facts.folder, `${facts.folder}-moved`);
        symlinkSync(`${facts.folder}-moved`, facts.folder);
      },
    });
    const { campaign, folder } = await begin(keydesk, 'user\ngrace.hopper\n', 1);
    expect(keydesk.campaigns.state().campaigns).toMatchObject([{ problem: { kind: 'file-unwritable' } }]);
    // A campaign cannot change its folder, so the remedy is to repair the same folder.
    const remedy = expect.stringMatching(/write into that folder\. Then press Resume\.$/);
    expect(campaignState(keydesk.campaigns.state()).campaigns).toMatchObject([{ failure: { remedy } }]);
    expect(readdirSync(`${folder}-moved`)).toEqual([]);
    rmSync(folder);
    renameSync(`${folder}-moved`, folder);
    unwrap(await keydesk.campaigns.resume(campaign));
    await keydesk.campaigns.settled();
    expect(packetsIn(folder)).toHaveLength(1);
    expect(await desk.keysOf('grace.hopper')).toHaveLength(1);
  });

  it('lie in a folder of their own with an index and drafts, and no part of a secret in clear', async () => {
    const keydesk = await desk.signIn();
    await know(keydesk, 'grace.hopper', programs.pair.publicKey);
    await desk.controls().addKeyElsewhere('hedy.lamarr', 'backup-nas');
    const old = await desk.keyNamed('hedy.lamarr', 'backup-nas');
    const replaces = `backup-nas (${old?.accessKey.slice(0, 8)}…${old?.accessKey.slice(-8)})`;
    const more = { drafts: true, purpose: 'rotate' } as const;
    const { folder } = await begin(keydesk, 'user\ngrace.hopper\nhedy.lamarr\n', 2, more);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    const names = packetsIn(folder);
    expect(readdirSync(folder).toSorted()).toEqual([...names, 'drafts', 'index.csv'].toSorted());
    expect(readFileSync(join(folder, 'index.csv'), 'utf8').split('\r\n')).toEqual([
      'file,user name,display name,key name,access key,opens with,sha256',
      expect.stringMatching(/^001-.*\.age,grace\.hopper,Grace Hopper,.*,recipient,[0-9a-f]{64}$/),
      expect.stringMatching(/^002-.*\.age,hedy\.lamarr,Hedy Lamarr,.*,passphrase,[0-9a-f]{64}$/),
      '',
    ]);
    const draft = await readMail(readFileSync(join(folder, 'drafts', (names[1] ?? '').replace('.age', '.eml'))));
    expect(draft.headers['to']).toBe('Hedy Lamarr <hedy.lamarr@acme.example>');
    expect(draft.attachments).toMatchObject([{ name: names[1], content: readFileSync(join(folder, names[1] ?? '')) }]);
    expect(draft.text).toContain('receipt code');
    expect(draft.text).toContain(`It replaces your key ${replaces}.`);
    const secrets = (await desk.controls().state()).keys.map(({ secretKey }) => secretKey);
    const words = keydesk.rotations.ledger.plans().map(({ id }) => keydesk.campaigns.showWords(id));
    const told = (await Promise.all(words)).flatMap((each) => (each.ok ? [each.value.words.join('-')] : []));
    expect(told).toHaveLength(1);
    const [first = '', second = ''] = names;
    const forGrace = (bytes: Buffer) => programs.age.decrypt(bytes, programs.pair.file);
    expect((await openPacketOf(folder, first, forGrace)).key.replaces).toBeUndefined();
    const forHedy = (bytes: Buffer) => programs.age.decryptWithPassphrase(bytes, told[0] ?? '');
    expect((await openPacketOf(folder, second, forHedy)).key.replaces).toBe(replaces);
    const everywhere = [folder, join(folder, 'drafts'), dirname(desk.journalFile())].flatMap((place) =>
      readdirSync(place, { withFileTypes: true }).flatMap((entry) => (entry.isFile() ? [join(place, entry.name)] : [])),
    );
    expect(everywhere.length).toBeGreaterThan(6);
    for (const file of everywhere) {
      const content = readFileSync(file);
      for (const each of secrets) expect(tracesOf(each, content), file).toEqual([]);
      for (const each of told) expect(tracesOfWords(each, content), file).toEqual([]);
    }
    expect(keydesk.clipboard.text).toBe('');
    // The ledger has the receipts only as hashes.
    const ledger = readFileSync(join(dirname(desk.journalFile()), 'ledger.jsonl'), 'utf8');
    expect(ledger).not.toMatch(/[0-9A-Z]{4}(-[0-9A-Z]{4}){3}"/);
    expect((await readLedger(join(dirname(desk.journalFile()), 'ledger.jsonl'))).check).toMatchObject({
      kind: 'whole',
    });
  });

  it('open in the Keydesk of their recipient, and in none once a byte of them was changed', async () => {
    const keydesk = await desk.signIn();
    const theirs = desk.start({ vault: createWatchedVault(), accountStore: newStore() });
    unwrap(await theirs.receiving.identity.make());
    await know(keydesk, 'grace.hopper', theirs.receiving.identity.state()?.publicKey ?? '');
    const { folder } = await begin(keydesk, 'user\ngrace.hopper\nhedy.lamarr\n', 2);
    const [forGrace = '', forHedy = ''] = packetsIn(folder);
    await theirs.receiving.openFile(join(folder, forGrace));
    const made = (await desk.keysOf('grace.hopper'))[0];
    expect([theirs.secrets.current()?.accessKey, revealed(theirs)]).toEqual([made?.accessKey, made?.secretKey]);

    const plan = keydesk.rotations.ledger.plans().find(({ userName }) => userName === 'hedy.lamarr');
    const { words } = unwrap(await keydesk.campaigns.showWords(plan?.id ?? ''));
    const passphrase = Buffer.from(words.join('-'));
    const packet = readFileSync(join(folder, forHedy));
    expect((await openWithPassphrase(packet, passphrase)).ok).toBe(true);
    for (let at = 0; at < packet.length; at += Math.ceil(packet.length / 60)) {
      const changed = Buffer.from(packet);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect((await openWithPassphrase(changed, passphrase)).ok, `byte ${at}`).toBe(false);
    }
  });

  it('never open with age once a byte of them was changed', async () => {
    const keydesk = await desk.signIn();
    await know(keydesk, 'grace.hopper', programs.pair.publicKey);
    const { folder } = await begin(keydesk, 'user\ngrace.hopper\n', 1);
    const packet = readFileSync(join(folder, packetsIn(folder)[0] ?? ''));
    for (let at = 0; at < packet.length; at += Math.ceil(packet.length / 40)) {
      const changed = Buffer.from(packet);
      changed[at] = (changed[at] ?? 0) ^ 1;
      await expect(programs.age.decrypt(changed, programs.pair.file), `byte ${at}`).rejects.toThrow('age ended');
    }
  });

  it('open with the words that another start of Keydesk finds in the keychain', async () => {
    const { folder } = await begin(await desk.signIn(), 'user\nhedy.lamarr\n', 1);
    const again = await desk.signIn();
    await again.rotations.resume();
    const [plan] = again.rotations.ledger.plans();
    const { words } = unwrap(await again.campaigns.showWords(plan?.id ?? ''));
    const [packet = ''] = packetsIn(folder);
    const { key } = await openPacketOf(folder, packet, (bytes) =>
      programs.age.decryptWithPassphrase(bytes, words.join('-')),
    );
    expect(key.accessKey).toBe(plan?.made?.accessKey);
  });

  it('tell their words on a sheet, until the person says that all recipients have them', async () => {
    let answer = false;
    const asked: string[] = [];
    const ask = async ({ message }: { message: string }) => asked.push(message) > 0 && answer;
    const keydesk = await desk.signIn({ ask });
    const { campaign, folder } = await begin(keydesk, 'user\ngrace.hopper\nhedy.lamarr\n', 2);
    unwrap(await keydesk.campaigns.printWords(campaign));
    const [sheet = ''] = keydesk.campaignSystem.printed;
    for (const name of packetsIn(folder)) {
      const article = sheet.split('<article').find((each) => each.includes(name)) ?? '';
      const words = [...article.matchAll(/<li>([a-z]+)<\/li>/g)].map(([, word]) => word);
      expect(words).toHaveLength(10);
      const opened = await openWithPassphrase(readFileSync(join(folder, name)), Buffer.from(words.join('-')));
      expect(opened.ok, name).toBe(true);
    }
    const [first] = keydesk.rotations.ledger.plans();
    const hasPassphrase = async () => unwrap(await keydesk.rotations.readOne(first?.id ?? '')).hasPassphrase;
    expect(await hasPassphrase()).toBe(true);
    // A page alone cannot delete the passphrases: main asks the person.
    unwrap(await keydesk.campaigns.forgetWords(campaign));
    expect(keydesk.campaigns.state().campaigns).toMatchObject([{ passphrases: 2 }]);
    answer = true;
    unwrap(await keydesk.campaigns.forgetWords(campaign));
    expect(asked).toEqual(['Forget 2 passphrases?', 'Forget 2 passphrases?']);
    expect(keydesk.campaigns.state().campaigns).toMatchObject([{ passphrases: 0, counts: { packed: 2 } }]);
    expect(await keydesk.campaigns.printWords(campaign)).toMatchObject({ problem: { kind: 'packet-words-gone' } });
    expect(await hasPassphrase()).toBe(false);
    expect(existsSync(join(folder, 'index.csv'))).toBe(true);
  });
});

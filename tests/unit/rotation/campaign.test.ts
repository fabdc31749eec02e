import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Ajv } from 'ajv';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parseHandedKey } from '../../../main/handover/handed-key.ts';
import { makeReceiptCode } from '../../../main/handover/receipt-code.ts';
import { readLedger } from '../../../main/rotation/ledger-check.ts';
import { tracesOf } from '../../support/attacks/secret-traces.ts';
import { readMail } from '../../support/desktop/read-mail.ts';
import { type KeyDesk, setUpKeyDesk } from '../../support/parts/key-desk.ts';
import { unwrap } from '../../support/parts/unwrap.ts';
import { type AgeProgram, openAgeProgram } from '../../support/programs/age-program.ts';

const desk = setUpKeyDesk(9);
const outside = mkdtempSync(join(tmpdir(), 'keydesk-campaign-'));
let age: AgeProgram;
let pair: Awaited<ReturnType<AgeProgram['keygen']>>;
let ssh: { readonly file: string; readonly publicKey: string };
let count = 0;

beforeAll(async () => {
  age = openAgeProgram();
  pair = await age.keygen();
  const file = join(outside, 'id_ed25519');
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', file]);
  ssh = { file, publicKey: readFileSync(`${file}.pub`, 'utf8') };
});
/** No user has a key: each test says what there is. */
beforeEach(async () => {
  const { keys } = await desk.controls().state();
  for (const { user, accessKey } of keys) await desk.controls().deleteKeyElsewhere(user.userName, accessKey);
});
afterAll(() => {
  age.remove();
  rmSync(outside, { recursive: true, force: true });
});

const request = { namePattern: '{user}-{date}', description: null, expiresOn: null };
/** A new folder for the packets of one campaign. */
function newFolder(): string {
  count += 1;
  const folder = join(outside, String(count));
  mkdirSync(folder);
  return folder;
}

/** Looks at a list of users. */
async function look(keydesk: KeyDesk, csv: string, purpose: 'create' | 'rotate' = 'create') {
  keydesk.campaignSystem.userList = join(outside, 'users.csv');
  writeFileSync(keydesk.campaignSystem.userList, csv);
  const list = unwrap(await keydesk.campaigns.chooseUserList());
  const source = { kind: 'users', list: list?.list ?? '' } as const;
  const preview = unwrap(
    await keydesk.campaigns.preview({ ...request, source, purpose }, new AbortController().signal),
  );
  return { preview, lines: unwrap(keydesk.campaigns.readLines(preview.preview, 0, 500)).lines };
}

/** Begins a campaign for these lines, and waits until nothing runs any more. */
async function begin(
  keydesk: KeyDesk,
  csv: string,
  expected: number,
  more: { rooms?: { line: number; keyId: string }[]; drafts?: boolean; purpose?: 'create' | 'rotate' } = {},
) {
  const { preview } = await look(keydesk, csv, more.purpose);
  keydesk.campaignSystem.folder = newFolder();
  const { rooms = [], drafts = false } = more;
  const begun = unwrap(
    await keydesk.campaigns.start({
      preview: preview.preview,
      leaveOut: [],
      rooms,
      drafts,
      expected,
      confirmation: String(expected),
    }),
  );
  if (begun === null) throw new Error('The dialog was cancelled.');
  await keydesk.campaigns.settled();
  return begun;
}

const packetsIn = (folder: string) => readdirSync(folder).filter((name) => name.endsWith('.age'));
const open = async (folder: string, name: string, how: (bytes: Buffer) => Promise<Buffer>) =>
  unwrap(parseHandedKey(await how(readFileSync(join(folder, name)))));

/** Adds a public key of this user to the address book. */
async function know(keydesk: KeyDesk, userName: string, publicKey: string) {
  const owner = await desk.ownerNamed(userName, keydesk);
  const ocid = owner.kind === 'user' ? owner.ocid : '';
  unwrap(await keydesk.handover.addRecipient({ ocid, name: userName }, publicKey));
}
const phases = (keydesk: KeyDesk) => keydesk.rotations.ledger.plans().map(({ userName, phase }) => [userName, phase]);

describe('a preview', () => {
  it('says line by line what will happen, and changes nothing', async () => {
    const keydesk = await desk.signIn();
    await know(keydesk, 'grace.hopper', pair.publicKey);
    const before = (await desk.controls().state()).keys.length;
    const { preview, lines } = await look(
      keydesk,
      'user,expires\ngrace.hopper,\nada.byron,\nHEDY.lamarr@acme.example,\nnobody,\ngraphite-sync,\nemmy.noether,31.12.2027\ngrace.hopper,\ns.kovalevskaya,2020-01-01\n',
    );
    const verdicts = lines
      .toSorted((a, b) => a.line - b.line)
      .map(({ line, userName, verdict }) => [line, userName, verdict]);
    expect(verdicts).toEqual([
      [2, 'grace.hopper', 'ready'],
      [3, 'ada.byron', 'ready'],
      [4, 'hedy.lamarr', 'ready'],
      [5, 'nobody', 'not-found'],
      [6, 'graphite-sync', 'inactive'],
      [7, 'emmy.noether', 'bad-line'],
      [8, 'grace.hopper', 'same-user'],
      [9, 's.kovalevskaya', 'bad-line'],
    ]);
    // What needs a look stands first.
    expect(lines.map(({ verdict }) => verdict === 'ready').indexOf(true)).toBe(5);
    expect(preview).toMatchObject({ total: 8, purpose: 'create', passphrases: 2 });
    expect(lines.find(({ line }) => line === 2)?.newKey.name).toMatch(/^grace\.hopper-20\d\d-\d\d-\d\d$/);
    expect((await desk.controls().state()).keys.length).toBe(before);
    expect(await desk.posts()).toEqual([]);
    expect(keydesk.rotations.ledger.plans()).toEqual([]);
  });

  it('asks for a choice where a user has two keys, and proposes the one that does not work', async () => {
    const keydesk = await desk.signIn();
    await desk.controls().addKeyElsewhere('grace.hopper', 'one');
    await desk.controls().addKeyElsewhere('grace.hopper', 'two');
    const owner = await desk.ownerNamed('grace.hopper', keydesk);
    const { lines: both } = await look(keydesk, 'user\ngrace.hopper\n', 'rotate');
    expect(both).toMatchObject([{ verdict: 'two-keys', old: null }]);
    const two = await desk.keyNamed('grace.hopper', 'two');
    unwrap(await keydesk.keys.setStatus(owner, two?.id ?? '', 'INACTIVE'));
    const { lines } = await look(keydesk, 'user\ngrace.hopper\n', 'rotate');
    expect(lines).toMatchObject([
      { verdict: 'two-keys', old: { name: 'one' }, others: [{ name: 'two', why: 'inactive' }] },
    ]);
    // Nobody has said that it may go.
    const { preview } = await look(keydesk, 'user\ngrace.hopper\n', 'rotate');
    const start = { preview: preview.preview, leaveOut: [], drafts: false, confirmation: null };
    expect(await keydesk.campaigns.start({ ...start, rooms: [], expected: 1 })).toMatchObject({
      problem: { kind: 'selection-empty' },
    });
    const folder = (
      await begin(keydesk, 'user\ngrace.hopper\n', 1, { purpose: 'rotate', rooms: [{ line: 2, keyId: two?.id ?? '' }] })
    ).folder;
    expect(packetsIn(folder)).toHaveLength(1);
    expect((await desk.keysOf('grace.hopper')).map(({ name }) => name)).toEqual([
      'one',
      expect.stringMatching(/^grace/),
    ]);
    // The old key stays as it is until its recipient has confirmed.
    expect(phases(keydesk)).toEqual([['grace.hopper', 'handed-over']]);
  });
});

describe('packets', () => {
  it('open for their recipients alone, and prove that they were opened', async () => {
    const keydesk = await desk.signIn();
    await know(keydesk, 'grace.hopper', pair.publicKey);
    await know(keydesk, 'ada.byron', ssh.publicKey);
    const { campaign, folder } = await begin(keydesk, 'user\ngrace.hopper\nada.byron\nhedy.lamarr\n', 3, {
      drafts: true,
    });
    const names = packetsIn(folder);
    expect(names).toEqual([
      expect.stringMatching(/^001-grace\.hopper-.*-for-Grace-Hopper\.age$/),
      expect.stringMatching(/^002-ada\.byron-.*-for-Ada-Byron\.age$/),
      expect.stringMatching(/^003-hedy\.lamarr-.*-for-Hedy-Lamarr\.age$/),
    ]);
    const [forGrace = '', forAda = '', forHedy = ''] = names;
    const hedy = keydesk.rotations.ledger.plans().find(({ userName }) => userName === 'hedy.lamarr');
    const { words } = unwrap(await keydesk.campaigns.showWords(hedy?.id ?? ''));
    const opened = [
      await open(folder, forGrace, (bytes) => age.decrypt(bytes, pair.file)),
      await open(folder, forAda, (bytes) => age.decrypt(bytes, ssh.file)),
      await open(folder, forHedy, (bytes) => age.decryptWithPassphrase(bytes, words.join('-'))),
    ];
    for (const { key, secret } of opened) {
      const there = (await desk.controls().state()).keys.find(({ accessKey }) => accessKey === key.accessKey);
      expect(secret.toString()).toBe(there?.secretKey);
      expect(key).toMatchObject({ sender: 'Ada Byron', place: { region: expect.any(String) } });
    }
    // The secrets have left the keychain; only the words that somebody must still tell are there.
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
      { counts: { packed: 3, confirmed: 0 }, passphrases: 1 },
    ]);
    const wrong = makeReceiptCode();
    const mail = `Hi,\nReceipt code: ${codes[0]}\n> ${codes[2]?.toLowerCase()}\nand ${wrong}, ${codes[1]?.slice(0, -1)}${codes[1]?.endsWith('0') ? '1' : '0'}`;
    const entered = unwrap(await keydesk.campaigns.enterReceipts(mail));
    expect(entered).toMatchObject({ already: 0, unknown: [wrong], mistyped: [expect.any(String)] });
    expect(entered.confirmed.map(({ userName }) => userName)).toEqual(['grace.hopper', 'hedy.lamarr']);
    expect(unwrap(await keydesk.campaigns.enterReceipts(codes[0] ?? ''))).toMatchObject({ confirmed: [], already: 1 });
    expect(
      desk
        .desk()
        .vault.names()
        .filter((name) => name.startsWith('words:')),
    ).toEqual([]);
    expect(keydesk.campaigns.state().campaigns).toMatchObject([{ id: campaign, counts: { packed: 1 } }]);
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

  it('lie in a folder of their own with an index and drafts, and no part of a secret in clear', async () => {
    const keydesk = await desk.signIn();
    await know(keydesk, 'grace.hopper', pair.publicKey);
    const { folder } = await begin(keydesk, 'user\ngrace.hopper\nhedy.lamarr\n', 2, { drafts: true });
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
    const secrets = (await desk.controls().state()).keys.map(({ secretKey }) => secretKey);
    const words = keydesk.rotations.ledger.plans().map(({ id }) => keydesk.campaigns.showWords(id));
    const told = (await Promise.all(words)).flatMap((each) => (each.ok ? [each.value.words.join('-')] : []));
    expect(told).toHaveLength(1);
    const everywhere = [folder, join(folder, 'drafts'), dirname(desk.journalFile())].flatMap((place) =>
      readdirSync(place, { withFileTypes: true }).flatMap((entry) => (entry.isFile() ? [join(place, entry.name)] : [])),
    );
    expect(everywhere.length).toBeGreaterThan(6);
    for (const file of everywhere)
      for (const each of [...secrets, ...told]) expect(tracesOf(each, readFileSync(file)), file).toEqual([]);
    // The receipts are there as hashes alone.
    const ledger = readFileSync(join(dirname(desk.journalFile()), 'ledger.jsonl'), 'utf8');
    expect(ledger).not.toMatch(/[0-9A-Z]{4}(-[0-9A-Z]{4}){3}"/);
    expect((await readLedger(join(dirname(desk.journalFile()), 'ledger.jsonl'))).check).toMatchObject({
      kind: 'whole',
    });
  });

  it('never open once a byte of them was changed', async () => {
    const keydesk = await desk.signIn();
    await know(keydesk, 'grace.hopper', pair.publicKey);
    const { folder } = await begin(keydesk, 'user\ngrace.hopper\n', 1);
    const packet = readFileSync(join(folder, packetsIn(folder)[0] ?? ''));
    for (let at = 0; at < packet.length; at += Math.ceil(packet.length / 40)) {
      const changed = Buffer.from(packet);
      changed[at] = (changed[at] ?? 0) ^ 1;
      await expect(age.decrypt(changed, pair.file), `byte ${at}`).rejects.toThrow('age ended');
    }
  });

  it('open with the words that another start of Keydesk finds in the keychain', async () => {
    const { folder } = await begin(await desk.signIn(), 'user\nhedy.lamarr\n', 1);
    const again = await desk.signIn();
    await again.rotations.resume();
    const [plan] = again.rotations.ledger.plans();
    const { words } = unwrap(await again.campaigns.showWords(plan?.id ?? ''));
    const [packet = ''] = packetsIn(folder);
    const { key } = await open(folder, packet, (bytes) => age.decryptWithPassphrase(bytes, words.join('-')));
    expect(key.accessKey).toBe(plan?.made?.accessKey);
  });

  it('tell their words on a sheet, until the person says that all recipients have them', async () => {
    const keydesk = await desk.signIn();
    const { campaign, folder } = await begin(keydesk, 'user\ngrace.hopper\nhedy.lamarr\n', 2);
    unwrap(await keydesk.campaigns.printWords(campaign));
    const [sheet = ''] = keydesk.campaignSystem.printed;
    for (const name of packetsIn(folder)) expect(sheet).toContain(name);
    expect(sheet.match(/<li>/g)).toHaveLength(20);
    unwrap(await keydesk.campaigns.forgetWords(campaign));
    expect(keydesk.campaigns.state().campaigns).toMatchObject([{ passphrases: 0, counts: { packed: 2 } }]);
    expect(await keydesk.campaigns.printWords(campaign)).toMatchObject({ problem: { kind: 'packet-words-gone' } });
    expect(existsSync(join(folder, 'index.csv'))).toBe(true);
  });
});

describe('a colleague', () => {
  it('takes a campaign over in another Keydesk, with its receipts, and goes on', async () => {
    const keydesk = await desk.signIn();
    await know(keydesk, 'grace.hopper', pair.publicKey);
    await know(keydesk, 'hedy.lamarr', ssh.publicKey);
    const { campaign, folder } = await begin(keydesk, 'user\ngrace.hopper\nhedy.lamarr\n', 2);
    const opened = await Promise.all(
      packetsIn(folder).map((name, at) =>
        open(folder, name, (bytes) => age.decrypt(bytes, [pair, ssh][at]?.file ?? '')),
      ),
    );

    unwrap(await keydesk.receiving.identity.make());
    const address = keydesk.receiving.identity.state()?.publicKey ?? '';
    const colleague = unwrap(
      keydesk.addressBook.add({ ocid: 'ocid1.user.oc1..colleague', name: 'charles.babbage' }, address),
    );
    const file = join(newFolder(), 'campaign.age');
    keydesk.campaignSystem.saveAs = file;
    const handed = unwrap(await keydesk.campaigns.handOver(campaign, colleague.id));
    // Here its rotations stand still, so that one of the two goes on.
    expect(keydesk.rotations.ledger.plans().map(({ paused }) => paused)).toEqual([true, true]);
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
    expect(unwrap(await other.campaigns.takeOver())).toEqual({ campaign, rotations: 2, from: 'Ada Byron' });
    expect(await other.campaigns.takeOver()).toMatchObject({ problem: { kind: 'not-a-campaign', why: 'known' } });
    const codes = opened.map(({ key }) => key.receipt).join('\n');
    expect(unwrap(await other.campaigns.enterReceipts(codes)).confirmed).toHaveLength(2);
    expect((await readLedger(ledgerFile)).check).toMatchObject({ kind: 'whole' });

    // Every line has the form that is documented.
    const valid = new Ajv({ validateFormats: false }).compile(
      JSON.parse(readFileSync('docs/ledger.schema.json', 'utf8')),
    );
    for (const line of readFileSync(ledgerFile, 'utf8').trimEnd().split('\n'))
      expect(valid(JSON.parse(line)), line).toBe(true);
  });

  it('takes nothing over from a file that was changed, or is something else', async () => {
    const keydesk = await desk.signIn();
    const { campaign } = await begin(keydesk, 'user\ngrace.hopper\n', 1);
    unwrap(await keydesk.receiving.identity.make());
    const address = keydesk.receiving.identity.state()?.publicKey ?? '';
    const { id } = unwrap(
      keydesk.addressBook.add({ ocid: 'ocid1.user.oc1..colleague', name: 'charles.babbage' }, address),
    );
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
    writeFileSync(file, await age.encrypt(Buffer.from('{"form":"keydesk-campaign"}'), ['-r', address]));
    expect(await other.campaigns.takeOver()).toMatchObject({
      problem: { kind: 'not-a-campaign', why: 'other-content' },
    });
    expect(other.rotations.ledger.plans()).toEqual([]);
  });
});

import { randomUUID } from 'node:crypto';
import { appendFile, chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createJournal } from '../../../main/keys/creation-journal.ts';
import type { BegunRecord, JournalRecord } from '../../../main/keys/journal-records.ts';
import { unwrap } from '../../support/parts/unwrap.ts';

const at = '2026-11-22T12:00:00.000Z';
const begun = (creation: string): BegunRecord => ({
  v: 1,
  type: 'begun',
  creation,
  at,
  account: { tenancyOcid: 'ocid1.tenancy.oc1..t', userOcid: 'ocid1.user.oc1..a', sample: false },
  owner: { kind: 'user', domainId: 'ocid1.domain.oc1..d', id: 'u1', ocid: 'ocid1.user.oc1..u' },
  ownerName: 'Grace Hopper',
  ownerIdentity: { userName: 'grace.hopper', domainName: 'Default' },
  keyName: 'ci-deploy',
  description: null,
  expiresOn: null,
  marked: true,
  vault: 'keychain',
  retryToken: randomUUID(),
  before: ['k1'],
  rotation: null,
});
const ended = (creation: string): JournalRecord => ({ v: 1, type: 'ended', creation, at, how: 'closed' });

describe('the journal of creations', () => {
  let folder = '';
  let file = '';
  let asides: string[] = [];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'keydesk-journal-'));
    asides = [];
    file = join(folder, 'profile', 'creations.jsonl');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const pending = async () => {
    const known = await createJournal({ file, onQuarantine: (aside) => asides.push(aside.reason) }).pending();
    return known.ok ? known.value.map((creation) => creation.begun.creation) : known;
  };

  it('remembers after a restart what has begun and not ended', async () => {
    const [one, two] = [randomUUID(), randomUUID()];
    const journal = createJournal({ file, onQuarantine: (aside) => asides.push(aside.reason) });
    for (const record of [begun(one), begun(two), ended(one)]) unwrap(await journal.add(record));
    expect(await pending()).toEqual([two]);
  });

  it('knows which key an answered creation made', async () => {
    const one = randomUUID();
    const journal = createJournal({ file, onQuarantine: (aside) => asides.push(aside.reason) });
    await journal.add(begun(one));
    await journal.add({ v: 1, type: 'created', creation: one, at, keyId: 'k2', accessKey: '4f1c' });
    const known = unwrap(await createJournal({ file, onQuarantine: (aside) => asides.push(aside.reason) }).pending());
    expect(known[0]).toMatchObject({ phase: 'created', key: { keyId: 'k2', accessKey: '4f1c' } });
  });

  it('reads a line of an older version, which does not say what tells the user from others of the same name', async () => {
    const { ownerIdentity: _none, ...older } = begun(randomUUID());
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, `${JSON.stringify(older)}\n`);
    const known = unwrap(await createJournal({ file, onQuarantine: (aside) => asides.push(aside.reason) }).pending());
    expect(known[0]?.begun).toMatchObject({ ...older, ownerIdentity: null });
    expect(asides).toEqual([]);
  });

  it.each([undefined, 7, { newer: true }, 'no id'])(
    'knows no rotation where the line has %j for it',
    async (rotation) => {
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, `${JSON.stringify({ ...begun(randomUUID()), rotation })}\n`);
      const known = unwrap(await createJournal({ file, onQuarantine: (aside) => asides.push(aside.reason) }).pending());
      expect(known).toMatchObject([{ begun: { rotation: null } }]);
      expect(asides).toEqual([]);
    },
  );

  it('passes over a last line torn by a power cut, and writes on a line of its own after it', async () => {
    const [one, two] = [randomUUID(), randomUUID()];
    await createJournal({ file, onQuarantine: (aside) => asides.push(aside.reason) }).add(begun(one));
    await appendFile(file, JSON.stringify(begun(randomUUID())).slice(0, 60));
    const journal = createJournal({ file, onQuarantine: (aside) => asides.push(aside.reason) });
    await journal.add(begun(two));
    expect(await pending()).toEqual([one, two]);
  });

  it('drops ended creations from a long file, and loses none that is open', async () => {
    const open = randomUUID();
    const journal = createJournal({ file, onQuarantine: (aside) => asides.push(aside.reason) });
    await journal.add(begun(open));
    const many = Array.from({ length: 150 }, () => randomUUID()).flatMap((id) => [begun(id), ended(id)]);
    await appendFile(file, many.map((record) => `${JSON.stringify(record)}\n`).join(''));
    expect(await pending()).toEqual([open]);
    expect((await readFile(file, 'utf8')).trim().split('\n')).toHaveLength(1);
  });

  it('keeps a copy of a file with damaged or newer lines, says so, and goes on with the rest', async () => {
    const open = randomUUID();
    await createJournal({ file, onQuarantine: (aside) => asides.push(aside.reason) }).add(begun(open));
    await appendFile(file, `{"v":2,"type":"begun"}\nnot json\n`);
    const before = await readFile(file, 'utf8');
    expect(await pending()).toEqual([open]);
    expect(asides).toEqual(['2 of its lines cannot be read']);
    const names = (await readdir(dirname(file))).filter((name) => name !== 'creations.jsonl');
    expect(await readFile(join(dirname(file), names[0] ?? ''), 'utf8')).toBe(before);
    expect(await pending()).toEqual([open]);
    expect(asides).toHaveLength(1);
  });

  it('is readable by its owner alone', async () => {
    await createJournal({ file, onQuarantine: (aside) => asides.push(aside.reason) }).add(begun(randomUUID()));
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(join(folder, 'profile'))).mode & 0o777).toBe(0o700);
  });

  it('says why it cannot write, so that nothing is sent', async () => {
    await writeFile(join(folder, 'profile'), 'a file where the folder should be');
    const added = await createJournal({ file, onQuarantine: (aside) => asides.push(aside.reason) }).add(
      begun(randomUUID()),
    );
    expect(added).toMatchObject({ ok: false, problem: { kind: 'journal-failed' } });
  });

  it('cuts off the half line of a write that failed, so that it cannot swallow the next record', async () => {
    const [one, two] = [randomUUID(), randomUUID()];
    const journal = createJournal({ file, onQuarantine: (aside) => asides.push(aside.reason) });
    await journal.add(begun(one));
    // The file as it is after a disk became full in the middle of a line.
    await appendFile(file, JSON.stringify(begun(randomUUID())).slice(0, 60));
    unwrap(await journal.add(begun(two)));
    expect(await pending()).toEqual([one, two]);
    expect(asides).toEqual([]);
  });

  it('keeps the whole lines that another program has added, and knows what they say', async () => {
    const [one, two, three] = [randomUUID(), randomUUID(), randomUUID()];
    const journal = createJournal({ file, onQuarantine: (aside) => asides.push(aside.reason) });
    await journal.add(begun(one));
    await appendFile(file, `${JSON.stringify(begun(two))}\na remark of a person\n{"v":1,"type":"beg`);
    unwrap(await journal.add(begun(three)));
    const texts = (await readFile(file, 'utf8')).trimEnd().split('\n');
    expect(texts.map((text) => (text.startsWith('{') ? JSON.parse(text).creation : text))).toEqual([
      one,
      two,
      'a remark of a person',
      three,
    ]);
    expect(unwrap(await journal.pending()).map((creation) => creation.begun.creation)).toEqual([one, two, three]);
  });

  it('keeps a copy of a file of which another program has cut something off', async () => {
    const journal = createJournal({ file, onQuarantine: (aside) => asides.push(aside.reason) });
    await journal.add(begun(randomUUID()));
    await writeFile(file, 'a remark of a person\n');
    await journal.add(begun(randomUUID()));
    expect(asides).toEqual(['another program has changed it']);
    const [copy = ''] = (await readdir(dirname(file))).filter((name) => name !== 'creations.jsonl');
    expect(await readFile(join(dirname(file), copy), 'utf8')).toBe('a remark of a person\n');
  });

  it('writes what is under way again when the file was taken away', async () => {
    const [one, two] = [randomUUID(), randomUUID()];
    const journal = createJournal({ file, onQuarantine: (aside) => asides.push(aside.reason) });
    await journal.add(begun(one));
    await rm(file);
    unwrap(await journal.add(begun(two)));
    expect(await pending()).toEqual([one, two]);
  });

  it('keeps creations in a sample tenancy in memory alone', async () => {
    const one = randomUUID();
    const journal = createJournal({ file, onQuarantine: (aside) => asides.push(aside.reason) });
    const { account } = begun(one);
    await journal.add({ ...begun(one), account: { ...account, sample: true } });
    const known = unwrap(await journal.pending());
    expect(known.map((creation) => creation.begun.creation)).toEqual([one]);
    await journal.add({ v: 1, type: 'created', creation: one, at, keyId: 'k2', accessKey: '4f1c' });
    await expect(stat(file)).rejects.toThrow('ENOENT');
    expect(await pending()).toEqual([]);
  });

  it('keeps aside what is there and is no file, and starts afresh', async () => {
    await mkdir(file, { recursive: true });
    const one = randomUUID();
    const journal = createJournal({ file, onQuarantine: (aside) => asides.push(aside.reason) });
    unwrap(await journal.add(begun(one)));
    expect(asides).toEqual(['it cannot be read']);
    expect(await pending()).toEqual([one]);
  });

  it.skipIf(process.getuid?.() === 0)('knows what is under way where nothing can be written', async () => {
    const open = randomUUID();
    const journal = createJournal({ file, onQuarantine: (aside) => asides.push(aside.reason) });
    await journal.add(begun(open));
    await appendFile(file, 'not json\n');
    await chmod(dirname(file), 0o500);
    expect(await pending()).toEqual([open]);
    expect(asides).toEqual([]);
    await chmod(dirname(file), 0o700);
  });

  it('opens again after a failure', async () => {
    await writeFile(join(folder, 'profile'), '');
    const journal = createJournal({ file, onQuarantine: (aside) => asides.push(aside.reason) });
    expect((await journal.add(begun(randomUUID()))).ok).toBe(false);
    await rm(join(folder, 'profile'));
    unwrap(await journal.add(begun(randomUUID())));
  });
});

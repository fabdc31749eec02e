import { createHash } from 'node:crypto';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, expect, test } from 'vitest';
import { createCampaignBook } from '../../../main/rotation/campaign/campaign-book.ts';
import { createLedger } from '../../../main/rotation/ledger.ts';
import { headFileOf, readLedger } from '../../../main/rotation/ledger-check.ts';
import { type NewLine, noKey } from '../../../main/rotation/ledger-line.ts';
import { chosen, lineAbout, nextId } from '../../support/parts/rotation-lines.ts';
import { unwrap } from '../../support/parts/unwrap.ts';
import { fc, runs } from '../../support/random/random-runs.ts';

const folder = mkdtempSync(join(tmpdir(), 'ledger-'));
afterAll(() => rmSync(folder, { recursive: true }));

const newFile = () => join(mkdtempSync(join(folder, 'profile-')), 'ledger.jsonl');
const ledgerAt = (file: string) => createLedger({ file, now: Date.now, by: () => 'ocid1.user.oc1..ada' });
const textsOf = (file: string) => readFileSync(file, 'utf8').split('\n').filter(Boolean);
const checkOf = async (file: string) => (await readLedger(file)).check;

/** A ledger with the lines of this many rotations. */
async function filled(file: string, plans: number) {
  const ledger = ledgerAt(file);
  for (let each = 0; each < plans; each += 1) {
    const plan = nextId();
    const lines: NewLine[] = [
      chosen(plan),
      lineAbout(plan, 'old', { event: 'making', creation: nextId() }),
      lineAbout(plan, 'new', { event: 'made' }),
      lineAbout(plan, 'new', { event: 'handed-over', way: 'print', to: null }),
    ];
    for (const line of lines) unwrap(await ledger.append(line));
  }
  unwrap(await ledger.append());
  return ledger;
}

test('each line names the hash of the one before, over the bytes of the line without its hash', async () => {
  const file = newFile();
  await filled(file, 2);
  let previous = '0'.repeat(64);
  for (const text of textsOf(file)) {
    const { hash, ...rest } = JSON.parse(text);
    expect(Object.keys(rest).slice(0, 8)).toEqual(['v', 'at', 'event', 'plan', 'user', 'keyId', 'accessKey', 'by']);
    expect(rest.previous).toBe(previous);
    expect(createHash('sha256').update(JSON.stringify(rest)).digest('hex')).toBe(hash);
    expect(text).toBe(JSON.stringify({ ...rest, hash }));
    previous = hash;
  }
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(await checkOf(file)).toEqual({ kind: 'whole', lines: 8, hash: previous });
});

test('any line that is changed, removed, swapped or added is found, and the first that does not fit is named', async () => {
  const file = newFile();
  await filled(file, 5);
  const [text, head] = [readFileSync(file, 'utf8'), readFileSync(headFileOf(file), 'utf8')];
  const lines = text.split('\n').filter(Boolean);
  const at = fc.nat({ max: lines.length - 1 });
  const attack = fc.oneof(
    fc.record({ kind: fc.constant('change' as const), at, byte: fc.nat(), bit: fc.nat({ max: 7 }) }),
    fc.record({ kind: fc.constant('remove' as const), at, many: fc.integer({ min: 1, max: 20 }) }),
    fc.record({ kind: fc.constant('swap' as const), at, other: at }),
    fc.record({ kind: fc.constant('copy' as const), at, to: fc.nat({ max: lines.length }) }),
  );
  const copy = newFile();
  writeFileSync(headFileOf(copy), head);
  await fc.assert(
    fc.asyncProperty(attack, async (each) => {
      const changed = [...lines];
      const mended = Buffer.from(text);
      if (each.kind === 'remove') changed.splice(each.at, each.many);
      else if (each.kind === 'copy') changed.splice(each.to, 0, lines[each.at] ?? '');
      else if (each.kind === 'swap') {
        changed[each.at] = lines[each.other] ?? '';
        changed[each.other] = lines[each.at] ?? '';
      } else {
        const place = each.byte % mended.length;
        mended[place] = (mended[place] ?? 0) ^ (1 << each.bit);
      }
      const bytes = each.kind === 'change' ? mended : Buffer.from(changed.map((line) => `${line}\n`).join(''));
      if (bytes.equals(Buffer.from(text))) return;
      writeFileSync(copy, bytes);
      const check = await checkOf(copy);
      expect(check.kind).toBe('broken');
      const first =
        bytes
          .toString()
          .split('\n')
          .findIndex((line, place) => line !== lines[place]) + 1;
      expect(check).toMatchObject({ line: first });
    }),
    { numRuns: runs(200) },
  );
});

test('a torn last line is no line: it is told as no fault, and the next line takes its place', async () => {
  const file = newFile();
  await filled(file, 1);
  const plan = nextId();
  appendFileSync(file, '{"v":1,"at":"2026-11-27T08:00:00.000Z","event":"del');
  const ledger = ledgerAt(file);
  await ledger.open();
  expect(ledger.state()).toEqual({ kind: 'whole', lines: 4 });
  unwrap(await ledger.append(chosen(plan)));
  expect(textsOf(file)).toHaveLength(5);
  expect(await checkOf(file)).toMatchObject({ kind: 'whole', lines: 5 });
});

test('after a crash behind any byte of a write the ledger is whole, with the line or without it', async () => {
  const file = newFile();
  const ledger = await filled(file, 1);
  // Lines are counted after they were written: an append without lines waits for that.
  unwrap(await ledger.append());
  const before = readFileSync(file);
  const head = readFileSync(headFileOf(file));
  const next = ledgerAt(file);
  unwrap(await next.append(chosen(nextId()), chosen(nextId())));
  unwrap(await next.append());
  const after = readFileSync(file);
  const announced = JSON.stringify({ ...JSON.parse(head.toString()), next: 2 });
  for (let size = before.length; size <= after.length; size += 13) {
    writeFileSync(file, after.subarray(0, size));
    writeFileSync(headFileOf(file), announced);
    expect((await checkOf(file)).kind).toBe('whole');
  }
});

test('a broken ledger takes no line and is not repaired, until the person begins a new one with what is sound', async () => {
  const file = newFile();
  const before = await filled(file, 2);
  const [first, second] = before.plans();
  const texts = textsOf(file);
  const damaged = texts
    .with(6, texts[6]?.replace('"made"', '"mads"') ?? '')
    .map((line) => `${line}\n`)
    .join('');
  writeFileSync(file, damaged);
  const ledger = ledgerAt(file);
  await ledger.open();
  expect(ledger.state()).toEqual({ kind: 'broken', line: 7, why: 'hash' });
  expect(await ledger.append(chosen(nextId()))).toMatchObject({
    ok: false,
    problem: { kind: 'ledger-broken', line: 7 },
  });
  expect(readFileSync(file, 'utf8')).toBe(damaged);

  unwrap(await ledger.beginNew());
  expect(ledger.state()).toEqual({ kind: 'whole', lines: 7 });
  expect(ledger.plan(first?.id ?? '')?.phase).toBe('handed-over');
  expect(ledger.plan(second?.id ?? '')?.phase).toBe('making');
  const [begun] = textsOf(file).map((text) => JSON.parse(text));
  expect(begun).toMatchObject({ event: 'begun-anew', line: 7, why: 'hash' });
  expect(readFileSync(join(file, '..', begun.damaged), 'utf8')).toBe(damaged);
  expect(await ledger.beginNew()).toMatchObject({ ok: false, problem: { kind: 'ledger-whole' } });
});

test('a new ledger has the campaigns of the rotations that go on, and no others', async () => {
  const file = newFile();
  const book = createCampaignBook();
  const ledger = createLedger({ file, now: Date.now, by: () => null, follower: book.follower });
  const [open, over, plan] = [nextId(), nextId(), nextId()];
  const begun = { event: 'campaign-begun', purpose: 'rotate', folder: '/packets', drafts: false } as const;
  for (const campaign of [open, over]) unwrap(await ledger.append({ plan: campaign, ...noKey, ...begun }));
  unwrap(await ledger.append({ ...chosen(plan), campaign: open } as NewLine));
  unwrap(await ledger.append(lineAbout(plan, 'old', { event: 'paused' })));
  // Lines are counted after they were written: an append without lines waits for that.
  unwrap(await ledger.append());
  appendFileSync(file, 'no line\n');
  const again = createLedger({ file, now: Date.now, by: () => null, follower: book.follower });
  await again.open();
  unwrap(await again.beginNew());
  expect(book.campaigns()).toMatchObject([{ id: open, folder: '/packets' }]);
  expect(again.plan(plan)).toMatchObject({ campaign: open, paused: true });
});

test('a line that another program adds while Keydesk runs is neither cut off nor believed', async () => {
  const file = newFile();
  const ledger = await filled(file, 1);
  appendFileSync(file, `${textsOf(file)[0]}\n`);
  expect(await ledger.append(chosen(nextId()))).toMatchObject({
    ok: false,
    problem: { kind: 'ledger-broken', line: 5 },
  });
  expect(textsOf(file)).toHaveLength(5);
});

test('lines that are removed while Keydesk runs are missed before the next one is written', async () => {
  const file = newFile();
  const ledger = await filled(file, 2);
  truncateSync(file, textsOf(file).slice(0, 7).join('\n').length + 1);
  expect(await ledger.append(chosen(nextId()))).toMatchObject({
    ok: false,
    problem: { kind: 'ledger-broken', line: 8 },
  });
  expect(textsOf(file)).toHaveLength(7);
});

test('a line that could not be counted is counted before the next one, and a full disk takes neither', async () => {
  const file = newFile();
  const ledger = await filled(file, 1);
  const headFile = headFileOf(file);
  rmSync(headFile);
  expect(await checkOf(file)).toMatchObject({ kind: 'broken', why: 'not-announced' });
  // The running Keydesk still knows what it wrote.
  unwrap(await ledger.append(chosen(nextId())));
  unwrap(await ledger.append());
  expect(await checkOf(file)).toMatchObject({ kind: 'whole', lines: 5 });
  expect(readdirSync(join(file, '..')).toSorted()).toEqual(['ledger-head.json', 'ledger.jsonl']);
});

test('what cannot have happened is refused, and nothing of it is written', async () => {
  const file = newFile();
  const ledger = await filled(file, 1);
  const plan = ledger.plans()[0]?.id ?? '';
  const early = lineAbout(plan, 'old', { event: 'deleting' });
  expect(await ledger.append(chosen(nextId()), early)).toMatchObject({
    ok: false,
    problem: { kind: 'rotation-impossible', event: 'deleting', phase: 'handed-over' },
  });
  expect(textsOf(file)).toHaveLength(4);
});

test('the lines of a rotation are all given, or none where the file cannot be read', async () => {
  const file = newFile();
  const ledger = await filled(file, 2);
  const id = ledger.plans()[0]?.id ?? '';
  expect(unwrap(await ledger.linesOf(id))).toHaveLength(4);
  const text = readFileSync(file, 'utf8');
  truncateSync(file, 200);
  expect(await ledger.linesOf(id)).toMatchObject({ problem: { kind: 'file-unreadable' } });
  rmSync(file);
  expect(await ledger.linesOf(id)).toMatchObject({ problem: { kind: 'file-unreadable' } });
  mkdirSync(file);
  expect(await ledger.linesOf(id)).toMatchObject({ problem: { kind: 'file-unreadable' } });
  rmdirSync(file);
  writeFileSync(file, text);
  expect(unwrap(await ledger.linesOf(id))).toHaveLength(4);
});

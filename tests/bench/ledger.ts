import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLedger } from '../../main/rotation/ledger.ts';
import { headFileOf, readLedger } from '../../main/rotation/ledger-check.ts';
import { formatLine, type NewLine, NO_LINE } from '../../main/rotation/ledger-line.ts';
import { checkout } from '../../scripts/project/checkout.mjs';
import { chosen, lineAbout, nextId } from '../support/parts/rotation-lines.ts';
import { type BenchCase, compare } from './figure.ts';
import { medianOfRounds } from './interleave.ts';
import { profileIn, start } from './launch.ts';

const LINES = 100_000;
/** In ms: the limit for a check of the whole ledger, and the most by which a long ledger may delay the start. */
const CHECK_ALLOWED = 2000;
const START_ALLOWED = 200;

/** Ten lines of a rotation that comes to its end. */
function rotation(): readonly NewLine[] {
  const plan = nextId();
  return [
    chosen(plan),
    lineAbout(plan, 'old', { event: 'making', creation: nextId() }),
    lineAbout(plan, 'new', { event: 'made' }),
    lineAbout(plan, 'new', { event: 'handed-over', way: 'print', to: null }),
    lineAbout(plan, 'new', { event: 'confirmed', proof: 'test' }),
    lineAbout(plan, 'old', { event: 'deactivating' }),
    lineAbout(plan, 'old', { event: 'deactivated', until: '2026-12-04T08:00:00.000Z' }),
    lineAbout(plan, 'old', { event: 'paused' }),
    lineAbout(plan, 'old', { event: 'resumed' }),
    lineAbout(plan, 'old', { event: 'stopped' }),
  ];
}

function ledgerText(): { readonly text: string; readonly hash: string } {
  const texts: string[] = [];
  let hash = NO_LINE;
  while (texts.length < LINES) {
    for (const { event, plan, user, keyId, accessKey, ...details } of rotation()) {
      const frame = { v: 1 as const, at: '2026-11-27T08:00:00.000Z', event, plan, user, keyId, accessKey, by: null };
      const made = formatLine({ ...frame, ...details }, hash);
      texts.push(`${made.text}\n`);
      hash = made.hash;
    }
  }
  return { text: texts.join(''), hash };
}

/** The times to the first screen with this ledger in the profile folder, and without a ledger. */
async function firstScreens(folder: string, file: string): Promise<readonly [number, number]> {
  const firstScreen = 'main button';
  const homes = { long: join(folder, 'long'), empty: join(folder, 'empty') };
  const profile = profileIn(homes.long, firstScreen);
  await mkdir(profile, { recursive: true, mode: 0o700 });
  await mkdir(homes.empty);
  await cp(file, join(profile, 'ledger.jsonl'));
  await cp(headFileOf(file), headFileOf(join(profile, 'ledger.jsonl')));
  const screenIn = (home: string) => async () => (await start(checkout, firstScreen, home, false)).launch;
  const contestants = [screenIn(homes.long), screenIn(homes.empty)];
  const [long = Number.NaN, empty = Number.NaN] = await medianOfRounds(contestants, { rounds: 9, warmUp: 1 });
  return [long, empty];
}

/** The check of a ledger of 100,000 lines, compared with reading its file; and how long the start and other work wait for the check. */
export const ledger: BenchCase = {
  name: 'ledger',
  async measure() {
    const folder = await mkdtemp(join(tmpdir(), 'keydesk-bench-'));
    try {
      const file = join(folder, 'ledger.jsonl');
      const { text, hash } = ledgerText();
      await writeFile(file, text);
      await writeFile(headFileOf(file), JSON.stringify({ v: 1, lines: LINES, hash, next: 1 }));
      const timed = async (work: () => Promise<unknown>) => {
        const began = performance.now();
        await work();
        return performance.now() - began;
      };
      const check = () =>
        timed(async () => {
          const read = await readLedger(file);
          if (read.check.kind !== 'whole') throw new Error('the ledger is not whole');
        });
      const read = () => timed(() => readFile(file, 'utf8'));
      const [ours = Number.NaN, theirs = Number.NaN] = await medianOfRounds([check, read], { rounds: 5, warmUp: 1 });

      /** The longest time that other work waits while a ledger is being opened. */
      const longestTurn = (of: string) => async () => {
        const opening = createLedger({ file: of, now: Date.now, by: () => null }).open();
        let isOpen = false;
        let longest = 0;
        void opening.finally(() => {
          isOpen = true;
        });
        while (!isOpen) longest = Math.max(longest, await timed(() => new Promise((resolve) => setImmediate(resolve))));
        return longest;
      };
      const turns = [longestTurn(file), longestTurn(join(folder, 'none.jsonl'))];
      const [long = Number.NaN, empty = Number.NaN] = await medianOfRounds(turns, { rounds: 5, warmUp: 1 });
      const [longScreen, emptyScreen] = await firstScreens(folder, file);
      const within = (allowed: number, base: number) => ({ atMost: Number(((base + allowed) / base).toFixed(2)) });
      return [
        compare({
          name: 'checking a ledger of 100,000 lines against reading it',
          unit: 'ms',
          ours,
          theirs,
          limit: { atMost: Number((CHECK_ALLOWED / theirs).toFixed(2)) },
        }),
        compare({
          name: 'longest wait of other work while a ledger of 100,000 lines is opened, against an empty one',
          unit: 'ms',
          ours: long,
          theirs: empty,
          limit: within(START_ALLOWED, empty),
        }),
        compare({
          name: 'first screen with a ledger of 100,000 lines, against one without',
          unit: 'ms',
          ours: longScreen,
          theirs: emptyScreen,
          limit: within(START_ALLOWED, emptyScreen),
        }),
      ];
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

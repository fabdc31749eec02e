import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createObservable, type Observable } from '../basics/observable.ts';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import { appendLine, sizeOf } from '../files/journal-file.ts';
import { createFileQueue, type JournalProblem } from '../files/line-journal.ts';
import type { FileProblem } from '../files/private-file.ts';
import { replaceFile } from '../files/replace-file.ts';
import { syncFolder } from '../files/sync-folder.ts';
import type { LedgerFollower } from './campaign/campaign-book.ts';
import { headFileOf, type LedgerBreak, type LedgerHead, readLedger, readWholeLines } from './ledger-check.ts';
import { formatLine, type LedgerLine, type NewLine, NO_LINE } from './ledger-line.ts';
import { type NewLedgerProblem, writeNewLedger } from './new-ledger.ts';
import { type Impossible, type Plan, reducePlan } from './plan.ts';

type LedgerBroken = { readonly kind: 'ledger-broken' } & Pick<LedgerBreak, 'line' | 'why'>;
export type LedgerProblem = JournalProblem | LedgerBroken | Impossible;

export type LedgerStanding =
  | { readonly kind: 'opening' }
  | { readonly kind: 'whole'; readonly lines: number }
  | LedgerBreak;

interface LedgerOptions {
  /** `ledger.jsonl` in the profile folder. */
  readonly file: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** OCID of the user who is signed in; null: nobody is. */
  readonly by: () => string | null;
  /** Gets every line: those of the file when it is read, and each new one once it has reached the disk. */
  readonly follower?: LedgerFollower | undefined;
}

/**
 * What happened to rotations: an append-only file of chained lines. `docs/architecture.md` and `docs/ledger.schema.json` describe its form.
 * A ledger that is not whole takes no line, and Keydesk never repairs it without the person.
 */
export interface Ledger extends Observable<LedgerStanding> {
  /** Reads and checks the file; later calls wait for the first. */
  open(): Promise<void>;
  /**
   * Adds all these events or none, and returns once they have reached the disk. Without events it returns once the head file counts every
   * line.
   */
  append(...events: readonly NewLine[]): Promise<Outcome<null, LedgerProblem>>;
  plan(id: string): Plan | null;
  /** Open and ended rotations, oldest first. */
  plans(): readonly Plan[];
  /** The lines about these rotations and campaigns: all of them, or why they cannot be read. */
  linesOf(...plans: readonly string[]): Promise<Outcome<readonly LedgerLine[], FileProblem>>;
  /** Keeps a damaged file under another name, and begins a new one with the open rotations of its sound part. */
  beginNew(): Promise<Outcome<null, NewLedgerProblem>>;
}

/** The most lines that may be uncounted: the head file is written after the lines, while other work goes on. */
const AHEAD = 16;
/** In milliseconds: lines that come within this time are counted together. */
const GATHER = 50;

export function createLedger({ file, now, by, follower }: LedgerOptions): Ledger {
  const { state, subscribe, change } = createObservable<LedgerStanding>({ kind: 'opening' });
  const queue = createFileQueue();
  let plans = new Map<string, Plan>();
  /** Lines of sample tenancies: they are only in memory, and end when Keydesk quits. */
  const samples: LedgerLine[] = [];
  let lines = 0;
  let hash = NO_LINE;
  let end = 0;
  /** What the head file says: it is at most `next` lines behind. */
  let head: LedgerHead | null = null;
  let counting: Promise<void> | null = null;
  let gathering: NodeJS.Timeout | null = null;
  let opening: Promise<void> | null = null;

  async function read() {
    follower?.begin();
    const found = await readLedger(file, (line) => follower?.line(line));
    for (const line of samples) follower?.line(line);
    plans = found.plans;
    end = found.end;
    if (found.check.kind === 'whole') {
      ({ lines, hash } = found.check);
      head = found.head;
      if (lines !== head?.lines) void count();
    }
    change(found.check.kind === 'whole' ? { kind: 'whole', lines } : found.check);
  }

  const open = () => {
    opening ??= read();
    return opening;
  };

  async function writeHead(next: number) {
    const content: LedgerHead = { v: 1, lines, hash, next };
    await replaceFile(headFileOf(file), Buffer.from(JSON.stringify(content)));
    await syncFolder(dirname(file));
    head = content;
  }

  /**
   * Writes the head file until it counts every line, also lines that are added in between. If that fails, the next line starts it again.
   */
  function count() {
    const countAll = async () => {
      while (head?.lines !== lines) await writeHead(AHEAD);
    };
    if (gathering !== null) clearTimeout(gathering);
    gathering = null;
    counting ??= countAll()
      .catch(() => {})
      .finally(() => {
        counting = null;
      });
    return counting;
  }

  /** Has the head file count the lines `GATHER` later, or at once if it lacks more than half of the `AHEAD` lines that it allows for. */
  function countSoon() {
    if (head === null || lines - head.lines > AHEAD / 2) void count();
    else gathering ??= setTimeout(count, GATHER).unref();
  }

  /** Writes the head file before the lines if it does not allow for `more` lines yet: a line beyond its `next` would count as forged. */
  async function announce(more: number) {
    const isAnnounced = () => head !== null && lines + more <= head.lines + head.next;
    if (!isAnnounced()) await counting;
    if (!isAnnounced()) await writeHead(Math.max(AHEAD, more));
  }

  function chain(events: readonly NewLine[]) {
    const after = new Map<string, Plan>();
    const texts: string[] = [];
    const chained: LedgerLine[] = [];
    let last = hash;
    const made = { at: new Date(now()).toISOString(), by: by() };
    for (const each of events) {
      const { at, event, plan, user, keyId, accessKey, by: author, ...details } = { ...made, ...each };
      const frame = { v: 1 as const, at, event, plan, user, keyId, accessKey, by: author };
      const formatted = formatLine({ ...frame, ...details }, last);
      const line = { ...frame, ...details, previous: last, hash: formatted.hash } as LedgerLine;
      const reduced = reducePlan(after.get(plan) ?? plans.get(plan) ?? null, line);
      if (!reduced.ok) return reduced;
      if (reduced.value !== null) after.set(plan, reduced.value);
      texts.push(formatted.text);
      chained.push(line);
      last = formatted.hash;
    }
    return success({ after, texts, chained, last });
  }

  async function write(texts: readonly string[], last: string) {
    // If another program has changed the file while Keydesk ran, it is found here. Nothing is cut off or written over.
    if ((await sizeOf(file)) !== end && (await readWholeLines(file, () => true)) !== end) {
      await counting;
      await read();
      throw new Error('another program has changed ledger.jsonl');
    }
    if (end === 0) await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await announce(texts.length);
    ({ end } = await appendLine(file, texts.join('\n'), end, () => {}));
    lines += texts.length;
    hash = last;
    countSoon();
  }

  return {
    state,
    subscribe,
    open,
    async append(...events) {
      await open();
      if (events.length === 0)
        return queue(async () => {
          await count();
          return null;
        });
      const done = await queue(async (): Promise<Outcome<null, LedgerProblem>> => {
        const standing = state();
        if (standing.kind === 'broken') return failed({ ...standing, kind: 'ledger-broken' });
        const next = chain(events);
        if (!next.ok) return next;
        const { after, texts, chained, last } = next.value;
        const about = new Set(chained.map(({ plan }) => plan));
        const isSample = [...after.values(), ...plans.values()].some(
          ({ id, campaign, account }) => account.sample && (about.has(id) || about.has(campaign ?? '')),
        );
        if (isSample) samples.push(...chained);
        else await write(texts, last);
        for (const [id, plan] of after) plans.set(id, plan);
        for (const line of chained) follower?.line(line);
        change({ kind: 'whole', lines });
        return success(null);
      });
      const found = state();
      if (!done.ok && found.kind === 'broken') return failed({ ...found, kind: 'ledger-broken' });
      return done.ok ? done.value : done;
    },
    plan: (id) => plans.get(id) ?? null,
    plans: () => [...plans.values()],
    async linesOf(...wanted) {
      const ids = new Set(wanted);
      const found: LedgerLine[] = samples.filter((line) => ids.has(line.plan));
      const read = await queue(async () => {
        const whole = await readWholeLines(file, (text) => {
          if (ids.has(/"plan":"([^"]+)"/.exec(text)?.[1] ?? '')) found.push(JSON.parse(text));
          return true;
        });
        if (state().kind === 'whole' && whole < end) throw new Error('lines of it are gone');
      });
      return read.ok ? success(found) : failed({ kind: 'file-unreadable', file, reason: read.problem.reason });
    },
    async beginNew() {
      await open();
      const done = await queue(async () => {
        const standing = state();
        if (standing.kind !== 'broken') return failed({ kind: 'ledger-whole' } as const);
        ({ lines, hash } = await writeNewLedger(file, standing, new Date(now()).toISOString(), by()));
        await counting;
        await writeHead(AHEAD);
        await read();
        return success(null);
      });
      return done.ok ? done.value : done;
    },
  };
}

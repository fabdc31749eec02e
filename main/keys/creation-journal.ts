import { copyFile, mkdir, open, readFile, rename } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { failed, type Outcome, success } from '../outcome.ts';
import { type Creation, foldJournal, type JournalRecord, readRecords } from './journal-records.ts';

/** `reason` is the system's own text: disk full, no permission. */
export type JournalProblem = { readonly kind: 'journal-failed'; readonly reason: string };

/**
 * What Keydesk is creating, synced to disk before the request leaves, so that no crash leaves a key that nobody knows of.
 * It names users, keys and retry tokens, and never holds a secret.
 */
export interface CreationJournal {
  /** Adds one record and returns once it has reached the disk. */
  add(record: JournalRecord): Promise<Outcome<null, JournalProblem>>;
  /** Creations that have begun and have not ended, oldest first. */
  pending(): Promise<Outcome<readonly Creation[], JournalProblem>>;
}

export interface JournalOptions {
  readonly file: string;
  /** Told when lines could not be read: the whole file was kept under that name, and what could be read goes on. */
  readonly onSetAside: (aside: { readonly file: string; readonly reason: string }) => void;
}

/** Ended creations are dropped from the file at start once there are so many records. */
const COMPACT_FROM = 200;

const ownerOnly = 0o600;

async function syncFolder(folder: string) {
  // Windows cannot sync a folder, and does not need it for a rename to last.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}

async function writeSynced(file: string, text: string, flags: 'a' | 'w') {
  const handle = await open(file, flags, ownerOnly);
  try {
    await handle.appendFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}

/**
 * The journal at `file`, one JSON object a line, opened at the first call. A last line torn by a power cut is passed
 * over: its request has not left.
 */
export function createJournal({ file, onSetAside }: JournalOptions): CreationJournal {
  let creations: Map<string, Creation> | null = null;
  let turn: Promise<unknown> = Promise.resolve();

  /** Reads the file once; a failure is told, and tried again at the next call. */
  const open = async () => {
    creations ??= await readJournal({ file, onSetAside });
    return creations;
  };

  const inTurn = <T>(work: () => Promise<T>): Promise<Outcome<T, JournalProblem>> => {
    const mine = turn.then(async () => {
      try {
        return success(await work());
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        return failed<JournalProblem>({ kind: 'journal-failed', reason });
      }
    });
    turn = mine;
    return mine;
  };

  return {
    add: (record) =>
      inTurn(async () => {
        const known = await open();
        await writeSynced(file, `${JSON.stringify(record)}\n`, 'a');
        creations = foldJournal([record], known);
        return null;
      }),
    pending: () => inTurn(async () => [...(await open()).values()]),
  };
}

async function readJournal({ file, onSetAside }: JournalOptions): Promise<Map<string, Creation>> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const text = await readText(file);
  const { records, unread } = readRecords(text);
  // A sample tenancy ends with the run that started it, and its keys with it.
  const creations = foldJournal(records.filter((record) => record.type !== 'begun' || !record.account.sample));
  if (unread > 0) {
    const kept = `${file}.${Date.now()}`;
    await copyFile(file, kept);
    onSetAside({ file: basename(kept), reason: `${unread} of its lines cannot be read` });
  }
  if (unread > 0 || records.length > COMPACT_FROM) await compact(file, creations);
  // A torn line gets its end, so that the next record starts on a line of its own.
  else if (text !== '' && !text.endsWith('\n')) await writeSynced(file, '\n', 'a');
  return creations;
}

async function compact(file: string, creations: Map<string, Creation>) {
  const records = [...creations.values()].flatMap((creation) => creation.records);
  const fresh = `${file}.new`;
  await writeSynced(fresh, records.map((record) => `${JSON.stringify(record)}\n`).join(''), 'w');
  await rename(fresh, file);
  await syncFolder(dirname(file));
}

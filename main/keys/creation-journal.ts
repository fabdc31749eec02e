import type { Outcome } from '../basics/outcome.ts';
import { createLineJournal, type JournalPlace, type JournalProblem, type LineJournal } from '../files/line-journal.ts';
import { type Creation, foldJournal, type JournalRecord, type NewRecord, parseRecord } from './journal-records.ts';

/**
 * Notes what Keydesk is creating, so that it knows of every key that a crash left. It names users, keys and retry tokens, and never holds a
 * secret.
 */
export type CreationJournal = LineJournal<JournalRecord, Creation>;

export type JournalOptions = JournalPlace<JournalRecord>;

export const createJournal = (place: JournalOptions): CreationJournal =>
  createLineJournal(place, {
    readRecord: parseRecord,
    idOf: ({ creation }) => creation,
    fold: foldJournal,
    isSample: ({ begun }) => begun.account.sample,
  });

/** Adds a record about a creation that has begun, as of now. */
export type NoteCreation = (creation: string, record: NewRecord) => Promise<Outcome<null, JournalProblem>>;

export const noteIn =
  ({ add }: CreationJournal, now: () => number): NoteCreation =>
  (creation, record) =>
    add({ v: 1, creation, at: new Date(now()).toISOString(), ...record });

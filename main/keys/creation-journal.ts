import { createLineJournal, type JournalPlace, type LineJournal } from '../files/line-journal.ts';
import { type Creation, foldJournal, type JournalRecord, parseRecord } from './journal-records.ts';

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

import type { Problem } from './problem.ts';
import { type AllSentences, NOTHING_CHANGED, type Sentences } from './sentences.ts';

const CSV = {
  'quote-inside': 'has a quotation mark in the middle of a cell',
  'text-behind-quote': 'has text behind the quotation mark that ends a cell',
  'quote-open': 'begins a quotation mark that never ends',
  'too-many-lines': 'is one more than Keydesk takes: 10,000 users',
  'too-many-columns': 'has more than 100 columns',
  'cell-too-long': 'has a cell of more than 4,096 characters',
};
const LINE = {
  'no-user': 'The line names no user.',
  'not-utf-8': 'The line has characters that are not UTF-8. Save the file as “CSV UTF-8”.',
  expiry: 'The date of the expiry must look like 2027-01-31.',
  cells: 'The line has more cells than the first one.',
};
const NOT_TAKEN = {
  'other-content': 'it is no campaign that Keydesk has handed over',
  newer: 'a newer Keydesk made it',
  'another-tenancy': 'its keys belong to another tenancy than your account',
  known: 'its rotations are in the ledger of this computer already',
};

const HALTED = 'The campaign stands still at this key, and no secret key is lost.';
/**
 * A campaign that stands still goes on with *Resume*, in the same folder, so these problems need other words here than elsewhere. The new
 * key may be made already.
 */
export const haltWords: { readonly [Kind in Problem['kind']]?: Pick<Sentences, 'meaning' | 'remedy'> } = {
  'file-unwritable': {
    meaning: HALTED,
    remedy: 'Check that the disk has space and that you may write into that folder. Then press Resume.',
  },
  'secret-gone': {
    meaning: 'It is in no packet. Keydesk deletes no key whose secret key somebody may have.',
    remedy: 'Open the steps of this rotation. Say there that the secret key is in use, or let the key be made again.',
  },
  'vault-failed': {
    meaning: `${HALTED} One may be in memory alone until then, so do not quit Keydesk.`,
    remedy:
      'If your desktop asks something, answer it: unlock the keychain, or allow Keydesk to use it. Then press Resume.',
  },
};

/** For receipts that are confirmed although the keychain has refused to give up the passphrases of their packets. */
export const wordsLeftWords: Pick<Sentences, 'meaning' | 'remedy'> = {
  meaning: 'The receipts are confirmed. Passphrases of their packets may still be in the keychain.',
  remedy:
    'If your desktop asks something, answer it: unlock the keychain, or allow Keydesk to use it. Then press Confirm again.',
};

/** For `index.csv`, which is written when a campaign stands still or has ended. */
export const indexWords: Pick<Sentences, 'meaning' | 'remedy'> = {
  meaning: 'The packets are not affected. This list of them is missing, or lacks the newest ones.',
  remedy:
    'Close the file if another program has it open, and check that the disk has space. Then press Open folder: Keydesk writes the list again.',
};

/** The words for many keys at once. */
export const campaignSentences = {
  'csv-unreadable': ({ file, line, why }) => ({
    happened: `Line ${line} of ${file} ${CSV[why]}.`,
    meaning: 'Keydesk took no line of the file, since this fault may change what the others mean.',
    remedy: `Correct line ${line}, then choose the file again.`,
  }),
  'user-list-empty': ({ file }) => ({
    happened: `${file} names no users.`,
    meaning: NOTHING_CHANGED,
    remedy: 'Choose a file with one user a line.',
    calm: 'file',
  }),
  'user-list-columns': ({ file, found }) => ({
    happened: `None of the columns of ${file} is called user, e-mail or OCID. Its first line says: ${found}.`,
    meaning: NOTHING_CHANGED,
    remedy: 'Name the column of the users in the first line: user name, e-mail or OCID. Then choose the file again.',
  }),
  'campaign-line': ({ why }) => ({
    happened: LINE[why],
    meaning: 'No key is made for it.',
    remedy: 'Correct the line, then choose the file again.',
  }),
  'campaign-preview-gone': () => ({
    happened: 'This preview is no longer there.',
    meaning: NOTHING_CHANGED,
    remedy: 'Choose the keys again.',
    calm: 'info',
  }),
  'campaign-unknown': () => ({
    happened: 'The ledger has no such campaign for this account.',
    meaning: NOTHING_CHANGED,
    remedy: 'Open Rotations again.',
    calm: 'info',
  }),
  'campaign-busy': () => ({
    happened: 'A campaign is running, or a preview is being made.',
    meaning: NOTHING_CHANGED,
    remedy: 'Wait until it has ended, or press Pause, then try again.',
    calm: 'info',
  }),
  'packet-damaged': ({ file }) => ({
    happened: `${file} was written, but the disk now has something else.`,
    meaning: 'Nothing was handed over, and no secret key is lost.',
    remedy: 'Check the disk, then try again.',
  }),
  'packet-folder-gone': ({ folder }) => ({
    happened: `The folder of the packets is not there: ${folder}.`,
    meaning: 'No packet was written, and no secret key is lost.',
    remedy:
      'Move the folder back, or connect its disk. Then press Resume. If it is gone for good, Resume asks for another folder.',
  }),
  'packet-words-gone': ({ userName }) => ({
    happened:
      userName === ''
        ? 'Your keychain has no passphrase of this campaign.'
        : `The passphrase for ${userName} is no longer in your keychain.`,
    meaning:
      'Passphrases are removed when the receipt has come, and when you press Forget passphrases. Those of a colleague’s packets are in the colleague’s keychain.',
    remedy:
      'If a recipient never got the words, press Stop here for that rotation. Then delete its new key, and make another',
    calm: 'key',
  }),
  'not-a-campaign': ({ file, why }) => ({
    happened: `${file} was not taken over: ${NOT_TAKEN[why]}.`,
    meaning: NOTHING_CHANGED,
    remedy:
      why === 'another-tenancy' ? 'Switch to an account of that tenancy.' : 'Ask your colleague for the file again.',
  }),
} satisfies Partial<AllSentences>;

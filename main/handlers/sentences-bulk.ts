import { keysText } from '../report/verdict.ts';
import { type AllSentences, NOTHING_CHANGED } from './sentences.ts';

/** The words for actions on many keys, and for exporting and copying from the report of all keys. */
export const bulkSentences = {
  'bulk-running': () => ({
    happened: 'Another action on many keys is still running.',
    meaning: NOTHING_CHANGED,
    remedy: 'Wait for its end, or stop it, then try again.',
    calm: 'info',
  }),
  'bulk-nothing': () => ({
    happened: 'There is no action on many keys to go on with or to undo.',
    meaning: NOTHING_CHANGED,
    remedy: 'Select keys in All keys.',
    calm: 'info',
  }),
  'bulk-account-changed': () => ({
    happened: 'The account that is signed in now is not the one that began this.',
    meaning: 'The other keys were not tried.',
    remedy: 'Switch back to that account and go on, or leave it.',
    calm: 'info',
  }),
  'selection-empty': () => ({
    happened: 'No key is selected.',
    meaning: NOTHING_CHANGED,
    remedy: 'Select one or more keys, then try again.',
    calm: 'info',
  }),
  'selection-changed': ({ expected, found }) => ({
    happened: `You agreed to ${keysText(expected)}, but the selection has ${keysText(found)} now.`,
    meaning: 'Nothing was changed, so that no other key than the selected ones is touched.',
    remedy: 'Look at the selection, then try again.',
    calm: 'info',
  }),
  'selection-large': ({ keys, most }) => ({
    happened: `${keysText(keys)} are more than Keydesk copies at once: ${keysText(most)}.`,
    meaning: 'Nothing was copied.',
    remedy: 'Export them as CSV, or select fewer.',
    calm: 'info',
  }),
  'confirmation-needed': ({ keys }) => ({
    happened: `Keydesk does this to so many keys only after you have typed their number: ${keys}.`,
    meaning: NOTHING_CHANGED,
    remedy: `Type ${keys}, then try again.`,
    calm: 'info',
  }),
  'export-failed': ({ file, reason }) => ({
    happened: `${file} could not be written: ${reason}.`,
    meaning: 'A file that was there is unchanged. Keydesk still has what you wanted to export.',
    remedy: 'Check that the disk has space and that you may write there, or choose another place or name.',
  }),
  'report-unprinted': ({ print }) => ({
    happened:
      print.kind === 'print-failed'
        ? `The report could not be printed: ${print.reason}.`
        : print.kind === 'print-busy'
          ? 'Another print dialog is still open.'
          : 'The print dialog would have written the report onto the disk, since neither /dev/shm nor your run-time folder is in memory.',
    meaning: 'The report is still here.',
    remedy: 'Try again, or export it as CSV.',
  }),
} satisfies Partial<AllSentences>;

import type { AllSentences } from './sentences.ts';

/** The words for files that are read and written for this person alone. */
export const fileSentences = {
  'file-unreadable': ({ file, reason }) => ({
    happened: `${file} could not be read: ${reason}.`,
    meaning: 'Nothing was changed.',
    remedy: 'Check that it is there and that you may read it, or choose another file.',
  }),
  'file-unwritable': ({ file, reason }) => ({
    happened: `${file} could not be written: ${reason}.`,
    meaning: 'What was there is as it was, and the secret key is not affected.',
    remedy: 'Check that the disk has space and that you may write there, or choose another place.',
  }),
  'file-is-link': ({ file }) => ({
    happened: `${file} is a link to another file.`,
    meaning:
      'Another person may decide where it leads, so Keydesk neither reads nor writes secrets through a link. Nothing was changed.',
    remedy:
      'Choose another place, or put the file itself in the place of the link. A profile can also be copied and put in by hand.',
  }),
  'file-is-foreign': ({ file }) => ({
    happened: `${file} belongs to another user of this computer.`,
    meaning: 'They could read what is written into it. Nothing was changed.',
    remedy: 'Choose another file, or ask the administrator of this computer to make the file yours.',
  }),
} satisfies Partial<AllSentences>;

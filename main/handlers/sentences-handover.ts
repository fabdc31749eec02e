import type { AllSentences } from './sentences.ts';

const STILL_OPEN = 'Nothing was changed, and the secret key is still open.';
/** A sheet has a secret key, or the passphrase of a packet. */
const NOT_PRINTED = 'Nothing was changed: Keydesk still has what the sheet says.';

/** The words for handing a secret key over, and for receiving one. */
export const handoverSentences = {
  'recipient-invalid': (problem) => {
    switch (problem.why) {
      case 'another-user':
        return {
          happened: `This public key stands in the address book for ${problem.recipient}, and the secret key is for ${problem.user}.`,
          meaning: STILL_OPEN,
          remedy: `Choose a public key of ${problem.user}.`,
        };
      case 'known-for-another':
        return {
          happened: `This is the public key of ${problem.owner}: it stands in the address book.`,
          meaning: `No key was added. What is encrypted for it opens for ${problem.owner}, not for ${problem.user}.`,
          remedy: `Ask ${problem.user} for their own. If both are accounts of one person, remove it from the address book in the settings, then add it here.`,
        };
      case 'own-address':
        return {
          happened: 'This is your own handover address.',
          meaning: `No key was added. What is encrypted for it opens for you, not for ${problem.user}.`,
          remedy: `Ask ${problem.user} for theirs. If it is you who will use the key, you need no file: copy the secret key, or keep it on this computer.`,
        };
      default:
        return { happened: NO_PUBLIC_KEY[problem.why], meaning: 'No key was added.', remedy: ASK_FOR_KEY[problem.why] };
    }
  },
  'private-key-pasted': () => ({
    happened: 'This is a private key. Keydesk needs the public key, and has forgotten this one.',
    meaning:
      'A person who has a private key can open everything that was encrypted for it. If somebody sent you this one, it is no longer safe.',
    remedy:
      'Use the public key, which begins with age1. If the private key belongs to another person, tell them to make a new pair.',
  }),
  'recipient-unknown': () => ({
    happened: 'That public key is no longer in the address book.',
    meaning: STILL_OPEN,
    remedy: 'Choose another one, or add it again.',
  }),
  'passphrase-missing': () => ({
    happened:
      'There is no passphrase for this file: Keydesk forgets it when another is made, when it is locked or when the secret key is closed.',
    meaning: 'Nothing counts as handed over, and the secret key is still open.',
    remedy:
      'Make a passphrase, then try again. If a file or a draft was saved all the same, delete it: nobody can open it.',
  }),
  'address-missing': ({ file }) => ({
    happened: `${file} is encrypted for a public key, and you have no handover address on this computer.`,
    meaning: 'It opens with the private key that belongs to that public key, and with nothing else.',
    remedy:
      'Open it where your private key is: in Keydesk on another computer, or with age -d. Or make a handover address, and ask the sender to hand the key over again.',
  }),
  'address-unsaved': ({ reason }) => ({
    happened: `Keydesk could not write down which handover address is yours: ${reason}.`,
    meaning: 'Nothing was changed: an address that you had is still yours, and what was encrypted for it still opens.',
    remedy: 'Check that the disk has space and that Keydesk may write to its folder, then try again.',
  }),
  'not-a-handed-over-file': ({ file, why }) => ({
    happened: `${file} is not a handed-over file: ${NOT_HANDED_OVER[why]}.`,
    meaning: 'Nothing was opened.',
    remedy:
      why === 'work-factor'
        ? 'Keydesk makes no such file: do not open it unless you know who made it. If somebody has handed a key over to you, ask them to do it again with Keydesk.'
        : 'Choose the file that ends in .age, as it was sent to you.',
  }),
  'file-damaged': ({ file }) => ({
    happened: `${file} is damaged: it has been changed since it was made, or a part of it is missing.`,
    meaning: 'Nothing of it was opened.',
    remedy: 'Save it once more from where it came. If that does not help, ask the sender to hand the key over again.',
  }),
  'file-not-for-you': ({ file }) => ({
    happened: `${file} is encrypted for another public key than your handover address.`,
    meaning: 'It was meant for somebody else, or for an earlier handover address of yours. You cannot open it.',
    remedy:
      'Give the sender your handover address, compare its six words by telephone, and ask them to hand the key over again.',
  }),
  'file-passphrase-wrong': ({ file }) => ({
    happened: `This passphrase does not open ${file}.`,
    meaning: 'A word may be missing or mistyped. You can try as often as you like.',
    remedy: 'Type the ten words as they were told to you, with hyphens or spaces between them.',
  }),
  'not-a-key': ({ file, why }) => ({
    happened:
      why === 'newer'
        ? `${file} was made by a newer Keydesk than this one.`
        : `${file} has been opened, and holds something else than a key that Keydesk has handed over.`,
    meaning: 'Nothing was taken from it.',
    remedy: why === 'newer' ? 'Install the newer Keydesk.' : 'If it is meant for other programs, open it with age -d.',
  }),
  'typed-invalid': ({ why }) => ({
    happened: TYPED[why],
    meaning: 'Nothing was opened.',
    remedy: 'Correct it, and compare the two check words with the other side.',
  }),
  'no-mail-program': ({ reason }) => ({
    happened: `No mail program has opened the draft: ${reason}.`,
    meaning: STILL_OPEN,
    remedy: 'Save the draft as a file with Save draft, and open it in your mail program.',
    calm: 'info',
  }),
  'print-cancelled': () => ({
    happened: 'Printing was cancelled.',
    meaning: NOT_PRINTED,
    remedy: null,
    calm: 'info',
  }),
  'print-failed': ({ reason }) => ({
    happened: `The sheet could not be printed: ${reason}.`,
    meaning: NOT_PRINTED,
    remedy: 'Check the printer, then try again. Destroy a sheet that came out in part: it may hold the secret.',
  }),
  'print-busy': () => ({
    happened: 'Another sheet is being printed: its print dialog is still open.',
    meaning: NOT_PRINTED,
    remedy: 'Print or cancel in that dialog, then try again.',
  }),
  'print-needs-memory': () => ({
    happened:
      'The sheet was not printed: the print dialog would have written it onto the disk, since neither /dev/shm nor your run-time folder is in memory.',
    meaning: NOT_PRINTED,
    remedy:
      'Hand it over by another way. Or have /dev/shm mounted as tmpfs, as Linux systems usually have it, then try again.',
  }),
  'history-failed': ({ keyName, reason }) => ({
    happened: `The secret key of ${keyName} was handed over, but that could not be written into its history: ${reason}.`,
    meaning: 'Nothing is missing but the note in the list of keys. It need not be handed over again.',
    remedy: 'Check that the disk has space and that Keydesk may write to its folder.',
    calm: 'info',
  }),
} satisfies Partial<AllSentences>;

const NO_PUBLIC_KEY = {
  empty: 'There is no public key in this text.',
  several: 'There are several public keys in this text.',
  ssh: 'This SSH key is of a kind that age does not encrypt for. It takes ssh-ed25519 and ssh-rsa.',
  plugin: 'This public key belongs to a device or an extension of age that Keydesk does not know, or it is mistyped.',
  mistyped: 'This public key is mistyped or incomplete.',
  'not-age': 'This is neither an age public key, which begins with age1, nor an SSH public key.',
};

const HOW_TO_MAKE =
  'The recipient finds theirs in Keydesk under Settings, My handover address; or makes one with age-keygen.';
const ASK_FOR_KEY = {
  empty: HOW_TO_MAKE,
  several: 'Add them one by one, and compare the six words of each with its owner.',
  ssh: HOW_TO_MAKE,
  plugin: HOW_TO_MAKE,
  mistyped: 'Copy it whole, from its first to its last character, and paste it again.',
  'not-age': HOW_TO_MAKE,
};

const NOT_HANDED_OVER = {
  'too-large': 'it is larger than 64 kB',
  'not-age': 'it is not in the age format',
  'work-factor': 'opening it would keep this computer busy for minutes',
};

const TYPED = {
  'no-secret': 'The secret key is missing.',
  'no-access-key': 'The access key is missing.',
  'too-long': 'The secret key is longer than any that Oracle makes.',
  'secret-characters': 'The secret key holds a character that no secret key has: an accented letter, for example.',
  'access-key-characters': 'The access key holds a character that no access key has, or is too long.',
  'name-characters':
    'The name has a character that cannot be seen: a line break, a tab or a mark that turns the writing direction round.',
  same: 'The access key and the secret key are the same.',
};

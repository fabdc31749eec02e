import { POLICY_REMEDY, refusalText } from '../policy/policy-words.ts';
import { type AllSentences, NOTHING_CHANGED } from './sentences.ts';
import { whatHappened } from './sentences-service.ts';

/** The words for users, keys, the one-time secret, this computer, and what the company's policy forbids. */
export const keySentences = {
  'domain-unknown': () => ({
    happened: 'This identity domain is not among those that your account can see.',
    meaning: 'It may have been deleted, or your permissions have changed.',
    remedy: 'Go to Users and choose a domain.',
  }),
  'domain-inactive': ({ name, state }) => ({
    happened: `The identity domain ${name} is ${domainStates[state]}, and Oracle shows no user of it.`,
    meaning: 'Users of a domain that is not active cannot sign in either.',
    remedy: domainRemedies[state],
  }),
  'user-unknown': () => ({
    happened: 'Oracle shows no such user.',
    meaning: 'The user may have been deleted, or your account may lack the permission to see them.',
    remedy: 'Search for the user again. If it is you, ask an administrator of the identity domain.',
  }),
  'key-limit': ({ limit, names }) => ({
    happened: `This user has ${limit} customer secret keys already: ${names.join(' and ')}. Oracle allows no more.`,
    meaning: NOTHING_CHANGED,
    remedy: 'Delete a key that is no longer used, then generate a new one.',
  }),
  'name-invalid': ({ why }) => ({
    happened: NAME_RULES[why],
    meaning: NOTHING_CHANGED,
    remedy: 'A name that says where the key is used is easiest to recognise later: ci-deploy, backup-nas.',
  }),
  'expiry-invalid': () => ({
    happened: 'The expiry lies in the past.',
    meaning: NOTHING_CHANGED,
    remedy: 'Choose a day to come, or no expiry.',
  }),
  'not-offered': () => ({
    happened: 'A tenancy without identity domains does not offer this.',
    meaning: NOTHING_CHANGED,
    remedy: null,
  }),
  'creation-unclear': ({ keyName, cause }) => ({
    happened: `Oracle’s answer to generating ${keyName} did not arrive. ${whatHappened(cause)}`,
    meaning: 'The key may have been made, without its secret key reaching this computer. Keydesk could not find out.',
    remedy: `Refresh the list. If a new key ${keyName} is there that nobody else made, delete it and generate again.`,
  }),
  'creation-lost': ({ keyName, accessKey, cause }) => ({
    happened: `The key ${keyName} was made (access key ${accessKey}), but its secret key did not arrive. ${whatHappened(cause)}`,
    meaning: 'Nobody can show the secret key again. The key counts towards the limit of this user.',
    remedy: `Delete ${keyName} and generate a new key.`,
  }),
  'not-created': ({ cause }) => ({
    happened: `The key was not made. ${whatHappened(cause)}`,
    meaning: 'Keydesk has looked: there is no new key.',
    remedy: 'Try again.',
  }),
  'creation-unknown': () => ({
    happened: 'The question whether that key was made has been settled already.',
    meaning: null,
    remedy: 'Refresh the list of keys.',
  }),
  'files-set-aside': ({ files }) => {
    // Only the list of saved keys knew the names of their entries in the keychain.
    const leavesSecrets = files.some(({ file }) => file.startsWith('kept.json'));
    const left = ' The secret keys that were kept on this computer are still in the keychain.';
    const clear =
      ' Otherwise find them in the keychain’s own program, as entries of Keydesk that begin with “kept:”, and remove them there.';
    return {
      happened: `Keydesk could not read ${files.map(({ file, reason }) => `${file} (${reason})`).join(' and ')}.`,
      meaning: `It was renamed and lies beside the new one. Keydesk has started without what it said. No key was touched.${leavesSecrets ? left : ''}`,
      remedy: `If it was written by a newer Keydesk, install that again.${leavesSecrets ? clear : ''}`,
    };
  },
  locked: () => ({
    happened: 'Keydesk is locked.',
    meaning: NOTHING_CHANGED,
    remedy: 'Unlock it, then try again.',
  }),
  prescribed: (problem) => ({
    happened: refusalText(problem),
    meaning: NOTHING_CHANGED,
    remedy: POLICY_REMEDY,
    calm: 'lock',
  }),
  'presence-refused': () => ({
    happened: 'Keydesk stays locked: the system did not confirm that it is you.',
    meaning: NOTHING_CHANGED,
    remedy: 'Try again.',
  }),
  'journal-failed': ({ reason }) => ({
    happened: `Keydesk could not write down what it is about to do: ${reason}.`,
    meaning: 'So it was not done: no request was sent, no key was made, and no secret key was closed.',
    remedy: 'Check that the disk has space and that Keydesk may write to its folder, then try again.',
  }),
  'secret-gone': () => ({
    happened: 'This secret key has been closed.',
    meaning: 'It cannot be shown again.',
    remedy: 'If it was not stored, delete the key and generate a new one.',
  }),
  'secret-not-stored': ({ keyName }) => ({
    happened: `The secret key of ${keyName} is not on the clipboard, and not known to be stored.`,
    meaning: 'It cannot be retrieved again after closing.',
    remedy: 'Copy it and store it, then close.',
  }),
  'secret-open': ({ keyName }) => ({
    happened: `The secret key of ${keyName} is still open.`,
    meaning: NOTHING_CHANGED,
    remedy: 'Store it and close it, then try again: one secret key is open at a time.',
    calm: 'info',
  }),
  'secret-in-making': ({ keyName }) => ({
    happened: `The key ${keyName} is being made, and its secret key is about to be shown.`,
    meaning: NOTHING_CHANGED,
    remedy: 'Wait for it, store it and close it, then try again: one secret key is open at a time.',
    calm: 'info',
  }),
  'made-by-another-account': ({ keyName }) => ({
    happened: `The key ${keyName} was made with another account than the one that is signed in now.`,
    meaning: 'It was not deleted, and its secret key is still open.',
    remedy: 'Store the secret key and close it; or switch to that account and delete the key in the list of keys.',
  }),
  'clipboard-failed': ({ reason }) => ({
    happened: `The clipboard could not be written: ${reason}.`,
    meaning: 'Nothing was copied.',
    remedy: 'Try again, or reveal the secret key and type it.',
  }),
  internal: ({ reference }) => ({
    happened: 'Keydesk has made a mistake.',
    meaning: 'What you asked for may not have been done.',
    remedy: `Refresh and look at what is there. If you report it, the log has more under ${reference}.`,
  }),
} satisfies Partial<AllSentences>;

const domainStates = { INACTIVE: 'inactive', CREATING: 'being created', DELETING: 'being deleted' } as const;
const domainRemedies = {
  INACTIVE: 'Choose another domain, or activate this one in the Console (Domains, the domain, Activate), then refresh.',
  CREATING: 'Wait until Oracle has created it, then refresh.',
  DELETING: 'Choose another domain.',
} as const;

const NAME_RULES = {
  empty: 'A key needs a name: at least one character that is not a space.',
  'too-long': 'The name is longer than 255 characters.',
  'control-character': 'The name has a character that cannot be shown: a line break or a tab, for example.',
};

import { isSession } from '../signin/account.ts';
import { type AllSentences, listed, NOTHING_CHANGED } from './sentences.ts';

/** The words for everything between choosing a profile and being signed in. */
export const signInSentences = {
  'config-missing': ({ file }) => ({
    happened: `There is no OCI configuration file at ${file}.`,
    meaning: null,
    remedy: 'None is needed: sign in with your browser, or set up this computer. Another file can be chosen.',
    calm: 'file',
  }),
  'config-unreadable': ({ file, reason }) => ({
    happened: `The OCI configuration file ${file} could not be read: ${reason}.`,
    meaning: NOTHING_CHANGED,
    remedy: 'Check the file and who may read it, or choose another file.',
  }),
  'config-malformed': ({ file, line, reason }) => ({
    happened: `Line ${line} of ${file} is not what an OCI configuration file may hold: ${reason}.`,
    meaning: NOTHING_CHANGED,
    remedy: `Correct line ${line}. Keydesk reads the file again when it has been saved.`,
  }),
  'config-is-key': ({ file }) => ({
    happened: `${file} is a private key and no configuration file, and no profile here names its fingerprint.`,
    meaning: 'A private key does not say whose it is: a profile does.',
    remedy:
      'Save the lines that the Console shows for the key (My profile, API keys, View configuration file) as ~/.oci/config, then press Choose the private key… at that profile.',
    calm: 'key',
  }),
  'key-not-chosen': ({ file, profile, why }) => ({
    happened: `The profile ${profile} does not say yet where its private key is.`,
    meaning: whereKeyBelongs[why],
    remedy: `Choose the private key that was downloaded when the API key was added, or write its path as key_file into ${file}.`,
    calm: 'key',
  }),
  'profile-unknown': ({ file, profile }) => ({
    happened: `${file} no longer has a profile ${profile}.`,
    meaning: NOTHING_CHANGED,
    remedy: 'Choose one of the profiles that the file has now.',
  }),
  'profile-incomplete': ({ file, profile, missing }) => ({
    happened: `The profile ${profile} of ${file} does not say ${listed(missing)}.`,
    meaning: NOTHING_CHANGED,
    remedy: `Add ${listed(missing)} to the profile. Keydesk reads the file again when it has been saved.`,
  }),
  'region-unknown': ({ region, reason }) => ({
    happened: `The region ${region} is not one that Keydesk knows: ${reason}.`,
    meaning: NOTHING_CHANGED,
    remedy: 'Correct the region of the profile, or describe a new one in ~/.oci/regions-config.json.',
  }),
  'endpoint-refused': ({ endpoint, reason }) => ({
    happened: `keydesk_endpoint = ${endpoint} is refused: ${reason}.`,
    meaning: NOTHING_CHANGED,
    remedy: 'Use an https address, or http on this computer only.',
  }),
  'key-missing': ({ file }) => ({
    happened: `The private key ${file}, which the profile names, is not there.`,
    meaning: NOTHING_CHANGED,
    remedy: 'Choose the private key, or correct key_file in the profile.',
  }),
  'key-unreadable': ({ file, reason }) => ({
    happened: `The private key ${file} could not be read: ${reason}.`,
    meaning: NOTHING_CHANGED,
    remedy: 'Choose the RSA key in PEM format that was made for this profile.',
  }),
  'passphrase-needed': ({ file }) => ({
    happened: `The private key ${file} is protected by a passphrase.`,
    meaning: NOTHING_CHANGED,
    remedy: 'Enter the passphrase. Keydesk uses it once and does not store it.',
  }),
  'passphrase-wrong': ({ file }) => ({
    happened: `That passphrase does not open the private key ${file}.`,
    meaning: NOTHING_CHANGED,
    remedy: 'Enter the passphrase again.',
  }),
  'fingerprint-mismatch': ({ keyFile, expected, found }) => ({
    happened: `The key ${keyFile} has the fingerprint ${found}, but the profile says ${expected}.`,
    meaning: `Oracle would refuse every request. ${NOTHING_CHANGED}`,
    remedy: 'Choose the private key with the fingerprint of the profile, or correct the profile.',
  }),
  'signed-out': () => ({
    happened: 'Nobody is signed in.',
    meaning: null,
    remedy: 'Sign in, then try again.',
  }),
  'account-unknown': () => ({
    happened: 'That account is no longer signed in here.',
    meaning: NOTHING_CHANGED,
    remedy: 'Choose another account, or sign in again.',
  }),
  'credential-missing': ({ account, vault }) => ({
    happened: `The ${isSession(account) ? 'session' : 'API key'} of ${account.displayName} is not in ${vault.kind === 'keychain' ? vault.name : 'memory'}.`,
    meaning:
      vault.kind === 'keychain'
        ? 'Another program may have removed it. The account is still listed, and your keys at Oracle are untouched.'
        : `It was stored in a keychain that does not answer now (${vault.reason}). Nothing was deleted.`,
    remedy:
      vault.kind === 'keychain'
        ? `Sign out and sign in again${account.signedInBy.kind === 'file-key' ? ` with the profile ${account.profile}` : ''}.`
        : 'Start or unlock the keychain, then press Try the keychain again in Settings, Credentials; or sign in again for as long as Keydesk runs.',
  }),
  'vault-failed': ({ reason }) => ({
    happened: `The keychain of this computer refused: ${reason}.`,
    meaning: 'Nothing was changed. Keydesk writes credentials to no other place of this computer.',
    remedy:
      'If your desktop asks something, answer it: unlock the keychain, or allow Keydesk to use it. Then try again.',
  }),
  'sample-failed': ({ reason }) => ({
    happened: `The sample tenancy did not start: ${reason}.`,
    meaning: NOTHING_CHANGED,
    remedy: 'Try again. If it fails every time, restart Keydesk.',
  }),
  'settings-failed': ({ reason }) => ({
    happened: `Keydesk could not save its settings: ${reason}.`,
    meaning: 'What you changed is lost at the next start.',
    remedy: 'Check that the disk has space and that Keydesk may write to its folder.',
  }),
} satisfies Partial<AllSentences>;

const whereKeyBelongs = {
  nothing: null,
  placeholder: 'key_file still holds the placeholder that the Console writes.',
  content: 'Its key_content is not read: Oracle’s own SDK does not allow it in a file either.',
};

import type { Unfinished } from '../computer-key/computer-key-problem.ts';
import { type AllSentences, NOTHING_CHANGED, type Sentences } from './sentences.ts';

/** The words for API keys of this computer's own, and for setting it up. */
export const apiKeySentences = {
  'snippet-incomplete': ({ missing }) => ({
    happened: `What you pasted does not say ${missing.join(', ')}.`,
    meaning: NOTHING_CHANGED,
    remedy:
      'In the Console, open the menu of the new API key (View configuration file), copy all lines of the configuration file preview, and paste them here.',
    calm: 'info',
  }),
  'snippet-malformed': ({ reason }) => ({
    happened: `What you pasted is not what the Console shows: ${reason}.`,
    meaning: NOTHING_CHANGED,
    remedy: 'Copy the configuration file preview in the Console again, and paste it as it is.',
  }),
  'snippet-ambiguous': ({ what }) => ({
    happened:
      what === 'profile'
        ? 'What you pasted holds several profiles, and none of them names the key that waits here.'
        : `What you pasted says more than one ${what}.`,
    meaning: NOTHING_CHANGED,
    remedy: 'Paste the lines of one profile alone: those that the Console shows for the new API key.',
  }),
  'snippet-is-key': ({ half }) => ({
    happened: `What you pasted is a ${half} key, not the configuration file preview.`,
    meaning: half === 'private' ? 'Keydesk has not used it. Do not paste a private key anywhere.' : NOTHING_CHANGED,
    remedy:
      half === 'private'
        ? 'Paste the configuration file preview of the Console. If it is for a key that you downloaded, Keydesk then asks for the file.'
        : 'Paste the public key in the Console (API keys, Add API key, Paste a public key). The Console then shows the lines that belong here.',
  }),
  'snippet-other-key': ({ expected, found }) => ({
    happened: `The configuration file preview is for the API key ${found}. The key that waits here is ${expected}.`,
    meaning: NOTHING_CHANGED,
    remedy:
      'Open the preview of the key that you added with the public key from here. If the Console has made the other key and you downloaded its private key, choose that file.',
    calm: 'key',
  }),
  'console-not-opened': ({ address }) => ({
    happened: 'No browser was opened.',
    meaning: null,
    remedy: `Open ${address} yourself, or My profile, API keys in the Console of your realm.`,
    calm: 'info',
  }),
  'set-up-over': () => ({
    happened: 'No set-up of this computer is under way.',
    meaning: NOTHING_CHANGED,
    remedy: 'Press Set up this computer to begin again.',
    calm: 'info',
  }),
  'downloaded-key-encrypted': ({ file }) => ({
    happened: `The private key ${file} is protected by a passphrase. Those that the Console makes are not.`,
    meaning: NOTHING_CHANGED,
    remedy:
      'Choose the file that was downloaded with this API key, or sign in with a profile of an OCI configuration file.',
  }),
  'key-not-accepted': ({ fingerprint, minutes }) => ({
    happened: `Oracle has not accepted the API key ${fingerprint} for ${minutes} minutes.`,
    meaning: 'It may not have been added, it may belong to another user, or Oracle needs still more time for it.',
    remedy: 'Look under My profile, API keys in the Console: the fingerprint must be there. Then try again.',
  }),
  'api-keys-full': ({ most }) => ({
    happened: `You have ${most} API keys already, as many as Oracle allows.`,
    meaning: NOTHING_CHANGED,
    remedy:
      'Delete one that nothing uses any more, then try again. A program that signs in with a deleted key stops working.',
    calm: 'key',
  }),
  'api-key-in-use': ({ fingerprint }) => ({
    happened: `This account signs in with the API key ${fingerprint}.`,
    meaning: 'It was not deleted: Keydesk could do nothing more for you.',
    remedy: 'Press Replace this computer’s key, or sign out and have the key deleted then.',
    calm: 'key',
  }),
  'api-key-work': () => ({
    happened: 'Keydesk is working on the key of this computer.',
    meaning: NOTHING_CHANGED,
    remedy: 'Wait until it is done, then try again.',
    calm: 'info',
  }),
  'no-computer-key': () => ({
    happened: 'This account does not sign in with an API key of this computer.',
    meaning: NOTHING_CHANGED,
    remedy: 'Press Stay signed in on this computer to make one.',
    calm: 'key',
  }),
  'key-work-unknown': () => ({
    happened: 'That has been settled already.',
    meaning: null,
    remedy: 'Look at the list of API keys.',
    calm: 'info',
  }),
  'api-key-unfinished': ({ what, fingerprint }) => unfinished[what](fingerprint),
} satisfies Partial<AllSentences>;

const unfinished: Readonly<Record<Unfinished, (fingerprint: string) => Sentences>> = {
  unclear: (fingerprint) => ({
    happened: `Keydesk does not know whether the API key ${fingerprint} reached Oracle.`,
    meaning: 'You are signed in as before. Keydesk looks for the key again by itself.',
    remedy: 'Press Try again when Oracle can be reached.',
  }),
  unused: (fingerprint) => ({
    happened: `The API key ${fingerprint} was added, and this computer does not sign in with it yet.`,
    meaning: 'You are signed in as before. The private key is in the keychain.',
    remedy: 'Press Try again to go on, or delete the key.',
  }),
  orphaned: (fingerprint) => ({
    happened: `The API key ${fingerprint} was made by Keydesk, and its private key is gone.`,
    meaning: 'Nobody can sign in with it. It counts toward the three that Oracle allows.',
    remedy: 'Delete it.',
  }),
  'old-left': (fingerprint) => ({
    happened: `This computer signs in with its new API key ${fingerprint}, and the old one is not deleted yet.`,
    meaning: 'The old private key is no longer on this computer.',
    remedy: 'Press Try again, or delete the old key in the list of API keys.',
  }),
  'undo-left': (fingerprint) => ({
    happened: `The API key ${fingerprint} was to be deleted again, and may still be at Oracle.`,
    meaning: 'You are signed in as before.',
    remedy: 'Press Try again, or delete it in the list of API keys.',
  }),
  'sign-out-left': (fingerprint) => ({
    happened: `You were signing out, and the API key ${fingerprint} may still be at Oracle.`,
    meaning: null,
    remedy: 'Press Try again, or delete it in the list of API keys.',
  }),
};

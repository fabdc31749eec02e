import type { AllSentences } from './sentences.ts';

/** The words for using a key: where it is used, its test, and what is kept on this computer. */
export const usageSentences = {
  'endpoint-unknown': ({ reason }) => ({
    happened: `Keydesk cannot tell where this key is used: ${reason}.`,
    meaning: 'An S3 tool needs its endpoint, which is made from namespace and region. The key itself is not affected.',
    remedy: 'Switch to an account of the tenancy that the key belongs to, then try again.',
    calm: 'info',
  }),
  'test-running': ({ keyName }) => ({
    happened: keyName ? `The key ${keyName} is being tested.` : 'Another key is being tested.',
    meaning: 'Keydesk tests one key at a time.',
    remedy: 'Wait for its end, or stop it, then try again.',
    calm: 'info',
  }),
  'saved-key-unknown': () => ({
    happened: 'The keychain of this computer does not hold this key.',
    meaning: 'Keydesk or another program may have removed it. The key at Oracle is not affected.',
    remedy: 'Remove it from the list. If you have not stored its secret key elsewhere, generate a new key.',
  }),
  'keychain-needed': ({ reason }) => ({
    happened: `There is no keychain to keep the key in: ${reason}.`,
    meaning: 'Keydesk keeps secret keys in the keychain of this computer or not at all. The key was not kept.',
    remedy: 'Copy the secret key to your password manager, or unlock the keychain and restart Keydesk.',
  }),
} satisfies Partial<AllSentences>;

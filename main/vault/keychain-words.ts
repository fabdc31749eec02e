import { NO_KEYRING } from './await-keyring.ts';

/**
 * What the texts of keychains mean, as far as they are known: of the Secret Service those that gnome-keyring and the bus gave in trials, of
 * macOS and Windows the codes of their documentation. Everything else is shown in the keychain's own words.
 */
const MEANINGS: readonly (readonly [pattern: RegExp, meaning: string])[] = [
  [/prompt was dismissed/i, 'it is locked, and was not unlocked'],
  [
    NO_KEYRING,
    'this desktop has no default keyring; if it asks for the password of a new one, perhaps behind this window, give one, or make a keyring in its program Passwords and Keys',
  ],
  // errSecUserCanceled, errSecAuthFailed
  [/-128\b|-25293\b|cancel+ed by the user|user cancel+ed/i, 'its use was denied'],
  [/access ?denied|not permitted|permission/i, 'its use was denied'],
  // errSecInteractionNotAllowed: the screen is locked, or nobody is logged in at it
  [/-25308\b|is locked/i, 'it is locked'],
  [/did not receive a reply|timed? ?out/i, 'it does not answer'],
  // Without a bus Electron sets the address `disabled:`, which libdbus cannot parse.
  [/could not parse server address/i, 'no keychain is running on this desktop'],
  [/autolaunch|failed to connect|connection refused|no such file/i, 'no keychain is running on this desktop'],
  [/serviceunknown|not provided by any|namehasnoowner|disconnected|activat/i, 'no keychain is running on this desktop'],
];

const LONGEST = 200;

/** A phrase that can follow a colon, made of the keychain's own text. */
export function keychainWords(text: string): string {
  const known = MEANINGS.find(([pattern]) => pattern.test(text));
  if (known) return known[1];
  return (text.split('\n', 1)[0] ?? '').slice(0, LONGEST) || 'it gave no reason';
}

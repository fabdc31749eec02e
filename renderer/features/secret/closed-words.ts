import type { ClipboardState, ClosedSecret } from '../../../bridge/values/secret.ts';
import { secondsLeft } from '../../panes/clipboard-words.ts';
import { keyAndOwner } from './secret-words.ts';

interface ClosedWords {
  readonly what: string;
  readonly more: string;
  /** The word on the button that closes the secret for good. */
  readonly end: string;
}

/** What is said about a secret key whose dialog is closed, as long as it can be shown again. */
export const closedWords = (closed: ClosedSecret, guarded: ClipboardState, now: number): ClosedWords => {
  const key = keyAndOwner(closed);
  const isWords = closed.what === 'passphrase';
  const subject = isWords ? `The ten words of ${key} are` : `The secret key of ${key} is`;
  if (!closed.isOnClipboard) {
    return {
      what: `${subject} no longer on the clipboard.`,
      more: isWords
        ? 'Keydesk has forgotten them. Unless they were pasted before, show the secret key again and hand it over again.'
        : 'Unless it was pasted before, show it again. Once you say that it is stored, nobody can show it.',
      end: isWords ? 'They were pasted' : 'It is stored',
    };
  }
  const left = guarded.kind === 'holding' && guarded.handle === closed.handle ? secondsLeft(guarded, now) : null;
  return {
    what: left === null ? `${subject} still on the clipboard.` : `${subject} on the clipboard for ${left} s.`,
    more: isWords
      ? 'Paste them now. As long as they are there, the secret key can be shown again; after that nobody can show it.'
      : 'Paste it now. As long as it is there, it can be shown again; after that nobody can show it.',
    end: 'Clear now',
  };
};

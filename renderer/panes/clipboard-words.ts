import type { ClipboardState, SecretCopy } from '../../bridge/values/secret.ts';

export interface ClipboardWords {
  readonly text: string;
  readonly tone: 'accent' | 'warning' | 'quiet';
}

type Holding = Pick<Extract<ClipboardState, { kind: 'holding' }>, 'clearsAt' | 'seconds'>;

/** Whole seconds until the clipboard is cleared; never below zero, nor above the whole, whatever the clocks say. */
export const secondsLeft = ({ clearsAt, seconds }: Holding, now: number): number =>
  Math.max(0, Math.min(seconds, Math.ceil((clearsAt - now) / 1000)));

/** Which copy is asked about: of which secret, and what of it. */
export interface CopyOf {
  readonly handle: string;
  readonly what: SecretCopy;
}

const subjects = { 'secret-key': 'the secret key', passphrase: 'the ten words' } as const;
const isAbout = (state: ClipboardState, { handle, what }: CopyOf) =>
  state.kind !== 'idle' && state.kind !== 'copied' && state.handle === handle && state.what === what;

/** What will become of a copy, before it is made. */
export const beforeWords = (what: SecretCopy, seconds: number): string =>
  what === 'secret-key'
    ? `Once copied, the secret key leaves the clipboard after ${seconds} s.`
    : `Once copied, the words leave the clipboard after ${seconds} s.`;

/** What became of the copy; null while there is nothing to say. `closing`: it stands in a dialog that can be closed. */
export const clipboardWords = (
  state: ClipboardState,
  copy: CopyOf,
  now: number,
  closing: boolean,
): ClipboardWords | null => {
  if (!isAbout(state, copy)) return null;
  const subject = subjects[copy.what];
  switch (state.kind) {
    case 'holding':
      return {
        text: `Copied. The clipboard is cleared in ${secondsLeft(state, now)} s.${closing ? ' Closing leaves it there until then.' : ''}`,
        tone: 'accent',
      };
    case 'cleared': {
      const was = copy.what === 'secret-key' ? 'The secret key was' : 'The ten words were';
      return { text: `${was} cleared from the clipboard.`, tone: 'quiet' };
    }
    case 'replaced':
      return { text: 'The clipboard was left alone, because something else has been copied since.', tone: 'quiet' };
    case 'not-cleared':
      return {
        text: `The clipboard could not be cleared: it still holds ${subject}. Keydesk tries again when its window is in front.`,
        tone: 'warning',
      };
    default:
      return null;
  }
};

/**
 * What a screen reader is told: the copy with its whole time, and each change; never the seconds going by. Shorter than what
 * is seen, which can be read beside it.
 */
export const spokenClipboardWords = (state: ClipboardState, copy: CopyOf): string => {
  if (state.kind === 'idle' || state.kind === 'copied' || !isAbout(state, copy)) return '';
  if (state.kind === 'holding') {
    const copied = copy.what === 'secret-key' ? 'Secret key copied; it leaves' : 'Words copied; they leave';
    return `${copied} the clipboard in ${state.seconds} seconds.`;
  }
  return {
    cleared: 'Clipboard cleared.',
    replaced: 'Clipboard left as it is.',
    'not-cleared': 'Clipboard not cleared.',
  }[state.kind];
};
